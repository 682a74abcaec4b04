"""The pieces of words by themselves: all that the static table needs, where there is no package with the weights.

The file is made from the pinned weights (``ops/model/shipping.py``), so that texts are cut alike with and without
them: JSON of the special pieces and of what characters are replaced by, the pieces one a line, their scores.
"""

import json
import lzma
from dataclasses import dataclass
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FILE = "model/vocabulary.xz"


class _Marks(Protocol):
    """The numbers of the special pieces."""

    @property
    def begin(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def unknown(self) -> int: ...


class Lexicon(Protocol):
    """What cutting texts into pieces needs: the weights have it, and a vocabulary by itself."""

    @property
    def pieces(self) -> list[str]: ...
    @property
    def scores(self) -> NDArray[np.generic]: ...
    @property
    def replacements(self) -> dict[int, str]: ...
    @property
    def sizes(self) -> _Marks: ...


@dataclass(frozen=True, slots=True)
class Marks:
    """The numbers of the special pieces."""

    begin: int
    end: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces with their scores, what characters become before a text is cut, and the special pieces."""

    pieces: list[str]
    scores: NDArray[np.float32]
    replacements: dict[int, str]
    sizes: Marks


def packed(lexicon: Lexicon) -> bytes:
    """The vocabulary of some weights as a file."""
    marks = [lexicon.sizes.begin, lexicon.sizes.end, lexicon.sizes.unknown]
    head = json.dumps([marks, {str(code): new for code, new in lexicon.replacements.items()}])
    words = "\n".join([head, *lexicon.pieces]).encode()
    scores = np.asarray(lexicon.scores, "<f4").tobytes()
    return lzma.compress(len(words).to_bytes(4, "little") + words + scores, preset=9)


def unpacked(content: bytes) -> Vocabulary:
    """The vocabulary of such a file."""
    whole = lzma.decompress(content)
    end = 4 + int.from_bytes(whole[:4], "little")
    head, *pieces = whole[4:end].decode().split("\n")
    marks, replacements = json.loads(head)
    scores = np.frombuffer(whole, "<f4", offset=end)
    return Vocabulary(pieces, scores, {int(code): new for code, new in replacements.items()}, Marks(*marks))


def shipped_vocabulary() -> Vocabulary:
    """The vocabulary of this release. FileNotFoundError when it has none."""
    return unpacked(files("sukhbat.understanding.meaning").joinpath(FILE).read_bytes())
