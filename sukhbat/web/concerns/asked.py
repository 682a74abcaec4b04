"""What an address of "What worries people" asks for: filters, a page; and the filters that are offered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sukhbat.concerns.public.listing import LAST_PAGE, ORDER
from sukhbat.concerns.public.rising import monday
from sukhbat.concerns.rules import Facet
from sukhbat.kernel.clock import local_day
from sukhbat.kernel.refusals import Refusal, Refused
from sukhbat.web import words
from sukhbat.web.concerns.places import Place, places
from sukhbat.web.filters import Choice, Filter
from sukhbat.web.lists import BAD_PAGE
from sukhbat.web.reference import Named, reference

WEEKS_OFFERED = 12
UNKNOWN = Refusal(
    "unknown_filter",
    gettext_lazy("There is no such theme, region, language or week. Go back to the list and choose again."),
    404,
)


@dataclass(frozen=True)
class Asked:
    """The filters by name, as slugs, codes and Mondays, and the cells they mean."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[Facet, str] = field(default_factory=dict)

    @property
    def query(self) -> str:
        return urlencode(self.chosen)

    def without(self, name: str) -> dict[str, str]:
        return {key: value for key, value in self.chosen.items() if key != name}


def read_asked(request: HttpRequest, *, now: datetime) -> Asked:
    """The filters of an address. Raises Refused (404) for what is none."""
    chosen = {facet.value: value for facet in ORDER if (value := request.GET.get(facet.value, ""))}
    return Asked(chosen, {Facet(name): _cell(Facet(name), value, now) for name, value in chosen.items()})


def read_page(request: HttpRequest) -> int:
    """The page of the list, from 1. Raises Refused (404) for what is none."""
    typed = request.GET.get("page", "1")
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:6]) <= LAST_PAGE):
        raise Refused(BAD_PAGE)
    return int(typed)


def offered(asked: Asked, *, now: datetime) -> list[Filter]:
    """The selects of the page."""
    chosen = asked.chosen
    themes = [
        Choice(row.slug, row.name, None, row.slug == chosen.get("theme")) for row in reference(now=now).themes
    ]
    regions = [Choice(row.slug, row.name, None, row.slug == chosen.get("region")) for row in places(now=now)]
    languages = [
        Choice(code, label, None, code == chosen.get("language")) for code, label in words.LANGUAGES.items()
    ]
    weeks = [
        Choice(str(day), week_words(day), None, str(day) == chosen.get("week")) for day in _weeks(asked, now)
    ]
    found = [
        Filter("theme", _("Theme"), _("All themes"), themes),
        Filter("region", _("Region"), _("All regions"), regions),
        Filter("language", _("Language"), _("All languages"), languages),
        Filter("week", _("Week"), _("All weeks"), weeks),
    ]
    return [row for row in found if row.choices]


def week_words(day: date) -> str:
    """A week by its first and last day."""
    last = day + timedelta(days=6)
    return f"{date_format(day, 'j E')} – {date_format(last, 'j E Y')}"


def cell_words(facet: Facet, value: str, *, now: datetime) -> str:
    """What a cell is called: a theme, a region, a language, a week; '' is told as not stated."""
    if facet == Facet.WEEK:
        return week_words(date.fromisoformat(value))
    if facet == Facet.LANGUAGE:
        return str(words.LANGUAGES.get(value, value))
    if not value:
        return _("not stated")
    rows: list[Named] | list[Place] = reference(now=now).themes if facet == Facet.THEME else places(now=now)
    return next((row.name for row in rows if str(row.id) == value), _("no longer in use"))


def _cell(facet: Facet, typed: str, now: datetime) -> str:
    if facet == Facet.WEEK:
        return _monday(typed)
    if facet == Facet.LANGUAGE:
        if typed in words.LANGUAGES:
            return typed
        raise Refused(UNKNOWN)
    rows: list[Named] | list[Place] = reference(now=now).themes if facet == Facet.THEME else places(now=now)
    for row in rows:
        if row.slug == typed:
            return str(row.id)
    raise Refused(UNKNOWN)


def _monday(typed: str) -> str:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Refused(UNKNOWN) from None
    if str(day) != typed or day != monday(day):
        raise Refused(UNKNOWN)
    return typed


def _weeks(asked: Asked, now: datetime) -> list[date]:
    this = monday(local_day(now))
    found = [this - timedelta(weeks=back) for back in range(WEEKS_OFFERED)]
    chosen = asked.chosen.get("week")
    return (
        found
        if chosen is None or date.fromisoformat(chosen) in found
        else [*found, date.fromisoformat(chosen)]
    )
