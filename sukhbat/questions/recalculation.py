"""A due date reckoned anew, when the calendar or the end of the conference is another. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sukhbat.terms.rules import (
    Calendar,
    DueDate,
    StartRule,
    StepCode,
    Term,
    due_after_event,
    due_after_extension,
    due_after_redirect,
    due_for_question,
    due_never_later,
)


@dataclass(frozen=True)
class Facts:
    """What a question's clock started from: its arrival, and its arrival at the body that holds it."""

    received_at: datetime
    body_since_at: datetime
    conference_end_on: date | None


def recalculated(
    due: DueDate,
    facts: Facts,
    *,
    answer_term: Term,
    calendar: Calendar,
    zone: tzinfo,
    never_later: bool,
) -> DueDate:
    """The same calculation with this calendar and this end of the conference.

    An extended date is counted again from the date it extended; ``never_later`` keeps that one from growing.
    ``answer_term`` is the term that date was counted by. The result itself may be later: the caller decides.
    """
    code = due.steps[0].code
    if code is StepCode.HAPPENED:
        return due_after_event(due.arrived_at, due.term, calendar, zone)
    if code is StepCode.OLD_DUE:
        return _extended(due, facts, answer_term, calendar, zone, never_later=never_later)
    count = due_after_redirect if code is StepCode.REDIRECTED else due_for_question
    return count(due.arrived_at, due.term, calendar, zone, conference_end_on=facts.conference_end_on)


def arrival(facts: Facts, *, term: Term, calendar: Calendar, zone: tzinfo) -> date:
    """The day a question counts as registered, its conference's end considered."""
    return due_for_question(
        facts.received_at, term, calendar, zone, conference_end_on=facts.conference_end_on
    ).registered_on


def follows_the_conference(due: DueDate) -> bool:
    """Whether the end of a conference moves this date: not where the term follows an act (a dispute)."""
    return due.steps[0].code is not StepCode.HAPPENED and (
        due.term.start is StartRule.CONFERENCE_END or due.steps[0].code is StepCode.OLD_DUE
    )


def _extended(
    due: DueDate, facts: Facts, answer_term: Term, calendar: Calendar, zone: tzinfo, *, never_later: bool
) -> DueDate:
    was_redirected = facts.body_since_at != facts.received_at
    count = due_after_redirect if was_redirected else due_for_question
    base = count(
        facts.body_since_at, answer_term, calendar, zone, conference_end_on=facts.conference_end_on
    ).due_on
    old = due.steps[0].on
    if never_later and old is not None:
        base = due_never_later(old, base)
    days = due.steps[-1].count or due.term.days
    return due_after_extension(due.arrived_at, base, days, due.term, calendar)
