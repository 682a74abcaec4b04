"""All open questions in groups of one concern, from their kept vectors: no Django.

Up to some tens of thousands each is compared with each; more are first put together by their wordings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.bulk.bound import bound
from sukhbat.understanding.bulk.crowd import crowds
from sukhbat.understanding.bulk.grouping import grouped_in_bulk
from sukhbat.understanding.bulk.linkage import linked
from sukhbat.understanding.bulk.sums import near_to_theirs
from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.groups import Decisions, Pair
from sukhbat.understanding.meaning.static import StaticEmbedder
from sukhbat.understanding.meaning.vectors import Bytes
from sukhbat.understanding.meaning.vocabulary import shipped_vocabulary
from sukhbat.understanding.meaning.weights import Floats
from sukhbat.understanding.meaning.zones import Zones, shipped_zones

Numbers = NDArray[np.int64]
# Twice as many take four times as long: 20,000 about half a minute of one processor.
DIRECTLY = 20_000


@dataclass(frozen=True)
class Groups:
    """The number of each question's group, and how near it is to the others there; NaN for one alone."""

    number: Numbers
    score: Floats
    join_at: float


def grouped(vectors: Floats, zones: Zones, decisions: Decisions, *, barred: Sequence[Pair] = ()) -> Groups:
    """Groups of unit vectors that keep every decision. ContradictionError when that cannot be.

    ``barred``: pairs that may not meet either, though nobody spoke of the two, so that they teach nothing.
    """
    crowd = crowds(vectors, zones.landmarks)
    join_at = bound(vectors, crowd, zones.join, decisions)
    kept = Decisions(decisions.together, [*decisions.apart, *barred])
    number = linked(vectors, crowd, join_at, kept)
    return Groups(number, near_to_theirs(vectors, crowd, number), join_at)


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
    return Groups(found.group, np.where(found.by_static, np.nan, found.near), found.join_at)
