"""Whether a text advertises, floods or is typed at random: the weights of what was found in it are summed."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from sukhbat.understanding.flags.lexicon import Phrase
from sukhbat.understanding.flags.lists import (
    ADS,
    ANY_AD,
    ASKS,
    COMPLAINT,
    CONTACT,
    CONTACT_LINES,
    FALSE_LINK,
    LINK,
    NEAR_LINK,
    NOISE,
    RUN,
)

_ENOUGH, _LONG = 3.0, 40
_WEIGHT_OF_LINK, _WEIGHT_OF_NEAR_LINK, _WEIGHT_OF_MANY_LINKS = 1.0, 1.5, 3.0
_MANY_LINKS = 3
_SECOND_LIST = "more"
_WEIGHT_OF_PLUS = 2.0
_PLUS = re.compile(
    r"(?i:пиши\w*|ставь\w*|поставь\w*|жаз\w*|қой\w*|кой\w*)\s*[«\"“]?\+(?!\s?\d)"
    r"|\+\s*(?i:(?:деп |белгісін )?(?:в ком|в лич|қой|кой|жаз))"
)
_WEIGHT_OF_CONTACT = 1.5
_WEIGHT_OF_SHOUTING = _WEIGHT_OF_EMOJI = 1.0
_WEIGHT_OF_NOT_ASKING = 1.0
_WEIGHT_OF_QUESTION = -1.0
_MOST_OF_MANNER = _WEIGHT_OF_CONTACT + _WEIGHT_OF_SHOUTING + _WEIGHT_OF_EMOJI
_WEIGHT_OF_COMPLAINT = -6.0
_LEAST_SHOUTED, _SHARE_SHOUTED = 20, 0.6
_LEAST_EMOJI = 3
_LEAST_WORDS, _SHARE_REPEATED, _SHARE_OF_ONE = 6, 3, 0.5
_SHARE_OF_NOISE = 0.5
_LONG_WORD, _MARKS = 5, '.,!?:;()«»"-'
_PHONE = re.compile(r"(?:\+ ?7|\b8)[\s()-]*7\d\d(?:[\s()-]*\d){7}|\b7\d\d(?:[\s-]?\d){7}\b")
_LETTER_RUN = re.compile(r"([^\W\d_])\1{5,}")
_SHOUTED = re.compile("[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{4}")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")


def may_offer(bits: Sequence[int], union: int, cased: str) -> bool:
    """Whether the weights could reach what is enough, were all said that its words may be part of."""
    most = _lines(union & ANY_AD)[0] + _links(bits, union, cased)
    if not most:
        return False
    most += _of_asking(union, cased)
    if most >= _ENOUGH:
        return True
    return most + _MOST_OF_MANNER >= _ENOUGH and most + _manner(union, cased) >= _ENOUGH


def offers(bits: Sequence[int], union: int, said: str, cased: str) -> bool:
    """Whether the weights of what is said reach what is enough. Asked when ``may_offer``."""
    _most, lines = _lines(union & ANY_AD & ~CONTACT_LINES)
    offered = _weights(lines, said)
    links = _links(bits, union, cased)
    # Who only says how to be reached is a citizen with a telephone.
    if not offered and links < _WEIGHT_OF_PLUS:
        return False
    _most, ways = _lines(union & CONTACT_LINES)
    weights = offered + _weights(ways, said)
    score = sum(weights) + links
    manner = _manner(union, cased)
    asking = _of_asking(union, cased)
    # One turn of speech without a question may be anybody's; two, or one with a phone, are a seller's.
    score += asking if asking < 0 or len(weights) > 1 or manner else 0.0
    # In a long text more is said by chance.
    return score + manner >= _ENOUGH + (len(bits) > _LONG)


def says_nothing(tokens: Sequence[str], bits: Sequence[int], union: int, cased: str) -> bool:
    """Whether a text repeats a few words, or is typed at random."""
    return _repeats_itself(tokens) or bool(union & (NOISE | RUN) and _is_noise(bits, cased))


@lru_cache(maxsize=1_024)
def _lines(mask: int) -> tuple[float, tuple[Phrase, ...]]:
    """The lines of advertising with these bits, and the sum of their weights."""
    lines = tuple(ad for bit, ad in ADS if mask & bit)
    return sum(ad.weight for ad in lines), lines


def _weights(lines: Sequence[Phrase], said: str) -> list[float]:
    """The weights of the lines that are said; what the second list says of the same words is not said twice."""
    weights: list[float] = []
    spans: list[tuple[int, int]] = []
    for line in lines:
        for found in line.pattern.finditer(said) if line.section == _SECOND_LIST else _first(line, said):
            if line.section == _SECOND_LIST and any(
                found.start() < end and start < found.end() for start, end in spans
            ):
                continue
            spans.append(found.span())
            weights.append(line.weight)
            break
    return weights


def _first(line: Phrase, said: str) -> tuple[re.Match[str], ...]:
    found = line.pattern.search(said)
    return (found,) if found else ()


def _repeats_itself(tokens: Sequence[str]) -> bool:
    if len(tokens) >= _LEAST_WORDS and _repeats_a_pair(tokens):
        return True
    different = len(set(tokens))
    if len(tokens) < _LEAST_WORDS or different > len(tokens) - _SHARE_REPEATED:
        return False
    if different * _SHARE_REPEATED <= len(tokens):
        return True
    # One word can be half of all only when the others are no more than that.
    if different > len(tokens) / 2 + 1:
        return False
    return Counter(tokens).most_common(1)[0][1] >= len(tokens) * _SHARE_OF_ONE


def _repeats_a_pair(tokens: Sequence[str]) -> bool:
    """Whether two long words stand together three times in a short text, as search engines are fed."""
    if len(tokens) > _LONG:
        return False
    words = [token.strip(_MARKS) for token in tokens]
    pairs = Counter(pair for pair in pairwise(words) if min(map(len, pair)) >= _LONG_WORD)
    most = pairs.most_common(1)[0][1] if pairs else 0
    return most >= _SHARE_REPEATED and most * 2 >= len(tokens) * _SHARE_OF_ONE


def _of_asking(union: int, cased: str) -> float:
    """What it weighs that a text complains, or that it asks nothing at all."""
    if union & COMPLAINT:
        return _WEIGHT_OF_COMPLAINT
    if "?" in cased:
        return _WEIGHT_OF_QUESTION
    return 0.0 if union & ASKS else _WEIGHT_OF_NOT_ASKING


def _links(bits: Sequence[int], union: int, cased: str) -> float:
    """The weight of links, and of "write +", which only sellers ask for."""
    plus = _WEIGHT_OF_PLUS if "+" in cased and _PLUS.search(cased) else 0.0
    if not union & (LINK | NEAR_LINK):
        return plus
    if union & FALSE_LINK:
        return _WEIGHT_OF_MANY_LINKS
    links = sum(1 for bit in bits if bit & LINK)
    near = sum(1 for bit in bits if bit & NEAR_LINK)
    if links + near >= _MANY_LINKS:
        return _WEIGHT_OF_MANY_LINKS
    return links * _WEIGHT_OF_LINK + near * _WEIGHT_OF_NEAR_LINK + plus


def _manner(union: int, cased: str) -> float:
    """The weight of a contact, of shouting and of emoji: with an offer they mean something, alone nothing."""
    weight = _WEIGHT_OF_CONTACT if union & CONTACT or _PHONE.search(cased) else 0.0
    weight += _WEIGHT_OF_SHOUTING if _shouts(cased) else 0.0
    return weight + (_WEIGHT_OF_EMOJI if len(_EMOJI.findall(cased)) >= _LEAST_EMOJI else 0.0)


def _is_noise(bits: Sequence[int], cased: str) -> bool:
    noisy = sum(1 for bit in bits if bit & (NOISE | RUN))
    runs = sum(found.end() - found.start() for found in _LETTER_RUN.finditer(cased))
    return noisy > len(bits) * _SHARE_OF_NOISE or runs >= len(cased) * _SHARE_OF_NOISE


def _shouts(cased: str) -> bool:
    if not _SHOUTED.search(cased):
        return False
    letters = sum(map(str.isalpha, cased))
    return letters >= _LEAST_SHOUTED and sum(map(str.isupper, cased)) >= letters * _SHARE_SHOUTED
