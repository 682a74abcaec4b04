"""The index gives what comparing with each would give."""

from uuid import UUID

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sukhbat.kernel.ids import uuid7
from sukhbat.similar import index as index_module
from sukhbat.similar.index import Index
from sukhbat.understanding.meaning.vectors import rounded

SIZE = 128


def some_vectors(count, seed=1):
    """Bundles of near ones, as questions of one concern are."""
    dice = np.random.default_rng(seed)
    middles = dice.standard_normal((max(1, count // 10), SIZE))
    rows = middles[dice.integers(0, len(middles), count)] + 0.5 * dice.standard_normal((count, SIZE))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def keys(count):
    return [uuid7() for _ in range(count)]


def filled(vectors, names=None):
    index = Index(SIZE)
    names = names or keys(len(vectors))
    for start in range(0, len(vectors), 1_000):
        index.put(names[start : start + 1_000], rounded(vectors[start : start + 1_000]))
    return index, names


def test_the_nearest_are_found_among_many():
    vectors = some_vectors(20_000)
    index, names = filled(vectors)
    for asked in range(0, 20_000, 1_000):
        found = index.nearest(vectors[asked], count=1_500)
        expected = np.argsort(-(vectors @ vectors[asked]), kind="stable")[:10]
        assert index.key(int(found.slots[0])) == names[asked]
        assert found.cosines[0] == pytest.approx(1, abs=1e-3)
        assert len(set(expected.tolist()) & set(found.slots[:10].tolist())) >= 9
        assert (np.diff(found.cosines) <= 0).all()


def test_an_empty_index_finds_nothing():
    assert len(Index(SIZE).nearest(some_vectors(1)[0]).slots) == 0
    assert Index(SIZE).find(keys(20)).tolist() == [-1] * 20


def test_a_thousand_copies_do_not_make_a_search_longer():
    index, _names = filled(np.repeat(some_vectors(1), 5_000, axis=0))
    assert len(index.nearest(some_vectors(1)[0], count=100).slots) == 100


def test_a_vector_may_be_replaced():
    vectors = some_vectors(40)
    index, names = filled(vectors[:20])
    index.put(names[:1], rounded(vectors[20:21]))
    assert len(index) == 20
    assert index.vectors(index.find(names[:1]))[0] @ vectors[20] > 0.999


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_it_holds_what_was_put_and_not_dropped(data):
    names = [UUID(int=number * 2**64 + 7) for number in range(40)]  # alike in their lower halves
    index, held = Index(SIZE), {}
    vectors = some_vectors(40)
    for _step in range(data.draw(st.integers(1, 12))):
        chosen = data.draw(st.lists(st.integers(0, 39), unique=True, max_size=35))
        if data.draw(st.booleans()):
            index.put([names[place] for place in chosen], rounded(vectors[chosen]))
            held.update({names[place]: place for place in chosen})
        else:
            index.drop([names[place] for place in chosen])
            for place in chosen:
                held.pop(names[place], None)
        assert len(index) == len(held)
        slots = index.find(names)
        assert [slot >= 0 for slot in slots.tolist()] == [name in held for name in names]
        found = index.nearest(vectors[0])
        assert {index.key(slot) for slot in found.slots.tolist()} == set(held)
        for name, place in held.items():
            assert index.vectors(index.find([name]))[0] @ vectors[place] > 0.999


def test_it_grows_over_its_blocks(monkeypatch):
    monkeypatch.setattr(index_module, "_BLOCK", 64)
    vectors = some_vectors(300)
    index, names = filled(vectors)
    assert index.find(names).tolist() == list(range(300))
    assert index.key(int(index.nearest(vectors[299]).slots[0])) == names[299]
