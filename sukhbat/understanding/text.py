"""Cleaning and measuring what people type.

Every text from outside passes ``clean`` once, at the door; what is stored, shown and measured is its result.
All functions accept any ``str``, unpaired surrogates included, and take linear time.
"""

import re
import unicodedata
from typing import Literal

from sukhbat.understanding.characters import CharacterTable, is_ordinary

LengthProblem = Literal["too_short", "too_long", "no_letters"]

MAX_MARKS = 3
# Enough for any real letter before composition; a longer run would make canonical ordering quadratic.
_MAX_RAW_MARKS = 16
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_JOINER = "\u200d"
# Letters and marks by category, yet nothing to see: fillers, the grapheme joiner, Khmer inherent vowels.
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_SPACES = re.compile(" {2,}")
_LINE_EDGES = re.compile(" ?\n ?")
_BLANK_LINES = re.compile("\n{4,}")


def clean(text: str) -> str:
    """The text in NFC, without what nobody sees: control characters, bidi overrides and isolates,
    zero-width characters, unpaired surrogates, noncharacters. Line ends become newlines, other blanks
    one space; at most two blank lines and at most three combining marks in a row remain. A zero-width
    joiner stays only inside an emoji. Idempotent; the result always encodes to UTF-8.
    """
    if not is_ordinary(text, with_quotes=True):
        text = _LINE_ENDS.sub("\n", text).translate(_REPLACEMENTS)
        # A joiner between a letter and its mark would keep them from being composed, so it goes first.
        text = _limit_marks(_drop_stray_joiners(text), _MAX_RAW_MARKS)
        text = _limit_marks(unicodedata.normalize("NFC", text), MAX_MARKS)
    text = _LINE_EDGES.sub("\n", _SPACES.sub(" ", text))
    return _BLANK_LINES.sub("\n\n\n", text).strip(" \n")


def length(text: str) -> int:
    """How many characters a person would count in the cleaned text.

    A letter with its marks, an emoji with its skin tone or family, and a flag count as one.
    """
    return _counted(clean(text))


def _counted(text: str) -> int:
    """``length`` of a cleaned text."""
    if is_ordinary(text, with_quotes=True):
        return len(text)
    characters = set(text)
    extending = {c for c in characters if _EXTENDS[ord(c)]}
    if not extending and _JOINER not in characters and not any(ord(c) in _FLAG_LETTERS for c in characters):
        return len(text)
    count = flags = 0
    joined = False
    for character in text:
        if character == _JOINER:
            joined = True
            continue
        if character in extending:
            continue
        flags = flags + 1 if ord(character) in _FLAG_LETTERS else 0
        if not joined and (flags == 0 or flags % 2 == 1):
            count += 1
        joined = False
    return count


def validate_length(text: str, low: int = 10, high: int = 4000) -> LengthProblem | None:
    """Why the text cannot be a question, or None. Lengths are in characters as people count them."""
    return cleaned_length_problem(clean(text), low, high)


def cleaned_length_problem(text: str, low: int, high: int) -> LengthProblem | None:
    """``validate_length`` of a text that passed ``clean``."""
    counted = _counted(text)
    if counted < low:
        return "too_short"
    if counted > high:
        return "too_long"
    if not any(character.isalpha() for character in text):
        return "no_letters"
    return None


def _replacement(character: str) -> str | None:
    """What ``clean`` puts for one character: itself, a space, or nothing."""
    code = ord(character)
    if character in ("\n", _JOINER):
        return character
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category in ("Cc", "Cf", "Cs") or character in _INVISIBLE:
        return None
    if 0xE0100 <= code <= 0xE01EF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return None
    return character


def _limit_marks(text: str, limit: int) -> str:
    marks = "".join(sorted(c for c in set(text) if _IS_MARK[ord(c)]))
    if not marks:
        return text
    # Brackets and backslashes are not marks, so the class needs no escaping.
    return re.sub(f"([{marks}]{{{limit}}})[{marks}]+", r"\1", text)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _extends(character: str) -> bool:
    return _is_mark(character) or ord(character) in _SKIN_TONES


def _drop_stray_joiners(text: str) -> str:
    if _JOINER not in text:
        return text
    kept: list[str] = []
    base = ""
    for position, character in enumerate(text):
        if character == _JOINER:
            after = text[position + 1 : position + 2]
            if kept[-1:] == [_JOINER] or not (_is_emoji(base) and _is_emoji(after)):
                continue
        elif not _extends(character):
            base = character
        kept.append(character)
    return "".join(kept)


def _is_emoji(character: str) -> bool:
    return bool(character) and ord(character) >= 0x2190 and unicodedata.category(character) == "So"


_REPLACEMENTS = CharacterTable(_replacement)
_IS_MARK = CharacterTable(_is_mark)
_EXTENDS = CharacterTable(_extends)
