"""Moments inside the working hours of offices, for a history that looks as one does. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sukhbat.terms.rules import Calendar

OPENS, CLOSES = time(9), time(18)
HOURS_A_DAY = 9


@dataclass(frozen=True)
class Office:
    """Working hours from 9 to 18 on working days of a calendar, in the operator's zone."""

    calendar: Calendar
    zone: ZoneInfo

    def at(self, day: date, hour: float) -> datetime:
        """A local hour of a day, such as 14.5, as an aware moment."""
        return datetime.combine(day, time(0), self.zone) + timedelta(hours=hour)

    def shifted(self, day: date, working_days: int) -> date:
        """The day so many working days later, or earlier when negative; 0 is the next one from the day."""
        if working_days >= 0:
            first = self.calendar.next_working_day(day)
            return self.calendar.add_working_days(first, working_days) if working_days else first
        while working_days:
            day -= timedelta(days=1)
            working_days += self.calendar.is_working(day)
        return day

    def open_from(self, moment: datetime) -> datetime:
        """The moment itself when offices are open, else the next opening."""
        local = moment.astimezone(self.zone)
        if self.calendar.is_working(local.date()) and local.time() < CLOSES:
            return max(local, self.at(local.date(), OPENS.hour))
        return self.at(self.calendar.next_working_day(local.date() + timedelta(days=1)), OPENS.hour)

    def later(self, moment: datetime, hours: float) -> datetime:
        """So many working hours after a moment."""
        at = self.open_from(moment)
        while (left := (self.at(at.date(), CLOSES.hour) - at) / timedelta(hours=1)) < hours:
            hours -= left
            at = self.open_from(self.at(at.date(), CLOSES.hour))
        return at + timedelta(hours=hours)
