"""The crowds of very many vectors, as ``nearness`` takes them off, block by block."""

import numpy as np

from sukhbat.understanding.meaning.crowd import AROUND, BLOCK, mean_of_nearest
from sukhbat.understanding.meaning.landmarks import Landmarks, bounded
from sukhbat.understanding.meaning.weights import Floats


def crowds(vectors: Floats, landmarks: Landmarks | None = None) -> Floats:
    """The mean cosine of each unit vector with its ten nearest others; with fewer, with all of them.

    With landmarks at most what it has with those.
    """
    around = min(AROUND, len(vectors) - 1)
    found = np.zeros(len(vectors), np.float32)
    if around < 1:
        return found
    for start in range(0, len(vectors), BLOCK):
        cosines = vectors[start : start + BLOCK] @ vectors.T
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -np.inf
        found[start : start + BLOCK] = mean_of_nearest(cosines, around)
    return bounded(found, vectors, landmarks)
