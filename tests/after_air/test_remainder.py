"""After the live part each question without an answer goes to writing: once, whole, and resumed after a crash."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from sukhbat.conferences.models import Conference
from sukhbat.ledger.models import Entry
from sukhbat.ledger.queries import entries_about
from sukhbat.questions import after_air
from sukhbat.questions.after_air import FINISHING, tell_remainder
from sukhbat.questions.models import Airing, Question
from sukhbat.questions.rules import AirState
from tests.after_air.steps import OVER, give_to, live, many
from tests.people import MONDAY

TOLD = "question:goes_to_writing"
SOON = OVER + timedelta(seconds=5)


def airing(state, conference, question, air_state) -> Airing:
    return Airing.objects.create(
        conference=conference,
        question=question,
        state=air_state,
        host=state.aruzhan,
        lined_up_at=MONDAY,
        on_air_at=MONDAY,
    )


def told_numbers() -> list[str]:
    """The log outlives a test with real transactions, so only questions that exist count."""
    numbers = Question.objects.values("number")
    told = Entry.objects.filter(event=TOLD, subject__in=numbers).order_by("id")
    return list(told.values_list("subject", flat=True))


@pytest.mark.django_db
def test_nobody_is_told_while_it_is_live(state):
    many(state, live(state), 2)
    assert tell_remainder(now=MONDAY) == 0
    assert Conference.objects.get().told_at is None


@pytest.mark.django_db
def test_each_question_goes_to_writing_with_its_body_and_date_and_each_body_gets_its_list(state):
    conference = live(state)
    questions = many(state, conference, 5)
    give_to(questions[3:], state.other)
    assert tell_remainder(now=SOON) == 5
    assert tell_remainder(now=SOON) == 0
    conference.refresh_from_db()
    assert conference.told_at == SOON
    for question in questions:
        before = question.version
        question.refresh_from_db()
        assert (question.to_writing_at, question.version) == (SOON, before + 1)
        entry = entries_about(question.number).last()
        assert (entry.event, entry.actor_role) == (TOLD, "system")
        assert entry.facts == {
            "conference": "internet",
            "body": question.body.slug,
            "due_on": question.due_on.isoformat(),
        }
    entries = list(entries_about("conference/internet"))
    assert [entry.event for entry in entries] == ["conference:remainder"] * 2
    due_on = questions[0].due_on.isoformat()
    assert [entry.facts for entry in entries] == [
        {"body": "min-digital", "questions": 3, "first_due_on": due_on},
        {"body": "min-transport", "questions": 2, "first_due_on": due_on},
    ]


@pytest.mark.django_db
def test_what_ended_or_was_left_for_writing_before_is_not_told_again_but_counts(state):
    conference = live(state)
    answered, left, open_one = many(state, conference, 3)
    Question.objects.filter(pk=answered.pk).update(
        stage="answered", outcome="answered_live", answered_at=MONDAY
    )
    Question.objects.filter(pk=left.pk).update(to_writing_at=MONDAY)
    assert tell_remainder(now=SOON) == 1
    assert told_numbers() == [open_one.number]
    counted = sum(e.facts["questions"] for e in entries_about("conference/internet"))
    assert counted == 2


@pytest.mark.django_db
def test_a_cancelled_conference_and_a_draft_are_left_alone(state):
    many(state, live(state), 1)
    Conference.objects.update(cancelled_at=MONDAY)
    assert tell_remainder(now=SOON) == 0
    Conference.objects.update(cancelled_at=None, announced_at=None)
    assert tell_remainder(now=SOON) == 0


@pytest.mark.django_db
def test_a_host_may_finish_what_is_on_air_before_it_goes_to_writing(state):
    conference = live(state)
    on_air, lined_up, _other = many(state, conference, 3)
    first, second = (
        airing(state, conference, on_air, AirState.ON_AIR),
        airing(state, conference, lined_up, AirState.NEXT),
    )
    assert tell_remainder(now=SOON) == 2
    conference.refresh_from_db()
    for row in (first, second):
        row.refresh_from_db()
    assert (first.state, second.state, conference.told_at) == (AirState.ON_AIR, AirState.TAKEN_OFF, None)
    late = OVER + FINISHING
    assert tell_remainder(now=late) == 1
    conference.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, first.ended_at, conference.told_at) == (AirState.TAKEN_OFF, late, late)
    events = [entry.event for entry in entries_about(on_air.number)]
    assert events == ["question:received", "question:taken_off_air", TOLD]


@pytest.mark.django_db
def test_a_question_that_was_on_its_way_is_told_a_moment_later(state):
    conference = live(state)
    many(state, conference, 1)
    tell_remainder(now=SOON)
    late = many(state, conference, 1, now=OVER - timedelta(seconds=1))
    assert tell_remainder(now=SOON + timedelta(seconds=5)) == 1
    assert told_numbers()[-1] == late[0].number
    assert entries_about("conference/internet").filter(event="conference:remainder").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_chunks_loses_nothing_and_repeats_nothing(state, monkeypatch):
    conference = live(state)
    questions = many(state, conference, 7)
    assert tell_remainder(now=SOON, chunk=3) == 3
    write = after_air.record_all

    def broken(**arguments):
        write(**arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(after_air, "record_all", broken)
        with pytest.raises(KeyboardInterrupt):
            tell_remainder(now=SOON, chunk=3)
    assert Question.objects.exclude(to_writing_at=None).count() == 3
    while tell_remainder(now=SOON, chunk=3) >= 3:
        pass
    assert sorted(told_numbers()) == sorted(question.number for question in questions)
    conference.refresh_from_db()
    assert conference.told_at == SOON


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_tell_each_once(state):
    conference = live(state, slug="at-once")
    questions = many(state, conference, 40)

    def work():
        try:
            for _ in range(30):
                tell_remainder(now=SOON, chunk=5)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while tell_remainder(now=SOON, chunk=5):
        pass
    assert sorted(told_numbers()) == sorted(question.number for question in questions)
    total = sum(e.facts["questions"] for e in entries_about("conference/at-once"))
    assert total == 40
