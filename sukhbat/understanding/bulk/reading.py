"""Static vectors of very many texts: what a word adds is worked out when it is first met."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.as_read import as_read
from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.static import StaticEmbedder
from sukhbat.understanding.meaning.weights import Floats

Halves = NDArray[np.float16]
AT_ONCE = 4_096
# A text with more of them may be cut (tokens.MOST_PIECES), and is read whole.
_MOST_WORDS = 60
# What is met later is worked out anew each time: a bound of memory.
_REMEMBERED = 400_000


class Reading:
    """Reads texts with a static embedder; the vectors are those of ``StaticEmbedder.embed``, in 16 bits."""

    def __init__(self, embedder: StaticEmbedder) -> None:
        self._embedder = embedder
        self._places: dict[str, int] = {}
        self._sums = np.empty((AT_ONCE, embedder.size), np.float32)

    def vectors(self, texts: Sequence[str]) -> Halves:
        """Unit vectors; zeros for a text without a known piece. Best with AT_ONCE texts."""
        read = [as_read(text) for text in texts]
        words = [text.split(" ") for text in read]
        sums = self._of_words(words)
        long = [place for place, found in enumerate(words) if len(found) > _MOST_WORDS]
        if long:
            sums[long] = self._embedder.sums([read[place] for place in long])
        return normalised(sums).astype(np.float16)

    def _of_words(self, words: Sequence[Sequence[str]]) -> Floats:
        flat = list(chain.from_iterable(words))
        known = self._places
        new = [word for word in dict.fromkeys(flat) if word not in known]
        base = len(known)
        self._room(base + len(new))
        self._sums[base : base + len(new)] = self._embedder.sums(new)
        fresh = {word: base + place for place, word in enumerate(new)}
        if base + len(new) <= _REMEMBERED:
            known.update(fresh)
            places = np.fromiter(map(known.__getitem__, flat), np.int64, len(flat))
        else:
            found = (fresh[word] if word in fresh else known[word] for word in flat)
            places = np.fromiter(found, np.int64, len(flat))
        begins = np.cumsum([0, *map(len, words[:-1])])
        return np.asarray(np.add.reduceat(self._sums[places], begins), np.float32)

    def _room(self, count: int) -> None:
        if count > len(self._sums):
            more = np.empty((max(count, len(self._sums) * 3 // 2), self._sums.shape[1]), np.float32)
            more[: len(self._sums)] = self._sums
            self._sums = more
