"""Reading concerns: what grouping needs of them, and one concern with its questions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sukhbat.concerns.models import Concern, Membership
from sukhbat.kernel.clock import local_day, zone
from sukhbat.questions.groupable import groupable
from sukhbat.questions.models import Question
from sukhbat.terms.queries import calendar, term
from sukhbat.terms.rules import TermKind, due_after_event


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


def concern_by_number(number: int) -> Concern | None:
    """The concern to which a number leads: of a merged one, that in which its questions stand."""
    concern = Concern.objects.select_related("body").filter(number=number).first()
    while concern is not None and concern.merged_into_id is not None:
        concern = Concern.objects.select_related("body").get(pk=concern.merged_into_id)
    return concern


def membership_of(question: Question) -> Membership | None:
    """Where a question stands; None while it stands alone, also after it went to another body."""
    found = Membership.objects.select_related("concern__body", "origin")
    return found.filter(pk=question.pk, concern__body_id=question.body_id).first()


def some_of(concern: Concern, *, without: UUID | None = None, limit: int = 50) -> list[UUID]:
    """The first questions of a concern, to stand for the whole of it in a decision."""
    found = Membership.objects.filter(concern=concern, question__body_id=concern.body_id)
    return list(found.exclude(pk=without).order_by("pk").values_list("pk", flat=True)[:limit])


def part_until(told_at: datetime) -> date:
    """The last day on which an asker who was told then may say "mine is different" (TermKind.FIX_GROUPING)."""
    rule = term(kind=TermKind.FIX_GROUPING, on=local_day(told_at))
    return due_after_event(told_at, rule, calendar(now=told_at), zone()).due_on


def members_of(concerns: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The questions that stand in each of the concerns, oldest first; concerns without any are left out."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Membership.objects.filter(concern_id__in=list(concerns)).order_by("question_id")
    for concern, question in rows.values_list("concern_id", "question_id"):
        found[concern].append(question)
    return dict(found)
