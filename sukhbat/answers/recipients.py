"""The list of those an answer to all goes to: taken, looked through, ticked, told apart by a digest, sealed."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count

from sukhbat.answers.models import Answer, Recipient
from sukhbat.answers.rules import Fate
from sukhbat.questions.together import array_of

PAGE = 50
# So many numbers of a kind are read for the report; the count is exact.
MOST_NAMED = 200

_TAKE = """
INSERT INTO answers_recipient (answer_id, question_id, place, is_chosen, fate)
SELECT %s, question_id, place, question_id <> ALL(%s::uuid[]), ''
FROM unnest(%s::uuid[]) WITH ORDINALITY AS fresh(question_id, place)
"""
_DROP = "DELETE FROM answers_recipient WHERE answer_id = %s"
_CHOOSE = """
UPDATE answers_recipient SET is_chosen = (question_id = ANY(%s::uuid[]))
WHERE answer_id = %s AND question_id = ANY(%s::uuid[]) AND is_chosen <> (question_id = ANY(%s::uuid[]))
"""
_SEAL = """
UPDATE answers_recipient r SET fate = row.fate, salt = decode(row.salt, 'hex'), entry_id = row.entry_id
FROM json_to_recordset(%s::json) AS row(question_id uuid, fate text, salt text, entry_id uuid)
WHERE r.answer_id = %s AND r.question_id = row.question_id
"""
_TOLD = """
UPDATE answers_recipient SET told_at = %s
WHERE entry_id = ANY(%s::uuid[]) AND fate = 'answered' AND told_at IS NULL
"""


@dataclass(frozen=True)
class Sealed:
    """What is written at a recipient when the answer is signed."""

    question: UUID
    fate: Fate
    salt: bytes | None = None
    entry_id: UUID | None = None


@dataclass(frozen=True)
class Size:
    """How many questions the list holds, how many of them get the answer, and those by language."""

    listed: int = 0
    chosen: int = 0
    languages: Mapping[str, int] = field(default_factory=dict)

    @property
    def unticked(self) -> int:
        return self.listed - self.chosen


@dataclass(frozen=True)
class Left:
    """Questions of the list that did not get the answer for one reason; ``numbers`` are the first of them."""

    fate: Fate
    count: int
    numbers: Sequence[str]


@dataclass(frozen=True)
class Report:
    """What a signature came to."""

    answered: int
    left: Sequence[Left]


def take_list(answer: Answer, questions: Sequence[UUID]) -> None:
    """Write the list anew, in this order; who was unticked before stays so. In the caller's transaction."""
    unticked = Recipient.objects.filter(answer=answer, is_chosen=False).values_list("question_id", flat=True)
    but = list(unticked)
    with connection.cursor() as cursor:
        cursor.execute(_DROP, [answer.pk])
        cursor.execute(_TAKE, [answer.pk, but, array_of(questions)])


def choose(answer: Answer, *, shown: Collection[UUID], ticked: Collection[UUID]) -> int:
    """Note which of the shown questions get the answer; how many changed. In the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_CHOOSE, [list(ticked), answer.pk, list(shown), list(ticked)])
        return int(cursor.rowcount)


def seal(answer: Answer, rows: Sequence[Sealed]) -> None:
    """Write what became of each question of the list; from then on the database refuses any change."""
    written = [
        {
            "question_id": row.question.hex,
            "fate": row.fate.value,
            "salt": row.salt.hex() if row.salt else None,
            "entry_id": row.entry_id.hex if row.entry_id else None,
        }
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SEAL, [json.dumps(written), answer.pk])


def note_told(entry_ids: Collection[UUID], *, now: datetime) -> int:
    """Note that the askers behind these entries were told; how many. Run by the notices; repeating changes nothing."""
    if not entry_ids:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [now, list(entry_ids)])
        return int(cursor.rowcount)


def size_of(answer: Answer) -> Size:
    """The size of the list; two queries."""
    rows = Recipient.objects.filter(answer=answer)
    chosen = rows.filter(is_chosen=True).values_list("question__language").annotate(n=Count("pk"))
    languages = dict(chosen.order_by("-n"))
    return Size(rows.count(), sum(languages.values()), languages)


def page_of(
    answer: Answer, *, page: int, only_unticked: bool = False, limit: int = PAGE
) -> tuple[list[Recipient], bool]:
    """A page (from 1) of the list in its order, and whether more follow."""
    found = Recipient.objects.select_related("question__region").filter(answer=answer).order_by("place")
    start = (page - 1) * limit
    if only_unticked:
        rows = list(found.filter(is_chosen=False)[start : start + limit + 1])
    else:
        # By place, not by offset: the last page of 41,000 costs no more than the first.
        rows = list(found.filter(place__gt=start, place__lte=start + limit + 1))
    return rows[:limit], len(rows) > limit


def ids_of(answer: Answer) -> set[UUID]:
    """Every question of the list."""
    return set(Recipient.objects.filter(answer=answer).values_list("question_id", flat=True))


def choices_of(answer: Answer) -> dict[UUID, bool]:
    """Every question of the list and whether it gets the answer."""
    rows = Recipient.objects.filter(answer=answer).order_by("question_id")
    return dict(rows.values_list("question_id", "is_chosen"))


def digest_of(choices: Mapping[UUID, bool]) -> str:
    """The list in short, so that no other is signed: its questions, and which of them are ticked."""
    digest = hashlib.sha256()
    for question in sorted(choices):
        digest.update(question.bytes + (b"\x01" if choices[question] else b"\x00"))
    return digest.hexdigest()[:32]


def report_of(answer: Answer) -> Report:
    """What a signed answer came to; kept for good, so that it can be looked at on any later day."""
    counted = Recipient.objects.filter(answer=answer).values_list("fate").annotate(n=Count("pk"))
    counts = {Fate(fate): n for fate, n in counted.order_by("fate")}
    left = [
        Left(fate, counts[fate], _numbers(answer, fate))
        for fate in Fate
        if fate in counts and fate not in {Fate.ANSWERED, Fate.WAITS}
    ]
    return Report(counts.get(Fate.ANSWERED, 0), left)


def _numbers(answer: Answer, fate: Fate) -> list[str]:
    rows = Recipient.objects.filter(answer=answer, fate=fate).order_by("place")
    return list(rows.values_list("question__number", flat=True)[:MOST_NAMED])
