"""Packing a vector must cost nothing that anybody would notice."""

import numpy as np
import pytest

from sukhbat.understanding.meaning.vectors import as_rows, packed, unpacked


def some_vectors(count=200, size=384):
    rows = np.random.default_rng(7).standard_normal((count, size)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_packed_vector_keeps_its_direction_and_its_length_of_one():
    vectors = some_vectors()
    again = unpacked(packed(vectors))
    assert np.allclose(np.linalg.norm(again, axis=1), 1, atol=1e-6)
    assert (again * vectors).sum(1).min() > 0.9999


def test_it_takes_a_byte_a_number():
    assert {len(kept) for kept in packed(some_vectors(3))} == {384}


def test_a_vector_of_zeros_stays_one():
    assert not unpacked(packed(np.zeros((1, 8), np.float32))).any()


def test_nothing_is_an_empty_matrix():
    assert len(as_rows([])) == 0
    assert len(unpacked(packed(np.zeros((0, 8), np.float32)))) == 0


@pytest.mark.parametrize("kept", [[b"12", b"123"], [b"123", b"12", b"1234"]])
def test_vectors_of_two_sizes_are_refused(kept):
    with pytest.raises(ValueError):
        as_rows(kept)
