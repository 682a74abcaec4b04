"""The cells of one concern in words, each with the way to its questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.http import urlencode

from sukhbat.concerns.rules import Facet
from sukhbat.web.concerns.asked import cell_words
from sukhbat.web.concerns.places import places
from sukhbat.web.reference import reference


@dataclass(frozen=True)
class ShownCell:
    """People of a concern in one language, theme or week. ``url`` is '' where nothing names the cell any more."""

    words: str
    people: int
    url: str


def shown_cells(people: Mapping[str, int], facet: Facet, path: str, *, now: datetime) -> list[ShownCell]:
    """The shown cells of a facet, those with most people first."""
    codes = _codes(facet, now)
    rows = [
        ShownCell(
            cell_words(facet, value, now=now), n, _url(path, facet, codes.get(value, "") if codes else value)
        )
        for value, n in people.items()
    ]
    return sorted(rows, key=lambda row: (-row.people, row.words))


def _codes(facet: Facet, now: datetime) -> dict[str, str]:
    """How addresses name the values of a facet, by value; empty where they are the same."""
    if facet == Facet.THEME:
        return {str(row.id): row.slug for row in reference(now=now).themes}
    if facet == Facet.REGION:
        return {str(place.id): place.slug for place in places(now=now)}
    return {}


def _url(path: str, facet: Facet, code: str) -> str:
    return f"{path}?{urlencode({facet.value: code})}#questions" if code else ""
