"""A text as a reader sees it, whatever characters it was typed with, each tied to its place in the original."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sukhbat.understanding.characters import CharacterTable, is_ordinary

BLOT = "\u2592"

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_DOTS = "\u00b7\u2022\u2219\u22c5\u2024"
_LATIN_LOOKALIKES = str.maketrans("авекмнорстухіјѕԁԛ", "abekmhopctyxijsdq")
_DIGIT_LOOKALIKES = str.maketrans("oоlіi|зz", "00111133")
# At most as many look-alikes as digits: "87О1", "7о1", but not "о5" in "во5м" or a word.
_NUMERIC = re.compile(r"(?<![^\W_])(?:[0-9]+[oоlіi|зz]|[oоlіi|зz]+[0-9])[0-9oоlіi|зz]*(?![^\W_])")
_LONE_ZERO = re.compile(r"(?<=\d[ -])[oо](?=[ -]\d)")


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` is lower case, ``cased`` the same with capitals; character ``i`` of both stands for
    ``original[starts[i]:ends[i]]``."""

    text: str
    cased: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` (not empty) stands in the original."""
        return self.starts[start], self.ends[end - 1]


def plain(original: str) -> Plain:
    """Digits of any script as ASCII, one kind of dash, dot and blank, compatibility forms (full width,
    mathematical, circled) as plain letters; invisible characters and combining marks dropped.
    """
    if is_ordinary(original):
        return Plain(original.lower(), original, range(len(original)), range(1, len(original) + 1))
    cased = original.translate(_SEEN)
    lowered = cased.translate(_LOWERED)
    # No character becomes two, so equal lengths mean that none was dropped.
    if len(cased) == len(original):
        return Plain(lowered, cased, range(len(original)), range(1, len(original) + 1))
    places = [place for place, c in enumerate(original) if _SEEN[ord(c)]]
    # What is dropped goes with the character before it, so that a mask leaves no invisible remains.
    return Plain(lowered, cased, places, [*places[1:], len(original)])


def with_latin_lookalikes(text: str) -> str:
    """Lower-case Cyrillic letters that look Latin as Latin ones, for codes: plates, IBANs, handles."""
    return text.translate(_LATIN_LOOKALIKES)


def with_digit_lookalikes(text: str) -> str:
    """Letters that stand for digits inside a number ("87О1", "З5") as digits; lengths stay."""

    def as_digits(found: re.Match[str]) -> str:
        token = found[0]
        digits = sum(character in "0123456789" for character in token)
        return token.translate(_DIGIT_LOOKALIKES) if digits * 2 >= len(token) else token

    return _LONE_ZERO.sub("0", _NUMERIC.sub(as_digits, text))


def _seen(character: str) -> str:
    """The plain form of one character; empty when nobody sees it."""
    category = unicodedata.category(character)
    if character == "\n" or category in ("Zs", "Zl", "Zp") or character in "\t\r":
        return "\n" if character == "\n" else " "
    if character in _DASHES or character in _DOTS:
        return "-" if character in _DASHES else "."
    if category[0] in "MC":
        return ""
    return _compatible(character, category)


def _compatible(character: str, category: str) -> str:
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "No":
        # A circled digit can be part of a number; a superscript ("50 м²") is not.
        circled = unicodedata.name(character, "").startswith(("CIRCLED DIGIT", "DINGBAT"))
        return str(unicodedata.digit(character, character)) if circled else character
    plainer = unicodedata.normalize("NFKC", character)
    return plainer if len(plainer) == 1 else character


def _lower(character: str) -> str:
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


_SEEN = CharacterTable(_seen)
_LOWERED = CharacterTable(_lower)
