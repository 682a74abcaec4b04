"""Supporting and taking back: what is said, what is written, which wishes are refused."""

from datetime import timedelta

import pytest
from django.db import connection

from sukhbat.conferences.models import Conference, PublishedOrder
from sukhbat.kernel.refusals import Refusal
from sukhbat.questions import supports
from sukhbat.questions.models import Question, Support, SupportCancellation, SupportDelta
from sukhbat.questions.support_tally import supports_of
from sukhbat.questions.supports import Supported, Wish, change_supports
from tests.people import MONDAY, ask, make_conference
from tests.supports.people import HERE, crowd, public_question, support, support_all, wish

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(minutes=3)


@pytest.fixture
def conference(state):
    return make_conference(state)


@pytest.fixture
def question(state, conference):
    return public_question(state, conference)


def in_force(question):
    return Support.objects.filter(question=question, taken_back_at=None, cancelled_by=None).count()


def test_one_is_counted_at_once(state, question):
    assert support(state.bolat, question) == Supported(question.number, 1, True)
    row = Support.objects.get()
    assert (row.question, row.person, row.at) == (question, state.bolat, MONDAY)
    assert HERE.encode() not in bytes(row.network)
    assert len(row.network) == 16


def test_twice_is_once(state, question):
    support(state.bolat, question)
    deltas = SupportDelta.objects.count()
    assert support(state.bolat, question, now=LATER) == Supported(question.number, 1, True)
    assert Support.objects.get().at == MONDAY
    assert SupportDelta.objects.count() == deltas


def test_taken_back_and_wanted_again(state, question):
    support(state.bolat, question)
    assert support(state.bolat, question, False, now=LATER) == Supported(question.number, 0, False)
    assert Support.objects.get().taken_back_at == LATER
    again = LATER + timedelta(minutes=1)
    assert support(state.bolat, question, now=again, network="192.0.2.9") == Supported(
        question.number, 1, True
    )
    row = Support.objects.get()
    assert (row.taken_back_at, row.at) == (None, again)


def test_taking_back_what_never_was_writes_nothing(state, question):
    assert support(state.bolat, question, False) == Supported(question.number, 0, False)
    assert not Support.objects.exists()


def test_a_number_as_people_type_it(state, question):
    typed = question.shown_number.lower()
    (answer,) = change_supports(wishes=[Wish(state.bolat.pk, typed, True, HERE)], now=MONDAY)
    assert answer == Supported(question.number, 1, True)


def test_answers_stand_in_the_order_of_the_wishes(state, conference):
    first, second = public_question(state, conference), public_question(state, conference)
    bolat, dana = state.bolat, state.dana
    answers = change_supports(
        wishes=[wish(dana, second), wish(bolat, first), wish(state.aigerim, first), wish(dana, first)],
        now=MONDAY,
    )
    assert answers[0] == Supported(second.number, 1, True)
    assert answers[1] == answers[3] == Supported(first.number, 2, True)
    assert answers[2].code == "own_question"


@pytest.mark.parametrize("last", [True, False])
def test_of_several_wishes_the_last_counts_and_all_are_answered(state, question, last):
    wishes = [wish(state.bolat, question, wanted) for wanted in (not last, True, False, last)]
    assert change_supports(wishes=wishes, now=MONDAY) == [Supported(question.number, int(last), last)] * 4
    assert in_force(question) == int(last)


def test_nothing_wished_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert change_supports(wishes=[], now=MONDAY) == []


def statements(wishes) -> int:
    with connection.execute_wrapper(count := _Count()):
        change_supports(wishes=wishes, now=MONDAY)
    return count.seen


class _Count:
    seen = 0

    def __call__(self, execute, sql, params, many, context):
        self.seen += 1
        return execute(sql, params, many, context)


def test_a_batch_takes_as_many_statements_as_one(state, question):
    people = crowd(41)
    alone = statements([wish(people[0], question)])
    assert statements([wish(person, question) for person in people[1:]]) == alone


def test_one_signal_for_a_batch_and_none_when_nothing_changed(state, question, monkeypatch):
    said = []
    monkeypatch.setattr(supports, "signal_conference", lambda *what: said.append(what))
    other = public_question(state, make_conference(state, slug="other"))
    wishes = [wish(person, asked) for person in crowd(5) for asked in (question, other)]
    change_supports(wishes=wishes, now=MONDAY)
    assert sorted(said) == sorted([(question.conference_id, "leading"), (other.conference_id, "leading")])
    said.clear()
    change_supports(wishes=wishes, now=MONDAY)
    assert said == []


# What each change of the question or its conference is answered with.
REFUSED = {
    "pending": ({"visibility": "pending"}, "not_public", 409),
    "hidden": ({"visibility": "hidden", "hidden_ground": "insult"}, "not_public", 409),
    "private": ({"visibility": "private"}, "not_found", 404),
    "no_conference": ({"conference": None}, "no_conference", 409),
    "live": ({"stage": "answered", "outcome": "answered_live"}, "already_answered", 409),
    "written": ({"stage": "answered", "outcome": "answered_in_writing"}, "already_answered", 409),
    "disputed": ({"stage": "disputed", "outcome": "answered_in_writing"}, "already_answered", 409),
    "declined": ({"stage": "declined", "outcome": "declined"}, "declined", 409),
    "withdrawn": ({"stage": "withdrawn", "outcome": "withdrawn"}, "withdrawn", 409),
    "to_writing": ({"to_writing_at": MONDAY}, "in_writing", 409),
}


