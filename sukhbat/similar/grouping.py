"""All open questions in groups of one concern, from their kept vectors: no Django.

Up to some tens of thousands each is compared with each; more are first put together by their wordings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.bulk.crowd import crowds
from sukhbat.understanding.bulk.grouping import grouped_in_bulk
from sukhbat.understanding.bulk.linkage import linked
from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.groups import Decisions, Pair
from sukhbat.understanding.meaning.learning import Answer, learned
from sukhbat.understanding.meaning.static import StaticEmbedder
from sukhbat.understanding.meaning.vectors import Bytes
from sukhbat.understanding.meaning.vocabulary import shipped_vocabulary
from sukhbat.understanding.meaning.weights import Floats
from sukhbat.understanding.meaning.zones import Zones, shipped_zones

Numbers = NDArray[np.int64]
# Twice as many take four times as long: 20,000 about half a minute of one processor.
DIRECTLY = 20_000
# People's answers move the bound of joining (``meaning.learning``) when there are so many of them.
_ENOUGH = 20
_MOST_ANSWERS = 2_000


@dataclass(frozen=True)
class Groups:
    """The number of each question's group, and how near it is to the others there; NaN for one alone."""

    number: Numbers
    score: Floats
    join_at: float


def grouped(vectors: Floats, zones: Zones, decisions: Decisions) -> Groups:
    """Groups of unit vectors that keep every decision. ContradictionError when that cannot be."""
    crowd = crowds(vectors)
    join_at = zones.join
    pairs = [(pair, True) for pair in decisions.together] + [(pair, False) for pair in decisions.apart]
    if len(pairs) >= _ENOUGH:
        free = linked(vectors, zones.join)
        join_at = learned(_answers(vectors, crowd, free, pairs[-_MOST_ANSWERS:]), zones.join).join
    number = linked(vectors, join_at, decisions)
    return Groups(number, _scores(vectors, crowd, number), join_at)


def grouped_by_wordings(texts: Sequence[str], rows: Bytes, zones: Zones, decisions: Decisions) -> Groups:
    """The same for very many: ``rows`` are the packed vectors of the texts.

    A score is given where the vectors themselves were compared; the wordings are compared by the static table.
    """
    static = StaticEmbedder(shipped_vocabulary())
    found = grouped_in_bulk(
        texts,
        static=static,
        meanings=lambda places: normalised(rows[places].astype(np.float32)),
        zones=zones,
        static_zones=shipped_zones(static.version),
        decisions=decisions,
        most_embedded=DIRECTLY,
    )
    return Groups(found.group, np.where(found.by_static, np.nan, found.near), zones.join)


def _answers(
    vectors: Floats, crowd: Floats, number: Numbers, pairs: Sequence[tuple[Pair, bool]]
) -> list[Answer]:
    """What people said, with how near the two groups were that they spoke of, as far as they were two."""
    sums, crowd_sums, sizes = _sums(vectors, crowd, number)
    found = []
    for (one, other), together in pairs:
        first, second = number[one], number[other]
        if first != second:
            cosine = float(sums[first] @ sums[second]) / float(sizes[first] * sizes[second])
            off = float(crowd_sums[first] / sizes[first] + crowd_sums[second] / sizes[second]) / 2
        else:
            cosine = float(vectors[one] @ vectors[other])
            off = float(crowd[one] + crowd[other]) / 2
        found.append(Answer(cosine - off, together))
    return found


def _scores(vectors: Floats, crowd: Floats, number: Numbers) -> Floats:
    """The mean nearness of each to the others of its group."""
    sums, crowd_sums, sizes = _sums(vectors, crowd, number)
    others = (sizes[number] - 1).astype(np.float32)
    with np.errstate(invalid="ignore", divide="ignore"):
        cosines = (np.einsum("ij,ij->i", vectors, sums[number]) - 1) / others
        crowded = (crowd + (crowd_sums[number] - crowd) / others) / 2
    return np.where(others > 0, cosines - crowded, np.nan).astype(np.float32)


def _sums(vectors: Floats, crowd: Floats, number: Numbers) -> tuple[Floats, Floats, Numbers]:
    sizes = np.bincount(number)
    sums = np.zeros((len(sizes), vectors.shape[1]), np.float32)
    np.add.at(sums, number, vectors)
    return sums, np.bincount(number, crowd).astype(np.float32), sizes
