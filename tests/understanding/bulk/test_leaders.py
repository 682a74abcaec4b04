"""Leaders: near enough to all of theirs, and hardly more of them for being kept in cells."""

import numpy as np
import pytest

from sukhbat.understanding.bulk import leaders
from sukhbat.understanding.bulk.cells import Cells
from sukhbat.understanding.meaning.embedder import normalised


@pytest.fixture
def crowded():
    """Some hundred places with a dozen vectors around each, in any order."""
    dice = np.random.default_rng(3)
    places = normalised(dice.normal(size=(400, 32)).astype(np.float32))
    vectors = normalised(np.repeat(places, 12, 0) + dice.normal(size=(4800, 32)).astype(np.float32) * 0.05)
    return vectors[dice.permutation(4800)]


def test_each_is_near_to_its_leader_and_leaders_lead_themselves(crowded):
    found = leaders.gathered(crowded, 0.9)
    assert ((crowded * crowded[found]).sum(1) >= 0.899).all()
    assert (found[found] == found).all()
    assert (found <= np.arange(len(found))).all()
    # No two leaders are near: each was looked at before it became one.
    led = np.unique(found)
    near = crowded[led] @ crowded[led].T
    np.fill_diagonal(near, 0)
    assert near.max() < 0.9


def test_cells_overlook_hardly_any(crowded, monkeypatch):
    exact = len(np.unique(leaders.gathered(crowded, 0.9)))
    monkeypatch.setattr(leaders, "_BLOCK", 128)
    monkeypatch.setattr(leaders, "_RECENT", 64)
    monkeypatch.setattr("sukhbat.understanding.bulk.cells._IN_A_CELL", 16)
    found = leaders.gathered(crowded, 0.9)
    assert ((crowded * crowded[found]).sum(1) >= 0.899).all()
    assert len(np.unique(found)) <= exact * 1.05


def test_a_cell_knows_its_own():
    dice = np.random.default_rng(5)
    vectors = normalised(dice.normal(size=(3000, 16)).astype(np.float32))
    cells = Cells(16)
    for start in range(0, 3000, 500):
        cells.add(vectors[start : start + 500], np.arange(start, start + 500) + 7)
    score, found = cells.nearest(vectors)
    assert (found == np.arange(3000) + 7).mean() > 0.999
    assert score.min() > 0.5


def test_few_and_none_and_zeros():
    assert leaders.gathered(np.zeros((0, 4)), 0.9).tolist() == []
    assert leaders.gathered(np.array([[1.0, 0], [0, 1], [1, 0]]), 0.9).tolist() == [0, 1, 0]
    assert leaders.gathered(np.zeros((3, 4)), 0.9).tolist() == [0, 1, 2]


def test_how_far_it_is_is_told(crowded):
    heard = []
    leaders.gathered(crowded, 0.9, done=heard.append)
    assert heard[-1] == len(crowded)
