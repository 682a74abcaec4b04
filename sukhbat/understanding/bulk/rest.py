"""Rare wordings that the trained embedder did not look at: to the nearest group by the static table, or alone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.bulk.crowd import crowds
from sukhbat.understanding.bulk.roots import Roots
from sukhbat.understanding.meaning.crowd import crowds_among
from sukhbat.understanding.meaning.landmarks import Landmarks, bounded
from sukhbat.understanding.meaning.weights import Floats

Numbers = NDArray[np.int64]
# Rows at once: small enough that a block stays near the processor.
_BLOCK = 128


@dataclass(frozen=True)
class Groups:
    """Groups as the static table sees them: the mean of each with its crowd, and all that stands in them."""

    known: Floats
    means: Floats
    crowds: Floats
    landmarks: Landmarks | None

    @classmethod
    def of(cls, vectors: Floats, groups: Numbers, landmarks: Landmarks | None = None) -> "Groups":
        """Of unit vectors with the numbers of their groups."""
        sizes = np.bincount(groups)
        sums = np.zeros((len(sizes), vectors.shape[1]), np.float32)
        np.add.at(sums, groups, vectors)
        crowd = np.bincount(groups, crowds(vectors, landmarks)) / sizes
        return cls(
            vectors, np.asarray(sums / sizes[:, None], np.float32), np.asarray(crowd, np.float32), landmarks
        )

    def near(self, vectors: Floats) -> Floats:
        """The corrected nearness of each vector to each group; a vector of zeros is near to none."""
        crowd = bounded(crowds_among(vectors, self.known), vectors, self.landmarks)
        near = vectors @ self.means.T
        near -= (crowd[:, None] + self.crowds) / 2
        near[~vectors.any(1)] = -np.inf
        return near


@dataclass(frozen=True)
class Placed:
    """The group of each wording, -1 for one that stays alone, and its nearness to the group."""

    group: Numbers
    near: Floats


def placed(vectors: NDArray[np.floating], groups: Groups, join_at: float) -> Placed:
    """The nearest group of each vector, when it is at least ``join_at`` near."""
    group, near = np.full(len(vectors), -1, np.int64), np.full(len(vectors), np.nan, np.float32)
    for start in range(0, len(vectors) if len(groups.means) else 0, _BLOCK):
        found = groups.near(np.asarray(vectors[start : start + _BLOCK], np.float32))
        best = found.argmax(1)
        value = found[np.arange(len(found)), best]
        joins = np.flatnonzero(value >= join_at)
        group[start + joins], near[start + joins] = best[joins], value[joins]
    return Placed(group, near)


def placed_as_decided(
    vectors: Floats, decided: Mapping[int, int], group_of_root: dict[int, int], groups: Groups, join_at: float,
    roots: Roots,
) -> dict[int, int]:  # fmt: skip
    """The group of each wording with a decided text; new numbers for those that found none.

    ``decided``: the place of a wording's vector, and a decided text of it. ``group_of_root``: where roots stand
    already; those that are placed here are added. Wordings of one root go together, by the first of them.
    """
    by_root: dict[int, list[int]] = defaultdict(list)
    for place, text in sorted(decided.items()):
        by_root[roots.root(text)].append(place)
    next_group = len(groups.means)
    found: dict[int, int] = {}
    for root, places in by_root.items():
        if root not in group_of_root:
            near = groups.near(vectors[places[:1]])[0]
            enemies = [group_of_root[enemy] for enemy in roots.enemies(root) if enemy in group_of_root]
            near[[enemy for enemy in enemies if enemy < len(near)]] = -np.inf
            best = int(near.argmax()) if len(near) else -1
            is_near = best >= 0 and near[best] >= join_at
            group_of_root[root] = best if is_near else next_group
            next_group += not is_near
        found.update(dict.fromkeys(places, group_of_root[root]))
    return found
