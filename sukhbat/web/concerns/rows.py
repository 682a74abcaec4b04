"""Concerns as rows of the list: their people, the rate, and the people in each of the cells asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode

from sukhbat.concerns.public.listing import Listed
from sukhbat.concerns.rules import Facet
from sukhbat.web.concerns.asked import Asked, cell_words
from sukhbat.web.concerns.places import Place, places
from sukhbat.web.concerns.rates import shown_rate


@dataclass(frozen=True)
class Part:
    """People of a concern in one of the cells asked for, and the questions behind them."""

    words: str
    people: int
    url: str


@dataclass(frozen=True)
class ShownRow:
    """``rate`` is of the people in the region asked for, else of all in the whole country; '' where unknown."""

    listed: Listed
    url: str
    rate: str
    parts: Sequence[Part]


def shown_rows(found: Sequence[Listed], asked: Asked, *, now: datetime) -> list[ShownRow]:
    named = {facet: cell_words(facet, value, now=now) for facet, value in asked.cells.items()}
    living = residents(places(now=now), asked.cells.get(Facet.REGION, ""))
    return [_row(one, asked, named, living) for one in found]


def _row(one: Listed, asked: Asked, named: dict[Facet, str], living: int | None) -> ShownRow:
    url = reverse("web:concern", args=[one.number])
    parts = [
        Part(named[facet], n, f"{url}?{urlencode({facet.value: asked.chosen[facet.value]})}#questions")
        for facet in asked.cells
        if (n := one.in_cells.get(facet)) is not None
    ]
    people = one.in_cells.get(Facet.REGION, one.people)
    return ShownRow(one, url, shown_rate(people, living), parts)


def residents(found: Sequence[Place], region: str = "") -> int | None:
    """How many live in the region with this id, or in all of them; None where that is not known."""
    if region:
        return next((place.population for place in found if str(place.id) == region), None)
    known = [place.population for place in found if place.population]
    return sum(known) if len(known) == len(found) else None
