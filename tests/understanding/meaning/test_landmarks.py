"""However many ask the same, they are no crowd to each other."""

import numpy as np
import pytest

from sukhbat.similar.grouping import grouped
from sukhbat.understanding.meaning.crowd import AROUND
from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.groups import Decisions
from sukhbat.understanding.meaning.landmarks import Landmarks, shipped_landmarks
from sukhbat.understanding.meaning.nearness import nearness
from sukhbat.understanding.meaning.zones import Zones

SIZE = 64


def drawn(count, seed):
    return normalised(np.random.default_rng(seed).standard_normal((count, SIZE)).astype(np.float32))


@pytest.fixture
def landmarks():
    return Landmarks(drawn(200, 1))


def test_a_crowd_is_the_mean_of_the_ten_nearest(landmarks):
    vectors = drawn(300, 2)
    cosines = np.sort(vectors @ landmarks.rows.T, axis=1)[:, -AROUND:]
    assert landmarks.crowds(vectors) == pytest.approx(cosines.mean(1), abs=1e-6)
    assert landmarks.crowds(vectors[:0]).tolist() == []


def test_copies_and_likenesses_are_near_however_many_they_are(landmarks):
    one = drawn(1, 3)
    alike = normalised(one + 0.05 * drawn(60, 4))
    vectors = np.concatenate([np.repeat(one, 40, axis=0), alike, drawn(100, 5)])
    assert nearness(vectors)[:100, :100].max() < 0.1, "without landmarks they take each other off"
    assert np.sort(nearness(vectors, landmarks)[:100, :100], axis=1)[:, 1:].min() > 0.5
    groups = grouped(vectors, Zones(0.45, 0.0, landmarks), Decisions()).number
    assert len(set(groups[:100].tolist())) == 1
    assert len(set(groups[100:].tolist())) == 100


def test_where_few_ask_the_same_the_texts_around_count(landmarks):
    vectors = drawn(30, 6)
    assert nearness(vectors, Landmarks(vectors)) == pytest.approx(nearness(vectors), abs=1e-6)


def test_an_unknown_version_has_none():
    with pytest.raises(LookupError, match="no landmarks"):
        shipped_landmarks("mine-1")
