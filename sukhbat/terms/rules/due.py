"""From a moment and a term to a due date, with every step kept for the page that shows them."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from sukhbat.terms.rules.calendar import Calendar
from sukhbat.terms.rules.days import NamedDay, Why
from sukhbat.terms.rules.due_date import DueDate, Step, StepCode
from sukhbat.terms.rules.registration import DAY_ENDS_AT, is_after_hours, local_moment, registration_day
from sukhbat.terms.rules.term import StartRule, Term, Unit

_DAY = timedelta(days=1)


def due_for_question(
    arrived_at: datetime,
    term: Term,
    calendar: Calendar,
    zone: tzinfo,
    conference_end_on: date | None = None,
    day_ends_at: time = DAY_ENDS_AT,
) -> DueDate:
    """The due date of something that arrived: counted from the day after its registration.

    ``conference_end_on`` is the announced local day of the end; for a term that starts there
    (``StartRule.CONFERENCE_END``) the later of it and the registration day counts.
    ValueError for a naive moment or a term that follows an act (``StartRule.EVENT``).
    """
    return _from_registration(
        StepCode.ARRIVED, arrived_at, term, calendar, zone, conference_end_on, day_ends_at
    )


def due_after_redirect(
    redirected_at: datetime,
    term: Term,
    calendar: Calendar,
    zone: tzinfo,
    conference_end_on: date | None = None,
    day_ends_at: time = DAY_ENDS_AT,
) -> DueDate:
    """The due date of a question that reached another body: its term starts again that day.

    The redirect is registered as an arrival is. Arguments as in ``due_for_question``.
    """
    return _from_registration(
        StepCode.REDIRECTED, redirected_at, term, calendar, zone, conference_end_on, day_ends_at
    )


def due_after_event(happened_at: datetime, term: Term, calendar: Calendar, zone: tzinfo) -> DueDate:
    """The due date of a term that follows an act: counted from the day after its local day."""
    local = local_moment(happened_at, zone)
    steps = (Step(StepCode.HAPPENED, on=local.date(), at=_second(local)),)
    return _counted(steps, local.date(), happened_at, term, calendar)


def due_after_extension(
    extended_at: datetime, due_on: date, days: int, term: Term, calendar: Calendar
) -> DueDate:
    """The due date moved by ``days`` from the open one, at most by the term's days (product: 10 working).

    ``term`` is the one of the extension. ValueError when days are below 1 or above the term's.
    """
    if not 1 <= days <= term.days:
        raise ValueError(f"an extension has from 1 to {term.days} days")
    steps = (Step(StepCode.OLD_DUE, on=due_on),)
    return _counted(steps, due_on, extended_at, term, calendar, days)


def due_never_later(open_due: date, new_due: date) -> date:
    """The due date after a change of rules or grouping: never later than the open one (product, promise 3)."""
    return min(open_due, new_due)


def _from_registration(
    code: StepCode,
    arrived_at: datetime,
    term: Term,
    calendar: Calendar,
    zone: tzinfo,
    conference_end_on: date | None,
    day_ends_at: time,
) -> DueDate:
    if term.start is StartRule.EVENT:
        raise ValueError(f"the term {term.kind} follows an act, not an arrival")
    registered_on = registration_day(arrived_at, calendar, zone, day_ends_at)
    steps = _arrival_steps(code, local_moment(arrived_at, zone), registered_on, calendar, day_ends_at)
    if term.start is StartRule.CONFERENCE_END and conference_end_on is not None:
        starts_on = max(registered_on, calendar.next_working_day(conference_end_on))
        if starts_on > registered_on:
            steps += _conference_steps(conference_end_on, starts_on, calendar)
            registered_on = starts_on
    return _counted(steps, registered_on, arrived_at, term, calendar)


def _arrival_steps(
    code: StepCode, local: datetime, registered_on: date, calendar: Calendar, day_ends_at: time
) -> tuple[Step, ...]:
    steps = [Step(code, on=local.date(), at=_second(local))]
    first = local.date()
    if is_after_hours(local, day_ends_at) and calendar.is_working(first):
        steps.append(Step(StepCode.AFTER_HOURS, at=day_ends_at))
        first += _DAY
    if off := _passed_over(first, registered_on, calendar):
        steps.append(Step(StepCode.NON_WORKING, days=off))
    steps.append(Step(StepCode.REGISTERED, on=registered_on))
    return tuple(steps)


def _conference_steps(end_on: date, starts_on: date, calendar: Calendar) -> tuple[Step, ...]:
    off = _passed_over(end_on, starts_on, calendar)
    return (
        Step(StepCode.CONFERENCE_ENDS, on=end_on),
        *([Step(StepCode.NON_WORKING, days=off)] if off else []),
        Step(StepCode.STARTS, on=starts_on),
    )


def _passed_over(first: date, until: date, calendar: Calendar) -> tuple[NamedDay, ...]:
    return _off(calendar.named_days(first - _DAY, until - _DAY))


def _counted(
    steps: tuple[Step, ...],
    start: date,
    moment: datetime,
    term: Term,
    calendar: Calendar,
    days: int | None = None,
) -> DueDate:
    count = _count_working if term.unit is Unit.WORKING else _count_calendar
    due_on, counted = count(calendar, start, days or term.days)
    return DueDate(due_on, start, local_moment(moment, UTC), term, steps + counted)


# Within a day thousands of questions share start, term and calendar: they share the counting, too.
@lru_cache(maxsize=1024)
def _count_working(calendar: Calendar, start: date, days: int) -> tuple[date, tuple[Step, ...]]:
    due_on = calendar.add_working_days(start, days)
    named = calendar.named_days(start, due_on)
    steps = [Step(StepCode.COUNTED_FROM, on=start + _DAY)]
    if off := _off(named):
        steps.append(Step(StepCode.SKIPPED, days=off))
    if worked := tuple(day for day in named if day.why is Why.WORKED):
        steps.append(Step(StepCode.WORKED, days=worked))
    return due_on, (*steps, Step(StepCode.DUE, on=due_on, count=days))


@lru_cache(maxsize=1024)
def _count_calendar(calendar: Calendar, start: date, days: int) -> tuple[date, tuple[Step, ...]]:
    last = start + timedelta(days=days)
    due_on = calendar.next_working_day(last)
    steps = [Step(StepCode.COUNTED_FROM, on=start + _DAY)]
    if due_on > last:
        steps.append(Step(StepCode.MOVED, on=last, days=_passed_over(last, due_on, calendar)))
    return due_on, (*steps, Step(StepCode.DUE, on=due_on, count=days))


def _off(days: tuple[NamedDay, ...]) -> tuple[NamedDay, ...]:
    return tuple(day for day in days if day.why is not Why.WORKED)


def _second(local: datetime) -> time:
    return local.time().replace(microsecond=0)
