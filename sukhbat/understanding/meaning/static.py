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
from sukhbat.understanding.meaning.weights import Floats, Weights

_TABLE = "model/static.npz"


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

    def __init__(self, weights: Weights, *, table: bytes | None = None) -> None:
        content = table or files("sukhbat.understanding.meaning").joinpath(_TABLE).read_bytes()
        self.version = f"static-{fingerprint(content)}"
        with np.load(BytesIO(content)) as kept:
            self._vectors = kept["vectors"].astype(np.float32) * kept["scales"].astype(np.float32)[:, None]
            self._places = np.full(len(weights.pieces), -1)
            self._places[kept["pieces"]] = np.arange(len(kept["pieces"]))
        self._pieces = Pieces(weights)

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors; zeros for a text without a known piece."""
        bags = self._pieces(all_as_read(texts), purpose="")
        owners = np.repeat(np.arange(len(bags)), np.array([len(bag) for bag in bags], int))
        places = self._places[np.fromiter(chain.from_iterable(bags), np.int64)]
        known = places >= 0
        vectors = np.zeros((len(texts), self._vectors.shape[1]), np.float32)
        np.add.at(vectors, owners[known], self._vectors[places[known]])
        return normalised(vectors)
