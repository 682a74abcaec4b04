"""Groups of everything open keep people's decisions, and scores say how near each is to the others."""

import numpy as np
import pytest

from sukhbat.similar.grouping import grouped
from sukhbat.understanding.meaning.groups import Decisions
from sukhbat.understanding.meaning.nearness import nearness
from sukhbat.understanding.meaning.zones import Zones

ZONES = Zones(join=0.2, suggest=0.0)


def bundles(*sizes, seed=1):
    dice = np.random.default_rng(seed)
    middles = np.repeat(dice.standard_normal((len(sizes), 64)), sizes, axis=0)
    rows = middles + 0.4 * dice.standard_normal(middles.shape)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def vectors():
    return bundles(*[6] * 8, *[1] * 12)


def test_bundles_come_together_and_the_rest_stays_alone(vectors):
    number = grouped(vectors, ZONES, Decisions()).number
    for start in range(0, 48, 6):
        assert len(set(number[start : start + 6])) == 1
    assert len(set(number.tolist())) == 20


def test_a_score_is_the_mean_nearness_to_the_others(vectors):
    groups = grouped(vectors, ZONES, Decisions())
    near = nearness(vectors)
    for place in (0, 7, 47):
        others = np.flatnonzero((groups.number == groups.number[place]) & (np.arange(60) != place))
        assert groups.score[place] == pytest.approx(near[place, others].mean(), abs=1e-4)
    alone = np.bincount(groups.number)[groups.number] == 1
    assert np.isnan(groups.score[alone]).all()
    assert not np.isnan(groups.score[~alone]).any()


def test_decisions_hold(vectors):
    number = grouped(vectors, ZONES, Decisions(together=[(0, 55)], apart=[(1, 2)])).number
    assert number[0] == number[55]
    assert number[1] != number[2]


def test_many_answers_move_the_bound(vectors):
    few = Decisions(apart=[(place, place + 1) for place in range(0, 12, 2)])
    assert grouped(vectors, ZONES, few).join_at == ZONES.join
    noes = Decisions(apart=[(place, place + 1) for place in range(0, 48, 2)])
    yeses = Decisions(together=[(place, place + 1) for place in range(0, 48, 2)])
    assert grouped(vectors, ZONES, noes).join_at > grouped(vectors, ZONES, yeses).join_at


def test_one_or_none_is_no_trouble():
    assert grouped(np.zeros((0, 64), np.float32), ZONES, Decisions()).number.tolist() == []
    assert grouped(bundles(1), ZONES, Decisions()).number.tolist() == [0]
