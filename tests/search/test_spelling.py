"""Typing errors: how far apart two spellings are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.search.spelling import distance, errors_allowed, is_listed

WORD = st.text(alphabet="абвг", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("нотариус", "нотариус", 0),
        ("натариус", "нотариус", 1),
        ("нотриус", "нотариус", 1),
        ("нотариусс", "нотариус", 1),
        ("нотаирус", "нотариус", 1),
        ("натаирус", "нотариус", 2),
        ("", "абв", 3),
    ],
)
def test_wrong_missing_additional_and_exchanged_letters_count(one, other, expected):
    assert distance(one, other, most=3) == expected


@given(WORD, WORD)
def test_it_is_the_same_in_both_directions_and_never_beyond_the_most(one, other):
    assert distance(one, other, most=2) == distance(other, one, most=2) <= 3


@given(WORD, WORD)
def test_giving_up_early_changes_nothing(one, other):
    assert distance(one, other, most=2) == min(3, distance(one, other, most=20))


def test_short_words_have_no_errors_and_known_words_are_none():
    assert [errors_allowed(word) for word in ("газ", "вода", "интернет")] == [0, 1, 2]
    assert is_listed("мектепке")
    assert is_listed("школьников")
    assert not is_listed("натариус")
