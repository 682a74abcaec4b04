"""Up to five answered questions and open concerns that are similar to a text, as a person who asks sees them."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sukhbat.answers.queries import Written, answers_of
from sukhbat.concerns.in_short import InShort, in_short
from sukhbat.concerns.standing import standing_of
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.patience import TooSlowError, no_longer_than
from sukhbat.questions.listing import Wanted
from sukhbat.questions.models import Question
from sukhbat.questions.queries import question, questions_by_id
from sukhbat.search.queries import may_be_found, order
from sukhbat.search.rules import ask
from sukhbat.similar.client import near
from sukhbat.understanding.personal_data import find, mask
from sukhbat.understanding.text import clean

SHOWN = 5
# Lone questions without an answer are near, too, and not shown.
_ASKED_FOR = 15
SHORTEST_TYPED, LONGEST_TYPED = 20, 4_000
# Seconds for the process that compares meanings; with the rest of the page it stays below 0.3.
PATIENCE = 0.2
# Words are compared for one at a time in each process. Thousands type while a conference is on air: when the process
# that compares meanings is busy with them, the database must not be asked in its place for all.
_words = threading.Semaphore(1)


@dataclass(frozen=True)
class Suggestion:
    """An open concern to join, an answer to read, or both.

    ``question`` says what it is about, ``answered`` is the one that the answer was given to.
    """

    question: Question
    answer: Written | None
    answered: Question | None
    concern: InShort | None = None

    @property
    def may_be_joined(self) -> bool:
        """Whether somebody in the concern still waits for an answer."""
        return self.concern is not None and (self.concern.in_work > 0 or self.answer is None)


def similar_to(typed: str, *, language: str, now: datetime) -> list[Suggestion]:
    """What is near to a typed text, the nearest first; its personal data is masked before anybody is asked.

    ``language`` is the reader's. Nothing for a text of fewer than 20 characters. Where the process that compares
    meanings is away, words and letters are compared instead.
    """
    text = clean(typed[:LONGEST_TYPED]).strip()
    if len(text) < SHORTEST_TYPED:
        return []
    text = mask(text, find(text))
    found = near(text, language=language, count=_ASKED_FOR, timeout=PATIENCE)
    if found is None:
        return _shown(_by_words(text, now=now), language=language)
    return _shown([(one.kind == "concern", one.id) for one in found], language=language)


def answered_question(number: str) -> Suggestion | None:
    """A public question with its answer; None when it is not public or not answered."""
    found = question(number) if number else None
    if found is None or not may_be_found(found):
        return None
    answer = answers_of([found.pk]).get(found.pk)
    return Suggestion(found, answer, found) if answer else None


def _by_words(text: str, *, now: datetime) -> list[tuple[bool, UUID]]:
    """Public questions that have the same words, each in place of the concern it stands in.

    None when that is slow, or while it is done for somebody else.
    """
    asked = ask(text)
    if asked is None or not _words.acquire(blocking=False):
        return []
    try:
        with no_longer_than(int(PATIENCE * 1_000)):
            found = order(asked, Wanted(today=local_day(now))).fused[: _ASKED_FOR * 2]
    except TooSlowError:
        return []
    finally:
        _words.release()
    ids = [one.id for one in found]
    stands = standing_of(ids)
    return list(dict.fromkeys((key in stands, stands.get(key, key)) for key in ids))


def _shown(keys: Sequence[tuple[bool, UUID]], *, language: str) -> list[Suggestion]:
    concerns = in_short([key for is_concern, key in keys if is_concern], language=language)
    asked = questions_by_id(_questions(keys, concerns))
    answers = answers_of(key for key, row in asked.items() if row.answered_at is not None)
    made = (_suggestion(concerns.get(key), key, asked, answers) for _is_concern, key in keys)
    return [one for one in made if one is not None][:SHOWN]


def _questions(keys: Sequence[tuple[bool, UUID]], concerns: Mapping[UUID, InShort]) -> Iterable[UUID]:
    for is_concern, key in keys:
        if not is_concern:
            yield key
        elif (found := concerns.get(key)) is not None:
            yield from {found.question, found.answered or found.question}


def _suggestion(
    concern: InShort | None, key: UUID, asked: Mapping[UUID, Question], answers: Mapping[UUID, Written]
) -> Suggestion | None:
    found = asked.get(concern.question if concern else key)
    if found is None or not may_be_found(found):
        return None
    given_to = found.pk if found.pk in answers or concern is None else concern.answered
    answer = answers.get(given_to) if given_to else None
    if concern is None and answer is None:
        return None
    return Suggestion(found, answer, asked.get(given_to) if given_to else None, concern)
