import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sukhbat.understanding.text import MAX_MARKS, clean, length, validate_length

any_text = st.text(st.characters(codec=None, exclude_categories=()))
nasty_text = st.text(
    st.sampled_from(
        "aя\u0301\u0300\u0327\u0338\u0483 \t\n\r\x00\u200d\ufe0f👩🏽🇰🇿"
        "\ud800\udc00\u202e\u2066\u200b\u3164e\u1100\u1161"
    ),
    max_size=60,
)


@given(any_text | nasty_text)
@example("\u0bc6\u0301\u0301\u0301\u0bbe\u0bbe")
@example("👩\u200d\u200d👧")
@example("A\u200d\u0300")
def test_clean_is_idempotent_and_encodable(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == unicodedata.normalize("NFC", once)
    once.encode("utf-8")
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c != "\n" for c in once)


@given(any_text | nasty_text)
def test_measuring_never_raises(text: str) -> None:
    assert 0 <= length(text) <= len(text) * 4
    assert validate_length(text) in (None, "too_short", "too_long", "no_letters")


@given(any_text, any_text)
def test_at_most_two_blank_lines(left: str, right: str) -> None:
    assert "\n\n\n\n" not in clean(left + "\n\n\n\n\n" + right)


@pytest.mark.slow
def test_every_code_point_is_stable() -> None:
    for code in range(0x110000):
        once = clean("a" + chr(code) + "b")
        assert clean(once) == once, hex(code)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Один\r\nдва\rтри\u2028четыре", "Один\nдва\nтри\nчетыре"),
        ("a\n\n\n\n\n\nb", "a\n\n\nb"),
        ("a \n \n\t\n\n\nb", "a\n\n\nb"),
        ("жол\x00 қашан\x07 жөнделеді", "жол қашан жөнделеді"),
        ("при\u200bвет \u202eкод\u202c \u2066x\u2069\ufeff", "привет код x"),
        ("пароль\ud800\udfff", "пароль"),
        ("много    пробелов\u00a0здесь", "много пробелов здесь"),
        ("е\u0308лка и\u0306од", "ёлка йод"),
        ("a" + "\u0301\u0316\u0332\u0335" * 50 + "b", None),
        ("\u3164\u3164\u3164", ""),
        ("семья 👨\u200d👩\u200d👧 а\u200dб", "семья 👨\u200d👩\u200d👧 аб"),
    ],
)
def test_clean(typed: str, kept: str | None) -> None:
    cleaned = clean(typed)
    if kept is None:
        assert (
            sum(unicodedata.category(c)[0] == "M" for c in unicodedata.normalize("NFD", cleaned))
            <= MAX_MARKS + 1
        )
    else:
        assert cleaned == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("Қайырлы күн", 11),
        ("е\u0301лка", 4),
        ("é", 1),
        ("👨\u200d👩\u200d👧", 1),
        ("👍🏽👍", 2),
        ("🇰🇿🇰🇿", 2),
        ("🇰🇿a🇰", 3),
        ("a\r\nb", 3),
        ("  a  ", 1),
        ("\u200b" * 100, 0),
        ("z" + "\u0335" * 1000, 1),
    ],
)
def test_length(text: str, expected: int) -> None:
    assert length(text) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "too_short"),
        ("Почему??", "too_short"),
        ("Почему???", "too_short"),
        ("Почему????", None),
        ("ы" + "\u0301" * 100, "too_short"),
        (" " * 500 + "a", "too_short"),
        ("я" * 4000, None),
        ("я" * 4001, "too_long"),
        ("я\u0301" * 4000, None),
        ("1234567890 ?!", "no_letters"),
        ("👍" * 20, "no_letters"),
        ("\u3164" * 20 + "1234567890", "no_letters"),
    ],
)
def test_validate_length(text: str, problem: str | None) -> None:
    assert validate_length(text) == problem


@pytest.mark.parametrize(
    "unit",
    [
        "я",
        "\u0301\u0327",
        "a\u0301\u0300\u0327\u0316",
        "\u200d",
        "👩\u200d",
        "\n",
        " \n",
        "\x00",
        "\ud800",
        "🇰",
        "\r",
    ],
)
@pytest.mark.slow
def test_a_megabyte_takes_linear_time(unit: str) -> None:
    text = "a" + unit * (1_000_000 // len(unit))
    started = time.process_time()
    clean(text)
    assert time.process_time() - started < 2
