"""What one word of a text says, as bits: found once and remembered, since people use the same words."""

import re
from functools import lru_cache

from sukhbat.understanding.flags.disguises import (
    folded,
    hidden_pattern,
    in_english_letters,
    in_russian_letters,
    without_doubles,
)
from sukhbat.understanding.flags.links import LINKS, link_bits
from sukhbat.understanding.flags.lists import (
    CONTACT,
    CYRILLIC,
    DOG,
    HALF,
    HALVES,
    KAZAKH_LETTERS,
    LATIN,
    LETTER,
    MASKED,
    NOISE,
    OBSCENE,
    RUN,
    listed,
    triggered,
)

_REMEMBERED_WORDS = 32_768
_EDGES = "!\"%&'()+,-./:;<=>?[\\]^_`{|}~«»„“”‚‘’…–—"
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]+")
_PIECE = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile(r"(.)\1")
_RUN = re.compile(r"(\w)\1{4}|([!?])\2{5}|([^\w\s.])\3{7}")
_KEYS = re.compile("asdf|sdfg|dfgh|ghjk|hjkl|qwer|zxcv|йцук|фыва|ывап|пролд|олдж|ячсм")
_NO_VOWELS = re.compile("[бвгджзклмнпрстфхцчшщ]{6,}|[bcdfghjklmnpqrstvwxz]{6,}")
_AGAIN = re.compile(r"(.{1,3})\1{3,}|(.)\2{2,}")
# English words that sound like coarse Russian ones; of the shortest words only those that can be nothing else.
_HARMLESS_LATIN = re.compile(
    r"(?:her|job|hue|ebay|ebola|sukh|ssang|pedri|ipods?)|(?!(?:huy|hui|huj|xuy|xui|xuj|xyi|xyu|bly)$).{1,3}$"
)
_LEAST_SINGLE = 3
_LONGEST = 80
_PHONE = re.compile(r"[78]?7\d{9}")


@lru_cache(maxsize=_REMEMBERED_WORDS)
def bits_of(token: str) -> int:
    """What a lower-case token, cut at blanks, says by itself and which phrases it may belong to."""
    if len(token) > _LONGEST:
        return _of_long(token)
    word = token.strip(_EDGES)
    run = RUN if _DOUBLED.search(token) and _RUN.search(token) else 0
    if _CYRILLIC.fullmatch(word):
        return _of_cyrillic(word) | run
    if word.isdigit():
        return CONTACT if _PHONE.fullmatch(word) else 0
    if word != token and word.isalpha():
        return bits_of(word) | run
    return _of_other(token, word) | run


def _of_long(token: str) -> int:
    """A token as no word is, by its first pieces: what is written without blanks is not searched for ever."""
    bits = link_bits(token[:_LONGEST]) | (RUN if _RUN.search(token[:_LONGEST]) else 0)
    for piece in _PIECE.findall(token[: _LONGEST * _LONGEST]):
        bits |= bits_of(piece[:_LONGEST]) & ~LETTER
    return bits


def _of_cyrillic(word: str) -> int:
    if len(word) == 1:
        return LETTER
    plain = folded(word)
    bits = _said(plain) | triggered(plain)
    exact = KAZAKH_LETTERS.get(word[:2])
    if exact and exact.match(word):
        bits |= OBSCENE
    if plain in HALVES:
        bits |= HALF
    return bits | NOISE if _is_noise(plain) else bits


def _said(plain: str) -> int:
    """What the lists know of a folded Cyrillic word, also with its letters doubled."""
    bits = listed(plain, CYRILLIC)
    if not bits and _DOUBLED.search(plain):
        single = without_doubles(plain)
        return listed(single, CYRILLIC) if len(single) >= _LEAST_SINGLE else 0
    return bits


def _is_noise(word: str) -> bool:
    return bool(_NO_VOWELS.fullmatch(word) or _AGAIN.fullmatch(word) or _KEYS.match(word))


def _of_other(token: str, word: str) -> int:
    bits = link_bits(token)
    if bits & (LINKS | CONTACT):
        return bits
    if len(word) == 1:
        return LETTER
    pieces = _PIECE.findall(word)
    bits |= triggered(folded(word))
    if not pieces:
        return bits
    if pieces == [word]:
        bits |= NOISE if _is_noise(word) else 0
    else:
        for piece in pieces:
            bits |= (_of_cyrillic(piece) if _CYRILLIC.fullmatch(piece) else bits_of(piece)) & ~LETTER
    return bits | _of_disguised(token, word)


def _of_disguised(token: str, word: str) -> int:
    bits = 0
    for said in in_english_letters(word):
        bits |= listed(said, LATIN) | listed(without_doubles(said), LATIN)
    if not (word.isascii() and _HARMLESS_LATIN.match(word)):
        for read in in_russian_letters(word):
            bits |= _said(read)
        # Nobody disguises a dog.
        bits |= OBSCENE if bits & DOG else 0
    hidden = None if bits else hidden_pattern(token.rstrip(_EDGES))
    return bits | OBSCENE if hidden and hidden.search(MASKED) else bits
