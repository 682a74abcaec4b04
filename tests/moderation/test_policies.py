"""Who may do what in moderation: verb by person."""

import pytest

from sukhbat.questions import policies
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db

NAMES = ("guest", "aigerim", "bolat", "dana", "madina", "aliya", "oleg", "saule", "gulnar", "farid", "nurlan")
ALLOWED = {
    policies.may_moderate: {"dana"},
    policies.may_reveal: {"dana", "saule", "gulnar", "nurlan"},
    policies.may_reveal_name: {"saule", "gulnar", "nurlan"},
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("policy", ALLOWED, ids=lambda policy: policy.__name__)
def test_only_these_may(state, policy, name):
    person = None if name == "guest" else state.people[name]
    refusal = policy(person, ask(state), now=MONDAY)
    assert (refusal is None) == (name in ALLOWED[policy])
    assert refusal is None or (refusal.status == (401 if name == "guest" else 403) and str(refusal))


def test_a_moderator_who_asks_is_judged_by_another(state):
    question = ask(state, person=state.dana)
    assert policies.may_moderate(state.dana, question, now=MONDAY).code == "own_question"
    assert policies.may_moderate(state.asel, question, now=MONDAY) is None


def test_a_private_question_is_no_moderators_business(state):
    question = ask(state, keep_private=True)
    assert policies.may_see(state.dana, question, now=MONDAY).status == 404
    assert policies.may_reveal(state.dana, question, now=MONDAY).status == 403
    assert policies.may_see(state.saule, question, now=MONDAY) is None
