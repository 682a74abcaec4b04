"""How near a due date is, and the two clocks of a question, in words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language, gettext, ngettext

from sukhbat.kernel.clock import local_day
from sukhbat.questions.models import Question
from sukhbat.terms.explain import explain
from sukhbat.terms.queries import calendar
from sukhbat.terms.rules import Calendar, DueDate


@dataclass(frozen=True)
class Due:
    """A chip: its word, its class of colour, and the working days left (negative when late)."""

    word: str
    css: str
    days: int


@dataclass(frozen=True)
class Clocks:
    """The body's own clock, which a redirect restarts, and the one that never restarts; in working days."""

    due: Due | None
    with_body: int
    since_asked: int
    steps: list[str]


def due(question: Question, *, today: date, days: Calendar) -> Due | None:
    """How near the due date is; None once the question is no longer in work."""
    return due_word(question.due_on, today=today, days=days) if question.in_work else None


def due_word(due_on: date, *, today: date, days: Calendar) -> Due:
    """How near a date is on which something is due."""
    left = days.working_days_between(today, due_on)
    if due_on < today:
        late = max(1, -left)
        word = ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}
        return Due(word, "is-overdue", -late)
    if due_on == today:
        return Due(gettext("today"), "is-due-today", 0)
    left = max(1, left)
    return Due(ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}, "", left)


def clocks(question: Question, *, now: datetime) -> Clocks:
    """Both clocks up to now, or up to the answer."""
    days, today = calendar(now=now), local_day(now)
    until = local_day(question.answered_at) if question.answered_at else today
    return Clocks(
        due=due(question, today=today, days=days),
        with_body=max(0, days.working_days_between(local_day(question.body_since_at), until)),
        since_asked=max(0, days.working_days_between(local_day(question.received_at), until)),
        steps=explain(DueDate.from_json(question.due_calculation), (get_language() or "kk")[:2]),
    )
