"""The phase of a conference: a pure function of its times, its overrides and now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sukhbat.terms.rules import Calendar, Term, Unit


class Phase(StrEnum):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    COLLECTING = "collecting"
    LIVE = "live"
    ANSWERING = "answering"
    CLOSED = "closed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


# The line of phases as a reader sees it; postponed and cancelled stand beside it.
LINE = (Phase.ANNOUNCED, Phase.COLLECTING, Phase.LIVE, Phase.ANSWERING, Phase.CLOSED)
INTAKE = frozenset({Phase.COLLECTING, Phase.LIVE})
PUBLIC = frozenset(Phase) - {Phase.DRAFT}


@dataclass(frozen=True)
class Times:
    """When what begins. ``None`` means not decided. ``opened_at`` … ``ended_at`` are set by hand and win."""

    announced_at: datetime | None
    collecting_at: datetime
    starts_at: datetime
    ends_at: datetime
    opened_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    closed_at: datetime | None = None
    postponed_at: datetime | None = None
    cancelled_at: datetime | None = None


def phase(times: Times, now: datetime) -> Phase:
    """The phase at a moment; no job has to run for it to change. The first that was reached counts."""
    beside = (
        (Phase.CANCELLED, times.cancelled_at),
        (Phase.CLOSED, times.closed_at),
        (Phase.POSTPONED, times.postponed_at),
    )
    line = (
        (Phase.ANSWERING, times.ended_at or times.ends_at),
        (Phase.LIVE, times.started_at or times.starts_at),
        (Phase.COLLECTING, times.opened_at or times.collecting_at),
        (Phase.ANNOUNCED, times.announced_at),
    )
    possible = beside + (line if _reached(times.announced_at, now) else ())
    return next((name for name, moment in possible if _reached(moment, now)), Phase.DRAFT)


def intake_closes_at(times: Times) -> datetime:
    """The last moment of intake: the end of the live part."""
    return times.ended_at or times.ends_at


class Force(StrEnum):
    """A phase begun by hand, ahead of its time."""

    OPEN = "open"
    START = "start"
    END = "end"


# From which phase each is begun by hand, and where it leads.
FORCED = {
    Force.OPEN: (Phase.ANNOUNCED, Phase.COLLECTING),
    Force.START: (Phase.COLLECTING, Phase.LIVE),
    Force.END: (Phase.LIVE, Phase.ANSWERING),
}
EDITABLE = frozenset(Phase) - {Phase.CLOSED, Phase.CANCELLED}
POSTPONABLE = frozenset({Phase.ANNOUNCED, Phase.COLLECTING, Phase.POSTPONED})
INTAKE_SWITCHED = frozenset({Phase.ANNOUNCED, Phase.COLLECTING, Phase.LIVE})


def in_order(collecting_at: datetime, starts_at: datetime, ends_at: datetime) -> bool:
    """Questions are collected before the talk, and the talk ends after it began."""
    return collecting_at < starts_at < ends_at


def earliest_start(
    *, announced_on: date, collecting_on: date, announce: Term, collect: Term, calendar: Calendar
) -> date:
    """The first day the live part may begin: announced long enough ahead, and collecting long enough.

    Days are local. Product: announced at least 10 working days ahead, collecting at least 7 days; the terms
    ANNOUNCE and COLLECT hold the figures. Nothing collects before it is announced.
    """
    opens_on = max(collecting_on, announced_on)
    return max(_after(announced_on, announce, calendar), _after(opens_on, collect, calendar))


def _after(start: date, term: Term, calendar: Calendar) -> date:
    if term.unit is Unit.WORKING:
        return calendar.add_working_days(start, term.days)
    return start + timedelta(days=term.days)


def _reached(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now
