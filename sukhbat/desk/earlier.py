"""Answers that were given before to questions which ask the same, for an official who writes one.

By meaning, across languages; while the process that compares meanings is away, by words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from sukhbat.answers.queries import Written, answers_of
from sukhbat.concerns.in_short import in_short
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.patience import TooSlowError, no_longer_than
from sukhbat.questions.listing import Wanted
from sukhbat.questions.models import Question
from sukhbat.questions.queries import question, questions_by_id
from sukhbat.search.queries import may_be_found, order
from sukhbat.search.rules import ask
from sukhbat.similar.client import Near, near

SHOWN = 5
# Most of what is near waits for an answer itself, and is not shown.
_ASKED_FOR = 30
# Seconds for whoever compares; the page is slower by no more.
PATIENCE = 0.2
# Words in common are a weak sign: a short text finds more of what fits than a long one.
_WORDS = 12


@dataclass(frozen=True)
class Earlier:
    """A public question with its answer; ``is_own``: it stands in the very concern that is answered."""

    question: Question
    answer: Written
    is_own: bool = False


@dataclass(frozen=True)
class Found:
    """At most five earlier answers, none twice. ``is_by_words``: meanings could not be compared."""

    rows: Sequence[Earlier] = ()
    is_by_words: bool = False


def earlier_answers(
    text: str, *, body_id: UUID, without: UUID, own: Sequence[Earlier] = (), now: datetime
) -> Found:
    """What is similar to the text of a question: ``own`` first, then what the body answered, then others.

    ``without`` is that question. Seven queries at most, and 200 ms for finding.
    """
    if len(own) >= SHOWN:
        return Found(own[:SHOWN])
    language = (get_language() or "kk")[:2]
    found = near(text, language=language, count=_ASKED_FOR, timeout=PATIENCE)
    keys = _by_words(text, now=now) if found is None else _questions(found, language)
    rows = [row for row in _answered(keys) if row.question.pk != without]
    rows.sort(key=lambda row: row.answer.answer.body_id != body_id)
    one_of_each = {row.answer.answer.pk: row for row in reversed([*own, *rows])}
    return Found(list(reversed(one_of_each.values()))[:SHOWN], is_by_words=found is None)


def earlier_answer(number: str) -> Earlier | None:
    """The answer of a public question; None when it cannot be read by everyone, or is not there."""
    found = question(number) if number else None
    if found is None or not may_be_found(found):
        return None
    answer = answers_of([found.pk]).get(found.pk)
    return Earlier(found, answer) if answer else None


def _questions(found: Sequence[Near], language: str) -> list[UUID]:
    """The near questions, the nearest first: of a concern the one that stands for it, and an answered one."""
    concerns = in_short([one.id for one in found if one.kind == "concern"], language=language)
    keys: list[UUID] = []
    for one in found:
        if one.kind == "question":
            keys.append(one.id)
        elif (concern := concerns.get(one.id)) is not None:
            keys += [concern.question, *([concern.answered] if concern.answered else [])]
    return keys


def _by_words(text: str, *, now: datetime) -> list[UUID]:
    """Answered questions that have the same words; none when that is slow."""
    asked = ask(" ".join(text.split()[:_WORDS]))
    if asked is None:
        return []
    try:
        with no_longer_than(int(PATIENCE * 1_000)):
            found = order(asked, Wanted(today=local_day(now), state="answered")).fused
    except TooSlowError:
        return []
    return [one.id for one in found[:_ASKED_FOR]]


def _answered(keys: Iterable[UUID]) -> list[Earlier]:
    """Those of them that have an answer which everyone may read, in this order."""
    ordered = list(dict.fromkeys(keys))
    rows = questions_by_id(ordered)
    shown = [
        rows[key] for key in ordered if key in rows and rows[key].answered_at and may_be_found(rows[key])
    ]
    answers = answers_of(row.pk for row in shown) if shown else {}
    return [Earlier(row, answers[row.pk]) for row in shown if row.pk in answers]
