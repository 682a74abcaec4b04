"""Very many texts in groups of one concern. The way of a text: repeats, wordings, meanings, groups, the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.bulk.bound import bound
from sukhbat.understanding.bulk.crowd import crowds
from sukhbat.understanding.bulk.deciding import lifted, verify
from sukhbat.understanding.bulk.leaders import gathered
from sukhbat.understanding.bulk.linkage import linked
from sukhbat.understanding.bulk.meanings import Meanings
from sukhbat.understanding.bulk.reading import AT_ONCE, Halves, Reading
from sukhbat.understanding.bulk.repeats import Repeats, repeats
from sukhbat.understanding.bulk.sums import near_to_theirs
from sukhbat.understanding.bulk.twins import SAMPLE, wording_bound
from sukhbat.understanding.bulk.wordings import Wordings
from sukhbat.understanding.meaning.groups import Decisions
from sukhbat.understanding.meaning.static import StaticEmbedder
from sukhbat.understanding.meaning.weights import Floats
from sukhbat.understanding.meaning.zones import Zones

Numbers = NDArray[np.int64]
# Wordings whose meaning the trained embedder finds: about six thousandths of a second of one processor each.
MOST_EMBEDDED = 12_000
_EMBEDDED_AT_ONCE = 512


class Stage(StrEnum):
    """What is being done, in this order."""

    REPEATS = "repeats"
    READING = "reading"
    WORDINGS = "wordings"
    MEANINGS = "meanings"
    GROUPS = "groups"
    REST = "rest"


# Hears the stage, how much of it is done, and of how much.
Progress = Callable[[Stage, int, int], None]


@dataclass(frozen=True)
class Grouping:
    """``group`` of each text, from 0 in the order of first texts; ``near``: how near its wording is to the group.

    ``near`` is by the trained embedder, or by the static one where ``by_static``; NaN for what stands alone.
    ``embedded``: places of the texts with a vector, one a wording, and their ``vectors``, for streaming
    (``meaning.assigning``). ``wording`` of each text; ``bound``: the cosine that makes a wording; ``join_at``: the
    nearness from which wordings were joined, as the decisions taught it.
    """

    group: Numbers
    near: Floats
    by_static: NDArray[np.bool_]
    wording: Numbers
    repeated: Numbers
    embedded: Numbers
    vectors: Floats
    bound: float
    join_at: float


def grouped_in_bulk(
    texts: Sequence[str],
    *,
    static: StaticEmbedder,
    meanings: Meanings,
    zones: Zones,
    static_zones: Zones,
    decisions: Decisions | None = None,
    most_embedded: int = MOST_EMBEDDED,
    progress: Progress = lambda _stage, _done, _of: None,
) -> Grouping:
    """Group texts under decisions of people about them (pairs of places in ``texts``), never against one.

    ``meanings``: vectors of texts by their places (``meanings.embedded``). Deterministic; about a kilobyte of memory
    for each different text. ContradictionError when the decisions cannot all hold.
    """
    decisions = decisions or Decisions()
    progress(Stage.REPEATS, 0, len(texts))
    found = repeats(texts)
    vectors, alike = _read(texts, found, static, progress)
    leader = gathered(vectors, alike, done=lambda done: progress(Stage.WORDINGS, done, len(vectors)))
    what = lifted(leader[found.of], decisions, found.of, vectors)
    wordings = Wordings.found(what, found.of, vectors)
    chosen = wordings.chosen(most_embedded)
    meant = _meant(meanings, wordings.leader[chosen], progress)
    progress(Stage.GROUPS, 0, len(chosen))
    crowd = crowds(meant, zones.landmarks)
    join_at = bound(meant, crowd, zones.join, wordings.spoken_of(chosen, decisions))
    labels = linked(meant, crowd, join_at, wordings.decisions(chosen))
    progress(Stage.REST, 0, len(wordings.leader) - len(chosen))
    group, near = wordings.all_grouped(chosen, labels, static_zones)
    by_static = np.isfinite(near)
    near[chosen] = near_to_theirs(meant, crowd, labels)
    of_text = _in_order(group[wordings.of])
    verify(of_text, decisions)
    return Grouping(
        group=of_text,
        near=near[wordings.of],
        by_static=by_static[wordings.of],
        wording=wordings.of,
        repeated=found.of,
        embedded=wordings.leader[chosen],
        vectors=meant,
        bound=alike,
        join_at=join_at,
    )


def _read(
    texts: Sequence[str], found: Repeats, static: StaticEmbedder, progress: Progress
) -> tuple[Halves, float]:
    """The static vectors of the different texts, and the bound of a wording."""
    progress(Stage.READING, 0, len(found.first))
    reading = Reading(static)
    vectors = np.empty((len(found.first), static.size), np.float16)
    for start in range(0, len(vectors), AT_ONCE):
        places = found.first[start : start + AT_ONCE].tolist()
        vectors[start : start + AT_ONCE] = reading.vectors([texts[place] for place in places])
        progress(Stage.READING, start + len(places), len(vectors))
    sample = np.argsort(found.mark, kind="stable")[:SAMPLE]
    some = [texts[place] for place in found.first[sample].tolist()]
    return vectors, wording_bound(some, found.mark[sample].tolist(), static.embed)


def _meant(meanings: Meanings, places: Numbers, progress: Progress) -> Floats:
    parts = []
    for start in range(0, len(places), _EMBEDDED_AT_ONCE):
        progress(Stage.MEANINGS, start, len(places))
        parts.append(meanings(places[start : start + _EMBEDDED_AT_ONCE]))
    return np.concatenate(parts) if parts else np.empty((0, 1), np.float32)


def _in_order(groups: Numbers) -> Numbers:
    """The same groups, numbered in the order of their first members."""
    _names, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[inverse], np.int64)
