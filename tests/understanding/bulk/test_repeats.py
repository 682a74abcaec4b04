"""Which texts say the same letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.understanding.bulk.repeats import key, repeats


@pytest.mark.parametrize(
    "other",
    [
        "АУЫЛДА СУ ЖОҚ, ҚАШАН БОЛАДЫ?",
        "ауылда су жок кашан болады",
        "Сәлеметсіз бе! Ауылда су жоқ. Қашан болады?! Рахмет.",
        "  Ауылда   су жоқ — қашан болады?..  ",
        "Здравствуйте, ауылда су жоқ, қашан болады. Алдын ала рахмет!",
    ],
)
def test_dress_makes_no_other_text(other):
    assert key(other) == key("Ауылда су жоқ, қашан болады?")


@pytest.mark.parametrize(
    "other",
    [
        "Ауылда су жоқ, қашан болады екен?",
        "Ауылда газ жоқ, қашан болады?",
        "Ауылда су 2 күн жоқ, қашан болады?",
    ],
)
def test_another_word_or_number_makes_another_text(other):
    assert key(other) != key("Ауылда су жоқ, қашан болады?")


def test_what_is_nothing_but_a_courtesy_stays_itself():
    assert key("Рахмет!") != key("Спасибо!")
    assert key("Здравствуйте") != key("Рахмет")
    assert key("🙂") != key("🙁")


def test_the_most_frequent_comes_first_and_each_knows_its_own():
    found = repeats(["су жоқ", "жол нашар", "Жол нашар!", "газ жоқ", "ЖОЛ НАШАР", "су жок"])
    assert found.first.tolist() == [1, 0, 3]
    assert found.count.tolist() == [3, 2, 1]
    assert found.of.tolist() == [1, 0, 0, 2, 0, 1]


def test_no_texts():
    assert repeats([]).first.tolist() == []


@given(st.lists(st.text(max_size=8), max_size=30))
def test_equal_keys_are_one_text_and_others_are_not(texts):
    found = repeats(texts)
    keys = [key(text) for text in texts]
    assert [found.of.tolist().index(one) for one in found.of] == [keys.index(one) for one in keys]
    assert found.count.sum() == len(texts)
    assert all(found.of[first] == number for number, first in enumerate(found.first))
