"""A concern's numbers: exact at any moment, at a cost that does not grow with the number of concerns.

Triggers note which concerns changed, in the transaction of the change. ``count_changed`` counts those anew; a reader
takes what was counted, and counts itself the few of its page that changed since (docs/adr/0011).

Counted is a question whose body is the concern's, that is public or about to be and was not withdrawn; people are its
askers, each once, those without an account once for each question.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BooleanField, DateField, F, Q, QuerySet, TextField, Value
from django.db.models.expressions import Expression, ExpressionWrapper
from django.db.models.functions import Cast, Coalesce, TruncWeek

from sukhbat.concerns.models import ConcernCell, ConcernChange, ConcernTally, Membership
from sukhbat.concerns.rules import Facet
from sukhbat.kernel.clock import zone
from sukhbat.kernel.locks import held_or_skipped
from sukhbat.questions.groupable import asker_of
from sukhbat.questions.rules import IN_WORK, Stage, Visibility

# A question's topmost region: regions are trees of at most four levels, down to a village of a rural okrug.
_LEVELS = ("region__parent__parent__parent_id", "region__parent__parent_id", "region__parent_id", "region_id")
# So many concerns are counted in one transaction.
BATCH = 500
_IN_WORK = [stage.value for stage in IN_WORK]

# ``seen`` is the query of ``_seen``; its rows are read once for the sums and for the cells of all facets.
_COUNTED = """
WITH counted AS MATERIALIZED (
    SELECT concern_id,
           CASE grouping(language, region, theme, week)
               WHEN 15 THEN '' WHEN 7 THEN 'language' WHEN 11 THEN 'region' WHEN 13 THEN 'theme' ELSE 'week'
           END AS facet,
           coalesce(language, region, theme, week, '') AS value,
           count(*) AS questions, count(DISTINCT asker) AS people,
           count(*) FILTER (WHERE is_in_work) AS in_work,
           count(*) FILTER (WHERE is_public) AS public_questions,
           count(DISTINCT asker) FILTER (WHERE is_public) AS public_people,
           min(due_on) FILTER (WHERE is_in_work) AS due_on
    FROM ({seen}) AS seen
    GROUP BY GROUPING SETS (
        (concern_id), (concern_id, language), (concern_id, region), (concern_id, theme), (concern_id, week))
)
"""

_KEEP = """
{counted}, tallies AS (
    INSERT INTO concerns_concerntally
        (concern_id, questions, people, in_work, public_questions, public_people, due_on, counted_at)
    SELECT c.id, coalesce(n.questions, 0), coalesce(n.people, 0), coalesce(n.in_work, 0),
           coalesce(n.public_questions, 0), coalesce(n.public_people, 0), n.due_on, %s
    FROM concerns_concern c LEFT JOIN counted n ON n.concern_id = c.id AND n.facet = ''
    WHERE c.id = ANY(%s::uuid[])
    ON CONFLICT (concern_id) DO UPDATE SET
        questions = excluded.questions, people = excluded.people, in_work = excluded.in_work,
        public_questions = excluded.public_questions, public_people = excluded.public_people,
        due_on = excluded.due_on, counted_at = excluded.counted_at
), gone AS (
    DELETE FROM concerns_concerncell cell WHERE cell.concern_id = ANY(%s::uuid[]) AND NOT EXISTS (
        SELECT 1 FROM counted n
        WHERE n.concern_id = cell.concern_id AND n.facet = cell.facet AND n.value = cell.value)
)
INSERT INTO concerns_concerncell AS cell
    (concern_id, facet, value, questions, people, public_questions, public_people)
SELECT concern_id, facet, value, questions, people, public_questions, public_people
FROM counted WHERE facet <> ''
ON CONFLICT (concern_id, facet, value) DO UPDATE SET
    questions = excluded.questions, people = excluded.people,
    public_questions = excluded.public_questions, public_people = excluded.public_people
WHERE (cell.questions, cell.people, cell.public_questions, cell.public_people)
    <> (excluded.questions, excluded.people, excluded.public_questions, excluded.public_people)
"""

_READ = """
{counted}
SELECT concern_id, facet, value, questions, people, in_work, public_questions, public_people, due_on FROM counted
"""

_CHANGED = "SELECT DISTINCT concern_id FROM concerns_concernchange LIMIT %s"


@dataclass(frozen=True)
class Count:
    """Numbers of a concern, all and of them the public ones; ``due_on`` is the earliest of those in work."""

    questions: int = 0
    people: int = 0
    in_work: int = 0
    public_questions: int = 0
    public_people: int = 0
    due_on: date | None = None


@dataclass(frozen=True)
class Cell:
    """Questions and people of a concern in one cell of a facet; '' is "none named"."""

    facet: Facet
    value: str
    questions: int
    people: int
    public_questions: int
    public_people: int


def topmost_region() -> Coalesce:
    """The region by which a membership's question is counted: the topmost above the one that was named."""
    return Coalesce(*(F(f"question__{level}") for level in _LEVELS))


