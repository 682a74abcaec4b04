"""Supports at once through two connections: none is lost, none is counted twice, nobody waits in a circle."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from sukhbat.questions.models import Support
from sukhbat.questions.support_tally import fold_supports, recount, supports_of
from sukhbat.questions.supports import Supported, change_supports
from tests.people import MONDAY, make_conference
from tests.supports.people import crowd, public_question, support, wish

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def together(work, count):
    """Run ``work(i)`` in threads that start at one moment, each with a connection of its own."""
    gate = Barrier(count)

    def one(index):
        try:
            gate.wait(30)
            return work(index)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


@pytest.fixture
def conference(state):
    return make_conference(state)


def test_one_person_pressing_twice_is_one_support(state, conference):
    question = public_question(state, conference)
    answers = together(lambda _: support(state.bolat, question), 4)
    assert answers == [Supported(question.number, 1, True)] * 4
    assert Support.objects.count() == 1
    assert recount() == []


def test_two_people_are_two_supports(state, conference):
    question = public_question(state, conference)
    people = [state.bolat, state.dana]
    answers = together(lambda index: support(people[index], question), 2)
    assert all(answer.mine for answer in answers)
    assert supports_of([question.pk]) == {question.pk: 2}
    assert recount() == []


def test_batches_over_the_same_rows_in_any_order_do_not_block_each_other(state, conference):
    questions = [public_question(state, conference) for _ in range(3)]
    people = crowd(6)
    pairs = [(person, question) for person in people for question in questions]

    def work(index):
        dice = random.Random(index)
        for _ in range(12):
            dice.shuffle(pairs_here := list(pairs))
            wishes = [wish(person, question, dice.random() < 0.6) for person, question in pairs_here]
            answers = change_supports(wishes=wishes, now=MONDAY)
            assert all(isinstance(answer, Supported) or answer.code == "too_often" for answer in answers)
            if index == 0:
                fold_supports()

    together(work, 4)
    assert recount() == []


def test_who_is_erased_meanwhile_supports_nothing(state, conference, other_connection):
    """The erasure holds the person; the support waits for it and then finds nobody."""
    question = public_question(state, conference)
    other = other_connection()
    other.execute("UPDATE people_person SET is_active = false WHERE id = %s", [state.bolat.pk])
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(together, lambda _: support(state.bolat, question), 1)
        other.commit()
        (answer,) = waiting.result(30)
    assert answer.status == 401
    assert not Support.objects.exists()


def test_a_host_who_holds_a_question_holds_up_no_support(state, conference, other_connection):
    question = public_question(state, conference)
    other = other_connection()
    other.execute("SELECT 1 FROM questions_question WHERE id = %s FOR UPDATE", [question.pk])
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
    assert support(state.bolat, question).mine
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
