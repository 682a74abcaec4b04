"""Which askers know already where their question stands, so that nobody is told twice."""

from collections.abc import Collection
from uuid import UUID

from sukhbat.concerns.deciding import CITIZEN, in_force
from sukhbat.concerns.models import PastMembership


def who_know(standing: Collection[tuple[UUID, UUID]]) -> set[UUID]:
    """Of questions, each with its concern, those whose asker joined it or was told of it before; two queries."""
    pairs = dict(standing)
    joined = (
        in_force()
        .filter(first_id__in=list(pairs), into__isnull=False, merged=None, role=CITIZEN)
        .values_list("first_id", "into_id")
    )
    told = PastMembership.objects.filter(question_id__in=list(pairs), told_at__isnull=False).values_list(
        "question_id", "concern_id"
    )
    return {question for question, concern in (*joined, *told) if pairs[question] == concern}
