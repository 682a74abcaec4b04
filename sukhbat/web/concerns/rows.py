"""Concerns as rows of the list: their people, the rate, and the people in each of the cells asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode

from sukhbat.concerns.public.listing import Listed
from sukhbat.concerns.rules import Facet
from sukhbat.kernel.clock import local_day
from sukhbat.web.concerns.asked import Asked, cell_words
from sukhbat.web.concerns.places import Place, places
from sukhbat.web.concerns.rates import shown_rate


@dataclass(frozen=True)
class Part:
    """People of a concern in one of the cells asked for, and the questions behind them; ``rate`` in a region."""

    words: str
    people: int
    url: str
    rate: str


@dataclass(frozen=True)
class ShownRow:
    """``rate`` is of all its people in the whole country; '' where that is unknown.

    ``is_overdue``: the earliest answer owed is late.
    """

    listed: Listed
    url: str
    rate: str
    is_overdue: bool
    parts: Sequence[Part]


def shown_rows(found: Sequence[Listed], asked: Asked, *, now: datetime) -> list[ShownRow]:
    known = places(now=now)
    named = {facet: cell_words(facet, value, now=now) for facet, value in asked.cells.items()}
    here = residents(known, asked.cells[Facet.REGION]) if Facet.REGION in asked.cells else None
    return [
        ShownRow(
            listed=one,
            url=reverse("web:concern", args=[one.number]),
            rate=shown_rate(one.people, residents(known)),
            is_overdue=bool(one.in_work and one.due_on and one.due_on < local_day(now)),
            parts=[
                _part(one, facet, words, asked, here)
                for facet, words in named.items()
                if facet in one.in_cells
            ],
        )
        for one in found
    ]


def _part(one: Listed, facet: Facet, words: str, asked: Asked, here: int | None) -> Part:
    query = urlencode({facet.value: asked.chosen[facet.value]})
    people = one.in_cells[facet]
    return Part(
        words,
        people,
        f"{reverse('web:concern', args=[one.number])}?{query}#questions",
        shown_rate(people, here) if facet == Facet.REGION else "",
    )


def residents(found: Sequence[Place], region: str = "") -> int | None:
    """How many live in the region with this id, or in all of them; None where that is not known."""
    if region:
        return next((place.population for place in found if str(place.id) == region), None)
    known = [place.population for place in found if place.population]
    return sum(known) if len(known) == len(found) else None
