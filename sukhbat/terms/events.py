"""What may happen to the working calendar, as the log keeps it."""

from dataclasses import dataclass
from datetime import date

from sukhbat.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class CalendarDaySet(Event):
    """A day was made free or working, against the country's calendar or an earlier decision."""

    name = "calendar:day_set"
    day: date
    is_working: bool


@dataclass(frozen=True, kw_only=True)
class CalendarDayRemoved(Event):
    """A day follows the country's calendar again."""

    name = "calendar:day_removed"
    day: date
