"""Handing the open questions of a body over to its successor: one act that is no hop and no restart.

The other set-based sibling of ``advance`` (docs/adr/0006): stage and body change here for many at once.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count

from sukhbat.bodies.models import Body
from sukhbat.ledger.actions import Line, record_all
from sukhbat.ledger.rules import Actor
from sukhbat.questions.events import QuestionSucceeded
from sukhbat.questions.models import Question
from sukhbat.questions.rules import IN_WORK, Stage

# What an officer of the old body held goes to the dispatcher of the new one. The clock is not touched.
_HAND_OVER = """
WITH held AS (
    SELECT id, stage FROM questions_question WHERE body_id = %s AND stage = ANY(%s)
    ORDER BY id FOR NO KEY UPDATE
)
UPDATE questions_question q
SET body_id = %s, stage = CASE WHEN q.stage = %s THEN %s ELSE q.stage END, version = q.version + 1
FROM held WHERE q.id = held.id
RETURNING q.id, q.number, held.stage
"""


@dataclass(frozen=True)
class HandedOver:
    """What went over: how many questions, and the ids of those an officer held."""

    count: int
    held: list[UUID]


def hand_over(*, body: Body, successor: Body, actor: Actor, now: datetime) -> HandedOver:
    """Move every open question to the successor, each with an entry; run in a transaction.

    Questions that ended stay with the old body, and so do its figures. A question that arrives while this
    runs may land at the old body once more: running it again takes that one over, too.
    """
    in_work = [stage.value for stage in IN_WORK]
    with connection.cursor() as cursor:
        cursor.execute(
            _HAND_OVER, [body.pk, in_work, successor.pk, Stage.ASSIGNED.value, Stage.RECEIVED.value]
        )
        rows = cursor.fetchall()
    event = QuestionSucceeded(from_body=body.slug, to_body=successor.slug)
    if rows:
        record_all(lines=[Line(event, number, actor) for _id, number, _stage in rows], now=now)
    return HandedOver(len(rows), [key for key, _number, stage in rows if stage == Stage.ASSIGNED])


def in_work_of(body_ids: list[UUID]) -> dict[UUID, int]:
    """How many open questions each body holds; bounded by their backlogs."""
    found = Question.objects.filter(body_id__in=body_ids, stage__in=[stage.value for stage in IN_WORK])
    return dict(found.values_list("body_id").annotate(n=Count("pk")))
