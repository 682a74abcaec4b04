"""How near two meanings are, corrected for texts that are near to everything.

Some vectors are hubs: of many texts the nearest, of none the sibling. Cross-domain similarity local scaling
(CSLS; Conneau and others, "Word translation without parallel data", 2018) takes from a cosine half of what each
side has with its ten nearest. Siblings are no such crowd, however many ask the same: it counts no more than what a
text has with landmarks.
"""

import numpy as np

from sukhbat.understanding.meaning.crowd import AROUND, mean_of_nearest
from sukhbat.understanding.meaning.landmarks import Landmarks, bounded
from sukhbat.understanding.meaning.weights import Floats


def nearness(vectors: Floats, landmarks: Landmarks | None = None) -> Floats:
    """Corrected nearness of every two of some unit vectors: ``(n, n)``, symmetric, -inf on the diagonal.

    Around 0 for siblings, well below for strangers; the bounds are each embedder's own (``zones``).
    """
    cosines = np.asarray(vectors @ vectors.T, np.float32)
    np.fill_diagonal(cosines, -np.inf)
    crowd = bounded(_crowd(cosines), vectors, landmarks)
    corrected = cosines - (crowd[:, None] + crowd[None, :]) / 2
    np.fill_diagonal(corrected, -np.inf)
    return np.asarray(corrected, np.float32)


def _crowd(cosines: Floats) -> Floats:
    """The mean cosine of each row with its ten nearest; with fewer texts than that, with all of them."""
    around = min(AROUND, len(cosines) - 1)
    if around < 1:
        return np.zeros(len(cosines), np.float32)
    return mean_of_nearest(cosines, around)
