"""The numbers: the tally and its deltas are always the rows; who leads; what `sukhbat balance` compares."""

import random

import pytest
from django.utils import timezone

from sukhbat.assignments.balances import broken_balances
from sukhbat.questions.models import Question, Support, SupportDelta, SupportTally
from sukhbat.questions.support_tally import fold_supports, most_supported, recount, supported_by, supports_of
from sukhbat.questions.supports import change_supports
from tests.people import MONDAY, make_conference
from tests.supports.people import crowd, public_question, support, support_all, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(state):
    return make_conference(state)


def of_rows(questions):
    rows = Support.objects.filter(taken_back_at=None, cancelled_by=None)
    return {each.pk: rows.filter(question=each).count() for each in questions}


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_numbers_are_those_of_the_rows(state, conference, seed, monkeypatch):
    dice = random.Random(seed)
    people, questions = crowd(7), [public_question(state, conference) for _ in range(4)]
    monkeypatch.setattr("sukhbat.questions.support_tally.FOLD_BATCH", 3)
    for _ in range(25):
        wishes = [
            wish(dice.choice(people), dice.choice(questions), dice.random() < 0.6)
            for _ in range(dice.randrange(1, 9))
        ]
        change_supports(wishes=wishes, now=MONDAY)
        if dice.random() < 0.3:
            fold_supports()
        if dice.random() < 0.1:
            Support.objects.filter(person=dice.choice(people)).delete()
        counted = of_rows(questions)
        assert supports_of([each.pk for each in questions]) == counted
        assert recount() == []
        ranked = sorted(((n, key) for key, n in counted.items() if n), key=lambda pair: (-pair[0], pair[1]))
        assert most_supported(conference.pk, 2) == [(key, n) for n, key in ranked][:2]


def test_folding_empties_the_deltas_and_knows_the_conference(state, conference):
    question = public_question(state, conference)
    support_all(crowd(3), question)
    assert fold_supports() == 1
    assert fold_supports() == 0
    assert not SupportDelta.objects.exists()
    tally = SupportTally.objects.get()
    assert (tally.n, tally.conference_id, tally.counted) == (3, conference.pk, 0)


def test_leading_are_public_questions_that_wait(state, conference):
    questions = [public_question(state, conference) for _ in range(5)]
    for count, question in enumerate(questions, start=1):
        support_all(crowd(count, f"of{count}-"), question)
    fold_supports()
    change = Question.objects.filter
    change(pk=questions[4].pk).update(visibility="hidden", hidden_ground="insult")
    change(pk=questions[3].pk).update(stage="answered", outcome="answered_live")
    change(pk=questions[2].pk).update(to_writing_at=timezone.now())
    assert most_supported(conference.pk, 10) == [(questions[1].pk, 2), (questions[0].pk, 1)]


def test_whom_one_supports(state, conference):
    first, second = public_question(state, conference), public_question(state, conference)
    support(state.bolat, first)
    support(state.bolat, second)
    support(state.bolat, second, False)
    ids = [first.pk, second.pk]
    assert supported_by(state.bolat, ids) == {first.pk}
    assert supported_by(state.dana, ids) == supported_by(None, ids) == supported_by(state.bolat, []) == set()


def test_a_tally_that_is_wrong_is_named(state, conference):
    question = public_question(state, conference)
    support(state.bolat, question)
    fold_supports()
    assert broken_balances(now=MONDAY) == []
    SupportTally.objects.update(n=5)
    (line,) = broken_balances(now=MONDAY)
    assert question.number in line
    assert "says 5 supports, the rows say 1" in line
