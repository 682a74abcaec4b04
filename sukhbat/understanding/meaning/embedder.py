"""Texts as vectors that lie close when one answer would serve both.

Vectors of different embedders, or of two releases of one, are never compared: each names its ``version``.
"""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from typing import Protocol

import numpy as np
import onnxruntime

from sukhbat.understanding.as_read import all_as_read
from sukhbat.understanding.meaning.tokens import Pieces, by_length
from sukhbat.understanding.meaning.weights import Floats, Weights

AT_ONCE = 32
_MODEL = "model/transformer.int8.onnx"


class Embedder(Protocol):
    """What an operator's own model must do, too."""

    version: str

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, one row a text, in the same order: ``(len(texts), size)``."""
        ...


class TrainedEmbedder:
    """The transformer trained on our corpus, in int8, with the word table of the pinned weights."""

    def __init__(self, weights: Weights, *, model: bytes | None = None, threads: int = 1) -> None:
        """``model``: an ONNX transformer in place of the one in this release."""
        content = model or files("sukhbat.understanding.meaning").joinpath(_MODEL).read_bytes()
        self.version = f"trained-{hashlib.sha256(content).hexdigest()[:12]}"
        self._weights = weights
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self._weights)

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of the meanings; of an empty text, some vector."""
        return self.embed_read(all_as_read(texts))

    def embed_read(self, texts: Sequence[str]) -> Floats:
        """``embed`` of texts that went through ``as_read``."""
        pieces = self._pieces(texts)
        vectors = np.empty((len(texts), self._weights.sizes.hidden), np.float32)
        for places in by_length(pieces, at_once=AT_ONCE):
            vectors[places] = self._mean_of([pieces[place] for place in places])
        return normalised(vectors)

    def _mean_of(self, batch: Sequence[Sequence[int]]) -> Floats:
        """The mean over the pieces of each text of what the transformer makes of them."""
        longest = max(map(len, batch))
        tokens = np.full((len(batch), longest), self._weights.sizes.padding)
        there = np.zeros((len(batch), longest), np.int32)
        for row, text in enumerate(batch):
            tokens[row, : len(text)] = text
            there[row, : len(text)] = 1
        embedded = self._weights.words(tokens) + self._weights.positions[:longest]
        out: Floats = self._session.run(None, {"embedded": embedded, "there": there})[0]
        sums = np.einsum("bth,bt->bh", out, there.astype(np.float32))
        return np.asarray(sums / there.sum(1, keepdims=True), np.float32)


def normalised(vectors: Floats) -> Floats:
    """Each row at length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
