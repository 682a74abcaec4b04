"""Packed vectors are kept by question and read in the order of arrival."""

import pytest

from sukhbat.concerns.vectors import keep_vectors, vectors
from tests.people import ask

pytestmark = pytest.mark.django_db


def test_vectors_are_kept_replaced_and_paged(state):
    one, two, three = (ask(state).pk for _ in range(3))
    keep_vectors(rows=[(two, b"two"), (one, b"one")], version="a")
    keep_vectors(rows=[(three, b"three")], version="a")
    keep_vectors(rows=[], version="a")
    first = vectors(version="a", after=None, limit=2)
    assert first == [(one, b"one"), (two, b"two")]
    assert vectors(version="a", after=first[-1][0], limit=2) == [(three, b"three")]
    keep_vectors(rows=[(one, b"new")], version="b")
    assert vectors(version="b", after=None, limit=9) == [(one, b"new")]
    assert [question for question, _ in vectors(version="a", after=None, limit=9)] == [two, three]
