"""Writing who stands where: by the hundred thousand, in a few statements, each membership that ends being kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from sukhbat.concerns.rules import How, Left

_LEAVE = """
WITH gone AS (
    DELETE FROM concerns_membership m USING unnest(%s::uuid[], %s::uuid[]) AS stale(question_id, concern_id)
    WHERE m.question_id = stale.question_id AND m.concern_id = stale.concern_id
    RETURNING m.*
)
INSERT INTO concerns_pastmembership
    (question_id, concern_id, origin_id, score, version, how, since_at, told_at, left_at, why)
SELECT question_id, concern_id, origin_id, score, version, how, since_at, told_at, greatest(%s, since_at), %s
FROM gone
"""

_STAND = """
INSERT INTO concerns_membership (question_id, concern_id, origin_id, score, version, how, since_at)
SELECT question_id, concern_id, origin_id, score, %s, %s, %s
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::float8[]) AS row(question_id, concern_id, origin_id, score)
ON CONFLICT (question_id) DO NOTHING
"""

_OPEN = """
INSERT INTO concerns_concern (id, body_id, opened_at) SELECT id, %s, %s FROM unnest(%s::uuid[]) AS row(id)
"""

# Whether a concern has questions is seen in this statement, under the lock of its body.
_CLOSE = """
UPDATE concerns_concern c SET ended_at = CASE WHEN has.questions THEN NULL ELSE greatest(%s, c.opened_at) END
FROM (
    SELECT key, EXISTS (SELECT 1 FROM concerns_membership m WHERE m.concern_id = key) AS questions
    FROM unnest(%s::uuid[]) AS row(key)
) AS has
WHERE c.id = has.key AND has.questions = (c.ended_at IS NOT NULL)
RETURNING has.questions
"""


@dataclass(frozen=True)
class Step:
    """A question goes from one concern to another; None is alone. ``origin``: where the machine had it."""

    question: UUID
    source: UUID | None
    target: UUID | None
    origin: UUID | None = None
    score: float | None = None


def make_steps(
    steps: Sequence[Step], *, how: How, why: Left, now: datetime, version: str = ""
) -> tuple[int, int]:
    """Do the steps under the lock of their body (holding.hold); how many left, how many came to stand.

    A question that is no longer where its step begins stays where it is.
    """
    leaving = [step for step in steps if step.source is not None]
    coming = [step for step in steps if step.target is not None]
    left = stood = 0
    with connection.cursor() as cursor:
        if leaving:
            cursor.execute(
                _LEAVE, [[s.question for s in leaving], [s.source for s in leaving], now, why.value]
            )
            left = cursor.rowcount
        if coming:
            columns = (
                [step.question for step in coming],
                [step.target for step in coming],
                [step.origin or step.target for step in coming],
                [step.score for step in coming],
            )
            cursor.execute(_STAND, [version, how.value, now, *columns])
            stood = cursor.rowcount
    return left, stood


def open_concerns(concerns: Collection[UUID], *, body: UUID, now: datetime) -> None:
    """Make new concerns of a body; each gets the next number."""
    if concerns:
        with connection.cursor() as cursor:
            cursor.execute(_OPEN, [body, now, list(concerns)])


def note_ends(concerns: Collection[UUID], *, now: datetime) -> int:
    """Mark which of the concerns have no question any more, and which have one again; how many ended."""
    if not concerns:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, [now, list(concerns)])
        return sum(not has_questions for (has_questions,) in cursor.fetchall())
