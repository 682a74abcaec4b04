"""Word by word, and yet the vectors of the static embedder."""

import numpy as np
import pytest

from sukhbat.understanding.bulk.reading import Reading
from sukhbat.understanding.bulk.twins import mistyped, wording_bound
from sukhbat.understanding.meaning.static import StaticEmbedder
from sukhbat.understanding.meaning.weights import NoWeightsError, pinned_weights

from .stand_ins import WordEmbedder

TEXTS = [
    "Ауылда су жоқ, қашан болады?",
    "auylda su joq",
    "Когда починят   дорогу?",
    "",
    "☃",
    "The road has been open since May, " * 40,
    "Когда починят дорогу?",
]


@pytest.fixture(scope="module")
def static():
    try:
        return StaticEmbedder(pinned_weights())
    except NoWeightsError as missing:
        pytest.skip(str(missing))


def test_the_same_vectors(static):
    read = Reading(static)
    for _again in range(2):
        assert np.allclose(read.vectors(TEXTS), static.embed(TEXTS), atol=2e-3)


def test_words_beyond_memory_are_read_too(static, monkeypatch):
    monkeypatch.setattr("sukhbat.understanding.bulk.reading._REMEMBERED", 4)
    read = Reading(static)
    for start in range(0, len(TEXTS), 2):
        some = TEXTS[start : start + 2]
        assert np.allclose(read.vectors(some), static.embed(some), atol=2e-3)


def test_the_bound_of_a_wording_comes_from_the_texts(static):
    short = ["су жоқ па", "жол нашар ғой", "газ қымбат", "жарық сөнді"] * 30
    long = [
        f"Біздің ауылда {number} жылдан бері су құбыры жөнделмей келеді, әкімдікке үш рет жаздық, бірақ жауап болмады"
        for number in range(120)
    ]
    marks = range(120)
    assert wording_bound(short, marks, static.embed) <= wording_bound(long, marks, static.embed)
    assert wording_bound(long, marks, static.embed) == wording_bound(long, marks, static.embed)
    assert 0.8 <= wording_bound(long, marks, static.embed) < 1


def test_where_nothing_is_known_nothing_is_near():
    class Silent(WordEmbedder):
        def embed(self, texts):
            return np.zeros((len(texts), 64), np.float32)

    assert wording_bound(["а", "б"], [1, 2], Silent().embed) == 1


def test_a_mistyped_text_is_nearly_the_same():
    import random

    text = "Ауылда су жоқ, қашан болады?"
    for seed in range(200):
        assert abs(len(mistyped(text, random.Random(seed))) - len(text)) <= 2
