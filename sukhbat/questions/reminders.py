"""Noting that due dates come near or have passed: an entry each, once per question, due date and distance.

What is near is found by "due within so many days and not noted yet", never by "since the last run": after
an outage the next run catches up with what it missed.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from sukhbat.kernel.clock import local_day
from sukhbat.kernel.locks import held_or_skipped
from sukhbat.ledger.actions import Line, record_all
from sukhbat.ledger.rules import SYSTEM
from sukhbat.questions.events import DueNear, DuePassed
from sukhbat.questions.models import Question, Reminder
from sukhbat.questions.rules import IN_WORK
from sukhbat.terms.queries import calendar
from sukhbat.terms.rules import Calendar

# Working days before the due date; and 0, the mark of a date that has passed.
DISTANCES = (1, 3, 5)
PASSED = 0
BATCH = 500


def note_due_dates(*, now: datetime, limit: int = BATCH) -> int:
    """Record what is due soon or overdue and was not noted; how many were noted.

    A question is noted at the nearest distance only: one that comes in with two working days left is told
    "3 or less" once, not "5" as well. Run by a job; several at once note each question once.
    """
    days = calendar(now=now)
    today = local_day(now)
    noted = 0
    for distance, first, last in _spans(days, today):
        if noted < limit:
            noted += _note(distance, first, last, days, now=now, limit=limit - noted)
    return noted


def _spans(days: Calendar, today: date) -> list[tuple[int, date, date]]:
    """For each distance the due dates it covers: after ``first`` up to and including ``last``."""
    spans = [(PASSED, date.min, _day_before(today))]
    for distance in DISTANCES:
        spans.append((distance, spans[-1][2], days.add_working_days(today, distance)))
    return spans


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _note(distance: int, first: date, last: date, days: Calendar, *, now: datetime, limit: int) -> int:
    with transaction.atomic(), held_or_skipped("questions.reminders") as mine:
        found = _not_noted(distance, first, last, limit) if mine else []
        lines = [Line(_event(row, distance, days, now), row.number, SYSTEM) for row in found]
        entries = record_all(lines=lines, now=now)
        _keep(found, distance, [entry.id for entry in entries])
    return len(found)


def _not_noted(distance: int, first: date, last: date, limit: int) -> list[Question]:
    """Locked, so that an answer signed at this moment is not followed by a reminder."""
    noted = Reminder.objects.filter(question=OuterRef("pk"), due_on=OuterRef("due_on"), working_days=distance)
    in_work = Question.objects.filter(stage__in=[stage.value for stage in IN_WORK])
    waiting = in_work.filter(~Exists(noted), due_on__gt=first, due_on__lte=last).select_related("body")
    return list(waiting.select_for_update(of=("self",), skip_locked=True).order_by("due_on", "pk")[:limit])


def _event(question: Question, distance: int, days: Calendar, now: datetime) -> DueNear | DuePassed:
    if distance == PASSED:
        return DuePassed(due_on=question.due_on, body=question.body.slug, noted_at=now)
    left = days.working_days_between(local_day(now), question.due_on)
    return DueNear(due_on=question.due_on, working_days=left, body=question.body.slug)


def _keep(questions: Sequence[Question], distance: int, entry_ids: Sequence[UUID]) -> None:
    Reminder.objects.bulk_create(
        Reminder(question=row, due_on=row.due_on, working_days=distance, entry_id=entry_id)
        for row, entry_id in zip(questions, entry_ids, strict=True)
    )
