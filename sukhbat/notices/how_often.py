"""How often a saved search writes, and when next. Pure."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# Letters go out in the morning, in the operator's zone; weekly ones on Mondays.
AT = time(8)
# Saved searches of one person.
MOST = 20


class Every(StrEnum):
    """How often; NEVER keeps the search and sends nothing."""

    DAY = "day"
    WEEK = "week"
    NEVER = "never"


def next_at(every: Every, *, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first morning after ``now`` on which a letter is due; None for NEVER."""
    if every is Every.NEVER:
        return None
    local = now.astimezone(zone)
    day = local.date() if local.time() < AT else local.date() + timedelta(days=1)
    if every is Every.WEEK:
        day += timedelta(days=-day.weekday() % 7)
    return datetime.combine(day, AT, tzinfo=zone).astimezone(now.tzinfo)
