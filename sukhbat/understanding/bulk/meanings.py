"""Vectors of some of very many texts, on several threads."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.meaning.embedder import Embedder
from sukhbat.understanding.meaning.weights import Floats

Numbers = NDArray[np.int64]
# Unit vectors of the texts in these places. Whoever keeps vectors looks them up instead of embedding.
Meanings = Callable[[Numbers], Floats]
_SLICE = 32  # texts


def embedded(texts: Sequence[str], embedder: Embedder, *, threads: int = 2) -> Meanings:
    """Meanings by an embedder that may be asked from several threads at once."""

    def meanings(places: Numbers) -> Floats:
        slices = [places[start : start + _SLICE].tolist() for start in range(0, len(places), _SLICE)]
        with ThreadPoolExecutor(threads) as pool:
            found = pool.map(lambda some: embedder.embed([texts[place] for place in some]), slices)
            return np.concatenate(list(found))

    return meanings
