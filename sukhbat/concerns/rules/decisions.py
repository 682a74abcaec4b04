"""What people's decisions about pairs of questions mean for all others. Pure.

Together is transitive: questions that were put together, one by one, are a unit. Apart holds across it: what is apart
from one question of a unit is apart from all of them.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

Pair = tuple[UUID, UUID]


class Closure:
    """The units that decisions make of questions, and which units must not meet.

    The order of ``apart`` is kept: ``first`` of a pair is the question that left.
    """

    def __init__(self, together: Iterable[Pair] = (), apart: Iterable[Pair] = ()) -> None:
        self._root: dict[UUID, UUID] = {}
        for one, other in together:
            self._join(one, other)
        self.apart = list(apart)
        self._parted: dict[UUID, set[UUID]] = {}
        for one, other in self.apart:
            first, second = self.unit(one), self.unit(other)
            self._parted.setdefault(first, set()).add(second)
            self._parted.setdefault(second, set()).add(first)

    def unit(self, question: UUID) -> UUID:
        """The name of a question's unit: the smallest key in it, its own when nobody put it together."""
        root = question
        while (above := self._root.get(root, root)) != root:
            root = above
        # The next look-up is short: thousands may hang on one hub.
        while (above := self._root.get(question, question)) != root:
            self._root[question], question = root, above
        return root

    @property
    def decided(self) -> set[UUID]:
        """Every question that some decision is about."""
        return set(self._root) | {question for pair in self.apart for question in pair}

    def contradiction(self) -> Pair | None:
        """The first pair that was put together and parted, if there is one."""
        return next((pair for pair in self.apart if self.unit(pair[0]) == self.unit(pair[1])), None)

    def are_together(self, one: UUID, other: UUID) -> bool:
        """Whether people put the two together, so that they cannot be parted."""
        return self.unit(one) == self.unit(other)

    def are_apart(self, one: UUID, other: UUID) -> bool:
        """Whether people parted the two, so that they cannot be put together."""
        return self.unit(other) in self._parted.get(self.unit(one), ())

    def parted_from(self, question: UUID) -> set[UUID]:
        """The units that must not meet the question's."""
        return self._parted.get(self.unit(question), set())

    def _join(self, one: UUID, other: UUID) -> None:
        first, second = sorted((self.unit(one), self.unit(other)))
        self._root[first] = self._root[second] = first


def broken(closure: Closure, groups: Mapping[UUID, int]) -> Pair | None:
    """The first decision that a grouping breaks: two of a unit in two groups, or two parted ones in one.

    ``groups`` says the group of each question; what is not in it breaks nothing.
    """
    seen: dict[UUID, UUID] = {}
    for question in sorted(closure.decided & groups.keys()):
        first = seen.setdefault(closure.unit(question), question)
        if groups[first] != groups[question]:
            return first, question
    for pair in closure.apart:
        one, other = (seen.get(closure.unit(question)) for question in pair)
        if one is not None and other is not None and groups[one] == groups[other]:
            return one, other
    return None
