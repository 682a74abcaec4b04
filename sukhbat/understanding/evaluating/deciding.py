"""People at work, simulated: the program asks where an answer teaches most, the labels answer.

A question is "do these two groups belong together?", the next pair of groups by what a yes would gain. A person
says yes when most of both groups are of one concern; which text does not belong is not asked. The answers bind
those texts, and all of them together move the bound of joining (``meaning.learning``).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.meaning.groups import Decisions, Pair, grouped
from sukhbat.understanding.meaning.learning import Answer, Learned, learned
from sukhbat.understanding.meaning.weights import Floats
from sukhbat.understanding.meaning.zones import Zones

DECISIONS_PER_TEXT = 0.1
# Groups are made anew after so many answers, as in use every few minutes.
AT_ONCE = 10

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Two groups, by number and by their two nearest texts."""

    groups: Pair
    texts: Pair
    nearness: float


def decided(near: Floats, concerns: NDArray[np.str_], zones: Zones, *, budget: int) -> tuple[Labels, int]:
    """The groups after at most ``budget`` answers, and how many were given."""
    together: list[Pair] = []
    apart: list[Pair] = []
    answers: list[Answer] = []
    labels = grouped(near, zones.join)
    while len(answers) < budget:
        curve = learned(answers, zones.join)
        questions = _questions(near, labels, curve, apart)[: min(AT_ONCE, budget - len(answers))]
        if not questions:
            break
        for asked in questions:
            one, other = (_most(concerns[labels == group]) for group in asked.groups)
            (together if one == other else apart).append(asked.texts)
            answers.append(Answer(asked.nearness, one == other))
        labels = grouped(near, learned(answers, zones.join).join, Decisions(together, apart))
    return labels, len(answers)


def _questions(near: Floats, labels: Labels, curve: Learned, apart: list[Pair]) -> list[_Asked]:
    """Pairs of groups to ask about, no group twice; the most gainful first.

    Gain: pairs of texts a yes would join, times how likely a yes is by the groups' nearness.
    """
    means, sizes = _between(near, labels)
    likely = 1 / (1 + np.exp(-(means - curve.halfway) / curve.width))
    gain = np.triu(likely * np.outer(sizes, sizes), 1)
    for one, other in apart:
        first, second = sorted((labels[one], labels[other]))
        gain[first, second] = 0
    asked: list[_Asked] = []
    used: set[int] = set()
    for flat in np.argsort(-gain, axis=None)[: 40 * AT_ONCE]:
        first, second = (int(group) for group in divmod(flat, len(sizes)))
        if gain[first, second] <= 0 or len(asked) == AT_ONCE:
            break
        if not {first, second} & used:
            used |= {first, second}
            texts = _nearest_texts(near, labels, first, second)
            asked.append(_Asked((first, second), texts, float(means[first, second])))
    return asked


def _between(near: Floats, labels: Labels) -> tuple[Floats, Floats]:
    """The mean nearness of every two groups, and how many texts each has."""
    member = np.zeros((int(labels.max()) + 1, len(labels)), np.float32)
    member[labels, np.arange(len(labels))] = 1
    sizes = member.sum(1)
    finite = np.where(np.isfinite(near), near, 0)
    return np.asarray(member @ finite @ member.T / np.outer(sizes, sizes), np.float32), sizes


def _nearest_texts(near: Floats, labels: Labels, first: int, second: int) -> Pair:
    ones, others = np.flatnonzero(labels == first), np.flatnonzero(labels == second)
    between = near[np.ix_(ones, others)]
    row, column = divmod(int(between.argmax()), len(others))
    return int(ones[row]), int(others[column])


def _most(names: NDArray[np.str_]) -> str:
    found, counts = np.unique(names, return_counts=True)
    return str(found[counts.argmax()])
