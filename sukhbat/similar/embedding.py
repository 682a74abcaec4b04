"""Which embedder this process works with: the trained one, else the static table; it says which and why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import structlog

from sukhbat.understanding.meaning.choosing import NoEmbedderError
from sukhbat.understanding.meaning.embedder import Embedder, TrainedEmbedder
from sukhbat.understanding.meaning.static import StaticEmbedder
from sukhbat.understanding.meaning.vocabulary import shipped_vocabulary
from sukhbat.understanding.meaning.weights import NoWeightsError, pinned_weights
from sukhbat.understanding.meaning.zones import Zones, shipped_zones

log = structlog.get_logger("sukhbat.similar")
Kind = Literal["trained", "static"]
# Something of each script, so that everything is loaded before the first question comes.
_FIRST = ["Балабақшаға кезек қашан жетеді?", "kazakstanda internet qymbat", "Когда починят дорогу?"]


@dataclass(frozen=True)
class Embedding:
    """An embedder, how many numbers its vectors have, and its bounds. ``why``: what keeps the trained one away."""

    kind: Kind
    embedder: Embedder
    size: int
    zones: Zones
    why: str = ""

    @property
    def version(self) -> str:
        return self.embedder.version


def loaded_embedding() -> Embedding:
    """The best embedder that works here. NoEmbedderError in words when none does."""
    try:
        return _tried("trained", lambda: TrainedEmbedder(pinned_weights()))
    except NoWeightsError as missing:
        why = str(missing)
    except Exception as error:  # of its file, its runtime, its bounds: whatever it is, the table may do
        why = f"{type(error).__name__}: {error}"[:300]
    log.warning("similar_without_trained_model", why=why)
    return _static(why)


def _static(why: str) -> Embedding:
    """The table needs no weights, so it works on every platform."""
    try:
        found = _tried("static", lambda: StaticEmbedder(shipped_vocabulary()))
    except Exception as error:
        raise NoEmbedderError(f"neither embedder works: {why}; {type(error).__name__}: {error}") from error
    return Embedding(found.kind, found.embedder, found.size, found.zones, why)


def _tried(kind: Kind, make: Callable[[], Embedder]) -> Embedding:
    embedder = make()
    size = embedder.embed(_FIRST).shape[1]
    return Embedding(kind, embedder, size, shipped_zones(embedder.version))
