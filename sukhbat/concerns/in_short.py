"""Concerns as a line of a page: what each is called, how many people ask it, whether it was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, UUIDField, Value, When
from django.db.models.functions import Coalesce

from sukhbat.concerns.models import Concern, ConcernCell, ConcernTally, Label, Membership
from sukhbat.concerns.rules import Facet
from sukhbat.concerns.rules.numbers import FEWEST_SHOWN
from sukhbat.questions.rules import Outcome, Visibility

_ANSWERED = [Outcome.ANSWERED_LIVE.value, Outcome.ANSWERED_IN_WRITING.value]


@dataclass(frozen=True)
class InShort:
    """A concern with a public question. Of people and languages only those of public questions are counted.

    ``people`` is None while there are fewer than five or nobody counted yet. ``question`` stands for the concern, in
    the reader's language if there is one; ``answered`` is one of its answered questions.
    """

    id: UUID
    number: int
    body_id: UUID
    question: UUID
    people: int | None
    languages: int
    in_work: int
    answered: UUID | None


def in_short(concerns: Iterable[UUID], *, language: str) -> dict[UUID, InShort]:
    """The open ones of these concerns that have a public question, by their keys; one query."""
    wanted = list(concerns)
    if not wanted:
        return {}
    rows = Concern.objects.filter(pk__in=wanted, ended_at=None).annotate(
        called=Coalesce(
            _label(language),
            Subquery(_public().order_by("question_id").values("question_id")[:1]),
            output_field=UUIDField(),
        ),
        people=_tally("public_people"),
        in_work=_tally("in_work"),
        of_all=_tally("questions"),
        languages=_languages(),
    )
    # A concern of tens of thousands that are all in work is not read for an answered one.
    answered = (
        _public().filter(question__outcome__in=_ANSWERED).order_by("-question_id").values("question_id")
    )
    has_ended = When(of_all__gt=F("in_work"), then=Subquery(answered[:1]))
    rows = rows.annotate(answered=Case(has_ended, default=Value(None), output_field=UUIDField()))
    found = rows.exclude(called=None).values_list(
        "pk", "number", "body_id", "called", "people", "languages", "in_work", "answered"
    )
    return {
        row[0]: InShort(
            id=row[0],
            number=row[1],
            body_id=row[2],
            question=row[3],
            people=row[4] if row[4] is not None and row[4] >= FEWEST_SHOWN else None,
            languages=row[5] or 1,
            in_work=row[6] or 0,
            answered=row[7],
        )
        for row in found
    }


def _public() -> QuerySet[Membership]:
    """Who stands in the outer query's concern and may be shown."""
    return Membership.objects.filter(
        concern=OuterRef("pk"), question__body_id=OuterRef("body_id"), question__visibility=Visibility.PUBLIC
    )


def _label(language: str) -> Subquery:
    still_there = Membership.objects.filter(
        question=OuterRef("question_id"),
        concern=OuterRef("concern_id"),
        question__visibility=Visibility.PUBLIC,
    )
    order = Case(When(language=language, then=Value(0)), default=Value(1))
    found = Label.objects.filter(Exists(still_there), concern=OuterRef("pk")).order_by(order, "language")
    return Subquery(found.values("question_id")[:1])


def _tally(field: str) -> Subquery:
    return Subquery(ConcernTally.objects.filter(concern=OuterRef("pk")).values(field)[:1])


def _languages() -> Subquery:
    cells = ConcernCell.objects.filter(
        concern=OuterRef("pk"), facet=Facet.LANGUAGE.value, public_questions__gt=0
    )
    return Subquery(cells.order_by().values("concern").annotate(n=Count("pk")).values("n"))


def numbers_for(questions: Iterable[UUID]) -> dict[UUID, int]:
    """The number of the concern in which each of the questions stands; one query."""
    found = Membership.objects.filter(
        question_id__in=list(questions), question__body_id=F("concern__body_id")
    )
    return dict(found.values_list("question_id", "concern__number"))
