"""What a query means, and where its words stand: nothing of a text is lost, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.search.rules import ask, excerpt, marked, stem


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("су", "су"),
        ("интернет", "интер"[:5] + "н"),
        ("жолда", "жолда"),
        ("дороги", "дорог"),
        ("ауылымызга", "ауылымыз"),
    ],
)
def test_a_stem_loses_the_last_quarter_of_a_long_word(word, expected):
    assert stem(word) == expected


@pytest.mark.parametrize("query", ["", "  ", "?!", "а", "'", "\\", "—"])
def test_a_query_without_words_asks_for_nothing(query):
    assert ask(query) is None


def test_kazakh_letters_are_folded_and_doubles_dropped():
    assert ask("Қыс қыс ауылда").words == ("кыс", "ауылда")


@given(st.text())
def test_a_query_never_brings_syntax_of_its_own(query):
    if asked := ask(query):
        assert all(word.isalnum() for word in asked.words)


@given(st.text(), st.lists(st.sampled_from(["интер", "су", "net", "a"]), min_size=1))
def test_marking_loses_nothing(text, stems):
    assert "".join(part.text for part in marked(text, stems)) == text


def test_words_are_marked_however_their_letters_were_typed():
    parts = marked("Ауылда Қыста су жоқ: қыс!", ["кыс"])
    assert [part.text for part in parts if part.is_hit] == ["Қыста", "қыс"]


@given(st.text(max_size=600), st.integers(min_value=20, max_value=300))
def test_an_excerpt_is_short(text, length):
    assert len(excerpt(text, ["су"], length)) <= length + 2


def test_an_excerpt_begins_near_the_word():
    text = "мәтін " * 100 + "интернет қайда " + "тағы " * 100
    found = excerpt(text, ["интер"])
    assert "интернет қайда" in found
    assert found.startswith("…")
    assert found.endswith("…")
