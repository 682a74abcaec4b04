"""Where questions stand, by question: for the process that compares meanings."""

from collections.abc import Iterable
from uuid import UUID

from sukhbat.concerns.models import Membership


def standing_of(questions: Iterable[UUID]) -> dict[UUID, UUID]:
    """The concern of each of the questions that stands in one."""
    found = Membership.objects.filter(question_id__in=list(questions))
    return dict(found.values_list("question_id", "concern_id"))


def standing_after(*, after: UUID | None, limit: int) -> list[tuple[UUID, UUID]]:
    """The next questions that stand in a concern, each with it, in the order of their keys."""
    found = Membership.objects.all()
    if after is not None:
        found = found.filter(question_id__gt=after)
    return list(found.order_by("question_id").values_list("question_id", "concern_id")[:limit])
