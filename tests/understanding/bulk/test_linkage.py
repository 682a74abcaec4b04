"""Linkage without a matrix gives what linkage with one gives."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.understanding.bulk import linkage
from sukhbat.understanding.bulk.crowd import crowds
from sukhbat.understanding.bulk.linkage import linked
from sukhbat.understanding.meaning.crowd import crowds_among
from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.groups import ContradictionError, Decisions, grouped
from sukhbat.understanding.meaning.nearness import nearness


def vectors(count, seed, size=6):
    return normalised(np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32))


def test_groups_of_many_are_those_of_the_matrix():
    dice = np.random.default_rng(1)
    some = normalised(
        np.repeat(vectors(60, 2, 24), 5, 0) + dice.normal(size=(300, 24)).astype(np.float32) * 0.12
    )
    near = nearness(some)
    for join_at in (-0.2, -0.05, 0.0, 0.05):
        assert linked(some, crowds(some), join_at).tolist() == grouped(near, join_at).tolist()


def test_a_crowd_of_all_alike_is_one_group():
    """More near ones than are looked at first: they come in as groups grow."""
    alike = normalised(np.ones((300, 6), np.float32) + np.random.default_rng(1).normal(size=(300, 6)) * 0.01)
    assert linkage.MOST_NEAR < 300
    assert linked(alike.astype(np.float32), crowds(alike.astype(np.float32)), -0.2).max() == 0


def test_the_crowd_is_that_of_the_matrix():
    some = vectors(300, 4)
    cosines = some @ some.T
    np.fill_diagonal(cosines, -2)
    assert np.allclose(crowds(some), np.sort(cosines, 1)[:, -10:].mean(1), atol=1e-5)
    assert np.allclose(
        crowds_among(some, some[:40]), np.sort(some @ some[:40].T, 1)[:, -10:].mean(1), atol=1e-5
    )
    assert crowds(some[:1]).tolist() == [0]
    assert crowds_among(some[:2], some[:0]).tolist() == [0, 0]


@given(st.integers(2, 12), st.integers(0, 10_000), st.integers(-40, 20), st.data())
def test_it_keeps_decisions_and_agrees_with_the_matrix(count, seed, join_at, data):
    some = vectors(count, seed)
    pairs = list(itertools.combinations(range(count), 2))
    together = data.draw(st.lists(st.sampled_from(pairs), max_size=3))
    apart = data.draw(st.lists(st.sampled_from(pairs), max_size=6))
    decisions = Decisions(together, apart)
    try:
        wanted = grouped(nearness(some), join_at / 100, decisions)
    except ContradictionError:
        with pytest.raises(ContradictionError):
            linked(some, crowds(some), join_at / 100, decisions)
        return
    found = linked(some, crowds(some), join_at / 100, decisions)
    assert all(found[one] == found[other] for one, other in together)
    assert all(found[one] != found[other] for one, other in apart)
    assert found.tolist() == wanted.tolist()


def test_few():
    assert linked(np.zeros((0, 4), np.float32), np.zeros(0, np.float32), 0.1).tolist() == []
    assert linked(vectors(1, 1), np.zeros(1, np.float32), 0.1).tolist() == [0]
