"""The crowd of a text: what it has with its nearest, on average."""

import numpy as np

from sukhbat.understanding.meaning.weights import Floats

AROUND = 10
# Rows at once: small enough that a block stays near the processor.
BLOCK = 128


def mean_of_nearest(cosines: Floats, around: int) -> Floats:
    """The mean of the ``around`` largest of each row: ``(rows,)``."""
    return np.asarray(np.partition(cosines, -around, axis=1)[:, -around:].mean(1), np.float32)


def crowds_among(vectors: Floats, known: Floats) -> Floats:
    """The mean cosine of each unit vector with its ten nearest among others; with fewer, with all of them."""
    around = min(AROUND, len(known))
    found = np.zeros(len(vectors), np.float32)
    if around < 1:
        return found
    for start in range(0, len(vectors), BLOCK):
        found[start : start + BLOCK] = mean_of_nearest(vectors[start : start + BLOCK] @ known.T, around)
    return found
