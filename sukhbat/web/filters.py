"""The filters of a list of questions, read from the address and offered with their counts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.questions.listing import OVERDUE, STATES, Wanted
from sukhbat.web import words
from sukhbat.web.reference import Named, Reference, reference

NAMES = ("theme", "region", "language", "state")
UNKNOWN = Refusal(
    "unknown_filter",
    _("There is no such theme, region, language or state. Go back to the list and choose again."),
    404,
)
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Choice:
    """One value of a filter; ``count`` is of received questions, None where nobody counts."""

    value: str
    label: str | Promise
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """One select of the form."""

    name: str
    label: str | Promise
    all_label: str | Promise
    choices: list[Choice]

    @property
    def is_used(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True)
class Chosen:
    """What the address asks for, as slugs and codes; '' is no filter."""

    theme: str = ""
    region: str = ""
    language: str = ""
    state: str = ""

    @property
    def query(self) -> str:
        """The filters as a query string, '' when there are none."""
        return urlencode({name: value for name in NAMES if (value := getattr(self, name))})

    def __bool__(self) -> bool:
        return bool(self.query)


def read_filters(request: HttpRequest, base: Wanted, *, now: datetime) -> tuple[Chosen, Wanted]:
    """The filters of an address on top of what its page is about. Raises Refused (404) for unknown values."""
    chosen = Chosen(**{name: request.GET.get(name, "") for name in NAMES})
    if not chosen:
        return chosen, base
    known = reference(now=now)
    if chosen.language and chosen.language not in words.LANGUAGES:
        raise Refused(UNKNOWN)
    if chosen.state and chosen.state not in STATES:
        raise Refused(UNKNOWN)
    wanted = replace(base, language=chosen.language or base.language, state=chosen.state or base.state)
    if chosen.theme:
        wanted = replace(wanted, theme_id=_id(known.themes, chosen.theme))
    if chosen.region:
        wanted = replace(wanted, region_id=_id(known.regions, chosen.region))
    return chosen, wanted


def no_filters(*, now: datetime) -> Wanted:
    """Every public question."""
    return Wanted(today=local_day(now))


def offered(counts: Counts, chosen: Chosen, *, names: tuple[str, ...] = NAMES, now: datetime) -> list[Filter]:
    """The selects of a page: values nobody asked about are left out, a chosen one stays."""
    known = reference(now=now)
    return [row for name in names if (row := _filter(name, counts, chosen, known)).choices]


def _filter(name: str, counts: Counts, chosen: Chosen, known: Reference) -> Filter:
    if name == "theme":
        return Filter(name, _("Theme"), _("All themes"), _named(known.themes, counts.get(name), chosen.theme))
    if name == "region":
        return Filter(
            name, _("Region"), _("All regions"), _named(known.regions, counts.get(name), chosen.region)
        )
    if name == "language":
        tallied = {code: counts.get(name, {}).get(code) for code in words.LANGUAGES}
        return Filter(
            name, _("Language"), _("All languages"), _coded(words.LANGUAGES, tallied, chosen.language)
        )
    return Filter(name, _("State"), _("All states"), _coded(words.STATES, _states(counts), chosen.state))


def _named(rows: list[Named], counted: Mapping[str, int] | None, chosen: str) -> list[Choice]:
    """``counted`` is by id; without it every value is offered and none has a count."""
    found = []
    for row in rows:
        n = counted.get(str(row.id), 0) if counted is not None else None
        if n != 0 or row.slug == chosen:
            found.append(Choice(row.slug, row.name, n, row.slug == chosen))
    return found


def _coded(labels: Mapping[str, Promise], counted: Mapping[str, int | None], chosen: str) -> list[Choice]:
    return [
        Choice(code, label, counted.get(code), code == chosen)
        for code, label in labels.items()
        if counted.get(code, 0) != 0 or code == chosen
    ]


def _states(counts: Counts) -> dict[str, int | None]:
    buckets, stages = counts.get("bucket", {}), counts.get("stage", {})
    answered = {name: buckets.get(name, 0) for name in ("answered_live", "answered_in_writing")}
    found: dict[str, int | None] = {
        "in_work": buckets.get("in_work", 0),
        "answered": sum(answered.values()),
        **(answered if all(answered.values()) else {}),
        "declined": buckets.get("declined", 0),
        "withdrawn": buckets.get("withdrawn", 0),
        **{stage: stages.get(stage, 0) for stage in ("received", "assigned", "disputed")},
    }
    # How many are overdue depends on the day, so no counter keeps it.
    return {**found, OVERDUE: None} if found["in_work"] else found


def _id(rows: list[Named], slug: str) -> UUID:
    for row in rows:
        if row.slug == slug:
            return row.id
    raise Refused(UNKNOWN)
