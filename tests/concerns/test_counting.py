"""Numbers of concerns are exact at any moment, counted or not, and follow what happens to questions."""

from datetime import timedelta

import pytest

from sukhbat.concerns.counting import Count, cells_of, count_changed, counts_of
from sukhbat.concerns.models import ConcernCell, ConcernChange, ConcernTally
from sukhbat.concerns.rules import Facet
from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.erasure import erase_person
from sukhbat.questions.models import Question, QuestionPrivate
from tests.assignments.steps import redirected
from tests.concerns.steps import ask_many, asker, concern_of, regroup
from tests.people import MONDAY, ask

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def numbers(concern):
    """As a reader sees them; then counted, and seen again: both must be the same."""
    fresh, cells = counts_of([concern.pk])[concern.pk], cells_of(concern.pk)
    while count_changed(now=LATER):
        pass
    assert not ConcernChange.objects.exists()
    assert counts_of([concern.pk])[concern.pk] == fresh
    assert cells_of(concern.pk) == cells
    tally = ConcernTally.objects.get(concern=concern)
    assert (tally.questions, tally.people) == (fresh.questions, fresh.people)
    return fresh


def by(concern, facet):
    return {cell.value: (cell.questions, cell.people) for cell in cells_of(concern.pk) if cell.facet == facet}


@pytest.fixture
def asked(state):
    """Four questions of three people, two of them from Abai, one in Russian and a week later."""
    asked = ask_many(state, 2, region_id=state.abai.pk)
    asked.append(ask(state, person=asker(asked[0])))
    asked.append(ask(state, now=MONDAY + timedelta(days=7)))
    Question.objects.filter(pk=asked[3].pk).update(language="ru", visibility="public")
    regroup(asked)
    return asked


def test_people_are_counted_once_and_questions_each(state, asked):
    concern = concern_of(asked[0])
    due = min(Question.objects.values_list("due_on", flat=True))
    assert numbers(concern) == Count(4, 3, 4, 1, 1, due)
    assert by(concern, Facet.LANGUAGE) == {"kk": (3, 2), "ru": (1, 1)}
    assert by(concern, Facet.REGION) == {"": (2, 2), str(state.abai.pk): (2, 2)}
    assert by(concern, Facet.THEME) == {str(state.internet.pk): (4, 3)}
    assert by(concern, Facet.WEEK) == {"2026-11-23": (3, 2), "2026-11-30": (1, 1)}
    assert {
        (cell.value, cell.public_people) for cell in cells_of(concern.pk) if cell.facet == "language"
    } == {
        ("kk", 0),
        ("ru", 1),
    }


def test_without_an_account_each_question_is_one_person(asked):
    QuestionPrivate.objects.filter(question__in=[asked[0].pk, asked[2].pk]).update(author=None)
    concern = concern_of(asked[0])
    # The private side has no trigger: only erasure takes an author away, and it touches the question.
    Question.objects.filter(pk=asked[0].pk).update(version=9)
    assert numbers(concern).people == 4


def test_numbers_follow_what_becomes_of_questions(state, asked):
    concern = concern_of(asked[0])
    assert numbers(concern).in_work == 4
    withdraw_question(person=asker(asked[1]), number=asked[1].number, now=MONDAY)
    assert numbers(concern).questions == 3
    Question.objects.filter(pk=asked[3].pk).update(visibility="hidden", hidden_ground="obscenity")
    assert numbers(concern).questions == 2
    redirected(state, asked[0])
    assert numbers(concern) == Count(1, 1, 1, 0, 0, asked[2].due_on)
    erase_person(person=asker(asked[2]), now=LATER)
    assert numbers(concern).people == 1
    Question.objects.filter(pk=asked[2].pk).update(
        stage="answered", outcome="answered_in_writing", answered_at=MONDAY
    )
    assert numbers(concern) == Count(1, 1, 0, 0, 0, None)


def test_the_earliest_due_date_is_the_concerns(asked):
    concern = concern_of(asked[0])
    days = sorted(one.due_on for one in asked)
    assert numbers(concern).due_on == days[0]
    Question.objects.filter(due_on=days[0]).update(stage="declined", outcome="declined")
    assert numbers(concern).due_on == days[-1]


def test_an_empty_concern_has_no_numbers_and_no_cells(asked):
    concern = concern_of(asked[0])
    numbers(concern)
    regroup(*([one] for one in asked))
    assert numbers(concern) == Count()
    assert not ConcernCell.objects.exists()


def test_reading_and_counting_cost_the_same_for_any_number(state, asked, django_assert_num_queries):
    more = ask_many(state, 4)
    regroup(asked, more[:2], more[2:])
    concerns = {concern_of(asked[0]).pk, concern_of(more[0]).pk, concern_of(more[2]).pk}
    with django_assert_num_queries(2):
        assert sum(count.questions for count in counts_of(concerns).values()) == 8
    with django_assert_num_queries(4 + 2):
        assert count_changed(now=LATER) == 3
    with django_assert_num_queries(2):
        counts_of(concerns)
