"""Texts that say the same letter for letter, but for case, marks, blanks, courtesies and the Kazakh keyboard."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
_KEY_BYTES = 16
_WORD = re.compile(r"\w+")
# As on a Russian keyboard, and what is hit beside; each is sought by itself, which is faster than a table.
_FOLDED = tuple(zip("әғқңөұүһійё", "агкноуухиие", strict=True))
# In the folded spelling.
_BEFORE = re.compile(
    r"\W*(?:здравствуите|здрасьте|добрыи (?:день|вечер)|доброе утро|салам|салеметсиз бе|салем|"
    r"каиырлы (?:кун|тан|кеш)|асс?алау?мага?леи?кум|hello|hi|good (?:morning|afternoon|evening)|dear minister|"
    r"(?:уважаемыи|курметти) (?:министр|аким))\b\W*"
)
_AFTER = re.compile(
    r"\W*\b(?:(?:заранее )?(?:большое )?спасибо|(?:алдын ала )?(?:коп )?рахмет|thanks|thank you)\W*$"
)
_TAIL = 40  # characters in which thanks are looked for
_THANKS = ("рахмет", "спасибо", "thank")


@dataclass(frozen=True)
class Repeats:
    """The different texts among many, the most frequent first, in the order of their first ones where equal.

    ``first``: where each stands first. ``count``: how often it was sent. ``of``: for each text which one it is.
    ``mark``: eight bytes of each, the same whenever it is met.
    """

    first: Numbers
    count: Numbers
    of: Numbers
    mark: NDArray[np.uint64]


def key(text: str) -> bytes:
    """The same bytes for two texts that differ in nothing a reader would answer to."""
    folded = text.lower()
    for letter, plain in _FOLDED:
        folded = folded.replace(letter, plain)
    start = found.end() if (found := _BEFORE.match(folded)) else 0
    end = len(folded)
    if any(word in folded[-_TAIL:] for word in _THANKS) and (
        found := _AFTER.search(folded, max(start, end - _TAIL))
    ):
        end = found.start()
    said = "".join(_WORD.findall(folded[start:end])) or "".join(_WORD.findall(folded)) or folded
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=_KEY_BYTES).digest()


def repeats(texts: Sequence[str]) -> Repeats:
    """Which of the texts repeat an earlier one."""
    known: dict[bytes, int] = {}
    of = np.empty(len(texts), np.int64)
    for place, text in enumerate(texts):
        of[place] = known.setdefault(key(text), len(known))
    mark = np.frombuffer(b"".join(known), np.uint64)[:: _KEY_BYTES // 8]
    count = np.bincount(of, minlength=len(known))
    first = np.full(len(known), len(texts), np.int64)
    np.minimum.at(first, of, np.arange(len(texts)))
    order = np.argsort(-count, kind="stable")
    place_of = np.empty_like(order)
    place_of[order] = np.arange(len(order))
    return Repeats(first[order], count[order], place_of[of], mark[order])
