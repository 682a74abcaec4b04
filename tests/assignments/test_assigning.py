"""Naming the executor: done, refused, twice, many at once, back to the dispatcher."""

from datetime import date, timedelta

import pytest

from sukhbat.assignments.actions import (
    add_note,
    assign_question,
    assign_questions,
    reassign_question,
    return_items_of,
    return_question,
)
from sukhbat.assignments.models import Assignment
from sukhbat.assignments.queries import notes_of, open_assignment
from sukhbat.bodies.models import Officer
from sukhbat.bodies.rules import Role
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.actions import withdraw_question
from tests.assignments.steps import assigned, redirected, second_executor
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db


def refusal_of(action, **arguments):
    with pytest.raises(Refused) as caught:
        action(now=MONDAY, **arguments)
    return caught.value.refusal.code


def test_a_dispatcher_names_the_executor_and_the_log_says_so_without_a_name(state):
    question = assigned(state)
    assert question.stage == "assigned"
    assert open_assignment(question).executor == state.erlan
    entry = entries_about(question.number).last()
    assert (entry.event, entry.actor_role) == ("question:assigned", "dispatcher")
    assert entry.facts == {"body": "min-digital", "due_on": "2026-12-14"}


def test_the_coordinator_may_assign_in_any_body(state):
    question = ask(state)
    assign_question(person=state.madina, number=question.number, executor_id=state.erlan.pk, now=MONDAY)
    assert entries_about(question.number).last().actor_role == "coordinator"


def test_only_an_executor_of_the_body_can_be_named(state):
    question = ask(state)
    arguments = {"person": state.saule, "number": question.number}
    assert refusal_of(assign_question, executor_id=state.timur.pk, **arguments) == "not_executor"
    assert refusal_of(assign_question, executor_id=state.gulnar.pk, **arguments) == "not_executor"


def test_an_executor_whose_term_ended_cannot_be_named(state):
    Officer.objects.filter(person=state.erlan).update(until_on=date(2026, 11, 23))
    question = ask(state)
    arguments = {"person": state.saule, "number": question.number, "executor_id": state.erlan.pk}
    assert refusal_of(assign_question, **arguments) == "not_executor"


def test_a_second_press_changes_nothing(state):
    question = assigned(state)
    again = assign_question(
        person=state.saule, number=question.number, executor_id=state.erlan.pk, now=MONDAY
    )
    assert again == Assignment.objects.get()
    assert entries_about(question.number).count() == 2


def test_assigning_does_not_take_a_question_from_its_executor(state):
    question = assigned(state)
    arguments = {"person": state.saule, "number": question.number}
    marat = second_executor(state)
    assert refusal_of(assign_question, executor_id=marat.pk, **arguments) == "assigned"
    reassign_question(executor_id=marat.pk, now=MONDAY, **arguments)
    assert open_assignment(question).executor == marat
    assert Assignment.objects.filter(ended_at=MONDAY).get().executor == state.erlan


def test_four_hundred_items_in_one_press_each_with_its_own_entry(state):
    questions = [ask(state) for _ in range(6)]
    withdraw_question(person=state.aigerim, number=questions[0].number, now=MONDAY)
    marat = second_executor(state)
    assign_question(person=state.saule, number=questions[1].number, executor_id=marat.pk, now=MONDAY)
    report = assign_questions(
        person=state.saule,
        numbers=[question.number for question in questions] + ["nonsense"],
        executor_id=state.erlan.pk,
        now=MONDAY,
    )
    assert report.done == [question.number for question in questions[2:]]
    assert {number: refusal.code for number, refusal in report.refused.items()} == {
        questions[0].number: "wrong_stage",
        questions[1].number: "assigned",
        "nonsense": "not_found",
    }
    assert entries_about(questions[5].number).last().event == "question:assigned"


def test_held_items_move_in_bulk_only_when_asked_for(state):
    question = assigned(state)
    marat = second_executor(state)
    report = assign_questions(
        person=state.saule, numbers=[question.number], executor_id=marat.pk, reassign=True, now=MONDAY
    )
    assert report.done == [question.number]
    assert open_assignment(question).executor == marat


def test_an_executor_returns_with_a_reason(state):
    question = assigned(state)
    arguments = {"person": state.erlan, "number": question.number}
    assert refusal_of(return_question, reason="жоқ", **arguments) == "bad_reason"
    returned = return_question(reason="Менің саламға жатпайды.", now=MONDAY, **arguments)
    assert returned.stage == "received"
    assert open_assignment(question) is None
    entry = entries_about(question.number).last()
    assert (entry.event, entry.actor_role, entry.facts) == (
        "question:returned",
        "executor",
        {"body": "min-digital", "office_ended": False},
    )


def test_items_of_an_officer_whose_role_ends_go_back(state):
    held, moved_away = assigned(state), assigned(state)
    redirected(state, moved_away)
    done = assigned(state)
    withdraw_question(person=state.aigerim, number=done.number, now=MONDAY)
    assert return_items_of(person=state.erlan, body=state.ministry, now=MONDAY) == 1
    held.refresh_from_db()
    done.refresh_from_db()
    assert (held.stage, done.stage) == ("received", "withdrawn")
    assert entries_about(held.number).last().facts["office_ended"] is True
    assert return_items_of(person=state.erlan, body=state.ministry, now=MONDAY) == 0


def test_notes_stay_inside_the_body_that_wrote_them(state):
    question = assigned(state)
    add_note(person=state.saule, number=question.number, text="Тез жауап керек", now=MONDAY)
    arguments = {"number": question.number, "text": "көрейін"}
    assert refusal_of(add_note, person=state.farid, **arguments) == "not_your_body"
    assert refusal_of(add_note, person=state.madina, **arguments) == "not_your_body"
    redirected(state, question)
    question.refresh_from_db()
    assert notes_of(question, body_id=question.body_id) == []
    assert len(notes_of(question, body_id=state.ministry.pk)) == 1
    assert refusal_of(add_note, person=state.saule, **arguments) == "not_your_body"


def test_a_dispatcher_whose_role_starts_tomorrow_is_none(state):
    Officer.objects.filter(person=state.saule, role=Role.DISPATCHER).update(
        from_on=MONDAY.date() + timedelta(days=1)
    )
    question = ask(state)
    arguments = {"person": state.saule, "number": question.number, "executor_id": state.erlan.pk}
    assert refusal_of(assign_question, **arguments) == "not_dispatcher"
