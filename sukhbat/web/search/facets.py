"""What a search can be narrowed by: read from the address, and offered with the counts of what was found."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.queries import bodies_by_id, body
from sukhbat.kernel.refusals import Refused
from sukhbat.questions.listing import Wanted
from sukhbat.search.facets import Counts
from sukhbat.understanding.text import clean
from sukhbat.web import words
from sukhbat.web.filters import UNKNOWN, Choice, Chosen, Filter, no_filters, offered, read_filters
from sukhbat.web.reference import reader_order

_STATES = ("in_work", "overdue", "answered", "declined")


@dataclass(frozen=True)
class Narrowed:
    """What the address asks for; ``body`` is a slug."""

    chosen: Chosen
    body: str
    wanted: Wanted

    @property
    def values(self) -> dict[str, str]:
        """The filters in use, by name."""
        named = {name: getattr(self.chosen, name) for name in ("theme", "region", "language", "state")}
        return {name: value for name, value in {**named, "body": self.body}.items() if value}


@dataclass(frozen=True)
class Link:
    """A value one can go to at once; ``count`` is of what was found."""

    label: str | Promise
    count: int
    url: str
    is_chosen: bool


def read_narrowed(request: HttpRequest, *, now: datetime) -> Narrowed:
    """The filters of the address. Raises Refused (404) for unknown values."""
    chosen, wanted = read_filters(request, no_filters(now=now), now=now)
    slug = clean(request.GET.get("body", ""))
    if slug:
        found = body(slug)
        if found is None:
            raise Refused(UNKNOWN)
        wanted = replace(wanted, body_id=found.pk)
    return Narrowed(chosen, slug, wanted)


def selects(counts: Counts, narrowed: Narrowed, *, now: datetime) -> list[Filter]:
    """Theme, body, region and state as fields of the form; only values that something was found of."""
    theme, region = (offered(counts, narrowed.chosen, names=(name,), now=now) for name in ("theme", "region"))
    found = [
        *theme,
        *_bodies(counts.get("body", {}), narrowed.body),
        *region,
        _states(counts, narrowed.chosen),
    ]
    return [one for one in found if one.choices]


def languages(typed: str, counts: Counts, narrowed: Narrowed) -> list[Link]:
    """All languages, then each in which something was found; empty when there is nothing to choose."""
    counted = counts.get("language", {})
    others = {name: value for name, value in narrowed.values.items() if name != "language"}
    chosen = narrowed.chosen.language
    known = [(code, label) for code, label in words.LANGUAGES.items() if counted.get(code) or code == chosen]
    if len(known) < 2 and not chosen:
        return []
    whole = Link(_("All languages"), sum(counted.values()), _url(typed, others), not chosen)
    return [whole, *(
        Link(label, counted.get(code, 0), _url(typed, {**others, "language": code}), code == chosen)
        for code, label in known
    )]  # fmt: skip


def page_url(typed: str, narrowed: Narrowed, page: int) -> str:
    """The address of another page of the same search."""
    return _url(typed, {**narrowed.values, "page": str(page)})


def clear_url(typed: str) -> str:
    """The address of the same search without filters."""
    return _url(typed, {})


def _url(typed: str, values: Mapping[str, str]) -> str:
    return "?" + urlencode({"q": typed, **values})


def _bodies(counted: Mapping[str, int], chosen: str) -> list[Filter]:
    rows = list(bodies_by_id(UUID(key) for key in counted).values())
    if chosen and all(row.slug != chosen for row in rows):
        rows += [row for row in [body(chosen)] if row is not None]
    choices = [
        Choice(row.slug, row.name, counted.get(str(row.pk), 0), row.slug == chosen)
        for row in sorted(rows, key=reader_order)
    ]
    return [Filter("body", _("State body"), _("All state bodies"), choices)]


def _states(counts: Counts, chosen: Chosen) -> Filter:
    counted = counts.get("state", {})
    choices = [
        Choice(code, words.STATES[code], counted.get(code, 0), code == chosen.state)
        for code in dict.fromkeys((*_STATES, *([chosen.state] if chosen.state else [])))
        if counted.get(code) or code == chosen.state
    ]
    return Filter("state", _("State"), _("All states"), choices)
