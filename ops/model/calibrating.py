"""Zones for an embedder: found on the dev part, which no training saw."""

from collections.abc import Sequence

import numpy as np

from ops.model.corpus import Concern
from sukhbat.understanding.evaluating.grouping import joining
from sukhbat.understanding.meaning.embedder import Embedder
from sukhbat.understanding.meaning.groups import grouped
from sukhbat.understanding.meaning.landmarks import Landmarks
from sukhbat.understanding.meaning.nearness import nearness
from sukhbat.understanding.meaning.zones import Zones

# A little above what is promised (.90): a threshold found on one set is somewhat off on another.
PRECISION = 0.92
# The share of siblings that lie nearer than the bound below which nothing is suggested.
SUGGESTED = 0.95
_STEPS = np.arange(-0.3, 0.3, 0.005)


def calibrated(embedder: Embedder, dev: Sequence[Concern], landmarks: Landmarks) -> Zones:
    """The lowest bound at which joins are as precise as they must be, and the bound of suggestions."""
    texts = [question.text for concern in dev for question in concern.questions]
    names = np.asarray([concern.id for concern in dev for _question in concern.questions])
    near = nearness(embedder.embed(texts), landmarks)
    join = next(
        (step for step in _STEPS if joining(grouped(near, step), names).precision >= PRECISION), _STEPS[-1]
    )
    same = names[:, None] == names[None, :]
    np.fill_diagonal(same, False)
    nearest = np.where(same, near, -np.inf).max(1)
    suggest = np.quantile(nearest[np.isfinite(nearest)], 1 - SUGGESTED)
    return Zones(
        join=round(float(join), 3), suggest=round(min(float(suggest), float(join)), 3), landmarks=landmarks
    )
