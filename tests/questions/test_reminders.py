"""Due dates that come near or pass are noted once each, and an outage is caught up with."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from sukhbat.ledger.queries import entries_about
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.models import Question, Reminder
from sukhbat.questions.reminders import note_due_dates
from tests.assignments.steps import answered
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db


def noted(question):
    """What the log says of the question's due date: working days left, or 'overdue'."""
    events = entries_about(question.number).filter(event__in=["question:due_near", "question:overdue"])
    return [entry.facts.get("working_days", "overdue") for entry in events]


def noon(year, month, day):
    return datetime(year, month, day, 7, tzinfo=UTC)


def test_each_distance_is_noted_once(state):
    question = ask(state)
    assert question.due_on.isoformat() == "2026-12-14"
    for day in range(1, 24):
        for _twice in range(2):
            note_due_dates(now=noon(2026, 12, day))
    # 14 December is a Monday: five working days before it is the 7th, three the 9th, one the 11th.
    events = entries_about(question.number).exclude(event="question:received").order_by("id")
    assert [(entry.at.day, entry.event) for entry in events] == [
        (7, "question:due_near"),
        (9, "question:due_near"),
        (11, "question:due_near"),
        (15, "question:overdue"),
    ]
    assert noted(question) == [5, 3, 1, "overdue"]


def test_after_an_outage_only_what_is_true_now_is_said(state):
    question = ask(state)
    assert note_due_dates(now=noon(2026, 12, 10)) == 1
    assert noted(question) == [2]
    assert note_due_dates(now=noon(2026, 12, 14)) == 1
    assert noted(question) == [2, 0]
    assert note_due_dates(now=noon(2027, 3, 1)) == 1
    assert noted(question) == [2, 0, "overdue"]


def test_a_moved_date_is_noted_anew(state):
    question = ask(state)
    note_due_dates(now=noon(2026, 12, 16))
    Question.objects.filter(pk=question.pk).update(due_on="2026-12-25")
    assert note_due_dates(now=noon(2026, 12, 18)) == 1
    assert note_due_dates(now=noon(2026, 12, 28)) == 1
    assert noted(question) == ["overdue", 5, "overdue"]
    assert Reminder.objects.count() == 3


def test_what_has_ended_is_left_alone(state):
    answered(state)
    withdrawn = ask(state)
    withdraw_question(person=state.aigerim, number=withdrawn.number, now=MONDAY)
    assert note_due_dates(now=noon(2027, 1, 20)) == 0


def test_a_far_date_is_left_alone(state):
    ask(state)
    assert note_due_dates(now=MONDAY) == 0


def test_many_are_noted_in_batches_until_none_is_left(state):
    for _ in range(5):
        ask(state)
    done = []
    while count := note_due_dates(now=noon(2027, 1, 20), limit=2):
        done.append(count)
    assert done == [2, 2, 1]


def test_a_question_in_other_hands_waits_for_the_next_run(transactional_db, other_connection):
    from tests.people import make_state

    state = make_state()
    first, second = ask(state), ask(state)
    other = other_connection()
    other.execute("SELECT 1 FROM questions_question WHERE id = %s FOR UPDATE", [first.pk])
    assert note_due_dates(now=noon(2027, 1, 20)) == 1
    assert noted(second) == ["overdue"]
    other.rollback()
    assert note_due_dates(now=noon(2027, 1, 20)) == 1
    assert noted(first) == ["overdue"]


def test_a_failure_leaves_neither_entry_nor_mark(state, monkeypatch):
    question = ask(state)

    def broken(*arguments, **named):
        raise RuntimeError

    monkeypatch.setattr(Reminder.objects, "bulk_create", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        note_due_dates(now=MONDAY + timedelta(days=60))
    monkeypatch.undo()
    assert noted(question) == []
    assert note_due_dates(now=MONDAY + timedelta(days=60)) == 1
