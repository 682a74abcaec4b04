"""The state of a conference as it is read: which questions, which numbers, at which cost."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from sukhbat.conferences.models import PublishedOrder
from sukhbat.live.messages import changes
from sukhbat.questions.live_json import state_json, supports_json
from sukhbat.questions.live_state import live_state
from sukhbat.questions.models import Airing, OrderEdition, PublishedVersion, Question
from sukhbat.questions.rules import Visibility
from sukhbat.questions.supports import Wish, change_supports
from tests.live.harness import EMPTY, on_air
from tests.people import MONDAY, ask, make_conference

LIVE = MONDAY + timedelta(days=3, minutes=10)
OVER = MONDAY + timedelta(days=4)


@pytest.fixture
def conference(state):
    return make_conference(state)


@pytest.fixture
def questions(state, conference):
    found = [ask(state, conference=conference, text=f"{n}: when will the road be mended?") for n in range(4)]
    Question.objects.update(visibility=Visibility.PUBLIC)
    return found


def ordered(conference, questions, *, hides_counts=False):
    PublishedOrder.objects.create(
        conference=conference, support=60, quota=20, lottery=20, hides_counts=hides_counts, seed=b"s" * 32,
        commitment="c" * 64, published_at=MONDAY,
    )  # fmt: skip
    OrderEdition.objects.create(
        conference=conference, taken_at=MONDAY, input_digest="d" * 64,
        places=[[question.number, "support", None] for question in questions],
    )  # fmt: skip


def supported(state, question):
    change_supports(wishes=[Wish(state.bolat.pk, question.number, True, "10.0.0.1")], now=MONDAY)


def test_the_published_order_leads_without_those_that_are_settled(state, conference, questions):
    ordered(conference, questions)
    for question, air_state in zip(questions, ("on_air", "in_writing", "next"), strict=False):
        Airing.objects.create(
            conference=conference, question=question, state=air_state, host=state.aruzhan, lined_up_at=LIVE
        )
    found = live_state(conference.pk, LIVE)
    assert [item.question.number for item in found.leading] == [questions[2].number, questions[3].number]
    assert found.air.question.number == questions[0].number
    Question.objects.filter(pk=questions[3].pk).update(visibility=Visibility.HIDDEN, hidden_ground="personal")
    assert len(live_state(conference.pk, LIVE).leading) == 1


def test_without_an_order_supports_lead(state, conference, questions):
    supported(state, questions[2])
    found = live_state(conference.pk, LIVE)
    assert [(item.question.number, item.supports, item.part) for item in found.leading] == [
        (questions[2].number, 1, "")
    ]


def test_hidden_numbers_come_out_nowhere_before_the_end(state, conference, questions):
    ordered(conference, questions, hides_counts=True)
    supported(state, questions[0])
    hidden = live_state(conference.pk, LIVE)
    assert {item.supports for item in hidden.leading} == {None}
    assert supports_json(hidden) == {}
    assert live_state(conference.pk, OVER).leading[0].supports == 1


def test_numbers_are_those_of_the_balance(state, conference, questions):
    Question.objects.filter(pk=questions[0].pk).update(visibility=Visibility.PENDING, to_writing_at=LIVE)
    counts = live_state(conference.pk, LIVE).counts
    assert (counts.received, counts.public, counts.answered_live, counts.to_writing) == (4, 3, 0, 1)


def test_only_what_was_public_once_is_named_as_hidden(state, conference, questions):
    first, never_shown, shown, last = questions
    for question in (first, shown, last):
        PublishedVersion.objects.create(
            question=question, number=1, text=question.text, salt=b"s" * 32, entry_id=UUID(int=1),
            published_at=MONDAY,
        )  # fmt: skip
    for question in (first, never_shown, last):
        Question.objects.filter(pk=question.pk).update(visibility="hidden", hidden_ground="personal")
    elsewhere = make_conference(state, slug="elsewhere")
    assert live_state(conference.pk, LIVE).hidden == (last.number, first.number)
    assert live_state(elsewhere.pk, LIVE).hidden == ()
    assert state_json(live_state(conference.pk, LIVE), "en", id="a-1", viewers=0)["hidden"] == [
        last.number,
        first.number,
    ]


def test_reading_costs_a_few_queries(conference, questions, django_assert_max_num_queries):
    ordered(conference, questions)
    with django_assert_max_num_queries(9):
        live_state(conference.pk, LIVE)


def test_a_draft_is_not_there(conference):
    assert live_state(conference.pk, MONDAY - timedelta(days=30)) is None
    assert live_state(UUID(int=1), LIVE) is None


def test_long_texts_are_cut_where_there_are_many(state, conference):
    question = ask(state, conference=conference, text="road " * 700)
    Question.objects.update(visibility=Visibility.PUBLIC)
    ordered(conference, [question])
    value = state_json(live_state(conference.pk, LIVE), "en", id="a-1", viewers=0)
    assert len(value["leading"][0]["text"]) <= 280
    assert value["leading"][0]["text"].endswith("…")


def test_changes_name_what_changed_and_nothing_else():
    def names(**fields):
        return [name for name, _make in changes(EMPTY, replace(EMPTY, **fields), viewers=0)]

    assert names() == []
    assert names(paused=True) == ["phase"]
    assert names(air=on_air()) == ["air"]
    assert names(hidden=("7K3MQ2XD5",)) == ["hidden"]
    assert names(counts=replace(EMPTY.counts, received=9)) == []
    before = replace(EMPTY, air=on_air())
    assert changes(before, replace(before, air=on_air(supports=99)), viewers=0) == []
