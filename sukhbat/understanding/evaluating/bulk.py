"""How well very many texts were grouped, where it is known which belong together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.bulk.grouping import Grouping
from sukhbat.understanding.evaluating.stream import Stream

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Pairs:
    """Over pairs of texts: ``precision`` of those put together, ``recall`` of those that belong together.

    ``gathered``: the share of a concern's texts that stand in its largest group, on average over concerns.
    """

    texts: int
    precision: float
    recall: float
    f1: float
    gathered: float


@dataclass(frozen=True)
class BulkFigures:
    """``wording_precision``: of pairs of different texts within one wording. ``known``: texts of known concerns;
    ``unseen``: those of concerns that no model was trained on; ``everything``: with the background. ``by_static``:
    the share of texts joined by the static table; ``by_static_right``: of those, the share that came to a group most
    of whose other texts are of their concern.
    """

    texts: int
    different: int
    wordings: int
    wording_bound: float
    embedded: int
    embedded_share: float
    groups: int
    alone: int
    wording_precision: float
    by_static: float
    by_static_right: float
    known: Pairs
    unseen: Pairs
    everything: Pairs


def measured_bulk(stream: Stream, found: Grouping) -> BulkFigures:
    """The figures of a stream that was grouped."""
    known = stream.concern < stream.first_alone
    unseen = known & stream.unseen[np.where(known, stream.concern, 0)]
    _names, first = np.unique(found.repeated, return_index=True)
    looked_at = np.zeros(int(found.wording.max()) + 1, bool)
    looked_at[found.wording[found.embedded]] = True
    sizes = np.bincount(found.group)
    return BulkFigures(
        texts=len(found.group),
        different=len(first),
        wordings=len(looked_at),
        wording_bound=found.bound,
        embedded=len(found.embedded),
        embedded_share=round(float(looked_at[found.wording].mean()), 4),
        groups=len(sizes),
        alone=int((sizes == 1).sum()),
        wording_precision=_pairs(found.wording[first], stream.concern[first]).precision,
        by_static=round(float(found.by_static.mean()), 4),
        by_static_right=_right(found, stream.concern),
        known=_pairs(found.group[known], stream.concern[known]),
        unseen=_pairs(found.group[unseen], stream.concern[unseen]),
        everything=_pairs(found.group, stream.concern),
    )


def _right(found: Grouping, concerns: Numbers) -> float:
    if not found.by_static.any():
        return 1.0
    width = int(concerns.max()) + 1
    names, counts = np.unique(
        found.group[~found.by_static] * width + concerns[~found.by_static], return_counts=True
    )
    most = np.full(int(found.group.max()) + 1, -1)
    order = np.argsort(counts, kind="stable")
    most[names[order] // width] = names[order] % width
    return round(float((most[found.group] == concerns)[found.by_static].mean()), 4)


def _pairs(groups: Numbers, concerns: Numbers) -> Pairs:
    if not len(groups):
        return Pairs(0, 1.0, 1.0, 0.0, 1.0)
    group, concern = _numbered(groups), _numbered(concerns)
    names, both = np.unique(group * (int(concern.max()) + 1) + concern, return_counts=True)
    right, made, wanted = _within(both), _within(np.bincount(group)), _within(np.bincount(concern))
    precision, recall = right / made if made else 1.0, right / wanted if wanted else 1.0
    largest = np.zeros(int(concern.max()) + 1)
    np.maximum.at(largest, names % len(largest), both)
    return Pairs(
        texts=len(groups),
        precision=round(precision, 4),
        recall=round(recall, 4),
        f1=round(2 * precision * recall / (precision + recall), 4) if right else 0.0,
        gathered=round(float((largest / np.bincount(concern)).mean()), 4),
    )


def _numbered(names: Numbers) -> Numbers:
    return np.asarray(np.unique(names, return_inverse=True)[1], np.int64)


def _within(sizes: Numbers) -> float:
    return float((sizes.astype(np.float64) * (sizes - 1) / 2).sum())
