"""Concerns follow their questions to other bodies.

A redirect and a succession change ``question.body`` in the layers below, which know nothing of concerns. So nothing
is written then: a membership counts and shows only while the question's body is the concern's (queries, counting),
hence a redirected question is out of its concern at once. Each regrouping calls ``follow_questions`` first, which
puts the rows right. A trigger that deleted the row would hold it inside every redirect, and a reaction on the log
would be late and still need the check at reading.
"""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection, transaction
from django.db.models import F

from sukhbat.concerns.holding import Lines, hold
from sukhbat.concerns.models import Concern, Membership
from sukhbat.concerns.moving import Step, make_steps, note_ends
from sukhbat.concerns.rules import How, Left

_CHANGED = "INSERT INTO concerns_concernchange (concern_id) SELECT unnest(%s::uuid[])"


def follow_questions(*, now: datetime) -> int:
    """End the memberships of questions that another body answers now; how many ended.

    A concern whose questions all went to one other body goes with them and keeps its number: its body has a
    successor, or a dispatcher sent on the whole of it.
    """
    away = Membership.objects.exclude(question__body_id=F("concern__body_id"))
    concerns = list(away.values_list("concern_id", flat=True).distinct())
    return sum(_follow(concern, now=now) for concern in sorted(concerns))


@transaction.atomic
def _follow(concern_id: UUID, *, now: datetime) -> int:
    held = {Concern.objects.get(pk=concern_id).body_id, *_bodies(concern_id)}
    hold(held)
    concern, bodies = Concern.objects.get(pk=concern_id), _bodies(concern_id)
    if not held.issuperset({concern.body_id, *bodies}):
        return 0  # It moved again while this waited: the next regrouping looks anew.
    if len(bodies) == 1 and bodies != [concern.body_id]:
        _move(concern, bodies[0])
        return 0
    away = Membership.objects.filter(concern=concern_id).exclude(question__body_id=concern.body_id)
    steps = [Step(question, concern_id, None) for question in away.values_list("question_id", flat=True)]
    left, _stood = make_steps(steps, how=How.BULK, why=Left.REDIRECTED, now=now)
    note_ends([concern_id], now=now)
    return left


def _bodies(concern: UUID) -> list[UUID]:
    """The bodies that answer the questions of a concern."""
    rows = Membership.objects.filter(concern=concern).aggregate(
        found=ArrayAgg("question__body_id", distinct=True)
    )
    return rows["found"] or []


def _move(concern: Concern, body: UUID) -> None:
    """To another body, with every concern that was merged into it."""
    line = Lines([concern.body_id]).leading_to(concern.pk)
    Concern.objects.filter(pk__in=line).update(body_id=body)
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [list(line)])
