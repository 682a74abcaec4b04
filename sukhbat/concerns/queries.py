"""Reading concerns: what grouping needs of them, and one concern with its questions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sukhbat.concerns.models import Membership
from sukhbat.questions.groupable import groupable


@dataclass(frozen=True)
class ToGroup:
    """A question as grouping sees it: its text as published, and the concern it stands in now, if any."""

    question: UUID
    body: UUID
    language: str
    text: str
    concern: UUID | None


def open_questions_to_group(*, now: datetime, after: UUID | None = None, limit: int = 5_000) -> list[ToGroup]:
    """The next questions to group, oldest first: in work or answered within a year, public or about to be.

    ``after`` is the last question of the page before (keyset).
    """
    found = groupable(now=now)
    if after is not None:
        found = found.filter(pk__gt=after)
    rows = list(found.order_by("pk").values_list("pk", "body_id", "language", "text")[:limit])
    stands = dict(
        Membership.objects.filter(question_id__in=[row[0] for row in rows]).values_list(
            "question_id", "concern_id"
        )
    )
    return [ToGroup(key, body, language, text, stands.get(key)) for key, body, language, text in rows]


def members_of(concerns: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The questions that stand in each of the concerns, oldest first; concerns without any are left out."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Membership.objects.filter(concern_id__in=list(concerns)).order_by("question_id")
    for concern, question in rows.values_list("concern_id", "question_id"):
        found[concern].append(question)
    return dict(found)
