"""What concerns are called: which of them need other labels, their public questions, and writing the labels.

A label that was written stays until its concern changes; who stands in it now is asked anew whenever it is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery

from sukhbat.concerns.models import Concern, Label, Membership
from sukhbat.questions.rules import Stage, Visibility

# Public, and not taken back by its asker.
_SHOWN = Q(question__visibility=Visibility.PUBLIC) & ~Q(question__stage=Stage.WITHDRAWN)


@dataclass(frozen=True)
class PublicQuestion:
    """A public question of a concern."""

    concern: UUID
    question: UUID
    text: str


@dataclass(frozen=True)
class NewLabel:
    """What a concern is called in one language."""

    concern: UUID
    language: str
    question: UUID
    keywords: tuple[str, ...]


def concerns_to_label(*, limit: int) -> list[UUID]:
    """Concerns with public questions that have no label yet, got a question since, or lost one that is a label."""
    public = Membership.objects.filter(_SHOWN, concern=OuterRef("pk"))
    newest = (
        Label.objects.filter(concern=OuterRef("pk")).values("concern").annotate(at=Max("at")).values("at")
    )
    still_there = Membership.objects.filter(
        _SHOWN, question=OuterRef("question_id"), concern=OuterRef("concern_id")
    )
    lost = Label.objects.filter(~Exists(still_there), concern=OuterRef("pk"))
    found = (
        Concern.objects.filter(Exists(public), ended_at=None, merged_into=None)
        .annotate(labelled_at=Subquery(newest))
        .filter(
            Q(labelled_at=None) | Exists(public.filter(since_at__gt=OuterRef("labelled_at"))) | Exists(lost)
        )
        .order_by(F("labelled_at").asc(nulls_first=True), "pk")
    )
    return list(found.values_list("pk", flat=True)[:limit])


def public_questions_of(concerns: Iterable[UUID]) -> list[PublicQuestion]:
    """The public questions that stand in the concerns, by concern."""
    found = Membership.objects.filter(_SHOWN, concern_id__in=list(concerns)).order_by(
        "concern_id", "question_id"
    )
    rows = found.values_list("concern_id", "question_id", "question__text")
    return [PublicQuestion(*row) for row in rows]


@transaction.atomic
def keep_labels(*, concerns: Sequence[UUID], labels: Sequence[NewLabel], now: datetime) -> None:
    """The labels of some concerns in place of those they had, in all languages."""
    Label.objects.filter(concern_id__in=list(concerns)).delete()
    Label.objects.bulk_create(
        Label(
            concern_id=label.concern,
            language=label.language,
            question_id=label.question,
            keywords=[word[:60] for word in label.keywords],
            at=now,
        )
        for label in labels
    )
