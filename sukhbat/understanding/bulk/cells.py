"""Vectors kept in cells by nearness, so that a search looks into a few of them only."""

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.weights import Floats

Numbers = NDArray[np.int64]
_IN_A_CELL = 256  # on average, when the cells are laid out
_PROBED = 8
_ROUNDS = 4
_LAID_OUT_BY = 32  # vectors a cell
# Cells are laid out anew when they hold so many times more than at the last time.
_GROWTH = 2


class Cells:
    """A growing set of unit vectors, each with a number of the caller's."""

    def __init__(self, size: int) -> None:
        self._vectors = np.empty((0, size), np.float32)
        self._numbers = np.empty(0, np.int64)
        self._centres = np.empty((0, size), np.float32)
        self._starts = np.zeros(1, np.int64)
        self._laid_out_at = 0

    def add(self, vectors: Floats, numbers: Numbers) -> None:
        """Take some more; they are copied."""
        everything = np.concatenate([self._vectors, vectors])
        names = np.concatenate([self._numbers, numbers])
        if len(everything) >= _GROWTH * self._laid_out_at:
            self._centres = _laid_out(everything)
            self._laid_out_at = len(everything)
            cell = _nearest_centre(everything, self._centres)
        else:
            before = np.repeat(np.arange(len(self._centres)), np.diff(self._starts))
            cell = np.concatenate([before, _nearest_centre(vectors, self._centres)])
        order = np.argsort(cell, kind="stable")
        self._vectors, self._numbers = everything[order], names[order]
        self._starts = np.searchsorted(cell[order], np.arange(len(self._centres) + 1))

    def nearest(self, block: Floats) -> tuple[Floats, Numbers]:
        """The cosine with the nearest vector in the nearest cells, and its number; -1 and -1 without any."""
        score, found = np.full(len(block), -1, np.float32), np.full(len(block), -1, np.int64)
        if not len(self._centres):
            return score, found
        probed = min(_PROBED, len(self._centres))
        cells = np.argpartition(block @ self._centres.T, -probed, axis=1)[:, -probed:].ravel()
        order = np.argsort(cells, kind="stable")
        askers = order // probed
        bounds = np.searchsorted(cells[order], np.arange(len(self._centres) + 1))
        for cell in np.flatnonzero(np.diff(bounds)).tolist():
            asking = askers[bounds[cell] : bounds[cell + 1]]
            start, stop = self._starts[cell], self._starts[cell + 1]
            if start == stop:
                continue
            cosines = block[asking] @ self._vectors[start:stop].T
            best = cosines.argmax(1)
            value = cosines[np.arange(len(asking)), best]
            nearer = value > score[asking]
            score[asking[nearer]] = value[nearer]
            found[asking[nearer]] = self._numbers[start + best[nearer]]
        return score, found


def _laid_out(vectors: Floats) -> Floats:
    """Centres of cells: k-means over a part of the vectors, always the same part."""
    count = max(1, len(vectors) // _IN_A_CELL)
    part = vectors[:: max(1, len(vectors) // (count * _LAID_OUT_BY))]
    centres = np.array(part[:: max(1, len(part) // count)][:count])
    for _ in range(_ROUNDS):
        cell = _nearest_centre(part, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, cell, part)
        met = np.bincount(cell, minlength=len(centres)) > 0
        centres[met] = sums[met]
        centres = normalised(centres)
    return centres


def _nearest_centre(vectors: Floats, centres: Floats) -> Numbers:
    step = 8_192
    parts = [(vectors[at : at + step] @ centres.T).argmax(1) for at in range(0, len(vectors), step)]
    return np.concatenate(parts).astype(np.int64)
