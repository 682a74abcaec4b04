"""Two keepers at once, and a keeper against a citizen: real transactions, one result."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sukhbat.bodies import registers
from sukhbat.bodies.actions import apply_import, keep_import, keep_row
from sukhbat.bodies.directory_csv import File
from sukhbat.bodies.directory_rows import Table, fingerprint
from sukhbat.bodies.models import Body, Officer
from sukhbat.conferences.actions import NewTimes, announce_conference, create_conference, edit_conference
from sukhbat.conferences.models import Conference
from sukhbat.conferences.values import values_of
from sukhbat.kernel.clock import local_day
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.calendar_acts import DayOfCalendar, set_day
from sukhbat.questions.conference_acts import close_conference, postpone_conference
from sukhbat.questions.models import Question
from tests.conferences.values import draft_values
from tests.coordination.at_once import behind
from tests.people import MONDAY, ask, make_conference, make_state

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TODAY = local_day(MONDAY)
AFTER = MONDAY + timedelta(days=4)


@pytest.fixture
def state(transactional_db):
    return make_state()


def test_two_coordinators_save_one_conference(state):
    conference = create_conference(person=state.madina, values=draft_values(state), now=MONDAY)
    values = values_of(Conference.objects.get())

    def save(title):
        return edit_conference(
            person=state.madina,
            slug="roads",
            version=conference.version,
            values=replace(values, title_en=title),
            now=MONDAY,
        ).title_en

    assert behind(lambda: save("First"), lambda: save("Second")) == ["stale"]
    assert Conference.objects.get().title_en == "First"


def test_two_announcements_are_one(state):
    create_conference(person=state.madina, values=draft_values(state), now=MONDAY)

    def announce():
        announce_conference(person=state.madina, slug="roads", now=MONDAY)

    assert behind(announce, announce) == ["wrong_phase"]
    assert entries_about("conference/roads").filter(event="conference:announced").count() == 1


def close(state):
    return close_conference(person=state.madina, slug="internet", now=AFTER).slug


def test_closing_waits_for_a_question_that_is_being_taken_in_and_sees_it(state):
    conference = make_conference(state)
    assert behind(lambda: ask(state, conference=conference), lambda: close(state)) == ["in_work"]
    assert Conference.objects.get().closed_at is None


def test_a_question_that_waits_for_a_closing_conference_is_not_taken_into_it(state):
    conference = make_conference(state)
    assert behind(lambda: close(state), lambda: ask(state, conference=conference)) == ["intake_closed"]
    assert not Question.objects.exists()


def postpone(state):
    conference = Conference.objects.get()
    week = timedelta(days=7)
    times = NewTimes(conference.starts_at + week, conference.ends_at + week)
    return postpone_conference(person=state.madina, slug="internet", times=times, now=MONDAY)


def test_postponing_moves_the_question_that_is_being_taken_in(state):
    conference = make_conference(state)
    assert behind(lambda: ask(state, conference=conference), lambda: postpone(state)) == [1]


def test_a_question_that_waits_for_a_postponement_counts_from_the_new_day(state):
    conference = make_conference(state)
    old = ask(state, conference=conference)
    (new,) = behind(lambda: postpone(state), lambda: ask(state, conference=conference))
    assert new.due_on == Question.objects.get(pk=old.pk).due_on > old.due_on


def test_two_postponements_move_the_dates_once(state):
    ask(state, conference=make_conference(state))
    assert behind(lambda: postpone(state), lambda: postpone(state)) == ["not_later"]


def test_two_administrators_grant_one_role(state):
    texts = {"email": "new@example.kz", "body": "min-digital", "role": "executor"}

    def grant():
        keep_row(person=state.aliya, table=Table.OFFICERS, texts=texts, opened_on=None, now=MONDAY)

    assert behind(grant, grant) == ["taken"]
    assert Officer.objects.filter(person__email="new@example.kz").count() == 1


def test_two_coordinators_change_one_body(state):
    opened_on = fingerprint(registers.known(Table.BODIES).of(Table.BODIES)["min-digital"])

    def save(name):
        texts = {"slug": "min-digital", "name_kk": name, "kind": "ministry"}
        keep_row(person=state.madina, table=Table.BODIES, texts=texts, opened_on=opened_on, now=MONDAY)

    assert behind(lambda: save("Бірінші"), lambda: save("Екінші")) == ["stale"]
    assert Body.objects.get(slug="min-digital").name_kk == "Бірінші"


def test_an_import_is_applied_once_by_two_presses(state):
    file = File("b.csv", "slug,kk,ru,kind\nnew,Ж,Н,agency\n".encode())
    plan = keep_import(person=state.madina, kind="directory", files=[file], now=MONDAY)

    def press():
        apply_import(person=state.madina, plan_id=plan.pk, now=MONDAY)

    assert behind(press, press) == ["applied"]
    assert entries_about("body/new").count() == 1


def test_two_decisions_about_one_day_are_one_entry(state):
    decided = DayOfCalendar(TODAY + timedelta(days=12), True)

    def decide():
        return set_day(person=state.madina, decided=decided, now=MONDAY)

    assert behind(decide, decide) == [0]
    assert entries_about(f"calendar/{decided.day.isoformat()}").count() == 1
