"""How well texts find their own: nearest siblings, five suggested concerns, groups by itself and after decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.evaluating.deciding import DECISIONS_PER_TEXT, decided
from sukhbat.understanding.evaluating.labelled import Labelled
from sukhbat.understanding.meaning.groups import grouped, pairs_within
from sukhbat.understanding.meaning.nearness import nearness
from sukhbat.understanding.meaning.weights import Floats
from sukhbat.understanding.meaning.zones import Zones

SUGGESTED = 5
Names = NDArray[np.str_]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Finding:
    """Shares of texts, each from 0 to 1. Texts without a sibling are looked at by nobody here.

    ``first``: the nearest other text is a sibling (R@1). ``across``: the same when only texts of other languages
    may be found, over texts that have such a sibling. ``in_five``: a sibling is among the five nearest texts.
    ``among_five``: the right concern is among the five nearest ones, all other texts standing in theirs.
    """

    texts: int
    first: float
    across: float | None
    in_five: float
    among_five: float


@dataclass(frozen=True)
class Joining:
    """Over pairs of texts: ``precision`` of those put together, ``recall`` of those that belong together."""

    precision: float
    recall: float
    f1: float
    groups: int
    decisions: int = 0


@dataclass(frozen=True)
class Grouping:
    """All figures of one set of texts."""

    texts: int
    concerns: int
    all: Finding
    by_language: dict[str, Finding]
    automatic: Joining
    after_decisions: Joining


def measured(labelled: Sequence[Labelled], vectors: Floats, zones: Zones) -> Grouping:
    """The figures of labelled texts with their vectors, at the zones that are in use."""
    concerns = np.asarray([one.concern for one in labelled])
    languages = np.asarray([one.language for one in labelled])
    near = nearness(vectors, zones.landmarks)
    seen = _Seen(near, concerns, languages)
    automatic = grouped(near, zones.join)
    budget = round(DECISIONS_PER_TEXT * len(labelled))
    after, asked = decided(near, concerns, zones, budget=budget)
    return Grouping(
        texts=len(labelled),
        concerns=len(set(concerns.tolist())),
        all=seen.finding(np.ones(len(labelled), bool)),
        by_language={name: seen.finding(languages == name) for name in sorted(set(languages.tolist()))},
        automatic=joining(automatic, concerns),
        after_decisions=joining(after, concerns, decisions=asked),
    )


class _Seen:
    """What each text finds, once for all breakdowns."""

    def __init__(self, near: Floats, concerns: Names, languages: Names) -> None:
        same = np.asarray(concerns[:, None] == concerns[None, :])
        np.fill_diagonal(same, False)
        self.has_sibling: Flags = np.asarray(same.any(1))
        order = np.argsort(-near, axis=1)[:, :SUGGESTED]
        hits = np.take_along_axis(same, order, axis=1)
        self.first: Flags = hits[:, 0]
        self.in_five: Flags = np.asarray(hits.any(1))
        others = np.asarray(languages[:, None] != languages[None, :])
        self.has_sibling_across: Flags = np.asarray((same & others).any(1))
        across = np.where(others, near, -np.inf).argmax(1)
        self.across = same[np.arange(len(same)), across]
        self.among_five = _among_five(near, concerns)

    def finding(self, of: Flags) -> Finding:
        """The shares over some of the texts; 0 where there is none of them."""
        asked, crossing = of & self.has_sibling, of & self.has_sibling_across
        return Finding(
            texts=int(asked.sum()),
            first=_share(self.first[asked]),
            across=_share(self.across[crossing]) if crossing.any() else None,
            in_five=_share(self.in_five[asked]),
            among_five=_share(self.among_five[asked]),
        )


def _share(hits: Flags) -> float:
    return round(float(hits.mean()), 4) if len(hits) else 0.0


def _among_five(near: Floats, concerns: Names) -> Flags:
    """Whether the right concern is among the five nearest; one is as near as its two nearest texts are on average."""
    names, numbers = np.unique(concerns, return_inverse=True)
    scores = np.full((len(near), len(names)), -np.inf, np.float32)
    for number in range(len(names)):
        theirs = near[:, numbers == number]
        nearest = np.partition(theirs, -2, axis=1)[:, -2:] if theirs.shape[1] > 1 else theirs
        # Oneself stands there as -inf: then the one that is left counts.
        counted = np.isfinite(nearest)
        sums = np.where(counted, nearest, 0).sum(1)
        scores[:, number] = np.where(counted.any(1), sums / np.maximum(counted.sum(1), 1), -np.inf)
    right = scores[np.arange(len(near)), numbers]
    return np.asarray((scores > right[:, None]).sum(1) < SUGGESTED)


def joining(labels: NDArray[np.int64], concerns: Names, *, decisions: int = 0) -> Joining:
    """Pairs put together against pairs that belong together."""
    _names, numbers = np.unique(concerns, return_inverse=True)
    both = pairs_within(labels * (numbers.max() + 1) + numbers)
    made, wanted = pairs_within(labels), pairs_within(numbers)
    precision = both / made if made else 1.0
    recall = both / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return Joining(round(precision, 4), round(recall, 4), round(f1, 4), len(set(labels.tolist())), decisions)
