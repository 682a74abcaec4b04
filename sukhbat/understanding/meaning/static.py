"""The static embedder: the mean of the vectors of a text's pieces. Rough, and very fast."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sukhbat.understanding.as_read import all_as_read
from sukhbat.understanding.meaning.embedder import fingerprint, normalised
from sukhbat.understanding.meaning.tokens import Pieces
from sukhbat.understanding.meaning.vocabulary import Lexicon
from sukhbat.understanding.meaning.weights import Floats

_TABLE = "model/static.npz"
# Texts whose pieces are looked up together; more would only cost memory.
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Table:
    """``vectors`` in 8 bits, a row for each of ``pieces``; a row times its scale is the piece's vector."""

    pieces: NDArray[np.int32]
    scales: NDArray[np.float16]
    vectors: NDArray[np.int8]

    @classmethod
    def packed(cls, pieces: NDArray[np.integer], vectors: Floats) -> "Table":
        """A table of such vectors."""
        scales = np.maximum(np.abs(vectors).max(1), 1e-6) / 127
        packed = np.rint(vectors / scales[:, None]).astype(np.int8)
        return cls(pieces.astype(np.int32), scales.astype(np.float16), packed)


class StaticEmbedder:
    """The table of this release; pieces it does not have say nothing."""

    def __init__(self, lexicon: Lexicon, *, table: bytes | None = None) -> None:
        """``lexicon``: the weights, or their vocabulary by itself; ``table``: one in place of this release's."""
        content = table or files("sukhbat.understanding.meaning").joinpath(_TABLE).read_bytes()
        self.version = f"static-{fingerprint(content)}"
        with np.load(BytesIO(content)) as kept:
            vectors = kept["vectors"].astype(np.float32) * kept["scales"].astype(np.float32)[:, None]
            # The last row is of the pieces the table does not have.
            self._vectors = np.vstack([vectors, np.zeros_like(vectors[:1])])
            self._places = np.full(len(lexicon.scores), len(vectors))
            self._places[kept["pieces"]] = np.arange(len(vectors))
        self._pieces = Pieces(lexicon)

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return int(self._vectors.shape[1])

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors; zeros for a text without a known piece."""
        return normalised(self.sums(all_as_read(texts)))

    def sums(self, texts: Sequence[str]) -> Floats:
        """The sum of the pieces' vectors of each text that went through ``as_read``.

        No piece reaches over a blank, so the sum of a text is the sum of its words.
        """
        sums = np.empty((len(texts), self.size), np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            bags = self._pieces(texts[start : start + _AT_ONCE], purpose="")
            begins = np.cumsum([0, *map(len, bags[:-1])])
            places = self._places[np.fromiter(chain.from_iterable(bags), np.int64)]
            np.add.reduceat(self._vectors[places], begins, out=sums[start : start + len(bags)])
        return sums
