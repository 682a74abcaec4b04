"""What is new in a search: published or answered after a place in the log."""

import pytest

from sukhbat.questions.listing import Wanted
from sukhbat.questions.moderation import hide_question, mask_question, unhide_question
from sukhbat.search.fresh import fresh
from sukhbat.search.queries import Near
from sukhbat.search.rules import ask as asked
from tests.assignments.steps import answered
from tests.notices.searches import answer, indexed
from tests.people import MONDAY, ask
from tests.web.steps import a_ground, publish, published

pytestmark = pytest.mark.django_db
ALL = Wanted(today=MONDAY.date())


def new(after, *, query="bridge", wanted=ALL, **options):
    up_to = indexed()
    return fresh(asked(query), wanted, after=after, up_to=up_to, **options)


def test_only_what_was_published_since_is_new_the_latest_first(state):
    published(state, text="An old bridge")
    start = indexed()
    first, second = published(state, text="A new bridge"), published(state, text="The bridges again")
    published(state, text="A long road")
    assert new(start) == [second.pk, first.pk]
    assert new(indexed()) == []


def test_what_waited_for_its_check_is_new_when_it_is_shown(state):
    waiting = ask(state, text="A bridge that waits")
    start = indexed()
    assert new(start) == []
    publish(state, waiting)
    assert new(start) == [waiting.pk]


def test_an_answer_makes_an_old_question_new(state):
    question = publish(state, ask(state, text="An old bridge"))
    start = indexed()
    answer(state, question)
    assert new(start) == [question.pk]


def test_masking_or_showing_again_is_no_news(state):
    masked = published(state, text="Mr Smith's bridge")
    shown_again = published(state, text="The hidden bridge")
    start = indexed()
    mask_question(person=state.dana, number=masked.number, fragments=["Mr Smith"], now=MONDAY)
    hide_question(person=state.dana, number=shown_again.number, ground=a_ground(), now=MONDAY)
    unhide_question(person=state.dana, number=shown_again.number, now=MONDAY)
    assert new(start) == []


def test_what_is_masked_before_it_is_shown_is_news(state):
    question = ask(state, text="Mr Smith's bridge")
    start = indexed()
    mask_question(person=state.dana, number=question.number, fragments=["Mr Smith"], now=MONDAY)
    assert new(start) == [question.pk]


def test_what_was_hidden_meanwhile_is_not_told(state):
    start = indexed()
    question = published(state, text="A new bridge")
    indexed()
    hide_question(person=state.dana, number=question.number, ground=a_ground(), now=MONDAY)
    assert new(start) == []


def test_filters_narrow_and_meaning_counts(state):
    start = indexed()
    here = published(state, text="A plain bridge", theme_id=state.roads.pk)
    published(state, text="Another bridge")
    same = published(state, text="Өзеннен қалай өтеміз?", theme_id=state.roads.pk)
    wanted = Wanted(today=MONDAY.date(), theme_id=state.roads.pk)
    found = new(start, wanted=wanted, meaning=lambda text: [Near(same.pk, 0.1)])
    assert found == [same.pk, here.pk]


def test_what_the_index_has_not_read_belongs_to_the_next_round(state):
    start = indexed()
    up_to = indexed()
    question = published(state, text="A new bridge")
    indexed()
    assert fresh(asked("bridge"), ALL, after=start, up_to=up_to) == []
    assert fresh(asked("bridge"), ALL, after=up_to, up_to=indexed()) == [question.pk]


def test_it_costs_few_queries_however_much_is_found(state, django_assert_max_num_queries):
    start = indexed()
    for number in range(12):
        published(state, text=f"Bridge number {number}")
    up_to = indexed()
    with django_assert_max_num_queries(8):
        found = fresh(asked("bridge"), ALL, after=start, up_to=up_to, meaning=lambda text: [])
    assert len(found) == 12


def test_what_was_answered_before_it_was_shown_is_new_when_it_is_shown(state):
    question = answered(state, text="A bridge with its answer")
    start = indexed()
    publish(state, question)
    assert new(start) == [question.pk]
