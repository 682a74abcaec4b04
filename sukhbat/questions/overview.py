"""Figures for those who watch over the whole installation; each is bounded by a backlog, not by all questions."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from sukhbat.bodies.rules import RoutingRule
from sukhbat.questions.models import Question
from sukhbat.questions.rules import IN_WORK, Stage, Visibility

_IN_WORK = [stage.value for stage in IN_WORK]


@dataclass(frozen=True)
class Waits:
    """Questions whose text waits for its check: how many, how many past their time, the oldest arrival."""

    count: int
    late: int
    oldest_at: datetime | None


def overdue_by_body(*, today: date, limit: int) -> list[tuple[UUID, int]]:
    """Bodies with open questions past their due date, most first; the unit is questions."""
    found = (
        Question.objects.filter(stage__in=_IN_WORK, due_on__lt=today)
        .values_list("body_id")
        .annotate(n=Count("pk"))
    )
    return list(found.order_by("-n", "body_id")[:limit])


def publication_waits(*, now: datetime) -> Waits:
    """What moderation has before it."""
    found = Question.objects.filter(visibility=Visibility.PENDING).exclude(stage=Stage.WITHDRAWN)
    told = found.aggregate(
        n=Count("pk"), late=Count("pk", filter=Q(publish_by__lt=now)), oldest=Min("received_at")
    )
    return Waits(told["n"], told["late"], told["oldest"])


def routed_to_coordinator() -> int:
    """Open questions for which no rule named a body: the coordinator's own desk has them."""
    return Question.objects.filter(stage__in=_IN_WORK, routed_by=RoutingRule.COORDINATOR).count()
