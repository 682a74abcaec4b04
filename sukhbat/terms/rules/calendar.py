"""The working calendar: weekends and holidays of a country, changed by the operator's own days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sukhbat.terms.rules.days import NO_WORDS, NamedDay, Why, Words
from sukhbat.terms.rules.holiday_years import holiday_year

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Override:
    """What the government decided about a day, and under which name."""

    is_working: bool
    note: Words = NO_WORDS


@dataclass(frozen=True, eq=False)
class Calendar:
    """Which days are worked in a country (ISO 3166-1 code); ``overrides`` win over the library.

    Compared by identity, so that a calendar may be a key of a cache.
    """

    country: str
    overrides: Mapping[date, Override] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether the day is worked."""
        override = self.overrides.get(day)
        if override is not None:
            return override.is_working
        return day not in holiday_year(self.country, day.year).days_off

    def next_working_day(self, day: date) -> date:
        """The day itself when it is worked, else the first worked day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``; counting begins on the day after it.

        ValueError when count is below 1: a term of no days has no working day to end on.
        """
        if count < 1:
            raise ValueError("a term has at least one working day")
        day = start
        while count:
            day += _DAY
            count -= self.is_working(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative when ``end`` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(map(self.is_working, days))

    def named_day(self, day: date) -> NamedDay | None:
        """Why the day is off, or worked against its weekday; None for an ordinary working day."""
        year = holiday_year(self.country, day.year)
        by_nature = year.named.get(day) or (NamedDay(day, Why.WEEKEND) if day in year.days_off else None)
        override = self.overrides.get(day)
        if override is None:
            return by_nature
        if override.is_working:
            worked_anyway = by_nature is None
            return None if worked_anyway else NamedDay(day, Why.WORKED, override.note)
        if by_nature is None or by_nature.why is Why.WORKED:
            return NamedDay(day, Why.TRANSFER, override.note)
        return NamedDay(day, by_nature.why, override.note or by_nature.name)

    def named_days(self, start: date, end: date) -> tuple[NamedDay, ...]:
        """The named days after ``start`` up to and including ``end``, in order."""
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return tuple(named for day in days if (named := self.named_day(day)))
