"""A body's open work goes to its successor in one transaction: questions, assignments, and the balances' account."""

from datetime import datetime

from django.db import transaction

from sukhbat.assignments.models import Assignment
from sukhbat.bodies.actions import note_succession
from sukhbat.bodies.models import Body
from sukhbat.ledger.rules import Actor
from sukhbat.questions.succession import hand_over


@transaction.atomic
def hand_over_work(*, body: Body, successor: Body, actor: Actor, now: datetime) -> int:
    """Hand every open question over to the successor; how many went.

    What an officer held is unassigned there. Clocks and hops stay. The caller asked the policy.
    """
    moved = hand_over(body=body, successor=successor, actor=actor, now=now)
    Assignment.objects.filter(question_id__in=moved.held, ended_at=None).update(ended_at=now)
    note_succession(body=body, successor=successor, moved=moved.count, actor=actor, now=now)
    return moved.count
