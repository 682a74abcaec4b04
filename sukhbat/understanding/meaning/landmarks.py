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

from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.weights import Floats

AROUND = 10
FILE = "model/landmarks.npz"
# Rows at once: small enough that a block stays near the processor.
_BLOCK = 128


@dataclass(frozen=True, eq=False)
class Landmarks:
    """``rows``: unit vectors of one embedder, at least AROUND of them."""

    rows: Floats

    def crowds(self, vectors: Floats) -> Floats:
        """The mean cosine of each unit vector with its ten nearest landmarks."""
        found = np.zeros(len(vectors), np.float32)
        for start in range(0, len(vectors), _BLOCK):
            cosines = vectors[start : start + _BLOCK] @ self.rows.T
            found[start : start + _BLOCK] = np.partition(cosines, -AROUND, axis=1)[:, -AROUND:].mean(1)
        return found


@lru_cache(maxsize=4)
def shipped_landmarks(version: str) -> Landmarks:
    """Those of an embedder of this release. LookupError for one that has none."""
    content = files("sukhbat.understanding.meaning").joinpath(FILE).read_bytes()
    with np.load(BytesIO(content)) as kept:
        if version not in kept:
            raise LookupError(f"no landmarks are known for the embedder {version}")
        return Landmarks(normalised(kept[version].astype(np.float32)))
