"""The map of regions as tiles, and the same numbers as rows of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from sukhbat.web.concerns.places import Place
from sukhbat.web.concerns.rates import rate, shown_rate

SHADES, ROWS, COLUMNS = 6, 8, 9


@dataclass(frozen=True)
class Tile:
    """A region. ``people`` is None for nobody and for too few to be shown, which look alike.

    ``shade`` is 0 to SHADES by the rate; ``row`` and ``col`` begin at 1 and are 0 for a place off the map.
    """

    place: Place
    people: int | None
    rate: str
    shade: int
    row: int
    col: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class TileMap:
    """The tiles of a page. ``is_drawn``: every region has a cell of its own; else only the table is shown.

    ``has_rates``: every region's population is known, and the shades go by it; else they go by people.
    """

    tiles: Sequence[Tile]
    is_drawn: bool
    has_rates: bool


def tile_map(
    found: Sequence[Place],
    people: Mapping[str, int],
    path: str,
    query: Mapping[str, str],
    *,
    chosen: str = "",
) -> TileMap:
    """``people`` by the region's id: shown cells only. ``query``: what else the links of the tiles carry on."""
    has_rates = bool(found) and all(place.population for place in found)
    held = {place.slug: n for place in found if (n := people.get(str(place.id)))}
    weights = {
        place.slug: rate(held[place.slug], place.population)
        if has_rates and place.population
        else held[place.slug]
        for place in found
        if place.slug in held
    }
    most = max(weights.values(), default=0)
    spots = _spots(found)
    tiles = [
        Tile(
            place=place,
            people=held.get(place.slug),
            rate=shown_rate(held[place.slug], place.population) if place.slug in held else "",
            shade=min(SHADES, ceil(SHADES * weights[place.slug] / most)) if place.slug in held else 0,
            row=spots.get(place.slug, (0, 0))[0],
            col=spots.get(place.slug, (0, 0))[1],
            url=f"{path}?{urlencode({**query, 'region': place.slug})}" if place.slug in held else "",
            is_chosen=place.slug == chosen,
        )
        for place in found
    ]
    return TileMap(tiles, is_drawn=bool(tiles) and len(spots) == len(tiles), has_rates=has_rates)


def _spots(found: Sequence[Place]) -> dict[str, tuple[int, int]]:
    """Row and column of each place, from 1; empty when a place has none, two share one or the map is too large."""
    cells = {place.slug: (place.row, place.col) for place in found}
    rows = [row for row, _col in cells.values() if row is not None]
    cols = [col for _row, col in cells.values() if col is not None]
    if len(rows) < len(cells) or len(cols) < len(cells) or len(set(cells.values())) < len(cells) or not cells:
        return {}
    if max(rows) - min(rows) >= ROWS or max(cols) - min(cols) >= COLUMNS:
        return {}
    return {
        slug: (row - min(rows) + 1, col - min(cols) + 1)
        for slug, (row, col) in cells.items()
        if row is not None and col is not None
    }
