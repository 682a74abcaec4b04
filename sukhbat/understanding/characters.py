"""What becomes of each character, worked out when it is first met and remembered for the common ones.

Nearly every text is of letters and marks that need no care; it is told from the others by one fast look.
"""

import re
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")
# Latin, Greek, Cyrillic, punctuation, currency: what people here type. The table stays small whatever is sent.
_REMEMBERED = 0x2200
# Printable ASCII, newlines, Russian and Kazakh letters: composed, visible, without combining marks.
_ORDINARY = re.compile(r"[\n -~А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]*")
_ORDINARY_OR_QUOTES = re.compile(r"[\n -~А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі«»“”„’–—…№]*")


class CharacterTable(dict[int, Value], Generic[Value]):
    """A mapping by code point, as ``str.translate`` takes it, from a function of one character."""

    def __init__(self, make: Callable[[str], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, code: int) -> Value:
        value = self._make(chr(code))
        if code < _REMEMBERED:
            self[code] = value
        return value


def is_ordinary(text: str, *, with_quotes: bool = False) -> bool:
    """Whether there are only ASCII, newlines, Russian and Kazakh letters; ``with_quotes``: or typographic marks.

    Such a text is in NFC, has nothing invisible and no combining marks; without the typographic marks it also is
    what its reader sees, character by character.
    """
    pattern = _ORDINARY_OR_QUOTES if with_quotes else _ORDINARY
    return pattern.fullmatch(text) is not None