def counted_questions() -> QuerySet[Membership]:
    """The memberships that count: seen, not withdrawn, and with the body of their concern."""
    shown = [Visibility.PUBLIC.value, Visibility.PENDING.value]
    found = Membership.objects.filter(question__body_id=F("concern__body_id"), question__visibility__in=shown)
    return found.exclude(question__stage=Stage.WITHDRAWN)


def count_changed(*, now: datetime) -> int:
    """Count the concerns that changed since they were counted; how many. One transaction, one writer at a time."""
    with transaction.atomic(), held_or_skipped("concerns.count") as mine:
        if not mine:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(_CHANGED, [BATCH])
            concerns = [row[0] for row in cursor.fetchall()]
        # What commits a change after this statement leaves its note for the next time.
        ConcernChange.objects.filter(concern_id__in=concerns).delete()
        if concerns:
            _run(_KEEP, concerns, now, concerns, concerns)
        return len(concerns)


def counts_of(concerns: Iterable[UUID]) -> dict[UUID, Count]:
    """The numbers of concerns, exact now; two statements, a third for those that changed since they were counted."""
    wanted = list(concerns)
    # In this order: a note that is gone by now means that the tally read next has it.
    changed = _changed(wanted)
    found = {key: Count() for key in wanted} | _tallies(set(wanted) - changed)
    for concern, facet, _value, *numbers in _live(changed):
        if not facet:
            found[concern] = Count(*numbers)
    return found


def cells_of(concern: UUID) -> list[Cell]:
    """The cells of a concern by all facets, exact now, in the order of facet and value; two statements."""
    if _changed([concern]):
        rows = [
            Cell(Facet(facet), value, questions, people, public_questions, public_people)
            for _key, facet, value, questions, people, _w, public_questions, public_people, _d in _live(
                {concern}
            )
            if facet
        ]
        return sorted(rows, key=lambda cell: (cell.facet, cell.value))
    found = ConcernCell.objects.filter(concern=concern).order_by("facet", "value")
    return [
        Cell(Facet(row.facet), row.value, row.questions, row.people, row.public_questions, row.public_people)
        for row in found
    ]


def _changed(concerns: list[UUID]) -> set[UUID]:
    found = ConcernChange.objects.filter(concern_id__in=concerns)
    return set(found.values_list("concern_id", flat=True))


def _tallies(concerns: set[UUID]) -> dict[UUID, Count]:
    found = ConcernTally.objects.filter(concern_id__in=concerns)
    return {
        row.concern_id: Count(
            row.questions, row.people, row.in_work, row.public_questions, row.public_people, row.due_on
        )
        for row in found
    }


def _live(concerns: set[UUID]) -> list[tuple[Any, ...]]:
    return _run(_READ, list(concerns)) if concerns else []


def _run(statement: str, concerns: list[UUID], *more: Any) -> list[tuple[Any, ...]]:
    seen, params = _seen(concerns).query.sql_with_params()
    named: list[Any] = [*params, *more]
    with connection.cursor() as cursor:
        cursor.execute(statement.format(counted=_COUNTED.format(seen=seen)), named)
        return cursor.fetchall() if cursor.description else []


def _seen(concerns: list[UUID]) -> QuerySet[Any, Any]:
    """The questions of the concerns with all that is counted of them; nothing of their texts."""
    week = TruncWeek("question__received_at", tzinfo=zone())
    return (
        counted_questions()
        .filter(concern_id__in=concerns)
        .annotate(
            asker=asker_of("question_id"),
            language=F("question__language"),
            region=Coalesce(
                Cast(topmost_region(), output_field=TextField()), Value(""), output_field=TextField()
            ),
            theme=_named("question__theme_id"),
            week=Cast(Cast(week, output_field=DateField()), output_field=TextField()),
            is_public=_is(Q(question__visibility=Visibility.PUBLIC.value)),
            is_in_work=_is(Q(question__stage__in=_IN_WORK)),
            due_on=F("question__due_on"),
        )
        .values(
            "concern_id", "asker", "language", "region", "theme", "week", "is_public", "is_in_work", "due_on"
        )
    )


def _named(field: str) -> Coalesce:
    return Coalesce(Cast(field, output_field=TextField()), Value(""), output_field=TextField())


def _is(condition: Q) -> Expression:
    return ExpressionWrapper(condition, output_field=BooleanField())
