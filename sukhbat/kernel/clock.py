"""The one source of the present moment, and the local day it falls on."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def zone() -> ZoneInfo:
    """The zone of the operator's calendar: terms and days are counted in it."""
    return ZoneInfo(settings.TIME_ZONE)


def local_day(moment: datetime) -> date:
    """The calendar day of an aware moment in the operator's zone."""
    return moment.astimezone(zone()).date()


def on_the_clock(seconds: int) -> str:
    """Seconds since the live part began as a player shows them: ``01:04:18``."""
    minutes, second = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
