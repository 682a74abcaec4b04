"""Things that were put together, and those that must not be: union-find with enemies."""

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.meaning.groups import ContradictionError, Decisions


class Roots:
    """Each of ``count`` things belongs to the things of its root; a root is the first of them."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._apart: dict[int, set[int]] = {}

    def decide(self, decisions: Decisions) -> None:
        """Take in what people decided. ContradictionError when it cannot all hold."""
        for one, other in decisions.together:
            self.join(one, other)
        for one, other in decisions.apart:
            self.part(one, other)

    def root(self, thing: int) -> int:
        """The root of a thing."""
        parent = self._parent
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def all(self) -> NDArray[np.int64]:
        """The root of each thing."""
        return np.fromiter(map(self.root, range(len(self._parent))), np.int64, len(self._parent))

    def are_apart(self, one: int, other: int) -> bool:
        """Whether two things must not come together."""
        return self.root(other) in self._apart.get(self.root(one), ())

    def join(self, one: int, other: int) -> int:
        """Put two things together with all of theirs; the common root. ContradictionError when they are apart."""
        if self.are_apart(one, other):
            raise ContradictionError(f"{one} and {other} were put together and parted")
        kept, gone = sorted((self.root(one), self.root(other)))
        if kept != gone:
            self._parent[gone] = kept
            enemies = self._apart.pop(gone, set())
            for enemy in enemies:
                self._apart[enemy].discard(gone)
                self._apart[enemy].add(kept)
            if enemies:
                self._apart.setdefault(kept, set()).update(enemies)
        return kept

    def part(self, one: int, other: int) -> None:
        """Let two things never come together. ContradictionError when they are."""
        first, second = self.root(one), self.root(other)
        if first == second:
            raise ContradictionError(f"{one} and {other} were put together and parted")
        self._apart.setdefault(first, set()).add(second)
        self._apart.setdefault(second, set()).add(first)

    def enemies(self, thing: int) -> frozenset[int]:
        """The roots that a thing must not come together with."""
        return frozenset(self._apart.get(self.root(thing), ()))
