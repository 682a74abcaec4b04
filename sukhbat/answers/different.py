"""'Mine is different' after an answer to all: the answer stays as it was given, the question goes back into work."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sukhbat.answers.queries import Written
from sukhbat.assignments.actions import end_assignment
from sukhbat.kernel.clock import local_day, zone
from sukhbat.kernel.refusals import Refusal
from sukhbat.ledger.rules import Actor
from sukhbat.questions.actions import advance
from sukhbat.questions.events import QuestionSaidDifferent
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Move, Stage, after
from sukhbat.terms.queries import calendar, term
from sukhbat.terms.rules import DueDate, Term, TermKind, due_after_event

NOT_TO_ALL = Refusal(
    "not_to_all", _("This question has no answer that went to everyone who asked the same."), 409
)
WINDOW_OVER = Refusal(
    "window_over",
    _("The time to say this has passed. If the answer does not fit your question, say so when you judge it."),
    409,
)


def different_until(told_at: datetime | None, *, now: datetime) -> date:
    """The last local day to say that one's question is a different one (product, promise 3: 3 working days).

    Counted after the day on which the asker was told; who was not told yet has it all before them.
    """
    since = told_at or now
    return due_after_event(since, _term(since), calendar(now=now), zone()).due_on


def different_refusal(question: Question, written: Written | None, *, now: datetime) -> Refusal | None:
    """Why a question cannot go back into work so: it must be answered by an answer to all, and in time."""
    if (
        after(Stage(question.stage), Move.SAY_DIFFERENT) is None
        or written is None
        or written.recipient is None
    ):
        return NOT_TO_ALL
    if local_day(now) > different_until(written.recipient.told_at, now=now):
        return WINDOW_OVER
    return None


def due_again(question: Question, *, now: datetime) -> DueDate | None:
    """When the body owes the answer of its own: None keeps the question's own due date, if it did not pass yet.

    A due date never becomes later through grouping (product, promise 3). One that passed was kept by the answer to all,
    so that a new term begins: as long as the asker's own to say that theirs is different (three working days).
    """
    if question.due_on >= local_day(now):
        return None
    return due_after_event(now, _term(now), calendar(now=now), zone())


def back_into_work(question: Question, *, actor: Actor, now: datetime) -> None:
    """The locked question is in work again at its body, which names an executor anew. After ``different_refusal``."""
    due = due_again(question, now=now)
    event = QuestionSaidDifferent(body=question.body.slug, due_on=due.due_on if due else question.due_on)
    advance(question=question, move=Move.SAY_DIFFERENT, event=event, actor=actor, now=now, due=due)
    end_assignment(question, now=now)


def _term(moment: datetime) -> Term:
    return term(kind=TermKind.FIX_GROUPING, on=local_day(moment))
