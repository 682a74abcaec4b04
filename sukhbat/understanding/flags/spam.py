"""Whether a text advertises, floods or is typed at random: the weights of what was found are summed."""

import re
from collections.abc import Sequence

from sukhbat.understanding.flags.words import (
    AD_BITS,
    ADS,
    COMPLAINT,
    CONTACT,
    LINK,
    NEAR_LINK,
    NOISE,
    RUN,
)

_ENOUGH = 4.0
_WEIGHT_OF_LINK, _WEIGHT_OF_NEAR_LINK, _WEIGHT_OF_MANY_LINKS = 1.0, 1.5, 4.0
_MANY_LINKS = 3
_WEIGHT_OF_CONTACT = 1.0
_WEIGHT_OF_COMPLAINT = -2.0
_WEIGHT_OF_SHOUTING = _WEIGHT_OF_EMOJI = 1.0
_LEAST_SHOUTED, _SHARE_SHOUTED = 20, 0.6
_LEAST_EMOJI = 3
_LEAST_WORDS, _SHARE_REPEATED = 6, 3
_SHARE_OF_NOISE = 0.5
_PHONE = re.compile(r"(?:\+ ?7|\b8)[\s()-]*7\d\d(?:[\s()-]*\d){7}|\b7\d\d(?:[\s-]?\d){7}\b")
_LETTER_RUN = re.compile(r"([^\W\d_])\1{5,}")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")


def is_spam(tokens: Sequence[str], bits: Sequence[int], union: int, said: str, cased: str) -> bool:
    """Whether the weights reach what is enough, or the text says nothing at all."""
    if repeats_itself(tokens) or _is_noise(bits, cased):
        return True
    score = sum(phrase.weight for phrase, bit in zip(ADS, AD_BITS, strict=True) if union & bit and phrase.pattern.search(said))
    score += _links(bits)
    if not score:
        return False
    score += _WEIGHT_OF_CONTACT if union & CONTACT or _PHONE.search(cased) else 0.0
    score += _WEIGHT_OF_SHOUTING if _shouts(cased) else 0.0
    score += _WEIGHT_OF_EMOJI if len(_EMOJI.findall(cased)) >= _LEAST_EMOJI else 0.0
    score += _WEIGHT_OF_COMPLAINT if union & COMPLAINT else 0.0
    return score >= _ENOUGH


def repeats_itself(tokens: Sequence[str]) -> bool:
    """Whether a text of several words is the same few words again and again."""
    return len(tokens) >= _LEAST_WORDS and len(set(tokens)) * _SHARE_REPEATED <= len(tokens)


def _links(bits: Sequence[int]) -> float:
    links = sum(1 for bit in bits if bit & LINK)
    near = sum(1 for bit in bits if bit & NEAR_LINK)
    if links + near >= _MANY_LINKS:
        return _WEIGHT_OF_MANY_LINKS
    return links * _WEIGHT_OF_LINK + near * _WEIGHT_OF_NEAR_LINK


def _is_noise(bits: Sequence[int], cased: str) -> bool:
    noisy = sum(1 for bit in bits if bit & (NOISE | RUN))
    if not noisy:
        return False
    runs = sum(found.end() - found.start() for found in _LETTER_RUN.finditer(cased))
    return noisy >= len(bits) * _SHARE_OF_NOISE or runs >= len(cased) * _SHARE_OF_NOISE


def _shouts(cased: str) -> bool:
    letters = sum(map(str.isalpha, cased))
    return letters >= _LEAST_SHOUTED and sum(map(str.isupper, cased)) >= letters * _SHARE_SHOUTED
