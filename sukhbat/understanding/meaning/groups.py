"""Texts in groups of one concern: average linkage that never breaks what people decided.

Two groups are as near as their texts are on average. Connected components are not used: they chain.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.meaning.weights import Floats

Pair = tuple[int, int]


class ContradictionError(ValueError):
    """People said of two texts both that they belong together and that they do not."""


@dataclass(frozen=True)
class Decisions:
    """What people decided of pairs of texts; both hold across every text that was put together with them."""

    together: Sequence[Pair] = field(default=())
    apart: Sequence[Pair] = field(default=())


def grouped(nearness: Floats, join_at: float, decisions: Decisions | None = None) -> NDArray[np.int64]:
    """The number of each text's group, from 0 in the order of first texts.

    ``nearness``: ``(n, n)``, symmetric. Joins the two nearest groups as long as they are at least ``join_at``
    near on average and no decision parts them. ContradictionError when no grouping can respect the decisions.
    """
    decisions = decisions or Decisions()
    merging = _Merging(nearness)
    for one, other in decisions.together:
        merging.join_texts(one, other)
    for one, other in decisions.apart:
        merging.part_texts(one, other)
    merging.run(join_at)
    return merging.labels()


class _Merging:
    """Groups are rows; a group that was joined to another is a dead row."""

    def __init__(self, nearness: Floats) -> None:
        count = len(nearness)
        self.sums = np.array(nearness, np.float64)
        np.fill_diagonal(self.sums, -np.inf)
        self.sizes = np.ones(count)
        self.group_of = np.arange(count)
        self.alive = np.ones(count, bool)
        # -inf in the means: dead, oneself, or parted.
        self.means = self.sums.copy()
        self.best = np.full(count, -1)
        self.best_mean = np.full(count, -np.inf)

    def join_texts(self, one: int, other: int) -> None:
        first, second = self.group_of[one], self.group_of[other]
        if first != second:
            self._join(min(first, second), max(first, second))

    def part_texts(self, one: int, other: int) -> None:
        first, second = self.group_of[one], self.group_of[other]
        if first == second:
            raise ContradictionError(f"texts {one} and {other} were put together and parted")
        self.sums[first, second] = self.sums[second, first] = -np.inf
        self.means[first, second] = self.means[second, first] = -np.inf

    def run(self, join_at: float) -> None:
        if len(self.means) < 2:
            return
        self.best = self.means.argmax(1)
        self.best_mean = self.means[np.arange(len(self.best)), self.best]
        while True:
            row = int(self.best_mean.argmax())
            if self.best_mean[row] < join_at:
                return
            first, second = sorted((row, int(self.best[row])))
            self._join(first, second)
            self._look_again(first, second)

    def _join(self, first: int, second: int) -> None:
        """Put the second group into the first; a parted pair stays parted, for -inf outlives every sum."""
        self.sums[first] += self.sums[second]
        self.sums[:, first] = self.sums[first]
        self.sizes[first] += self.sizes[second]
        self.sums[first, first] = -np.inf
        self.sums[second] = self.sums[:, second] = -np.inf
        self.means[first] = self.sums[first] / (self.sizes[first] * self.sizes)
        self.means[:, first] = self.means[first]
        self.means[second] = self.means[:, second] = -np.inf
        self.alive[second] = False
        self.group_of[self.group_of == second] = first

    def _look_again(self, first: int, second: int) -> None:
        """Whose nearest group was one of the two looks for it anew; to all others only the joined one is new."""
        self.best_mean[second] = -np.inf
        stale = np.flatnonzero(self.alive & ((self.best == first) | (self.best == second)))
        for row in {*stale.tolist(), first}:
            self.best[row] = self.means[row].argmax()
            self.best_mean[row] = self.means[row, self.best[row]]
        nearer = self.means[:, first] > self.best_mean
        self.best[nearer] = first
        self.best_mean[nearer] = self.means[nearer, first]

    def labels(self) -> NDArray[np.int64]:
        _groups, first, inverse = np.unique(self.group_of, return_index=True, return_inverse=True)
        order = np.argsort(np.argsort(first))
        return np.asarray(order[inverse], np.int64)


def pairs_within(labels: Iterable[int]) -> int:
    """How many pairs of texts stand in one group."""
    sizes = np.bincount(np.fromiter(labels, np.int64))
    return int((sizes * (sizes - 1) // 2).sum())
