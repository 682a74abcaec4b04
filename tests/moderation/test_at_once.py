"""Two moderators at once, on connections of their own: one holds the claim, one publishes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from sukhbat.kernel.refusals import Refused
from sukhbat.ledger.queries import entries_about
from sukhbat.questions import moderation
from sukhbat.questions.claims import _CLAIM, claim_next, claim_question
from sukhbat.questions.models import ModerationClaim, PublishedVersion
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*calls):
    """Call each in a thread with its own connection; what each gave, or the code of its refusal."""
    start = Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            return call()
        except Refused as refused:
            return refused.refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.parametrize("_round", range(4))
def test_one_of_two_claims_wins(state, _round):
    question = ask(state)
    given = at_once(
        lambda: claim_question(person=state.dana, number=question.number, now=MONDAY),
        lambda: claim_question(person=state.asel, number=question.number, now=MONDAY),
    )
    assert sorted(map(str, given)) == sorted([question.shown_number, "claimed_by_another"])
    winner = state.dana if given[1] == "claimed_by_another" else state.asel
    assert ModerationClaim.objects.get(question=question).moderator == winner


def test_the_statement_alone_decides_even_when_the_first_has_not_committed(state, other_connection):
    question = ask(state)
    first, second = other_connection(), other_connection()
    now, before = MONDAY, MONDAY - timedelta(minutes=15)
    given = first.execute(_CLAIM, [question.pk, state.dana.pk, now, before]).fetchone()
    assert given is not None
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(
            lambda: second.execute(_CLAIM, [question.pk, state.asel.pk, now, before]).fetchone()
        )
        first.commit()
        assert waiting.result(timeout=10) is None
    second.rollback()


def test_an_old_claim_is_taken_over_by_one_only(state):
    question = ask(state)
    claim_question(person=state.dana, number=question.number, now=MONDAY)
    later = MONDAY + timedelta(minutes=20)
    given = at_once(
        lambda: claim_question(person=state.dana, number=question.number, now=later),
        lambda: claim_question(person=state.asel, number=question.number, now=later),
    )
    assert given.count("claimed_by_another") == 1


def test_two_who_take_the_next_get_two_questions(state):
    questions = {ask(state), ask(state)}
    given = at_once(
        lambda: claim_next(person=state.dana, after=None, now=MONDAY),
        lambda: claim_next(person=state.asel, after=None, now=MONDAY),
    )
    assert set(given) == questions


def test_publishing_and_hiding_at_once_end_in_one_order_of_the_log(state):
    question = ask(state)
    given = at_once(
        lambda: moderation.publish_question(person=state.dana, number=question.number, now=MONDAY),
        lambda: moderation.hide_question(
            person=state.asel, number=question.number, ground="obscenity", now=MONDAY
        ),
    )
    question.refresh_from_db()
    events = [entry.event for entry in entries_about(question.number)][1:]
    assert question.visibility == "hidden"
    assert (given[0] == "wrong_visibility") == (events == ["question:hidden"])


def test_the_moderator_and_the_clock_at_once_publish_once(state):
    question = ask(state)
    at_once(
        lambda: moderation.publish_question(
            person=state.dana, number=question.number, now=question.publish_by
        ),
        lambda: moderation.publish_overdue(now=question.publish_by, limit=10),
        lambda: moderation.publish_overdue(now=question.publish_by, limit=10),
    )
    assert PublishedVersion.objects.count() == 1
    assert entries_about(question.number).count() == 2
