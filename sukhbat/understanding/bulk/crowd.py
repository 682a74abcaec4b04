"""What a vector has with its ten nearest, as ``nearness`` takes it off, block by block."""

import numpy as np

from sukhbat.understanding.meaning.landmarks import AROUND, Landmarks
from sukhbat.understanding.meaning.nearness import mean_of_nearest
from sukhbat.understanding.meaning.weights import Floats

# Rows at once: small enough that a block stays near the processor.
_BLOCK = 128


def crowds(vectors: Floats, landmarks: Landmarks | None = None) -> Floats:
    """The mean cosine of each unit vector with its ten nearest others; with fewer, with all of them.

    With landmarks at most what it has with those.
    """
    around = min(AROUND, len(vectors) - 1)
    found = np.zeros(len(vectors), np.float32)
    if around < 1:
        return found
    for start in range(0, len(vectors), _BLOCK):
        cosines = vectors[start : start + _BLOCK] @ vectors.T
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -np.inf
        found[start : start + _BLOCK] = mean_of_nearest(cosines, around)
    return _at_most(found, vectors, landmarks)


def crowds_among(vectors: Floats, known: Floats, landmarks: Landmarks | None = None) -> Floats:
    """The same with the ten nearest among others."""
    around = min(AROUND, len(known))
    found = np.zeros(len(vectors), np.float32)
    if around < 1:
        return found
    for start in range(0, len(vectors), _BLOCK):
        found[start : start + _BLOCK] = mean_of_nearest(vectors[start : start + _BLOCK] @ known.T, around)
    return _at_most(found, vectors, landmarks)


def _at_most(found: Floats, vectors: Floats, landmarks: Landmarks | None) -> Floats:
    return found if landmarks is None else np.minimum(found, landmarks.crowds(vectors))
