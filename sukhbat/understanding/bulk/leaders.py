"""Very many vectors gathered around leaders: each goes to the nearest leader that is near enough, or becomes one.

Leaders are compared by matrix products, block by block. When there are many, they are kept in cells and only the
nearest cells are looked into: a leader that is overlooked costs one more leader, never a wrong neighbour.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.bulk.cells import Cells
from sukhbat.understanding.meaning.weights import Floats

Numbers = NDArray[np.int64]
_BLOCK = 4_096
# So many are searched one by one before they are put into cells.
_RECENT = 8_192


def gathered(
    vectors: NDArray[np.floating], bound: float, *, done: Callable[[int], None] | None = None
) -> Numbers:
    """For each row the row of its leader; a leader is its own. ``done`` hears how many rows are through.

    ``vectors``: unit vectors, in any precision; the first rows are the likeliest leaders. ``bound``: the least
    cosine between a vector and its leader. Rows of zeros are alone.
    """
    leaders = _Leaders(vectors.shape[1])
    leader_of = np.empty(len(vectors), np.int64)
    for start in range(0, len(vectors), _BLOCK):
        block = np.asarray(vectors[start : start + _BLOCK], np.float32)
        score, found = leaders.nearest(block)
        found[score < bound] = -1
        rest = np.flatnonzero(found < 0)
        found[rest] = start + rest[_among_themselves(block[rest], bound)]
        leader_of[start : start + len(block)] = found
        new = rest[found[rest] == start + rest]
        leaders.add(block[new], start + new)
        if done:
            done(start + len(block))
    return leader_of


def _among_themselves(vectors: Floats, bound: float) -> Numbers:
    """Leaders within one block, by their places in it: the first of those left takes all that are near."""
    near = vectors @ vectors.T >= bound
    leader = np.full(len(vectors), -1, np.int64)
    for row in range(len(vectors)):
        if leader[row] < 0:
            leader[near[row] & (leader < 0)] = row
            leader[row] = row
    return leader


class _Leaders:
    """All leaders so far: the older ones in cells, the recent ones in a row."""

    def __init__(self, size: int) -> None:
        self._recent = np.empty((_RECENT + _BLOCK, size), np.float32)
        self._rows = np.empty(_RECENT + _BLOCK, np.int64)
        self._count = 0
        self._cells = Cells(size)

    def nearest(self, block: Floats) -> tuple[Floats, Numbers]:
        """The cosine of each vector with its nearest leader (-1 without any), and that leader's row."""
        score, found = self._cells.nearest(block)
        for start in range(0, self._count, _BLOCK):
            part = block @ self._recent[start : min(start + _BLOCK, self._count)].T
            best = part.argmax(1)
            value = part[np.arange(len(part)), best]
            nearer = value > score
            score[nearer] = value[nearer]
            found[nearer] = self._rows[start + best[nearer]]
        return score, found

    def add(self, vectors: Floats, rows: Numbers) -> None:
        end = self._count + len(vectors)
        self._recent[self._count : end], self._rows[self._count : end] = vectors, rows
        self._count = end
        if end > _RECENT:
            self._cells.add(self._recent[:end], self._rows[:end])
            self._count = 0
