"""Saving the texts of a draft so that nobody's words are lost: a save builds on the version it has seen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from sukhbat.answers import queries
from sukhbat.answers.models import Answer, AnswerVersion
from sukhbat.answers.rules import LANGUAGES, LEGAL_GROUND_LONGEST, LONGEST, SHORTEST, Kind, State, Text
from sukhbat.assignments.texts import checked
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.people.models import Person
from sukhbat.questions.together import array_of
from sukhbat.understanding.text import clean


@dataclass(frozen=True)
class DraftText:
    """What was typed in one language; ``based_on`` is the number of the version the person saw."""

    text: str
    legal_ground: str = ""
    kind: Kind = Kind.ORIGINAL
    based_on: int = 0


class StaleDraft(Refused):
    """Someone saved meanwhile: ``newer`` are the versions that the typed texts would have overwritten."""

    def __init__(self, newer: Mapping[str, AnswerVersion]) -> None:
        super().__init__(
            Refusal(
                "stale",
                _("Someone else saved this answer meanwhile. Your text is kept below, beside theirs."),
                409,
            )
        )
        self.newer = newer


def write_versions(answer: Answer, texts: Mapping[str, DraftText], *, author: Person, now: datetime) -> None:
    """Add a version for each language whose text changed; the question's row is locked by the caller."""
    stale: dict[str, AnswerVersion] = {}
    for code in LANGUAGES:
        if (draft := texts.get(code)) is None:
            continue
        history = {version.number: version for version in queries.versions_of(answer, language=code)}
        latest = max(history.values(), key=lambda version: version.number, default=None)
        typed = _typed(code, draft)
        if _unchanged(typed, history.get(draft.based_on), latest):
            continue
        if latest is not None and latest.text and latest.number != draft.based_on:
            stale[code] = latest
            continue
        _add(answer, code, typed, author=author, now=now)
    if stale:
        raise StaleDraft(stale)


def _typed(code: str, draft: DraftText) -> Text:
    text = clean(draft.text)
    if text:
        text = checked(f"text_{code}", text, low=SHORTEST, high=LONGEST)
    ground = clean(draft.legal_ground)
    if ground:
        ground = checked(f"legal_ground_{code}", ground, low=1, high=LEGAL_GROUND_LONGEST)
    return Text(text=text, legal_ground=ground, kind=draft.kind)


def _unchanged(typed: Text, seen: AnswerVersion | None, latest: AnswerVersion | None) -> bool:
    """Whether the person left the text as they had found it, or typed what stands there now anyway."""
    if latest is None or not latest.text:
        return not typed.text and not typed.legal_ground
    return typed == latest.typed or (seen is not None and typed == seen.typed)


def _add(answer: Answer, code: str, typed: Text, *, author: Person, now: datetime) -> None:
    AnswerVersion.objects.create(
        answer=answer,
        body_id=answer.body_id,
        language=code,
        number=queries.last_number(answer, code) + 1,
        kind=typed.kind.value,
        text=typed.text,
        legal_ground=typed.legal_ground,
        author=author,
        at=now,
    )


_GIVE_WAY = """
UPDATE answers_answer SET state = %s, handed_over_at = NULL WHERE question_id = ANY(%s::uuid[]) AND state = %s
"""


def give_way(questions: Collection[UUID]) -> None:
    """Questions got an answer to all: no draft of their own waits for a signature any more. The caller holds them."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_WAY, [State.DRAFTING.value, array_of(questions), State.FOR_SIGNATURE.value])
