"""The regions of the tile map: the topmost ones, with their cell, their population and a name short enough."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core.cache import caches
from django.utils.translation import get_language

from sukhbat.bodies.queries import regions
from sukhbat.bodies.rules import in_force
from sukhbat.kernel.clock import local_day
from sukhbat.web.reference import reader_order

KEPT_SECONDS = 10
# What stands in names of regions without telling one from another.
_GENERIC = frozenset({"облысы", "қаласы", "область", "город", "region"})


class Place(NamedTuple):
    """A topmost region as pages know it; ``short`` is its name without the words that all names share."""

    slug: str
    id: UUID
    name: str
    short: str
    population: int | None
    row: int | None
    col: int | None


def places(*, now: datetime) -> list[Place]:
    """The topmost regions in force, in the reader's order of names; at most ten seconds old, one query."""
    today = local_day(now)
    key = f"places:{today}:{get_language()}"
    kept: list[Place] | None = caches["fragments"].get(key)
    if kept is None:
        found = [
            row for row in regions().filter(parent=None) if in_force(row.valid_from, row.valid_until, today)
        ]
        kept = [
            Place(
                row.slug,
                row.pk,
                row.name,
                _short(row.name),
                row.population or None,
                row.tile_row,
                row.tile_col,
            )
            for row in sorted(found, key=reader_order)
        ]
        caches["fragments"].set(key, kept, KEPT_SECONDS)
    return kept


def _short(name: str) -> str:
    """The word that tells a region from others; initials where there are several, as people write: ЗКО, БҚО."""
    words = name.replace("-", " ").split()
    telling = [word for word in words if word.casefold() not in _GENERIC]
    if len(telling) > 1:
        return "".join(word[0] for word in words).upper()
    return "".join(telling) or name
