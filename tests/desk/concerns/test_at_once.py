"""An answer to all beside the work of others: they are not held up, and nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection, transaction

from sukhbat.answers.models import Answer
from sukhbat.concerns import answering
from sukhbat.concerns.models import Membership
from sukhbat.kernel.locks import lock_key
from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.models import Entry
from sukhbat.questions import together
from sukhbat.questions.models import Question
from tests.desk.concerns.steps import asked_by_all, concern_of, seen_of, signed, waiting
from tests.people import MONDAY, ask, make_state

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def state(transactional_db):
    return make_state()


def test_only_acts_on_its_own_questions_wait(state, other_connection):
    questions, alone = asked_by_all(state), ask(state, text="Жолды қашан жөндейді?")
    concern = concern_of(questions)
    other = other_connection(autocommit=True)
    other.execute("SET lock_timeout = '300ms'")
    with transaction.atomic():
        signed(state, concern)
        # The same body's other question, a join to this very concern, its lock, and a reader.
        other.execute("UPDATE questions_question SET version = version + 1 WHERE id = %s", [alone.pk])
        other.execute(
            "INSERT INTO concerns_membership (question_id, concern_id, origin_id, version, how, since_at) "
            "VALUES (%s, %s, %s, '', 'stream', now())",
            [alone.pk, concern.pk, concern.pk],
        )
        key = lock_key(f"concerns.{state.ministry.pk}")
        assert other.execute("SELECT pg_try_advisory_xact_lock(%s)", [key]).fetchone() == (True,)
        found = other.execute("SELECT stage FROM questions_question WHERE id = %s", [questions[0].pk])
        assert found.fetchone() == ("received",)
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("SELECT 1 FROM questions_question WHERE id = %s FOR UPDATE", [questions[0].pk])
    assert Membership.objects.filter(concern=concern).count() == 4
    alone.refresh_from_db()
    assert alone.stage == "received"


def test_a_question_that_another_holds_refuses_the_whole_act(state, other_connection, monkeypatch):
    questions = asked_by_all(state)
    concern = concern_of(questions)
    waiting(state, concern)
    monkeypatch.setattr(together, "PATIENCE", "200ms")
    other = other_connection()
    other.execute("SELECT 1 FROM questions_question WHERE id = %s FOR UPDATE", [questions[1].pk])
    with pytest.raises(Refused) as caught:
        answering.sign(person=state.gulnar, number=concern.number, seen=seen_of(concern), now=MONDAY)
    assert caught.value.refusal.code == "busy"
    assert set(Question.objects.values_list("stage", flat=True)) == {"received"}
    assert Answer.objects.get().state == "for_signature"
    other.rollback()
    answering.sign(person=state.gulnar, number=concern.number, seen=seen_of(concern), now=MONDAY)


def test_two_signatures_at_once_are_one(state):
    concern = concern_of(questions := asked_by_all(state))
    waiting(state, concern)
    seen = seen_of(concern)

    def sign(_n):
        try:
            return answering.sign(person=state.gulnar, number=concern.number, seen=seen, now=MONDAY)[1]
        except Refused as refused:
            return refused.refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        came_to = sorted(map(str, threads.map(sign, range(2))))
    assert came_to[0] == "3"
    assert came_to[1] in {"changed", "not_for_signature"}
    numbers = [question.number for question in questions]
    assert Entry.objects.filter(event="answer:signed_for_all", subject__in=numbers).count() == 3
