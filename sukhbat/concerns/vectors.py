"""Vectors of questions' meanings, as packed bytes; what is in them is the affair of ``understanding.meaning``."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from sukhbat.concerns.models import MeaningVector

_KEEP = """
INSERT INTO concerns_meaningvector (question_id, version, packed)
SELECT question_id, %s, packed FROM unnest(%s::uuid[], %s::bytea[]) AS row(question_id, packed)
ON CONFLICT (question_id) DO UPDATE SET version = excluded.version, packed = excluded.packed
"""


def keep_vectors(*, rows: Sequence[tuple[UUID, bytes]], version: str) -> None:
    """Store packed vectors by question in one statement; one of another version is replaced.

    A question that stands twice in ``rows`` is an error of the database (CardinalityViolation).
    """
    if not rows:
        return
    ids, packed = zip(*rows, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [version, list(ids), list(packed)])


def vectors(*, version: str, after: UUID | None, limit: int) -> list[tuple[UUID, bytes]]:
    """The next vectors of a version in the order of their questions' keys, which is that of arrival."""
    found = MeaningVector.objects.filter(version=version)
    if after is not None:
        found = found.filter(question_id__gt=after)
    rows = found.order_by("question_id").values_list("question_id", "packed")[:limit]
    return [(question, bytes(packed)) for question, packed in rows]


def vectors_of(questions: Iterable[UUID], *, version: str) -> dict[UUID, bytes]:
    """The vectors of some questions, as far as there are any of this version."""
    found = MeaningVector.objects.filter(question_id__in=list(questions), version=version)
    return {question: bytes(packed) for question, packed in found.values_list("question_id", "packed")}


def forget_vectors(questions: Iterable[UUID]) -> None:
    """Remove the vectors of questions: of erased, hidden and withdrawn texts nothing is kept."""
    MeaningVector.objects.filter(question_id__in=list(questions)).delete()
