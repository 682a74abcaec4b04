"""The flags of a text."""

import re
from enum import StrEnum
from functools import reduce
from operator import or_

from sukhbat.understanding.characters import is_ordinary
from sukhbat.understanding.flags import abuse, obscene, spam
from sukhbat.understanding.flags.disguises import folded
from sukhbat.understanding.flags.lists import (
    ANY_PHRASE,
    DOG,
    INSULT,
    OBSCENE,
)
from sukhbat.understanding.flags.words import bits_of
from sukhbat.understanding.language import Language, detect
from sukhbat.understanding.latin import in_cyrillic
from sukhbat.understanding.personal_data.plain import plain


class Flag(StrEnum):
    """What a moderator should look at first. A flag is for a person: nothing is deleted or refused by it."""

    OBSCENE = "obscene"
    ABUSE = "abuse"
    SPAM = "spam"


_LATIN, _CYRILLIC = re.compile("[a-z]{3,}"), re.compile("[а-яәғқңөұүһі]{3,}")
_OF_DOGS = re.compile(r"\b(?:щен|стерилиз|кобел|помет|приют|вольер|породист)")
_WORD = re.compile(r"[^\W_]+|[.!?…;:\n]")
_MARKS = ".,!?:;()[]«»“”„\"'…–—"
_ENDS = frozenset(".!?…;:\n")


def flags_of(text: str, *, language: Language | None = None) -> tuple[Flag, ...]:
    """The flags of a text, in the order of ``Flag``. Linear time, never raises.

    ``language`` is what the text is known to be written in; without it, it is found where it matters (Latin script).
    """
    cased = _plain(text)
    lowered = cased.lower()
    found = _found(lowered, cased)
    if _LATIN.search(lowered) and len(_LATIN.findall(lowered)) > len(_CYRILLIC.findall(lowered)):
        language = language or detect(text).language
        if language in {"kk", "ru"}:
            found |= _found(in_cyrillic(lowered, language), cased)
    return tuple(flag for flag in Flag if flag in found) if found else ()


def obscene_words(text: str) -> list[str]:
    """The words of a text, each once and as they stand in it, that are obscene by themselves: what may be masked."""
    found = [token for token in text.split() if bits_of(_plain(token).lower()) & (OBSCENE | DOG)]
    return list(dict.fromkeys(word for token in found if (word := token.strip(_MARKS))))


def _plain(text: str) -> str:
    return text if is_ordinary(text, with_quotes=True) else plain(text).cased


def _found(text: str, cased: str) -> set[Flag]:
    tokens = text.split()
    bits = list(map(bits_of, tokens))
    union = reduce(or_, set(bits), 0)
    found: set[Flag] = set()
    if union & OBSCENE or obscene.is_spread(tokens, bits, union):
        found.add(Flag.OBSCENE)
    if union & INSULT and abuse.insults(tokens, bits):
        found.add(Flag.ABUSE)
    if spam.says_nothing(tokens, bits, union, cased):
        found.add(Flag.SPAM)
    may_offer = spam.may_offer(bits, union, cased)
    if may_offer or union & (DOG | ANY_PHRASE):
        said = _in_words(text)
        found |= {Flag(section) for section in abuse.said_of(said, union)}
        if union & DOG and not _OF_DOGS.search(said):
            found.add(Flag.OBSCENE)
        if may_offer and spam.offers(bits, union, said, cased):
            found.add(Flag.SPAM)
    return found


def _in_words(text: str) -> str:
    """Folded words one blank apart; sentences end in " . "."""
    return " ".join("." if found in _ENDS else found for found in _WORD.findall(folded(text)))
