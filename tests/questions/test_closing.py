"""What was answered closes by the date its judgement window ended, whenever the job runs."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.closing import close_judged, window_ends_on
from sukhbat.questions.counters import total_balance
from sukhbat.questions.models import Question
from sukhbat.questions.rules import Balance
from tests.assignments.steps import answered, assigned
from tests.people import MONDAY

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 7)


def test_the_window_has_ten_working_days():
    assert window_ends_on(MONDAY, now=MONDAY) == LAST
    late_in_the_evening = datetime(2026, 11, 23, 18, 59, tzinfo=UTC)
    assert window_ends_on(late_in_the_evening, now=MONDAY) == LAST
    after_midnight_in_almaty = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
    assert window_ends_on(after_midnight_in_almaty, now=MONDAY) == date(2026, 12, 8)


def test_an_answer_may_be_judged_until_the_end_of_the_last_day(state):
    question = answered(state)
    last_moment = datetime(2026, 12, 7, 18, 59, 59, tzinfo=UTC)
    assert close_judged(now=last_moment) == 0
    assert close_judged(now=last_moment + timedelta(seconds=1)) == 1
    question.refresh_from_db()
    assert (question.stage, question.outcome) == ("closed", "answered_in_writing")


def test_the_log_names_the_day_of_the_window_not_of_the_job(state):
    question = answered(state)
    assert close_judged(now=MONDAY + timedelta(days=90)) == 1
    entry = entries_about(question.number).last()
    assert entry.event == "question:closed"
    assert entry.facts == {"outcome": "no_feedback", "window_ended_on": "2026-12-07"}
    assert close_judged(now=MONDAY + timedelta(days=90)) == 0


def test_closing_keeps_the_balance(state):
    answered(state)
    assigned(state)
    close_judged(now=MONDAY + timedelta(days=90))
    assert total_balance() == Balance(received=2, answered_in_writing=1, in_work=1)


def test_what_is_not_answered_does_not_close(state):
    question = assigned(state)
    assert close_judged(now=MONDAY + timedelta(days=90)) == 0
    question.refresh_from_db()
    assert question.stage == "assigned"
    with pytest.raises(Refused):
        withdraw_question(person=state.bolat, number=question.number, now=MONDAY)


def test_a_backlog_closes_in_batches(state):
    for _ in range(3):
        answered(state)
    assert [close_judged(now=MONDAY + timedelta(days=90), limit=2) for _ in range(3)] == [2, 1, 0]
    assert set(Question.objects.values_list("stage", flat=True)) == {"closed"}
