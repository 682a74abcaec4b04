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

from sukhbat.understanding.as_read import READING, all_as_read
from sukhbat.understanding.meaning.tokens import Pieces
from sukhbat.understanding.meaning.weights import SHA256, Floats, Weights

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
        self.version = f"trained-{fingerprint(content)}"
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
        vectors = np.zeros((len(texts), self._weights.sizes.hidden), np.float32)
        for place, pieces in enumerate(self._pieces(texts)):
            vectors[place] = self._mean_of(pieces)
        return normalised(vectors)

    def _mean_of(self, pieces: Sequence[int]) -> Floats:
        """The mean over a text's pieces of what the transformer makes of them.

        One text at a time: in 8 bits the rounding of a batch depends on all its texts, and so would each vector.
        """
        tokens = np.asarray(pieces)[None]
        embedded = self._weights.words(tokens) + self._weights.positions[: len(pieces)]
        out: Floats = self._session.run(
            None, {"embedded": embedded, "there": np.ones(tokens.shape, np.int32)}
        )[0]
        return np.asarray(out[0].mean(0), np.float32)


def normalised(vectors: Floats) -> Floats:
    """Each row at length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


def fingerprint(content: bytes) -> str:
    """Twelve letters for all that makes a vector: the model, how texts are read, the words and the word table."""
    words = files("sukhbat.understanding").joinpath("data/kazakh_words.tsv.gz").read_bytes()
    digest = hashlib.sha256(content)
    digest.update(f"{READING}:{SHA256}:".encode() + hashlib.sha256(words).digest())
    return digest.hexdigest()[:12]
