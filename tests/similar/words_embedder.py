"""An embedder for tests: texts with the same words lie close. No weights, the same everywhere."""

import hashlib

import numpy as np

from sukhbat.similar.embedding import Embedding
from sukhbat.understanding.meaning.zones import Zones

SIZE = 128
ZONES = Zones(join=0.05, suggest=-0.05)


class WordsEmbedder:
    """The mean of a random direction for each word."""

    def __init__(self, version: str = "words-1") -> None:
        self.version = version
        self.texts: list[str] = []

    def embed(self, texts):
        self.texts.extend(texts)
        rows = np.zeros((len(texts), SIZE), np.float32)
        for place, text in enumerate(texts):
            if "unreadable" in text:
                raise RuntimeError("no vector of this")
            for word in text.lower().replace("?", "").split():
                rows[place] += direction(word)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def direction(word):
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(SIZE).astype(np.float32)


def words_embedding(version: str = "words-1") -> Embedding:
    return Embedding("static", WordsEmbedder(version), SIZE, ZONES)
