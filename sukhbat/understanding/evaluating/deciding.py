"""People at work, simulated: the program asks where an answer teaches most, the labels answer.

A question is "do these two groups belong together?", the next pair of groups by what a yes would gain. A person
says yes when most of both groups are of one concern, and when not, which text does not belong is not asked.
"""

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.meaning.groups import Decisions, Pair, grouped
from sukhbat.understanding.meaning.weights import Floats
from sukhbat.understanding.meaning.zones import Zones

DECISIONS_PER_TEXT = 0.1
# Two groups as near as the bound are one concern about every second time; this much nearer, three times of four.
_UNSURE = 0.025
# Groups are made anew after so many answers, as in use every few minutes.
AT_ONCE = 10


def decided(
    near: Floats, concerns: NDArray[np.str_], zones: Zones, *, budget: int
) -> tuple[NDArray[np.int64], int]:
    """The groups after at most ``budget`` answers, and how many were given."""
    together: list[Pair] = []
    apart: list[Pair] = []
    labels = grouped(near, zones.join)
    while len(together) + len(apart) < budget:
        left = budget - len(together) - len(apart)
        questions = _questions(near, labels, zones, apart)[: min(AT_ONCE, left)]
        if not questions:
            break
        for one, other in questions:
            same = _most(concerns[labels == labels[one]]) == _most(concerns[labels == labels[other]])
            (together if same else apart).append((one, other))
        labels = grouped(near, zones.join, Decisions(together, apart))
    return labels, len(together) + len(apart)


def _questions(near: Floats, labels: NDArray[np.int64], zones: Zones, apart: list[Pair]) -> list[Pair]:
    """Pairs of groups to ask about, each by its two nearest texts, no group twice; the most gainful first.

    Gain: pairs of texts a yes would join, times how likely a yes is by the groups' nearness.
    """
    count = int(labels.max()) + 1
    member = np.zeros((count, len(labels)), np.float32)
    member[labels, np.arange(len(labels))] = 1
    sizes = member.sum(1)
    finite = np.where(np.isfinite(near), near, 0)
    means = member @ finite @ member.T / np.outer(sizes, sizes)
    likely = 1 / (1 + np.exp(-(means - zones.join) / _UNSURE))
    gain = np.triu(likely * np.outer(sizes, sizes), 1)
    for one, other in apart:
        first, second = sorted((labels[one], labels[other]))
        gain[first, second] = 0
    asked: list[Pair] = []
    used: set[int] = set()
    for flat in np.argsort(-gain, axis=None)[: 20 * AT_ONCE]:
        first, second = (int(group) for group in divmod(flat, count))
        if gain[first, second] <= 0 or len(asked) == AT_ONCE:
            break
        if not {first, second} & used:
            used |= {first, second}
            asked.append(_nearest_texts(near, labels, first, second))
    return asked


def _nearest_texts(near: Floats, labels: NDArray[np.int64], first: int, second: int) -> Pair:
    ones, others = np.flatnonzero(labels == first), np.flatnonzero(labels == second)
    between = near[np.ix_(ones, others)]
    row, column = divmod(int(between.argmax()), len(others))
    return int(ones[row]), int(others[column])


def _most(names: NDArray[np.str_]) -> str:
    found, counts = np.unique(names, return_counts=True)
    return str(found[counts.argmax()])
