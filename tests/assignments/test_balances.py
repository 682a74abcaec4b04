"""The balance of each body closes with redirects in and out, and the assertion finds one that does not."""

import pytest
from django.db import connection

from sukhbat.assignments.balances import body_balances, broken_balances
from sukhbat.assignments.decisions import redirect_question
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.counters import fold
from tests.assignments.steps import REASON, answered, assigned, redirected
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db


def make_history(state):
    answered(state)
    ask(state)
    redirected(state, assigned(state))
    there_and_back = ask(state)
    redirected(state, there_and_back)
    redirect_question(
        person=state.farid,
        number=there_and_back.number,
        to_body_id=state.ministry.pk,
        reason=REASON,
        language="kk",
        now=MONDAY,
    )
    withdraw_question(person=state.aigerim, number=there_and_back.number, now=MONDAY)


def test_arrived_and_redirected_in_is_all_that_is_held_and_redirected_out(state):
    make_history(state)
    found = body_balances([state.ministry.pk, state.other.pk, state.akimat.pk])
    ministry, other = found[state.ministry.pk], found[state.other.pk]
    assert (ministry.arrived, ministry.redirected_in, ministry.redirected_out) == (4, 1, 2)
    assert (ministry.held.answered_in_writing, ministry.held.in_work, ministry.held.withdrawn) == (1, 1, 1)
    assert (other.arrived, other.redirected_in, other.redirected_out, other.held.in_work) == (0, 2, 1, 1)
    assert all(balance.closes for balance in found.values())


def test_many_bodies_cost_four_queries(state, django_assert_num_queries):
    make_history(state)
    with django_assert_num_queries(4):
        body_balances([state.ministry.pk, state.other.pk, state.akimat.pk, state.coordinator.pk])


def test_nothing_is_broken_before_and_after_folding(state):
    make_history(state)
    assert broken_balances(now=MONDAY) == []
    fold()
    assert broken_balances(now=MONDAY) == []


def test_a_counter_that_lies_is_found(state):
    make_history(state)
    fold()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE questions_tally SET n = n + 1 WHERE scope = 'body' AND value = 'in_work'")
    broken = broken_balances(now=MONDAY)
    assert any("counters say" in line for line in broken)
    assert any(line.startswith("body ") for line in broken)


def test_a_redirect_that_vanished_is_found(state):
    make_history(state)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM assignments_redirect WHERE hop = 2")
    assert any(line.startswith("body ") for line in broken_balances(now=MONDAY))
