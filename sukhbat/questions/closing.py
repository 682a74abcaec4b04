"""Closing what was answered once the time to judge it has ended: by the date, not by when a job ran."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from sukhbat.kernel.clock import local_day, zone
from sukhbat.ledger.rules import SYSTEM
from sukhbat.questions.actions import advance
from sukhbat.questions.events import QuestionClosed
from sukhbat.questions.models import Question
from sukhbat.questions.queries import locked
from sukhbat.questions.rules import Move, Stage
from sukhbat.terms.queries import calendar, term
from sukhbat.terms.rules import TermKind, due_after_event

BATCH = 200
# Nobody has judged: that is "no feedback", never "satisfied" (product, promise 4).
NO_FEEDBACK = "no_feedback"


def window_ends_on(answered_at: datetime, *, now: datetime) -> date:
    """The last local day on which the asker may judge an answer (product: 10 working days)."""
    rule = term(kind=TermKind.JUDGEMENT_WINDOW, on=local_day(answered_at))
    return due_after_event(answered_at, rule, calendar(now=now), zone()).due_on


def close_judged(*, now: datetime, limit: int = BATCH) -> int:
    """Close answered questions whose window has ended; how many. Each in its own transaction."""
    closed = 0
    for question_id in _ended(now, limit):
        with transaction.atomic():
            question = locked(question_id)
            if question.stage != Stage.ANSWERED or question.answered_at is None:
                continue
            ended_on = window_ends_on(question.answered_at, now=now)
            if ended_on >= local_day(now):
                continue
            event = QuestionClosed(outcome=NO_FEEDBACK, window_ended_on=ended_on)
            advance(question=question, move=Move.CLOSE, event=event, actor=SYSTEM, now=now)
            closed += 1
    return closed


def _ended(now: datetime, limit: int) -> list[UUID]:
    """Answered long enough ago; the exact day of each is looked at once it is locked."""
    found = Question.objects.filter(stage=Stage.ANSWERED, answered_at__lt=_answered_before(now))
    return list(found.order_by("answered_at").values_list("pk", flat=True)[:limit])


def _answered_before(now: datetime) -> datetime:
    """The start of the earliest local day whose answers may still be judged today."""
    day = local_day(now)
    start = datetime.combine(day, datetime.min.time(), zone())
    while window_ends_on(start - timedelta(days=1), now=now) >= day:
        start -= timedelta(days=1)
    return start
