"""Pieces of HTML are kept by id, version, language and day, and pages whole by all they tell."""

from datetime import timedelta

import pytest
from django.utils import translation

from sukhbat.questions.listing import Row
from sukhbat.questions.models import Question
from sukhbat.web.fragments import CARD, ITEM, question_pieces
from sukhbat.web.kept_pages import KeptPages
from tests.people import MONDAY, ask
from tests.web.steps import published


def row(question):
    return Row(question.pk, question.version)


@pytest.mark.django_db
def test_a_piece_is_rendered_once_for_each_language_and_day(state, django_assert_num_queries):
    question = published(state)
    with translation.override("en"):
        first = question_pieces([row(question)], ITEM, now=MONDAY)
        with django_assert_num_queries(0):
            assert question_pieces([row(question)], ITEM, now=MONDAY) == first
        with django_assert_num_queries(1):
            question_pieces([row(question)], ITEM, now=MONDAY + timedelta(days=1))
    with translation.override("ru"), django_assert_num_queries(1):
        assert question_pieces([row(question)], ITEM, now=MONDAY) != first


@pytest.mark.django_db
def test_a_question_that_is_not_public_has_no_piece(state):
    assert question_pieces([row(ask(state))], ITEM, now=MONDAY) == []


@pytest.mark.django_db
def test_a_card_without_a_written_answer_says_where_it_was_given(state):
    with translation.override("en"):
        (piece,) = question_pieces([row(published(state))], CARD, now=MONDAY)
    assert "Answered on air" in piece


@pytest.mark.django_db
def test_a_new_version_is_a_new_piece(state, django_assert_num_queries):
    question = published(state)
    question_pieces([row(question)], ITEM, now=MONDAY)
    type(question).objects.filter(pk=question.pk).update(
        version=question.version + 1, asker_name="Aigerim S."
    )
    (piece,) = question_pieces([Row(question.pk, question.version + 1)], ITEM, now=MONDAY)
    assert "Aigerim S." in piece


def test_kept_pages_are_few_and_short_lived():
    kept = KeptPages(most=2)
    for name in ("a", "b"):
        kept.put(name, name.encode(), 60)
    assert kept.get("a") == b"a"
    kept.put("c", b"c", 60)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (b"a", None, b"c")
    kept.put("a", b"old", -1)
    assert kept.get("a") is None


@pytest.mark.django_db
def test_a_question_left_for_writing_says_so(state):
    question = published(state)
    Question.objects.filter(pk=question.pk).update(to_writing_at=MONDAY, version=question.version + 1)
    question.refresh_from_db()
    with translation.override("en"):
        piece = question_pieces([row(question)], ITEM, now=MONDAY)[0]
    assert "answered in writing by" in piece
    assert "answer due" not in piece