@pytest.mark.parametrize("wanted", [True, False])
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_supported(state, question, case, wanted):
    fields, code, status = REFUSED[case]
    Question.objects.filter(pk=question.pk).update(**fields)
    answer = support(state.bolat, question, wanted)
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.status) == (code, status)
    assert not Support.objects.exists()


PHASES = {
    "announced": ({"collecting_at": MONDAY + timedelta(days=1)}, False),
    "collecting": ({}, True),
    "live": ({"started_at": MONDAY}, True),
    "paused": ({"started_at": MONDAY, "paused_at": MONDAY}, True),
    "answering": ({"ended_at": MONDAY}, False),
    "closed": ({"ended_at": MONDAY, "closed_at": MONDAY}, False),
    "postponed": ({"postponed_at": MONDAY}, False),
    "cancelled": ({"cancelled_at": MONDAY}, False),
}


@pytest.mark.parametrize("phase", PHASES)
def test_supports_count_while_the_conference_collects_or_is_live(state, question, phase):
    fields, is_taken = PHASES[phase]
    Conference.objects.filter(pk=question.conference_id).update(**fields)
    answer = support(state.bolat, question)
    assert isinstance(answer, Supported) if is_taken else answer.code == "supports_closed"


def test_with_a_pass_only_questions_of_its_conference_are_there(state, question):
    other = public_question(state, make_conference(state, slug="other"))
    here = question.conference_id
    assert support(state.bolat, other, conference_id=here).code == "not_found"
    assert support(state.bolat, question, conference_id=here).mine


@pytest.mark.parametrize("number", ["", "0000", "ЖЖЖЖ-ЖЖЖЖ-Ж", "0" * 4_000, "00000000\x000"])
def test_a_number_that_is_none(state, number):
    (answer,) = change_supports(wishes=[Wish(state.bolat.pk, number, True, HERE)], now=MONDAY)
    assert (answer.code, answer.status) == ("not_found", 404)


def test_who_is_gone_supports_nothing(state, question):
    state.bolat.is_active = False
    state.bolat.save()
    assert support(state.bolat, question).status == 401
    assert not Support.objects.exists()


def test_a_question_that_is_no_ones_own_account(state, conference):
    """Entered for a caller: it has no author here, and anyone may support it."""
    question = public_question(state, conference)
    from sukhbat.questions.models import QuestionPrivate

    QuestionPrivate.objects.filter(question=question).update(author=None)
    assert support(state.aigerim, question).mine


def test_hidden_counts_are_not_said_until_the_end(state, conference, question):
    open_conference = make_conference(state, slug="open")
    open_question = public_question(state, open_conference)
    PublishedOrder.objects.create(
        conference=conference,
        support=50,
        quota=30,
        lottery=20,
        hides_counts=True,
        seed=bytes(32),
        commitment="0" * 64,
        published_at=MONDAY,
    )
    hidden, said = change_supports(
        wishes=[wish(state.bolat, question), wish(state.bolat, open_question)], now=MONDAY
    )
    assert hidden == Supported(question.number, None, True)
    assert said == Supported(open_question.number, 1, True)
    assert supports_of([question.pk]) == {question.pk: 1}


def cancelled(state, question):
    act = SupportCancellation.objects.create(
        conference_id=question.conference_id, rule={}, reason="x", cancelled=1, by=state.madina, at=MONDAY
    )
    Support.objects.filter(question=question).update(cancelled_by=act)
    return act


def test_what_a_rule_cancelled_stays_so_and_says_how_to_complain(state, question):
    support(state.bolat, question)
    cancelled(state, question)
    answer = support(state.bolat, question)
    assert (answer.code, answer.status) == ("support_cancelled", 409)
    assert "coordinator" in str(answer.sentence)
    assert supports_of([question.pk])[question.pk] == 0


def test_a_cancelled_support_may_be_taken_back_for_good(state, question):
    support(state.bolat, question)
    cancelled(state, question)
    assert support(state.bolat, question, False, now=LATER) == Supported(question.number, 0, False)
    Support.objects.update(cancelled_by=None)
    assert supports_of([question.pk])[question.pk] == 0


def test_a_person_may_so_often(state, conference, monkeypatch):
    monkeypatch.setattr(supports, "SUPPORTED", supports.Limit("support", 3, 600))
    questions = [public_question(state, conference) for _ in range(4)]
    answers = change_supports(wishes=[wish(state.bolat, each) for each in questions], now=MONDAY)
    assert [getattr(answer, "code", None) for answer in answers] == [None, None, None, "too_often"]
    assert Support.objects.count() == 3
    assert support(state.bolat, questions[3], now=MONDAY + timedelta(minutes=10)).mine


def test_a_network_may_so_often_and_one_person_does_not_use_it_up(state, question, monkeypatch):
    monkeypatch.setattr(supports, "SUPPORTED", supports.Limit("support", 2, 600))
    monkeypatch.setattr(supports, "SUPPORTED_FROM_NETWORK", supports.Limit("support.network", 4, 600))
    people = crowd(3)
    for _ in range(5):
        support(state.bolat, question)
    support_all(people[:2], question)
    assert support(people[2], question).code == "too_often"
    assert support(people[2], question, network="192.0.2.9").mine


def test_what_one_refused_wish_does_to_others(state, question):
    """A wish that is refused leaves the rest of the batch as it is."""
    private = ask(state, conference=question.conference, keep_private=True)
    answers = change_supports(
        wishes=[wish(state.bolat, private), wish(state.bolat, question), wish(state.aigerim, question)],
        now=MONDAY,
    )
    assert [getattr(answer, "code", "taken") for answer in answers] == ["not_found", "taken", "own_question"]
