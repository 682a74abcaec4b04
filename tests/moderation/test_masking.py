"""Masking words of a text: only takes away, only whole words, never in the wrong place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.questions.masking import OTHER, mask_fragments
from sukhbat.understanding.personal_data.search import MASK


def test_a_found_phone_keeps_its_kind():
    text = "Нөмірім 8 701 123 45 67, қоңырау шалыңыз"
    masked = mask_fragments(text, ["8 701 123 45 67"])
    assert masked.text == f"Нөмірім {MASK}, қоңырау шалыңыз"
    assert masked.kinds == ("phone",)


def test_a_found_phone_that_touches_a_letter_is_masked_too():
    assert mask_fragments("тел87011234567 звоните", ["87011234567"]).text == f"тел{MASK} звоните"


@pytest.mark.parametrize(
    ("text", "fragment", "expected"),
    [
        (
            "Наш акимат и Асель Омарова, и ещё раз асель  омарова",
            "Асель Омарова",
            f"Наш акимат и {MASK}, и ещё раз {MASK}",
        ),
        ("Али и Алия живут тут", "Али", f"{MASK} и Алия живут тут"),
        ("Пишите: (секрет).", "(секрет)", f"Пишите: {MASK}."),
        ("строка одна\nи две", "одна и", f"строка {MASK} две"),
    ],
)
def test_whole_words_in_any_case_at_every_place(text, fragment, expected):
    assert mask_fragments(text, [fragment]).text == expected


def test_overlapping_pieces_become_one_mask():
    masked = mask_fragments("один два три четыре", ["два три", "три четыре"])
    assert masked.text == f"один {MASK}"
    assert masked.kinds == (OTHER,)


@pytest.mark.parametrize("fragment", ["Алматы", "лма", MASK, "…"])
def test_what_is_not_in_the_text_is_named_and_nothing_changes(fragment):
    masked = mask_fragments("Город Алма-Ата … и ещё " + MASK, [fragment])
    assert masked.missing == (fragment,)
    assert masked.kinds == ()
    assert masked.text == "Город Алма-Ата … и ещё " + MASK


@given(st.text(max_size=80), st.lists(st.text(max_size=8), max_size=5))
def test_a_mask_only_takes_away(text, fragments):
    masked = mask_fragments(text, fragments)
    pieces = masked.text.split(MASK) if masked.kinds else [text]
    at = 0
    for piece in pieces:
        at = text.index(piece, at) + len(piece)
