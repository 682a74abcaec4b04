"""Keys and public numbers.

Keys are UUIDv7 (RFC 9562, 5.7), so that they sort by time. A question's public number is eight
characters of Crockford's base32 and a check character, shown as ``7K3M-Q2XD-5``.
"""

import secrets
import threading
import time
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_MODULUS = 37
_CONFUSED = str.maketrans(
    {
        "O": "0", "I": "1", "L": "1", "U": "V",
        "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "0",
        "Р": "P", "С": "C", "Т": "T", "Х": "X", "У": "Y", "З": "3", "І": "1",
    }
)  # fmt: skip


class _Stamps:
    """48 bits of milliseconds and a 12-bit counter that starts at random and carries on overflow."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.last = 0

    def next(self) -> int:
        fresh = (time.time_ns() // 1_000_000 << 12) | secrets.randbelow(2048)
        with self.lock:
            self.last = max(fresh, self.last + 1)
            return self.last


_stamps = _Stamps()


def uuid7() -> UUID:
    """A UUIDv7; ids made by one process grow strictly, also within a millisecond."""
    stamp = _stamps.next()
    return UUID(
        int=(stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | secrets.randbits(62)
    )


def new_number() -> str:
    """A fresh public number, nine characters, as it is stored (without dashes)."""
    while True:
        value = secrets.randbits(40)
        check = value % _CHECK_MODULUS
        if check < len(ALPHABET):
            return _encode(value) + ALPHABET[check]


def show_number(number: str) -> str:
    """``7K3MQ2XD5`` as people read it: ``7K3M-Q2XD-5``."""
    return f"{number[:4]}-{number[4:8]}-{number[8:]}"


def read_number(typed: str) -> str | None:
    """The stored form of a typed number, or None when it cannot be one.

    Lower case, spaces, dashes and letters that look alike (also Cyrillic ones) are forgiven;
    a wrong or swapped character is caught by the check character.
    """
    plain = "".join(c for c in typed.upper().translate(_CONFUSED) if c.isalnum())
    if len(plain) != 9 or any(c not in ALPHABET for c in plain):
        return None
    value = 0
    for character in plain[:8]:
        value = value * 32 + ALPHABET.index(character)
    return plain if value % _CHECK_MODULUS == ALPHABET.index(plain[8]) else None


def _encode(value: int) -> str:
    return "".join(ALPHABET[(value >> shift) & 31] for shift in range(35, -5, -5))
