"""The flags of a text."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import reduce
from operator import or_

from sukhbat.understanding.flags import spam
from sukhbat.understanding.flags.disguises import folded
from sukhbat.understanding.flags.words import (
    ANY_AD,
    ANY_PHRASE,
    CONTACT,
    HALF,
    INSULT,
    LETTER,
    LINK,
    NEAR_LINK,
    NOISE,
    NOT_MEANT_AFTER,
    NOT_MEANT_BEFORE,
    OBSCENE,
    PHRASE_BITS,
    PHRASES,
    RUN,
    TOLD,
    bits_of,
)
from sukhbat.understanding.language import Language, detect
from sukhbat.understanding.latin import in_cyrillic
from sukhbat.understanding.personal_data.plain import plain


class Flag(StrEnum):
    """What a moderator should look at first. A flag is for a person: nothing is deleted or refused by it."""

    OBSCENE = "obscene"
    ABUSE = "abuse"
    SPAM = "spam"


_ALWAYS_LOOKED_AT = OBSCENE | INSULT | HALF | LINK | NEAR_LINK | RUN | NOISE | ANY_PHRASE | ANY_AD
_LEAST_SPACED = 3
_LATIN, _CYRILLIC = re.compile("[a-z]{3,}"), re.compile("[а-яәғқңөұүһі]{3,}")
_WORD = re.compile(r"[^\W_]+|[.!?…;:\n]")
_ENDS = frozenset(".!?…;:\n")


def flags_of(text: str, *, language: Language | None = None) -> tuple[Flag, ...]:
    """The flags of a text, in the order of ``Flag``. Linear time, never raises.

    ``language`` is what the text is known to be written in; without it, it is found where it matters (Latin script).
    """
    seen = plain(text)
    found = _found(seen.text, seen.cased)
    if _LATIN.search(seen.text) and len(_LATIN.findall(seen.text)) > len(_CYRILLIC.findall(seen.text)):
        language = language or detect(text).language
        if language in {"kk", "ru"}:
            found |= _found(in_cyrillic(seen.text, language), seen.cased)
    return tuple(flag for flag in Flag if flag in found)


def _found(text: str, cased: str) -> set[Flag]:
    tokens = text.split()
    bits = list(map(bits_of, tokens))
    union = reduce(or_, set(bits), 0)
    flags: set[Flag] = set()
    if union & OBSCENE or (bits.count(LETTER) >= _LEAST_SPACED and _is_spaced(tokens, bits)) or _is_cut(tokens, bits, union):
        flags.add(Flag.OBSCENE)
    if not union & _ALWAYS_LOOKED_AT and not spam.repeats_itself(tokens):
        return flags
    said = in_words(text)
    if union & ANY_PHRASE:
        flags |= _said_of(said, union)
    if union & INSULT and _insults(tokens, bits):
        flags.add(Flag.ABUSE)
    if spam.is_spam(tokens, bits, union, said, cased):
        flags.add(Flag.SPAM)
    return flags


def in_words(text: str) -> str:
    """Folded words one blank apart; sentences end in " . "."""
    return " ".join("." if found in _ENDS else found for found in _WORD.findall(folded(text)))


def _is_spaced(tokens: Sequence[str], bits: Sequence[int]) -> bool:
    """Whether an obscene word is written with blanks between its letters ("с у к а")."""
    run: list[str] = []
    for token, bit in zip((*tokens, "  "), (*bits, 0), strict=True):
        word = token.strip(".,!?-*_")
        if len(word) == 1 and (bit & LETTER or not word.isalnum() or word.isdigit()):
            run.append(word)
            continue
        if len(run) >= _LEAST_SPACED:
            joined = "".join(run)
            if any(bits_of(joined[at:]) & OBSCENE for at in range(len(run) - 2)):
                return True
        run = []
    return False


def _is_cut(tokens: Sequence[str], bits: Sequence[int], union: int) -> bool:
    """Whether an obscene word is cut in two ("пиз дец")."""
    if not union & HALF:
        return False
    pairs = zip(tokens, tokens[1:], bits, strict=False)
    return any(bit & HALF and bits_of(first + second) & OBSCENE for first, second, bit in pairs)


def _insults(tokens: Sequence[str], bits: Sequence[int]) -> bool:
    """Whether an insulting word is meant, not told, denied or said of oneself."""
    for at, bit in enumerate(bits):
        if bit & INSULT:
            before = [folded(token).strip(".,!?:;«»\"'") for token in tokens[max(0, at - 5) : at]]
            after = [folded(token).strip(".,!?:;«»\"'") for token in tokens[at + 1 : at + 2]]
            if (
                NOT_MEANT_BEFORE.isdisjoint(before[-2:])
                and TOLD.isdisjoint(before)
                and NOT_MEANT_AFTER.isdisjoint(after)
            ):
                return True
    return False


def _said_of(said: str, union: int) -> set[Flag]:
    """The flags of the phrases that are said, not told of others ("… дейді")."""
    flags: set[Flag] = set()
    for phrase, bit in zip(PHRASES, PHRASE_BITS, strict=True):
        if union & bit and phrase.section not in flags:
            for found in phrase.pattern.finditer(said):
                after = said[found.end() :].replace(".", " ").split(maxsplit=1)
                if not after or after[0] not in NOT_MEANT_AFTER:
                    flags.add(Flag(phrase.section))
    return flags
