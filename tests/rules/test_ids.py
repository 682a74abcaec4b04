"""Public numbers and keys."""

import threading
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sukhbat.kernel.ids import ALPHABET, new_number, read_number, show_number, uuid7


def test_a_number_reads_back_as_shown():
    for _ in range(200):
        number = new_number()
        assert len(number) == 9
        assert set(number) <= set(ALPHABET)
        assert read_number(show_number(number)) == number


@given(position=st.integers(0, 8), letter=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught(position, letter):
    number = new_number()
    changed = number[:position] + letter + number[position + 1 :]
    assert (read_number(changed) is None) == (changed != number)


def test_two_swapped_neighbours_are_caught():
    for _ in range(200):
        number = new_number()
        for i in range(7):
            swapped = number[:i] + number[i + 1] + number[i] + number[i + 2 :]
            assert swapped == number or read_number(swapped) is None


def test_letters_that_look_alike_are_forgiven():
    number = next(n for n in iter(new_number, None) if {"0", "1", "K"} <= set(n))
    typed = show_number(number).lower().replace("0", "о").replace("1", "l").replace("k", "к")
    assert read_number(typed) == number


@given(st.text(max_size=40))
def test_any_text_is_read_without_an_error(text):
    assert read_number(text) is None or len(read_number(text)) == 9


def test_ids_grow_and_are_version_7():
    ids = [uuid7() for _ in range(5_000)]
    assert ids == sorted(ids)
    assert {(i.version, i.variant) for i in ids} == {(7, "specified in RFC 4122")}
    assert isinstance(ids[0], UUID)


def test_ids_of_many_threads_are_distinct():
    made: list[UUID] = []
    threads = [threading.Thread(target=lambda: made.extend(uuid7() for _ in range(2_000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 16_000
