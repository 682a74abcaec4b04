"""Which embedder this installation has: the trained one when its parts are there."""

from sukhbat.understanding.meaning.embedder import Embedder, TrainedEmbedder
from sukhbat.understanding.meaning.weights import NoWeightsError, pinned_weights


class NoEmbedderError(LookupError):
    """No embedder can work here; says what is missing."""


def chosen_embedder(*, threads: int = 1) -> Embedder:
    """The trained embedder. NoEmbedderError in words when the pinned weights are missing."""
    try:
        weights = pinned_weights()
    except NoWeightsError as missing:
        raise NoEmbedderError(str(missing)) from missing
    return TrainedEmbedder(weights, threads=threads)
