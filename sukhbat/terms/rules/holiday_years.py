"""Days off of a country, a year at a time, from the `holidays` library and kept in memory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

import holidays
from holidays.holiday_base import HolidayBase

from sukhbat.terms.rules.days import NamedDay, Why, Words
from sukhbat.terms.rules.holiday_names import RUSSIAN


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """Days off of one year, weekends included, and the days that have a reason of their own."""

    days_off: frozenset[date]
    named: Mapping[date, NamedDay]


@lru_cache(maxsize=512)
def holiday_year(country: str, year: int) -> HolidayYear:
    """The year as the library knows it; beyond its years (KZ: 1991-2100) only weekends are off.

    ``country`` is an ISO 3166-1 code. ValueError when the library does not know it.
    """
    english = _library(country, year, "en")
    by_language = {"kk": _library(country, year, "kk"), "ru": _library(country, year, "ru"), "en": english}
    days = list(_days_of(year))
    return HolidayYear(
        days_off=frozenset(day for day in days if not english.is_working_day(day)),
        named={day: named for day in days if (named := _named(country, day, by_language))},
    )


def _days_of(year: int) -> Iterator[date]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _library(country: str, year: int, language: str) -> HolidayBase:
    # Neighbouring years are read too: a substitute or a transferred day may fall across New Year.
    years = [near for near in (year - 1, year, year + 1) if MINYEAR <= near <= MAXYEAR]
    try:
        facts = holidays.country_holidays(country)
    except NotImplementedError as error:
        raise ValueError(f"no holidays are known for the country {country!r}") from error
    exact = (name for name in facts.supported_languages if name.split("_")[0] == language)
    # Without a language the library would take that of the machine.
    language_or_own = next(exact, facts.default_language)
    return holidays.country_holidays(country, years=years, expand=False, language=language_or_own)


def _named(country: str, day: date, by_language: Mapping[str, HolidayBase]) -> NamedDay | None:
    english = by_language["en"]
    names = english.get_list(day)
    if not names:
        worked = english.is_weekend(day) and english.is_working_day(day)
        return NamedDay(day, Why.WORKED) if worked else None
    if all(_inside(name, english, "substituted_label") is not None for name in names):
        return NamedDay(day, Why.TRANSFER)
    observed = ("observed_label", "observed_estimated_label")
    replaced = all(any(_inside(name, english, label) is not None for label in observed) for name in names)
    why = Why.SUBSTITUTE if replaced else Why.HOLIDAY
    plain = {language: _plain_names(library, day) for language, library in by_language.items()}
    if not _speaks(by_language["ru"], "ru"):
        table = RUSSIAN.get(country, {})
        plain["ru"] = [table.get(name, "") for name in plain["en"]]
    return NamedDay(
        day, why, Words(**{code: "; ".join(filter(None, names)) for code, names in plain.items()})
    )


def _speaks(library: HolidayBase, language: str) -> bool:
    return bool(library.language) and str(library.language).split("_")[0] == language


def _plain_names(library: HolidayBase, day: date) -> list[str]:
    labels = ("observed_estimated_label", "observed_label", "estimated_label")
    plain = []
    for name in library.get_list(day):
        found = (inside for label in labels if (inside := _inside(name, library, label)) is not None)
        plain.append(next(found, name))
    return plain


def _inside(name: str, library: HolidayBase, label: str) -> str | None:
    """What stands in place of %s when the name was made with the library's label, else None."""
    pattern = getattr(library, label, None)
    if not pattern:
        return None
    before, _, after = library.tr(pattern).partition("%s")
    if name.startswith(before) and name.endswith(after):
        return name[len(before) : len(name) - len(after)]
    return None
