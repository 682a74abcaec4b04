"""Landmarks: the middles of many known matters. How near a text is to the nearest of them says how much of a hub it is.

The crowd of a text (``nearness``) is what it has with its nearest. Where thousands ask the same, these are its own
siblings, and taking them off would leave nothing: so a crowd counts no more than what the text has with landmarks,
which do not grow with the number of those who ask.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np

from sukhbat.understanding.meaning.crowd import crowds_among
from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.weights import Floats

FILE = "model/landmarks.npz"


@dataclass(frozen=True, eq=False)
class Landmarks:
    """``rows``: unit vectors of one embedder, ten or more."""

    rows: Floats

    def crowds(self, vectors: Floats) -> Floats:
        """The mean cosine of each unit vector with its ten nearest landmarks."""
        return crowds_among(vectors, self.rows)


def bounded(crowd: Floats, vectors: Floats, landmarks: Landmarks | None) -> Floats:
    """The crowds of unit vectors, none larger than what the vector has with landmarks, if there are any."""
    return crowd if landmarks is None else np.minimum(crowd, landmarks.crowds(vectors))


@lru_cache(maxsize=4)
def shipped_landmarks(version: str) -> Landmarks:
    """Those of an embedder of this release. LookupError for one that has none."""
    content = files("sukhbat.understanding.meaning").joinpath(FILE).read_bytes()
    with np.load(BytesIO(content)) as kept:
        if version not in kept:
            raise LookupError(f"no landmarks are known for the embedder {version}")
        return Landmarks(normalised(kept[version].astype(np.float32)))
