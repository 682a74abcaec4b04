"""The public list of concerns by people, and what it comes to by region."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.core.cache import caches
from django.db import connection

from sukhbat.bodies.models import Body
from sukhbat.concerns.models import Concern, ConcernCell, ConcernTally
from sukhbat.concerns.public.names import Name, names_of
from sukhbat.concerns.public.statements import ALL, IN_CELLS, SUMS
from sukhbat.concerns.rules import Facet
from sukhbat.concerns.rules.numbers import FEWEST_SHOWN

PAGE = 30
LAST_PAGE = 100
SUMS_SECONDS = 60
# The first of those wanted orders the list.
ORDER = (Facet.REGION, Facet.WEEK, Facet.THEME, Facet.LANGUAGE)

Cells = Mapping[Facet, str]


@dataclass(frozen=True)
class Listed:
    """A concern of the list. ``people`` in all; ``in_cells`` of them in each of the cells asked for."""

    key: UUID
    number: int
    name: Name
    body: Body
    people: int
    questions: int
    in_work: bool
    due_on: date | None
    opened_at: datetime
    counted_at: datetime
    in_cells: Mapping[Facet, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Overview:
    """Of all concerns that a list names: how many, at most LAST_PAGE pages of them, and people by region.

    A person counts once in each concern; regions whose cells are hidden everywhere are missing.
    """

    concerns: int
    by_region: Mapping[str, int]

    @property
    def is_more(self) -> bool:
        return self.concerns >= PAGE * LAST_PAGE


def public_concerns(
    cells: Cells, *, page: int, language: str, limit: int = PAGE
) -> tuple[list[Listed], bool]:
    """A page (from 1) of the concerns with five people or more, and whether more follow; at most six queries.

    Only those are named whose wanted cells are all shown; the list goes by the first one, ties by number.
    """
    keys = _ordered(cells, limit=limit + 1, offset=(page - 1) * limit)
    return rows_of(keys[:limit], cells, language=language), len(keys) > limit


def rows_of(keys: Iterable[UUID], cells: Cells, *, language: str) -> list[Listed]:
    """Concerns as the list tells them, in the order of their keys. ``cells`` must be shown ones; five queries."""
    ordered = list(keys)
    concerns = Concern.objects.select_related("body").in_bulk(ordered)
    tallies = ConcernTally.objects.in_bulk(ordered)
    names = names_of(ordered, language=language)
    counted = _in_cells(ordered, cells)
    return [
        Listed(
            key=key,
            number=concerns[key].number,
            name=names[key],
            body=concerns[key].body,
            people=tallies[key].public_people,
            questions=tallies[key].public_questions,
            in_work=tallies[key].in_work > 0,
            due_on=tallies[key].due_on,
            opened_at=concerns[key].opened_at,
            counted_at=tallies[key].counted_at,
            in_cells=counted.get(key, {}),
        )
        for key in ordered
        if key in concerns and key in tallies and key in names
    ]


def overview(cells: Cells) -> Overview:
    """The whole list in numbers; kept for a minute, two queries when it is read."""
    key = "concerns:overview:" + ":".join(f"{facet}={value}" for facet, value in sorted(cells.items()))
    kept: Overview | None = caches["fragments"].get(key)
    if kept is None:
        keys = _ordered(cells, limit=PAGE * LAST_PAGE, offset=0)
        kept = Overview(len(keys), _sums(keys, Facet.REGION))
        caches["fragments"].set(key, kept, SUMS_SECONDS)
    return kept


def _ordered(cells: Cells, *, limit: int, offset: int) -> list[UUID]:
    wanted = [(facet, cells[facet]) for facet in ORDER if facet in cells]
    named = {"fewest": FEWEST_SHOWN, "limit": limit, "offset": offset}
    with connection.cursor() as cursor:
        if not wanted:
            cursor.execute(ALL, named)
        else:
            facets, values = zip(*wanted, strict=True)
            first = {"facet": facets[0], "value": values[0], "facets": list(facets), "values": list(values)}
            cursor.execute(IN_CELLS, {**named, **first})
        return [row[0] for row in cursor.fetchall()]


def _sums(concerns: list[UUID], facet: Facet) -> dict[str, int]:
    named = {"concerns": concerns, "facet": facet.value, "fewest": FEWEST_SHOWN}
    with connection.cursor() as cursor:
        cursor.execute(SUMS, named)
        return {value: int(people) for value, people in cursor.fetchall()}


def _in_cells(concerns: list[UUID], cells: Cells) -> dict[UUID, dict[Facet, int]]:
    found: dict[UUID, dict[Facet, int]] = {}
    if not cells:
        return found
    rows = ConcernCell.objects.filter(
        concern_id__in=concerns, facet__in=list(cells), value__in=list(cells.values())
    )
    for row in rows:
        if cells.get(Facet(row.facet)) == row.value:
            found.setdefault(row.concern_id, {})[Facet(row.facet)] = row.public_people
    return found
