"""The public list of concerns by people: which ones, their numbers, and their words.

Numbers are read of one moment and may be kept; words are read anew for every page, since a text may be hidden.
"""

from collections.abc import Iterable, Mapping, Sequence
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
from sukhbat.kernel.snapshots import one_snapshot

PAGE = 30
LAST_PAGE = 100
LARGEST_KEPT_SECONDS = 60
# The first of those wanted orders the list.
ORDER = (Facet.REGION, Facet.WEEK, Facet.THEME, Facet.LANGUAGE)

Cells = Mapping[Facet, str]


@dataclass(frozen=True)
class Counted:
    """The numbers of a concern of the list. ``people`` in all; ``in_cells`` of them in each of the cells asked for."""

    key: UUID
    people: int
    questions: int
    in_work: bool
    due_on: date | None
    counted_at: datetime
    in_cells: Mapping[Facet, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed(Counted):
    """A concern of the list with its words."""

    number: int = field(kw_only=True)
    name: Name = field(kw_only=True)
    body: Body = field(kw_only=True)
    opened_at: datetime = field(kw_only=True)


def public_concerns(
    cells: Cells, *, page: int, language: str, limit: int = PAGE
) -> tuple[list[Listed], bool]:
    """A page (from 1) of the concerns with five people or more, and whether more follow; at most six queries.

    Only those are named whose wanted cells are all shown; the list goes by the first one, ties by number.
    """
    with one_snapshot():
        keys = ordered(cells, limit=limit + 1, offset=(page - 1) * limit)
        return with_words(counted(keys[:limit], cells), language=language), len(keys) > limit


def largest(*, limit: int, language: str) -> list[Listed]:
    """Those that most people share. Numbers are kept for a minute; words are read: three queries, five when cold."""
    key = f"concerns:largest:{limit}"
    kept: list[Counted] | None = caches["fragments"].get(key)
    if kept is None:
        with one_snapshot():
            kept = counted(ordered({}, limit=limit), {})
        caches["fragments"].set(key, kept, LARGEST_KEPT_SECONDS)
    return with_words(kept, language=language)


def ordered(cells: Cells, *, limit: int, offset: int = 0) -> list[UUID]:
    """The concerns that a list names, those with most people first; one query."""
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


def counted(keys: Sequence[UUID], cells: Cells) -> list[Counted]:
    """The numbers of concerns, in the order of their keys. ``cells`` must be shown ones; at most two queries."""
    tallies = ConcernTally.objects.in_bulk(list(keys))
    found = _in_cells(keys, cells)
    return [
        Counted(
            key=key,
            people=tallies[key].public_people,
            questions=tallies[key].public_questions,
            in_work=tallies[key].in_work > 0,
            due_on=tallies[key].due_on,
            counted_at=tallies[key].counted_at,
            in_cells=found.get(key, {}),
        )
        for key in keys
        if key in tallies
    ]


def with_words(rows: Iterable[Counted], *, language: str) -> list[Listed]:
    """The rows with their words, in the same order, without those of which no question is public now; three queries."""
    numbers = list(rows)
    keys = [row.key for row in numbers]
    concerns = Concern.objects.select_related("body").in_bulk(keys)
    names = names_of(keys, language=language)
    return [
        Listed(
            **vars(row),
            number=concerns[row.key].number,
            name=names[row.key],
            body=concerns[row.key].body,
            opened_at=concerns[row.key].opened_at,
        )
        for row in numbers
        if row.key in concerns and row.key in names
    ]


def sums(concerns: Sequence[UUID], facet: Facet) -> dict[str, int]:
    """The shown cells of one facet over these concerns, added up by value; one query."""
    named = {"concerns": list(concerns), "facet": facet.value, "fewest": FEWEST_SHOWN}
    with connection.cursor() as cursor:
        cursor.execute(SUMS, named)
        return {value: int(people) for value, people in cursor.fetchall()}


def _in_cells(concerns: Sequence[UUID], cells: Cells) -> dict[UUID, dict[Facet, int]]:
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
