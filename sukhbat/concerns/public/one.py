"""One concern for everybody: its people by language, region, theme and week, its public questions, its answers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from sukhbat.answers.attached import is_read_by_everyone
from sukhbat.answers.queries import Written
from sukhbat.answers.recipients import report_of
from sukhbat.concerns.answering import answers_given
from sukhbat.concerns.counting import counted_questions, topmost_region
from sukhbat.concerns.models import Concern, ConcernCell, ConcernChange, ConcernTally
from sukhbat.concerns.rules import Facet
from sukhbat.concerns.rules.numbers import FEWEST_SHOWN, shown_cells
from sukhbat.kernel.clock import zone
from sukhbat.kernel.snapshots import one_snapshot
from sukhbat.questions.listing import PAGE, Row, Slice
from sukhbat.questions.rules import Visibility


@dataclass(frozen=True)
class Numbers:
    """A concern in numbers. ``people`` is None when they are fewer than five; then no cell is shown either.

    ``cells`` are the shown ones, by facet and value; ``is_hiding`` names the facets where some are not.
    ``is_changing``: something changed since, so that the questions of this moment may be others.
    """

    people: int | None
    questions: int
    counted_at: datetime | None
    in_work: bool = False
    due_on: date | None = None
    is_changing: bool = False
    cells: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)
    is_hiding: frozenset[Facet] = frozenset()


def numbers_of(concern: Concern) -> Numbers:
    """The numbers of a concern as counted last, its sum and its cells of one moment; two queries."""
    with one_snapshot():
        changes = ConcernChange.objects.filter(concern_id=OuterRef("concern_id"))
        tally = ConcernTally.objects.filter(concern=concern).annotate(changes=Exists(changes)).first()
        if tally is None:
            return Numbers(None, 0, None)
        told = Numbers(
            people=tally.public_people if tally.public_people >= FEWEST_SHOWN else None,
            questions=tally.public_questions,
            counted_at=tally.counted_at,
            in_work=tally.in_work > 0,
            due_on=tally.due_on,
            is_changing=tally.changes,
        )
        return told if told.people is None else _with_cells(told, concern)


def _with_cells(numbers: Numbers, concern: Concern) -> Numbers:
    people: dict[Facet, dict[str, int]] = defaultdict(dict)
    rows = ConcernCell.objects.filter(concern=concern, public_people__gt=0).order_by("facet", "value")
    for facet, value, n in rows.values_list("facet", "value", "public_people"):
        people[Facet(facet)][value] = n
    shown = {facet: shown_cells(table) for facet, table in people.items()}
    hiding = frozenset(facet for facet, table in people.items() if len(shown[facet]) < len(table))
    return replace(numbers, cells=shown, is_hiding=hiding)


def public_questions(
    concern: Concern,
    cell: tuple[Facet, str] | None = None,
    *,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = PAGE,
) -> Slice:
    """A keyset page of the public questions of a concern, newest first; one query.

    ``cell`` narrows it to one cell, which must be shown. ``before`` and ``after`` as in ``questions.listing``.
    """
    public = counted_questions().filter(concern=concern, question__visibility=Visibility.PUBLIC)
    public = public.alias(topmost=topmost_region())
    found = public.filter(_in_cell(cell) if cell else Q()).values_list("question_id", "question__version")
    if after is not None:
        rows = [Row(*row) for row in found.filter(question_id__gt=after).order_by("question_id")[: limit + 1]]
        return Slice(tuple(reversed(rows[:limit])), has_newer=len(rows) > limit, has_older=True)
    if before is not None:
        found = found.filter(question_id__lt=before)
    rows = [Row(*row) for row in found.order_by("-question_id")[: limit + 1]]
    return Slice(tuple(rows[:limit]), has_newer=before is not None, has_older=len(rows) > limit)


def answer_told(concern: Concern) -> tuple[Written, int | None] | None:
    """The last signed answer to all, and how many questions got it (None for fewer than five); about ten queries.

    An answer tells what was asked: one that only hidden or waiting questions got is left out.
    """
    given = next((row for row in answers_given(concern) if is_read_by_everyone(row.answer)), None)
    if given is None:
        return None
    answered = report_of(given.answer).answered
    return given, answered if answered >= FEWEST_SHOWN else None


def _in_cell(cell: tuple[Facet, str]) -> Q:
    facet, value = cell
    if facet == Facet.WEEK:
        start = date.fromisoformat(value)
        days = (start, start + timedelta(days=7))
        begin, end = (datetime.combine(day, time.min, tzinfo=zone()) for day in days)
        return Q(question__received_at__gte=begin, question__received_at__lt=end)
    if facet == Facet.LANGUAGE:
        return Q(question__language=value)
    key = UUID(value) if value else None
    return Q(topmost=key) if facet == Facet.REGION else Q(question__theme=key)
