"""Groups of vectors as sums: how near two groups are, and a vector to the others of its own, on average."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.meaning.weights import Floats

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Sums:
    """Groups by their numbers: the sums of their vectors and crowds, and how many they are."""

    vectors: Floats
    crowds: Floats
    sizes: Numbers

    @classmethod
    def of(cls, vectors: Floats, crowd: Floats, group: Numbers) -> "Sums":
        """``crowd``: what each vector has with its nearest (``crowd.crowds``); ``group``: each vector's number."""
        sizes = np.bincount(group)
        sums = np.zeros((len(sizes), vectors.shape[1]), np.float32)
        np.add.at(sums, group, vectors)
        return cls(sums, np.bincount(group, crowd).astype(np.float32), sizes)

    def nearness(self, one: int, other: int) -> float:
        """The mean nearness of two groups."""
        sizes = self.sizes[[one, other]]
        cosine = float(self.vectors[one] @ self.vectors[other]) / float(sizes.prod())
        return cosine - float((self.crowds[[one, other]] / sizes).sum()) / 2


def near_to_theirs(vectors: Floats, crowd: Floats, group: Numbers) -> Floats:
    """The mean nearness of each vector to the others of its group; NaN for one that is alone."""
    groups = Sums.of(vectors, crowd, group)
    others = (groups.sizes[group] - 1).astype(np.float32)
    own = np.einsum("ij,ij->i", vectors, vectors)
    with np.errstate(invalid="ignore", divide="ignore"):
        cosines = (np.einsum("ij,ij->i", vectors, groups.vectors[group]) - own) / others
        crowded = (crowd + (groups.crowds[group] - crowd) / others) / 2
    return np.where(others > 0, cosines - crowded, np.nan).astype(np.float32)
