"""When a body is succeeded its drafts go on with the successor, and what it signed stays its own."""

import pytest

from sukhbat.answers.actions import hand_over, sign_answer
from sukhbat.answers.queries import answer_of, draft_of
from sukhbat.answers.succession import hand_over_drafts
from sukhbat.assignments.actions import assign_question
from sukhbat.assignments.balances import broken_balances
from sukhbat.assignments.succession import hand_over_work
from sukhbat.bodies.rules import Role
from sukhbat.ledger.rules import SYSTEM
from tests.assignments.steps import TEXT, answered, handed_over
from tests.people import MONDAY, appoint, make_person

pytestmark = pytest.mark.django_db


def test_drafts_go_on_with_the_successor(state):
    waiting, done = handed_over(state), answered(state)
    hand_over_work(body=state.ministry, successor=state.other, actor=SYSTEM, now=MONDAY)
    assert hand_over_drafts(body=state.ministry, successor=state.other) == 1
    waiting.refresh_from_db()
    found = draft_of(waiting)
    assert (found.answer.state, found.in_language("kk").text) == ("drafting", TEXT)
    assert answer_of(done).answer.body == state.ministry
    assign_question(person=state.farid, number=waiting.number, executor_id=state.timur.pk, now=MONDAY)
    hand_over(person=state.timur, number=waiting.number, now=MONDAY)
    signatory = make_person("asel")
    appoint(signatory, Role.SIGNATORY, state.other)
    sign_answer(person=signatory, number=waiting.number, now=MONDAY)
    assert answer_of(waiting).answer.body == state.other
    assert broken_balances(now=MONDAY) == []
