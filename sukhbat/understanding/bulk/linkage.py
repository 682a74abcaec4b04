"""Average linkage of many vectors without comparing each with each: what ``groups.grouped`` gives, in little memory.

The mean nearness of two groups follows from their sums, and a joined group is never nearer to a third than the nearer
of its two halves was. So only pairs that are near enough at the start, and those that grow out of them, matter.
"""

import heapq
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.bulk.roots import Roots
from sukhbat.understanding.meaning.groups import Decisions
from sukhbat.understanding.meaning.weights import Floats

Numbers = NDArray[np.int64]
_BLOCK = 1_024
# The nearest of a group's near ones are looked at first; the others come in as groups grow.
MOST_NEAR = 64


def linked(vectors: Floats, crowd: Floats, join_at: float, decisions: Decisions | None = None) -> Numbers:
    """The number of each unit vector's group, from 0 in the order of first ones; see ``groups.grouped``.

    ``crowd``: what is taken off each (``crowd.crowds``). Exact as long as no group is near to more than
    MOST_NEAR others. ContradictionError as there.
    """
    decisions = decisions or Decisions()
    roots = Roots(len(vectors))
    roots.decide(decisions)
    merging = _Merging(vectors, crowd, roots, join_at)
    merging.run()
    _roots, first, inverse = np.unique(merging.roots.all(), return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[inverse], np.int64)


class _Merging:
    """Groups by their roots: sums of vectors and crowds, sizes, and the near ones of each with their nearness."""

    def __init__(self, vectors: Floats, crowd: Floats, roots: Roots, join_at: float) -> None:
        self.roots, self._join_at = roots, join_at
        root = roots.all()
        self._sums = np.zeros(vectors.shape, np.float64)
        np.add.at(self._sums, root, vectors)
        self._crowds = np.bincount(root, crowd, len(root)).astype(np.float64)
        self._sizes = np.bincount(root, minlength=len(root)).astype(np.float64)
        self._near: list[dict[int, float]] = [{} for _ in range(len(vectors))]
        self._heap: list[tuple[float, int, int]] = []
        for one, other, value in self._pairs(np.unique(root)):
            self._remember(one, other, value)

    def _pairs(self, groups: Numbers) -> Iterator[tuple[int, int, float]]:
        """Pairs of groups that are near enough, each once."""
        means = (self._sums[groups] / self._sizes[groups, None]).astype(np.float32)
        crowd = (self._crowds[groups] / self._sizes[groups]).astype(np.float32) / 2
        for start in range(0, len(groups), _BLOCK):
            near = means[start : start + _BLOCK] @ means.T
            near -= crowd[start : start + _BLOCK, None] + crowd
            near[np.arange(len(near)), np.arange(start, start + len(near))] = -np.inf
            if near.shape[1] > MOST_NEAR:
                least = np.partition(near, -MOST_NEAR, axis=1)[:, -MOST_NEAR, None]
                near[near < least] = -np.inf
            rows, columns = np.nonzero(near >= self._join_at)
            values = near[rows, columns].tolist()
            yield from zip(groups[rows + start].tolist(), groups[columns].tolist(), values, strict=True)

    def _remember(self, one: int, other: int, value: float) -> None:
        if other not in self._near[one] and not self.roots.are_apart(one, other):
            self._near[one][other] = self._near[other][one] = value
            heapq.heappush(self._heap, (-value, min(one, other), max(one, other)))

    def run(self) -> None:
        """Join the two nearest groups again and again."""
        while self._heap:
            value, one, other = heapq.heappop(self._heap)
            if self._near[one].get(other) == -value:
                self._join(one, other)

    def _join(self, one: int, other: int) -> None:
        kept = self.roots.join(one, other)
        gone = other if kept == one else one
        theirs, others = self._near[kept], self._near[gone]
        self._near[kept], self._near[gone] = {}, {}
        for near in (theirs.keys() | others.keys()) - {kept, gone}:
            self._near[near].pop(kept, None)
            self._near[near].pop(gone, None)
        means = self._means(kept, gone, theirs, others)
        self._sums[kept] += self._sums[gone]
        self._crowds[kept] += self._crowds[gone]
        self._sizes[kept] += self._sizes[gone]
        for near, value in means.items():
            if value >= self._join_at:
                self._remember(kept, near, value)

    def _means(
        self, kept: int, gone: int, theirs: dict[int, float], others: dict[int, float]
    ) -> dict[int, float]:
        """How near the joined group is to all that were near to a half of it."""
        size, more = self._sizes[kept], self._sizes[gone]
        names = sorted((theirs.keys() | others.keys()) - {kept, gone})
        first = self._filled(kept, names, theirs)
        second = self._filled(gone, names, others)
        return {
            name: float((size * one + more * other) / (size + more))
            for name, one, other in zip(names, first, second, strict=True)
        }

    def _filled(self, group: int, names: list[int], known: dict[int, float]) -> list[float]:
        missing = np.array([name for name in names if name not in known], np.int64)
        products = self._sums[missing] @ self._sums[group] / (self._sizes[missing] * self._sizes[group])
        crowd = self._crowds[missing] / self._sizes[missing] + self._crowds[group] / self._sizes[group]
        filled = dict(zip(missing.tolist(), (products - crowd / 2).tolist(), strict=True)) | known
        return [filled[name] for name in names]
