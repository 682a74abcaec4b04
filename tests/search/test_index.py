"""The index follows the log, and counts its words exactly."""

import pytest

from sukhbat.questions.actions import withdraw_question
from sukhbat.questions.moderation import mask_question
from sukhbat.search.models import Cursor, SearchLemma, SearchText, SearchWord
from sukhbat.search.reactions import react
from tests.people import MONDAY
from tests.search.steps import found, indexed
from tests.web.steps import published

pytestmark = pytest.mark.django_db


def vocabulary():
    return dict(SearchWord.objects.values_list("word", "seen")), dict(
        SearchLemma.objects.values_list("lemma", "seen")
    )


def test_words_are_counted_exactly_and_a_masked_one_leaves(state):
    question = published(state, text="Something about Mr Bridges here")
    published(state, text="Something else here")
    indexed()
    words, lemmas = vocabulary()
    assert (words["something"], words["bridges"], lemmas["bridg"], lemmas[""]) == (2, 1, 1, 2)
    mask_question(person=state.dana, number=question.number, fragments=["Mr Bridges"], now=MONDAY)
    indexed()
    words, lemmas = vocabulary()
    assert "bridges" not in words
    assert "bridg" not in lemmas
    assert (words["something"], lemmas[""]) == (2, 2)
    withdraw_question(person=state.aigerim, number=question.number, now=MONDAY)
    indexed()
    words, lemmas = vocabulary()
    assert (words["something"], words["here"], lemmas[""]) == (1, 1, 1)


def test_texts_of_an_older_reading_are_read_anew_in_steps(state, guest):
    texts = [f"Мектептеріміздің жылуы номер {number}" for number in range(5)]
    for text in texts:
        published(state, text=text)
    indexed()
    before = vocabulary()
    kept = list(SearchText.objects.order_by("pk").values_list("lemmas", "folded"))
    # As the migration leaves them.
    SearchText.objects.update(reading=0, lemmas="", folded="")
    SearchWord.objects.all().delete()
    SearchLemma.objects.all().delete()
    assert found(guest, "мектеп") == []
    assert react(limit=2) == 2
    assert found(guest, "мектеп") == [texts[4], texts[3]]
    assert [react(limit=2) for _step in range(3)] == [2, 1, 0]
    assert list(SearchText.objects.order_by("pk").values_list("lemmas", "folded")) == kept
    assert vocabulary() == before


def test_reading_the_log_again_changes_nothing(state):
    published(state)
    indexed()
    before = list(SearchText.objects.values_list("question_id", "words", "answer_words"))
    Cursor.objects.update(index=-1)
    indexed()
    assert list(SearchText.objects.values_list("question_id", "words", "answer_words")) == before
    assert react() == 0
