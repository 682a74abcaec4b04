"""The part of the published order that goes by quotas of region, language and theme. Pure; whole numbers only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sukhbat.conferences.rules.candidates import FACETS, Candidate, Group


@dataclass(frozen=True)
class Reason:
    """The facet that got least of its share: ``asked`` of all candidates have it, ``held`` of the places so far."""

    group: str
    asked: int
    held: int


class Quotas:
    """How far each value of a facet is behind its share, place by place."""

    def __init__(self, everyone: Sequence[Candidate], ranked: Sequence[Candidate]) -> None:
        """``everyone`` gives the shares; ``ranked`` may be chosen, the best first."""
        self._all = len(everyone)
        self._asked = [Counter(values) for values in zip(*(c.group for c in everyone), strict=True)]
        self._held: list[Counter[str]] = [Counter() for _facet in FACETS]
        self._filled = 0
        self._piles: dict[Group, list[tuple[int, Candidate]]] = {}
        for rank in range(len(ranked) - 1, -1, -1):
            self._piles.setdefault(ranked[rank].group, []).append((rank, ranked[rank]))

    def fill(self, candidate: Candidate) -> None:
        """A place went to this one, by whatever part."""
        self._filled += 1
        for held, value in zip(self._held, candidate.group, strict=True):
            held[value] += 1

    def best(self, placed: set[str]) -> Candidate:
        """The best question of the group whose facets are behind most; of equal groups the better question."""
        regions, languages, themes = (self._behind(facet) for facet in range(len(FACETS)))
        most = -1
        equal: list[Group] = []
        for group in list(self._piles):
            behind = regions[group[0]] + languages[group[1]] + themes[group[2]]
            if behind < most or not self._has_waiting(group, placed):
                continue
            if behind > most:
                most, equal = behind, []
            equal.append(group)
        return min(self._piles[group][-1] for group in equal)[1]

    def reason(self, candidate: Candidate) -> Reason | None:
        """The facet of this question that got least of its share so far; None when none is behind.

        Of equal ones the one further behind, then region before language before theme. What all have in common
        is no reason.
        """
        behind = []
        for facet, value in enumerate(candidate.group):
            asked, held, by = (
                self._asked[facet][value],
                self._held[facet][value],
                self._behind_by(facet, value),
            )
            if by > 0 and asked < self._all:
                behind.append(
                    (Fraction(held, asked), -by, facet, Reason(f"{FACETS[facet]}:{value}", asked, held))
                )
        return min(behind)[-1] if behind else None

    def _has_waiting(self, group: Group, placed: set[str]) -> bool:
        """Whether one of the group is left; what was placed by another part is taken off its pile."""
        pile = self._piles[group]
        while pile and pile[-1][1].number in placed:
            pile.pop()
        if not pile:
            del self._piles[group]
        return bool(pile)

    def _behind(self, facet: int) -> dict[str, int]:
        return {value: max(0, self._behind_by(facet, value)) for value in self._asked[facet]}

    def _behind_by(self, facet: int, value: str) -> int:
        """Share of all × places with the next one − places held, times the number of all."""
        return self._asked[facet][value] * (self._filled + 1) - self._held[facet][value] * self._all
