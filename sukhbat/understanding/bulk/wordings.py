"""Wordings of very many texts: which are looked at by the trained embedder, and how decisions bind them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.bulk.deciding import Lifted
from sukhbat.understanding.bulk.rest import Groups, placed, placed_as_decided
from sukhbat.understanding.bulk.roots import Roots
from sukhbat.understanding.meaning.groups import Decisions, Pair
from sukhbat.understanding.meaning.weights import Floats
from sukhbat.understanding.meaning.zones import Zones

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Wordings:
    """Numbered from 0. ``of``: each text's. ``size``: how many texts; ``leader``: the place of the text that leads.

    ``vectors``: of the leaders, by the static table. ``decided``: a decided text of each wording that has one.
    """

    of: Numbers
    size: Numbers
    leader: Numbers
    vectors: NDArray[np.float16]
    decided: dict[int, int]
    roots: Roots

    @classmethod
    def found(cls, what: Lifted, repeated: Numbers, vectors: NDArray[np.float16]) -> "Wordings":
        """``repeated``: for each text which of the different ones it is; ``vectors`` are theirs.

        The most frequent text of a wording leads it, of equals the first.
        """
        names, of = np.unique(what.wording, return_inverse=True)
        count = len(of)
        first = np.full(len(names), np.iinfo(np.int64).max)
        np.minimum.at(first, of, repeated * count + np.arange(count))
        leader = first % max(count, 1)
        decided = {int(np.searchsorted(names, name)): text for name, text in what.decided.items()}
        size = np.bincount(of, minlength=len(names))
        return cls(of, size, leader, vectors[repeated[leader]], decided, what.roots)

    def chosen(self, most: int) -> Numbers:
        """At most ``most`` wordings: those that people decided about (half of the places at most), then the largest.

        Of those decided about, one of what was put together comes before the others of it.
        """
        largest = np.argsort(-self.size, kind="stable")
        spoken_for: set[int] = set()
        first: list[int] = []
        others: list[int] = []
        for wording in (name for name in largest.tolist() if name in self.decided) if self.decided else ():
            root = self.roots.root(self.decided[wording])
            (others if root in spoken_for else first).append(wording)
            spoken_for.add(root)
        decided = np.array([*first, *others][: most // 2], np.int64)
        rest = largest[~np.isin(largest, decided)][: most - len(decided)]
        return np.sort(np.concatenate([decided, rest]))

    def spoken_of(self, chosen: Numbers, decisions: Decisions) -> Decisions:
        """What people said of two different ones of the chosen, by their places in ``chosen``."""
        place = {wording: number for number, wording in enumerate(chosen.tolist())}

        def places(pairs: Sequence[Pair]) -> list[Pair]:
            of = ((place.get(int(self.of[one])), place.get(int(self.of[other]))) for one, other in pairs)
            return [
                (one, other) for one, other in of if one is not None and other is not None and one != other
            ]

        return Decisions(places(decisions.together), places(decisions.apart))

    def decisions(self, chosen: Numbers) -> Decisions:
        """What the chosen ones must respect, by their places in ``chosen``."""
        places: dict[int, list[int]] = defaultdict(list)
        for place, wording in enumerate(chosen.tolist()):
            if wording in self.decided:
                places[self.roots.root(self.decided[wording])].append(place)
        together: list[Pair] = [(theirs[0], other) for theirs in places.values() for other in theirs[1:]]
        apart: list[Pair] = [
            (theirs[0], places[enemy][0])
            for root, theirs in places.items()
            for enemy in sorted(self.roots.enemies(root))
            if enemy in places and root < enemy
        ]
        return Decisions(together, apart)

    def all_grouped(self, chosen: Numbers, labels: Numbers, zones: Zones) -> tuple[Numbers, Floats]:
        """The group of every wording when the chosen ones have ``labels``, and the nearness of those that joined.

        The others go to the nearest group by the static table when it is near enough by its ``zones``, or stay alone.
        """
        join_at = zones.join
        count = len(self.size)
        group, near = np.full(count, -1, np.int64), np.full(count, np.nan, np.float32)
        group[chosen] = labels
        rest = np.flatnonzero(group < 0)
        groups = Groups.of(self.vectors[chosen].astype(np.float32), labels, zones.landmarks)
        found = placed(self.vectors[rest], groups, join_at)
        group[rest], near[rest] = found.group, found.near
        for wording, theirs in self._decided_rest(rest, group, groups, join_at).items():
            near[wording] = near[wording] if theirs == group[wording] else np.nan
            group[wording] = theirs
        alone = np.flatnonzero(group < 0)
        group[alone] = max(int(group.max(initial=-1)), len(groups.means) - 1) + 1 + np.arange(len(alone))
        return group, near

    def _decided_rest(self, rest: Numbers, group: Numbers, groups: Groups, join_at: float) -> dict[int, int]:
        left = set(rest.tolist()) & self.decided.keys()
        if not left:
            return {}
        group_of_root = {
            self.roots.root(text): int(group[wording])
            for wording, text in self.decided.items()
            if wording not in left
        }
        among = sorted(left)
        texts = {place: self.decided[wording] for place, wording in enumerate(among)}
        vectors = self.vectors[among].astype(np.float32)
        found = placed_as_decided(vectors, texts, group_of_root, groups, join_at, self.roots)
        return {among[place]: theirs for place, theirs in found.items()}
