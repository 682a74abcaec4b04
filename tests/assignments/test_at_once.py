"""Two officials at one item at the same moment: real transactions from two connections, one result."""

import threading

import pytest
from django.db import connection, connections

from sukhbat.answers.actions import save_draft, sign_answer
from sukhbat.answers.drafts import DraftText
from sukhbat.assignments.actions import assign_question
from sukhbat.assignments.balances import broken_balances
from sukhbat.assignments.decisions import redirect_question
from sukhbat.assignments.models import Assignment, Redirect
from sukhbat.bodies.rules import Role
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.models import Question
from tests.assignments.steps import CONFIRMED, REASON, TEXT, assigned, handed_over, second_executor
from tests.people import MONDAY, appoint, ask, make_person, make_state
from tests.waiting import wait_until_blocked

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def state(transactional_db):
    return make_state()


def at_once(question, *acts):
    """Run the acts in threads that all wait for the question's row, then let them go; what each came to, by order."""
    results: list[str] = [""] * len(acts)

    def run(place, act):
        try:
            act()
            results[place] = "done"
        except Refused as refused:
            results[place] = refused.refusal.code
        except Exception as error:
            results[place] = repr(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT 1 FROM questions_question WHERE id = %s FOR UPDATE", [question.pk])
        for thread in threads:
            thread.start()
        wait_until_blocked(len(acts))
        cursor.execute("COMMIT")
    for thread in threads:
        thread.join(timeout=20)
    return results


def test_two_dispatchers_name_two_executors(state):
    question = ask(state)
    marat, second = second_executor(state), make_person("second")
    appoint(second, Role.DISPATCHER, state.ministry)

    def assign(person, executor):
        return lambda: assign_question(
            person=person, number=question.number, executor_id=executor.pk, now=MONDAY
        )

    results = at_once(question, assign(state.saule, state.erlan), assign(second, marat))
    assert sorted(results) == ["assigned", "done"]
    assert Assignment.objects.filter(question=question, ended_at=None).count() == 1
    assert entries_about(question.number).filter(event="question:assigned").count() == 1


def test_a_double_press_of_assign_makes_one_assignment(state):
    question = ask(state)

    def assign():
        assign_question(person=state.saule, number=question.number, executor_id=state.erlan.pk, now=MONDAY)

    assert at_once(question, assign, assign) == ["done", "done"]
    assert Assignment.objects.count() == 1
    assert entries_about(question.number).filter(event="question:assigned").count() == 1


def test_one_dispatcher_assigns_while_another_redirects(state):
    question = ask(state)
    second = make_person("second")
    appoint(second, Role.DISPATCHER, state.ministry)
    results = at_once(
        question,
        lambda: assign_question(
            person=state.saule, number=question.number, executor_id=state.erlan.pk, now=MONDAY
        ),
        lambda: redirect_question(
            person=second,
            number=question.number,
            to_body_id=state.other.pk,
            reason=REASON,
            language="kk",
            now=MONDAY,
        ),
    )
    question.refresh_from_db()
    # Whoever came first, the redirect holds: an assignment may be followed by it, but not the other way round.
    assert results in (["done", "done"], ["not_dispatcher", "done"])
    assert (question.body, question.stage) == (state.other, "received")
    assert not Assignment.objects.filter(question=question, ended_at=None).exists()
    assert broken_balances(now=MONDAY) == []


def test_two_redirects_are_one_hop(state):
    question = ask(state)

    def redirect(target):
        return lambda: redirect_question(
            person=state.saule,
            number=question.number,
            to_body_id=target.pk,
            reason=REASON,
            language="kk",
            now=MONDAY,
        )

    assert sorted(at_once(question, redirect(state.other), redirect(state.akimat))) == [
        "done",
        "not_dispatcher",
    ]
    assert Redirect.objects.filter(question=question).count() == 1
    assert broken_balances(now=MONDAY) == []


def test_two_signatures_are_one(state):
    question = handed_over(state)
    second = make_person("second")
    appoint(second, Role.SIGNATORY, state.ministry)

    def sign(person):
        return lambda: sign_answer(person=person, number=question.number, now=MONDAY)

    assert sorted(at_once(question, sign(state.gulnar), sign(second))) == ["done", "wrong_stage"]
    assert entries_about(question.number).filter(event="answer:signed").count() == 1
    assert broken_balances(now=MONDAY) == []


def test_signing_while_the_asker_withdraws_ends_in_one_of_the_two(state):
    question = handed_over(state)
    results = at_once(
        question,
        lambda: sign_answer(person=state.gulnar, number=question.number, now=MONDAY),
        lambda: withdraw_question(person=state.aigerim, number=question.number, now=MONDAY),
    )
    question = Question.objects.get()
    assert (results, question.stage) in (
        (["done", "too_late"], "answered"),
        (["wrong_stage", "done"], "withdrawn"),
    )
    assert broken_balances(now=MONDAY) == []


def test_two_saves_of_one_draft_keep_one_and_refuse_the_other(state):
    question = assigned(state)

    def save(text):
        return lambda: save_draft(
            person=state.erlan,
            number=question.number,
            texts={"kk": DraftText(text, "заң")},
            confirmed=CONFIRMED,
            binding="kk",
            now=MONDAY,
        )

    assert sorted(at_once(question, save(TEXT), save(TEXT + " Рақмет."))) == ["done", "stale"]
