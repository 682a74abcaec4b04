"""Groups of one concern: the nearest first, and never against what people decided."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.understanding.meaning.groups import ContradictionError, Decisions, grouped, pairs_within


def near(*rows):
    matrix = np.array(rows, np.float32)
    np.fill_diagonal(matrix, -np.inf)
    return matrix


TWO_PAIRS = near([0, 0.9, 0.1, 0.2], [0.9, 0, 0.2, 0.1], [0.1, 0.2, 0, 0.8], [0.2, 0.1, 0.8, 0])


def test_near_texts_stand_together_and_far_ones_apart():
    assert grouped(TWO_PAIRS, 0.5).tolist() == [0, 0, 1, 1]
    assert grouped(TWO_PAIRS, 0.95).tolist() == [0, 1, 2, 3]
    assert grouped(TWO_PAIRS, 0.0).tolist() == [0, 0, 0, 0]


def test_two_groups_are_as_near_as_their_texts_are_on_average():
    """One near pair does not chain two groups: 0.9 and 0.1 are 0.5 on average."""
    chain = near([0, 0.9, 0.1], [0.9, 0, 0.8], [0.1, 0.8, 0])
    assert grouped(chain, 0.46).tolist() == [0, 0, 1]
    assert grouped(chain, 0.44).tolist() == [0, 0, 0]


def test_what_people_put_together_stands_together_and_what_they_parted_does_not():
    assert grouped(TWO_PAIRS, 0.3, Decisions(together=[(0, 2)])).tolist() == [0, 0, 0, 0]
    assert grouped(TWO_PAIRS, 0.5, Decisions(apart=[(0, 1)])).tolist() == [0, 1, 2, 2]
    assert grouped(TWO_PAIRS, 0.5, Decisions(together=[(0, 2)], apart=[(1, 3)])).tolist() == [0, 0, 0, 1]


def test_a_contradiction_is_told():
    with pytest.raises(ContradictionError):
        grouped(TWO_PAIRS, 0.5, Decisions(together=[(0, 1), (1, 2)], apart=[(2, 0)]))


def test_few_texts():
    assert grouped(near([0]), 0.5).tolist() == [0]
    assert grouped(np.zeros((0, 0), np.float32), 0.5).tolist() == []


def test_pairs():
    assert pairs_within([0, 0, 0, 1, 1, 2]) == 4


@st.composite
def matrices(draw):
    count = draw(st.integers(2, 9))
    values = iter(draw(st.lists(st.integers(-20, 20), min_size=count**2, max_size=count**2)))
    matrix = np.array([[next(values) / 20 for _ in range(count)] for _ in range(count)], np.float32)
    matrix = (matrix + matrix.T) / 2
    np.fill_diagonal(matrix, -np.inf)
    return matrix


@given(matrices(), st.data())
def test_no_decision_is_ever_broken(matrix, data):
    pairs = list(itertools.combinations(range(len(matrix)), 2))
    together = data.draw(st.lists(st.sampled_from(pairs), max_size=3))
    apart = data.draw(st.lists(st.sampled_from(pairs), max_size=5))
    try:
        labels = grouped(matrix, data.draw(st.integers(-20, 20)) / 20, Decisions(together, apart))
    except ContradictionError:
        joined = grouped(np.full_like(matrix, -np.inf), 0.0, Decisions(together))
        assert any(joined[one] == joined[other] for one, other in apart), "a contradiction that is none"
        return
    assert all(labels[one] == labels[other] for one, other in together)
    assert all(labels[one] != labels[other] for one, other in apart)
    assert labels.min() == 0
    assert set(labels.tolist()) == set(range(labels.max() + 1))


@given(matrices(), st.integers(-20, 20))
def test_it_is_average_linkage(matrix, join_at):
    """Against the plainest way to do it: join the two groups that are nearest on average, again and again."""
    groups = [[text] for text in range(len(matrix))]

    def mean(pair):
        return np.mean(
            [matrix[one, other] for one in groups[pair[0]] for other in groups[pair[1]]], dtype=np.float64
        )

    ambiguous = False
    while len(groups) > 1:
        pairs = sorted(itertools.combinations(range(len(groups)), 2), key=mean, reverse=True)
        if abs(mean(pairs[0]) - join_at / 20) < 1e-6 or (
            len(pairs) > 1 and abs(mean(pairs[0]) - mean(pairs[1])) < 1e-6
        ):
            ambiguous = True
        if mean(pairs[0]) < join_at / 20:
            break
        first, second = pairs[0]
        groups[first] += groups.pop(second)
    if ambiguous:
        return
    labels = grouped(matrix, join_at / 20)
    assert {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())} == {
        frozenset(group) for group in groups
    }
