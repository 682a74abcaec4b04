"""The day on which something that arrived counts as registered."""

from datetime import date, datetime, time, timedelta, tzinfo

from sukhbat.terms.rules.calendar import Calendar

# After this local time what arrives is registered on the next working day; a default, not a law of nature.
DAY_ENDS_AT = time(18, 30)


def local_moment(moment: datetime, zone: tzinfo) -> datetime:
    """An aware moment in the zone. ValueError when it is naive: its day would be a guess."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(zone)


def is_after_hours(local: datetime, day_ends_at: time = DAY_ENDS_AT) -> bool:
    """Whether a local moment is after the end of the working day, by whole seconds: 18:30:00 is not."""
    return local.time().replace(microsecond=0) > day_ends_at


def registration_day(
    arrived_at: datetime, calendar: Calendar, zone: tzinfo, day_ends_at: time = DAY_ENDS_AT
) -> date:
    """The local day of arrival, or the next working day after ``day_ends_at`` or on a day off.

    ``arrived_at`` is aware, else ValueError.
    """
    local = local_moment(arrived_at, zone)
    late = is_after_hours(local, day_ends_at)
    return calendar.next_working_day(local.date() + timedelta(days=late))
