"""What becomes of each character, worked out when it is first met and remembered for the common ones."""

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")
# Latin, Greek, Cyrillic, punctuation, currency: what people here type. The table stays small whatever is sent.
_REMEMBERED = 0x2200


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
