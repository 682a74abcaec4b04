"""Columns of numbers that grow together, each with what stands in it before anything is written."""

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

_ROOM = 1_024


class Columns:
    """``self[name]`` is a column; its rows may have a shape of their own."""

    def __init__(
        self, kinds: Mapping[str, tuple[DTypeLike, float]], shapes: Mapping[str, int] | None = None
    ) -> None:
        """``kinds``: the type and the first value of each column; ``shapes``: how many numbers a row has."""
        self._kinds, self._shapes = kinds, shapes or {}
        self._columns = {name: self._empty(name, _ROOM) for name in kinds}

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._columns[name]

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    def _empty(self, name: str, room: int) -> NDArray[Any]:
        kind, value = self._kinds[name]
        shape = (room, self._shapes[name]) if name in self._shapes else (room,)
        return np.full(shape, value, kind)

    def reach(self, rows: int) -> None:
        """Make room for so many rows, and for half as many more."""
        if rows <= len(self):
            return
        for name, column in self._columns.items():
            self._columns[name] = self._empty(name, max(rows, len(column) * 3 // 2))
            self._columns[name][: len(column)] = column

    def copy(self) -> Self:
        """The same with columns of its own."""
        copied = type(self)(self._kinds, self._shapes)
        copied._columns = {name: column.copy() for name, column in self._columns.items()}
        return copied
