"""Nearness without hubs."""

import numpy as np

from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.nearness import nearness


def test_it_is_symmetric_and_nobody_is_near_oneself():
    vectors = normalised(np.random.default_rng(1).normal(size=(30, 8)).astype(np.float32))
    near = nearness(vectors)
    assert np.allclose(near, near.T)
    assert np.all(np.isneginf(np.diag(near)))


def test_a_hub_is_nobodys_sibling_any_more():
    """By cosine the hub (.65) is nearer to everybody than the true sibling (.60); strangers are at .42."""
    pairs = 10
    texts = np.zeros((2 * pairs, 1 + 3 * pairs), np.float32)
    texts[:, 0] = 0.65
    for text in range(2 * pairs):
        texts[text, 1 + text // 2] = 0.42
        texts[text, 1 + pairs + text] = 0.63
    hub = np.zeros((1, texts.shape[1]), np.float32)
    hub[0, 0] = 1
    vectors = normalised(np.concatenate([texts, hub]))
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -np.inf)
    assert set(cosines[:-1].argmax(1).tolist()) == {2 * pairs}
    siblings = [text + 1 - 2 * (text % 2) for text in range(2 * pairs)]
    assert nearness(vectors)[:-1].argmax(1).tolist() == siblings


def test_few_vectors():
    assert nearness(np.eye(1, dtype=np.float32)).shape == (1, 1)
    assert np.isfinite(nearness(np.eye(3, dtype=np.float32))[0, 1])
