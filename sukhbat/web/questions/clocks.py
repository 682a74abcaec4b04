"""The two public timers of a question: the body's own, which starts anew on a redirect, and the asker's."""

from dataclasses import dataclass
from datetime import date, datetime

from sukhbat.kernel.clock import local_day, zone
from sukhbat.questions.models import Question
from sukhbat.terms.rules import Calendar, registration_day


@dataclass(frozen=True)
class Clocks:
    """Counted until the answer, else until today.

    ``day`` is the working day of the term it is or was, of ``days``; None before the term starts. ``asked``
    is calendar days since the question first arrived, ``held`` since it reached its body.
    """

    starts_on: date
    day: int | None
    days: int
    asked: int
    held: int
    is_running: bool
    days_late: int


def clocks_of(question: Question, calendar: Calendar, now: datetime) -> Clocks:
    """Both timers of a question at a moment. Working days by the calendar, the rest in calendar days."""
    end = local_day(now if question.in_work or not question.answered_at else question.answered_at)
    # Not the due date's own start: after an extension that is the old due date.
    starts_on = max(registration_day(question.body_since_at, calendar, zone()), question.registered_on)
    return Clocks(
        starts_on=starts_on,
        day=calendar.working_days_between(starts_on, end) if end >= starts_on else None,
        days=calendar.working_days_between(starts_on, question.due_on),
        asked=(end - local_day(question.received_at)).days,
        held=(end - local_day(question.body_since_at)).days,
        is_running=question.in_work,
        days_late=max(calendar.working_days_between(question.due_on, end), 0),
    )
