"""A body's concerns for its desk: by people, not by texts, with languages, regions and weeks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count as Rows
from django.db.models import F, OuterRef, Q, Subquery

from sukhbat.concerns.counting import Count, counts_of
from sukhbat.concerns.models import Concern, ConcernCell, ConcernTally, Label, Membership
from sukhbat.concerns.rules import Facet

PAGE = 30


@dataclass(frozen=True)
class Called:
    """What a concern is called: one of its questions, and words that its questions have in common."""

    question: UUID
    language: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class BodyConcern:
    """A concern of a body's list. ``count`` is exact; ``cells`` are people as counted last, by facet and value."""

    concern: Concern
    count: Count
    called: Called | None
    cells: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)

    @property
    def voices(self) -> int:
        """How many questions more than people: who asked it again."""
        return self.count.questions - self.count.people


def in_work_by_body(*, limit: int) -> list[tuple[UUID, int]]:
    """Bodies with how many of their concerns have questions in work, as counted last, most first; one query."""
    rows = ConcernTally.objects.filter(
        in_work__gt=0, concern__merged_into=None, concern__ended_at=None
    ).values_list("concern__body_id")
    counted = rows.annotate(n=Rows("pk")).order_by("-n", "concern__body_id")
    return [(body, n) for body, n in counted[:limit]]


def concerns_of_body(
    body: UUID, *, page: int = 1, in_work: bool = False, language: str, limit: int = PAGE
) -> tuple[list[BodyConcern], bool]:
    """A page (from 1) of a body's concerns, those with most people first, and whether more follow; six queries.

    Their order is as counted last, their numbers are exact. ``in_work`` leaves out those where nothing waits.
    """
    tally = ConcernTally.objects.filter(concern=OuterRef("pk"))
    found = Concern.objects.filter(body_id=body, merged_into=None, ended_at=None).annotate(
        people=Subquery(tally.values("people")), waiting=Subquery(tally.values("in_work"))
    )
    if in_work:
        # One that was never counted is a new one, whose questions wait.
        found = found.filter(Q(waiting__gt=0) | Q(waiting=None))
    start = (page - 1) * limit
    rows = list(found.order_by(F("people").desc(nulls_last=True), "number")[start : start + limit + 1])
    return _as_listed(rows[:limit], language=language), len(rows) > limit


def _as_listed(concerns: Sequence[Concern], *, language: str) -> list[BodyConcern]:
    keys = [concern.pk for concern in concerns]
    counts, called, cells = counts_of(keys), called_of(keys, language=language), _cells(keys)
    return [
        BodyConcern(concern, counts[concern.pk], called.get(concern.pk), cells.get(concern.pk, {}))
        for concern in concerns
    ]


def called_of(concerns: Iterable[UUID], *, language: str) -> dict[UUID, Called]:
    """What concerns are called for those who work on them, in the reader's language if possible; two queries.

    The question still stands in its concern. Where nobody chose one yet, it is the first.
    """
    wanted = list(concerns)
    stands = Membership.objects.filter(question=OuterRef("question_id")).values("concern_id")[:1]
    labels = Label.objects.annotate(stands_in=Subquery(stands)).filter(
        concern_id__in=wanted, stands_in=F("concern_id")
    )
    found: dict[UUID, Called] = {}
    # The last one wins: the reader's language.
    for row in sorted(labels, key=lambda label: (label.language == language, label.language)):
        found[row.concern_id] = Called(row.question_id, row.language, tuple(row.keywords))
    missing = [key for key in wanted if key not in found]
    firsts = Membership.objects.filter(concern_id__in=missing).order_by("concern_id", "question_id")
    for key, question, written_in in firsts.distinct("concern_id").values_list(
        "concern_id", "question_id", "question__language"
    ):
        found[key] = Called(question, written_in)
    return found


def earliest_due(concern: UUID) -> date | None:
    """The earliest due date of a concern's questions in work: grouping makes none later."""
    return counts_of([concern])[concern].due_on


def concern_numbers(body: UUID) -> tuple[int, int]:
    """How many concerns a body has, and how many of them have questions in work, as counted last."""
    tallies = ConcernTally.objects.filter(
        concern__body_id=body, concern__merged_into=None, concern__ended_at=None
    )
    return tallies.count(), tallies.filter(in_work__gt=0).count()


def _cells(concerns: list[UUID]) -> dict[UUID, dict[Facet, dict[str, int]]]:
    found: dict[UUID, dict[Facet, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = ConcernCell.objects.filter(concern_id__in=concerns, people__gt=0).order_by("facet", "value")
    for concern, facet, value, people in rows.values_list("concern_id", "facet", "value", "people"):
        found[concern][Facet(facet)][value] = people
    return found
