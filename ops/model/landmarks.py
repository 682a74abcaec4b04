"""The middles of the concerns of the training part, as landmarks of nearness (``understanding.meaning.landmarks``)."""

from collections.abc import Sequence

import numpy as np

from ops.model.corpus import Concern
from sukhbat.understanding.meaning.embedder import Embedder, normalised
from sukhbat.understanding.meaning.vectors import Bytes, rounded


def middles(embedder: Embedder, train: Sequence[Concern]) -> Bytes:
    """One row for each concern, packed."""
    rows = [embedder.embed([question.text for question in concern.questions]).mean(0) for concern in train]
    return rounded(normalised(np.asarray(rows, np.float32)))
