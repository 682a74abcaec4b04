"""may_support: who, which question, in which phase; the pages and the batch say the same."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from sukhbat.conferences.models import Conference
from sukhbat.questions.models import Question
from sukhbat.questions.policies import may_support
from sukhbat.questions.support_rules import support_refusal
from tests.people import MONDAY, make_conference
from tests.supports.people import public_question, support

pytestmark = pytest.mark.django_db
PHASES = {
    "announced": {"collecting_at": MONDAY + timedelta(days=1)},
    "collecting": {},
    "live": {"started_at": MONDAY},
    "answering": {"ended_at": MONDAY},
    "closed": {"ended_at": MONDAY, "closed_at": MONDAY},
    "postponed": {"postponed_at": MONDAY},
    "cancelled": {"cancelled_at": MONDAY},
}
QUESTIONS = {
    "waits": {},
    "assigned": {"stage": "assigned"},
    "pending": {"visibility": "pending"},
    "hidden": {"visibility": "hidden", "hidden_ground": "insult"},
    "private": {"visibility": "private"},
    "answered": {"stage": "answered", "outcome": "answered_in_writing"},
    "closed": {"stage": "closed", "outcome": "answered_live"},
    "declined": {"stage": "declined", "outcome": "declined"},
    "withdrawn": {"stage": "withdrawn", "outcome": "withdrawn"},
    "to_writing": {"to_writing_at": MONDAY},
}
PEOPLE = ("aigerim", "bolat", "dana", "madina", "aliya", "oleg", "aruzhan", "saule", "erlan", "gulnar")


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("made", QUESTIONS)
def test_matrix(state, phase, made):
    question = public_question(state, make_conference(state))
    Conference.objects.update(**PHASES[phase])
    Question.objects.update(**QUESTIONS[made])
    question = Question.objects.get()
    is_open = phase in {"collecting", "live"} and made in {"waits", "assigned"}
    for name in PEOPLE:
        refusal = may_support(getattr(state, name), question, now=MONDAY)
        assert (refusal is None) == (is_open and name != "aigerim"), name
        # The page and the batch never differ.
        answer = support(getattr(state, name), question)
        assert (answer == refusal) if refusal else answer.mine, name


def test_a_guest_and_a_gone_person_sign_in_first(state):
    question = public_question(state, make_conference(state))
    state.bolat.is_active = False
    for nobody in (None, AnonymousUser(), state.bolat):
        assert may_support(nobody, question, now=MONDAY).status == 401


def test_without_a_conference_nothing_is_supported(state):
    question = public_question(state, None)
    assert may_support(state.bolat, question, now=MONDAY).code == "no_conference"


def test_every_outcome_has_its_sentence():
    from sukhbat.conferences.rules import Phase
    from sukhbat.questions.rules import Outcome, Visibility

    for outcome in set(Outcome) - {Outcome.NONE}:
        refusal = support_refusal(
            visibility=Visibility.PUBLIC,
            outcome=outcome,
            is_to_writing=False,
            phase=Phase.LIVE,
            is_own=False,
        )
        assert refusal is not None, outcome
