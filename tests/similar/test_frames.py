"""The frames of the socket: what goes in comes out, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.similar.frames import (
    HEAD,
    LONGEST_REQUEST,
    LONGEST_TEXT,
    BadFrameError,
    body_length,
    framed,
    unframed,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"))))
def test_a_message_comes_back_as_it_was(message):
    frame = framed(message)
    assert body_length(frame[: HEAD.size], len(frame)) == len(frame) - HEAD.size
    assert unframed(frame[HEAD.size :]) == message


def test_letters_of_all_scripts_come_through():
    message = {"text": "Қашан? Ёж, жаңа 😀 «ы»"}
    assert unframed(framed(message)[HEAD.size :]) == message


def test_half_a_character_is_no_reason_to_fail():
    assert unframed(framed({"text": "a\ud800b"})[HEAD.size :]) == {"text": "a?b"}


def test_the_longest_text_fits_whatever_its_script():
    assert (
        len(framed({"do": "near", "text": "😀" * LONGEST_TEXT, "language": "kk", "count": 50, "ms": 2_000}))
        < LONGEST_REQUEST
    )


@pytest.mark.parametrize("length", [0, 11, 2**31, 2**32 - 1])
def test_a_length_out_of_bounds_is_refused(length):
    with pytest.raises(BadFrameError):
        body_length(HEAD.pack(length), 10)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"1", b'"a"', b"null", b"\xff\xfe", b"[" * 100_000, b"{} {}"]
)
def test_what_is_no_object_is_refused(body):
    with pytest.raises(BadFrameError):
        unframed(body)
