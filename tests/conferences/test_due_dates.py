"""Postponing, cancelling and closing reach the questions: their dates, once and never later but by that rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.assignments.actions import assign_question
from sukhbat.assignments.decisions import extend_due, redirect_question
from sukhbat.conferences.actions import NewTimes
from sukhbat.conferences.models import Conference
from sukhbat.conferences.rules import Phase
from sukhbat.kernel.clock import local_day, zone
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.calendar_acts import DayOfCalendar, import_calendar, remove_day, set_day
from sukhbat.questions.conference_acts import (
    cancel_conference,
    close_conference,
    postpone_conference,
    standing_of,
)
from sukhbat.questions.models import Question
from sukhbat.questions.recalculation import Facts, recalculated
from sukhbat.terms.rules import (
    Calendar,
    DueDate,
    Override,
    StartRule,
    StepCode,
    Term,
    TermKind,
    Unit,
    due_after_event,
    due_after_extension,
    due_for_question,
)
from tests.people import MONDAY, ask, make_conference
from tests.refusals import code

WEEK = timedelta(days=7)
TODAY = local_day(MONDAY)
REASON = "Деректер басқа органнан сұратылды, олардың жауабы келгенше уақыт қажет болады. " * 2


def due(question):
    return Question.objects.get(pk=question.pk).due_on


def postponed(state, weeks=2, slug="internet", now=MONDAY):
    conference = Conference.objects.get(slug=slug)
    times = NewTimes(conference.starts_at + weeks * WEEK, conference.ends_at + weeks * WEEK)
    return postpone_conference(person=state.madina, slug=slug, times=times, now=now)


def expected(end_on, calendar=None):
    calendar = calendar or Calendar("KZ")
    return calendar.add_working_days(calendar.next_working_day(end_on), 15)


@pytest.mark.django_db
def test_postponing_moves_every_open_date_once_and_publicly(state):
    conference = make_conference(state)
    questions = [ask(state, conference=conference) for _n in range(3)]
    gone = ask(state, conference=conference)
    withdraw_question(person=state.aigerim, number=gone.number, now=MONDAY)
    elsewhere = ask(state)
    before = {row.pk: row.due_on for row in Question.objects.all()}
    assert before[questions[0].pk] == expected(conference.terms_start_on)

    assert postponed(state) == 3

    moved = Conference.objects.get()
    assert moved.terms_start_on == conference.terms_start_on + 2 * WEEK
    assert {due(question) for question in questions} == {expected(moved.terms_start_on)}
    assert (due(gone), due(elsewhere)) == (before[gone.pk], before[elsewhere.pk])
    entries = Entry.objects.filter(event="question:due_moved")
    assert {entry.subject for entry in entries} == {question.number for question in questions}
    assert entries[0].facts == {"due_on": due(questions[0]).isoformat(), "conference": "internet"}
    row = Question.objects.get(pk=questions[0].pk)
    assert DueDate.from_json(row.due_calculation).due_on == row.due_on
    assert row.version == questions[0].version + 1
    assert ask(state, conference=moved).due_on == row.due_on

    assert postponed(state) == 0, "a second postponement moves the talk, not the dates"
    assert Conference.objects.get().starts_at == moved.starts_at + 2 * WEEK
    assert due(questions[0]) == row.due_on


@pytest.mark.django_db
def test_postponing_without_a_date_stops_the_intake_and_a_later_date_moves_once(state):
    conference = make_conference(state)
    question = ask(state, conference=conference)
    old = question.due_on
    postpone_conference(person=state.madina, slug="internet", times=None, now=MONDAY)
    postpone_conference(person=state.madina, slug="internet", times=None, now=MONDAY)
    assert Conference.objects.get().phase(MONDAY) is Phase.POSTPONED
    assert due(question) == old
    assert code(lambda: ask(state, conference=Conference.objects.get())) == "intake_closed"
    assert postponed(state, weeks=1) == 1
    assert Conference.objects.get().phase(MONDAY) is Phase.COLLECTING
    assert [entry.event for entry in entries_about("conference/internet")] == ["conference:postponed"] * 2


@pytest.mark.django_db
def test_postponing_to_an_earlier_time_is_refused(state):
    make_conference(state)
    assert code(lambda: postponed(state, weeks=0)) == "not_later"
    late = MONDAY + timedelta(days=4)
    assert code(lambda: postponed(state, now=late)) == "wrong_phase"


@pytest.mark.django_db
def test_redirected_and_extended_questions_move_with_what_they_count_from(state):
    conference = make_conference(state)
    extended, sent_on = ask(state, conference=conference), ask(state, conference=conference)
    assign_question(person=state.saule, number=extended.number, executor_id=state.erlan.pk, now=MONDAY)
    extend_due(person=state.gulnar, number=extended.number, days=5, reason=REASON, language="kk", now=MONDAY)
    redirect_question(
        person=state.saule,
        number=sent_on.number,
        to_body_id=state.other.pk,
        reason="Бұл мәселе Көлік министрлігінің құзыретінде.",
        language="kk",
        now=MONDAY,
    )
    assert postponed(state) == 2
    base = expected(Conference.objects.get().terms_start_on)
    assert due(sent_on) == base
    assert due(extended) == Calendar("KZ").add_working_days(base, 5)
    row = Question.objects.get(pk=extended.pk)
    steps = DueDate.from_json(row.due_calculation).steps
    assert (steps[0].code, steps[0].on) == (StepCode.OLD_DUE, base)


@pytest.mark.django_db
def test_cancelling_starts_every_term_today(state):
    far = {"starts_at": MONDAY + timedelta(days=90), "ends_at": MONDAY + timedelta(days=90, hours=2)}
    conference = make_conference(state, **far)
    question = ask(state, conference=conference)
    assert cancel_conference(person=state.madina, slug="internet", now=MONDAY) == 1
    row = Question.objects.get(pk=question.pk)
    assert (row.due_on, row.registered_on) == (expected(TODAY), TODAY)
    assert row.stage == "received"
    cancelled = Conference.objects.get()
    assert (cancelled.phase(MONDAY), cancelled.terms_start_on) == (Phase.CANCELLED, TODAY)
    assert code(lambda: cancel_conference(person=state.madina, slug="internet", now=MONDAY)) == "wrong_phase"
    assert code(lambda: postponed(state)) == "wrong_phase"


@pytest.mark.django_db
def test_cancelling_after_the_announced_end_moves_nothing_later(state):
    make_conference(state)
    postpone_conference(person=state.madina, slug="internet", times=None, now=MONDAY)
    start = Conference.objects.get().terms_start_on
    assert cancel_conference(person=state.madina, slug="internet", now=MONDAY + 3 * WEEK) == 0
    assert Conference.objects.get().terms_start_on == start


@pytest.mark.django_db
def test_a_conference_closes_only_with_its_balance(state):
    conference = make_conference(state)
    question = ask(state, conference=conference)
    after = MONDAY + timedelta(days=4)
    assert code(lambda: close_conference(person=state.madina, slug="internet", now=MONDAY)) == "wrong_phase"
    assert code(lambda: close_conference(person=state.madina, slug="internet", now=after)) == "in_work"
    assert code(lambda: close_conference(person=state.aliya, slug="internet", now=after)) == "not_coordinator"
    withdraw_question(person=state.aigerim, number=question.number, now=after)
    close_conference(person=state.madina, slug="internet", now=after)
    (entry,) = entries_about("conference/internet")
    assert (entry.event, entry.facts["received"], entry.facts["withdrawn"]) == ("conference:closed", 1, 1)
    assert code(lambda: close_conference(person=state.madina, slug="internet", now=after)) == "wrong_phase"


@pytest.mark.django_db
def test_an_open_judgement_window_keeps_it_open(state):
    conference = make_conference(state)
    question = ask(state, conference=conference)
    after = MONDAY + timedelta(days=4)
    answered = {"stage": "answered", "outcome": "answered_in_writing", "answered_at": after}
    Question.objects.filter(pk=question.pk).update(**answered)
    standing = standing_of(conference, now=after)
    assert (standing.may_be_judged, standing.window_ends_on) == (1, date(2026, 12, 11))
    last = date(2026, 12, 11)
    on_the_last_day = after.replace(month=12, day=11)
    assert local_day(on_the_last_day) == last
    assert (
        code(lambda: close_conference(person=state.madina, slug="internet", now=on_the_last_day))
        == "judgement_open"
    )
    close_conference(person=state.madina, slug="internet", now=on_the_last_day + timedelta(days=1))
    assert Conference.objects.get().closed_at is not None


# The calendar.


def decide(state, day, is_working):
    return set_day(person=state.madina, decided=DayOfCalendar(day, is_working), now=MONDAY)


@pytest.mark.django_db
def test_a_day_made_working_brings_dates_nearer_and_a_day_off_moves_none(state):
    question = ask(state)
    assert question.due_on == date(2026, 12, 14)
    assert decide(state, date(2026, 12, 1), False) == 0
    assert due(question) == date(2026, 12, 14), "never later"
    assert decide(state, date(2026, 11, 28), True) == 0, "it only makes up for the day off"
    assert decide(state, date(2026, 12, 5), True) == 1
    assert due(question) == date(2026, 12, 11)
    assert ask(state).due_on == date(2026, 12, 11)
    assert [
        e.facts["due_on"] for e in entries_about(question.number).filter(event="question:due_recounted")
    ] == ["2026-12-11"]
    assert [entry.event for entry in entries_about("calendar/2026-12-05")] == ["calendar:day_set"]
    assert decide(state, date(2026, 12, 5), True) == 0
    assert entries_about("calendar/2026-12-05").count() == 1
    assert remove_day(person=state.madina, day=date(2026, 12, 5), now=MONDAY) == 0
    assert remove_day(person=state.madina, day=date(2026, 12, 5), now=MONDAY) == 0
    assert due(question) == date(2026, 12, 11)


@pytest.mark.django_db
def test_a_mistake_taken_back_repairs_what_came_meanwhile(state):
    decide(state, date(2026, 12, 1), False)
    question = ask(state)
    assert question.due_on == date(2026, 12, 15)
    assert remove_day(person=state.madina, day=date(2026, 12, 1), now=MONDAY) == 1
    assert due(question) == date(2026, 12, 14)


@pytest.mark.django_db
def test_only_a_coordinator_decides_about_days(state):
    assert (
        code(lambda: set_day(person=state.aliya, decided=DayOfCalendar(TODAY, False), now=MONDAY))
        == "not_coordinator"
    )
    assert code(lambda: remove_day(person=None, day=TODAY, now=MONDAY)) == "sign_in"


@pytest.mark.django_db
def test_a_calendar_file_is_applied_with_its_dates(state):
    question = ask(state)
    plan, moved = import_calendar(content="day;working\n05.12.2026;иә\nx;no\n".encode("utf-16"), now=MONDAY)
    assert (len(plan.added), len(plan.refused), moved) == (1, 1, 1)
    assert due(question) == date(2026, 12, 11)


@pytest.mark.django_db
def test_many_dates_move_by_few_statements(state, django_assert_max_num_queries):
    conference = make_conference(state)
    for _n in range(20):
        ask(state, conference=conference)
    with django_assert_max_num_queries(30):
        assert postponed(state) == 20


# The arithmetic itself.

ANSWER = Term(TermKind.ANSWER, 15, Unit.WORKING, StartRule.CONFERENCE_END, date(2000, 1, 1))
EXTENSION = Term(TermKind.EXTENSION, 10, Unit.WORKING, StartRule.EVENT, date(2000, 1, 1))
moments = st.integers(0, 60 * 24 * 40).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
ends = st.none() | st.dates(date(2026, 11, 1), date(2027, 2, 1))
overrides = st.dictionaries(
    st.dates(date(2026, 11, 23), date(2027, 2, 1)), st.booleans().map(Override), max_size=6
)


@given(moments, ends, overrides)
def test_counting_again_with_nothing_changed_gives_the_same(moment, end_on, days):
    calendar = Calendar("KZ", days)
    facts = Facts(moment, moment, end_on)
    for one in (
        due_for_question(moment, ANSWER, calendar, zone(), conference_end_on=end_on),
        due_after_event(moment, EXTENSION, calendar, zone()),
    ):
        assert (
            recalculated(one, facts, answer_term=ANSWER, calendar=calendar, zone=zone(), never_later=False)
            == one
        )
    base = due_for_question(moment, ANSWER, calendar, zone(), conference_end_on=end_on)
    extended = due_after_extension(moment, base.due_on, 7, EXTENSION, calendar)
    again = recalculated(
        extended, facts, answer_term=ANSWER, calendar=calendar, zone=zone(), never_later=True
    )
    assert again == extended


@given(moments, ends, overrides, st.dates(date(2026, 11, 23), date(2027, 1, 15)))
def test_one_more_working_day_never_makes_a_date_later(moment, end_on, days, day):
    before, after = Calendar("KZ", days), Calendar("KZ", {**days, day: Override(True)})
    one = due_for_question(moment, ANSWER, before, zone(), conference_end_on=end_on)
    again = recalculated(
        one,
        Facts(moment, moment, end_on),
        answer_term=ANSWER,
        calendar=after,
        zone=zone(),
        never_later=True,
    )
    assert again.due_on <= one.due_on
