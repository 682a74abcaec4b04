"""What one word of a text says, as bits: found once and remembered, since people use the same words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sukhbat.understanding.flags.disguises import (
    folded,
    hidden_pattern,
    in_english_letters,
    in_russian_letters,
    without_doubles,
)
from sukhbat.understanding.flags.lexicon import Phrase, beginnings, read_phrases, read_sections

OBSCENE, INSULT, LETTER, HALF, LINK, NEAR_LINK, CONTACT, RUN, NOISE, COMPLAINT = (1 << at for at in range(10))
_FIRST_PHRASE = 10

_obscene, _insults, _spam = (read_sections(name) for name in ("obscene", "insults", "spam"))
PHRASES: Sequence[Phrase] = read_phrases("phrases")
ADS: Sequence[Phrase] = read_phrases("spam")
PHRASE_BITS = tuple(1 << at for at in range(_FIRST_PHRASE, _FIRST_PHRASE + len(PHRASES)))
AD_BITS = tuple(1 << at for at in range(_FIRST_PHRASE + len(PHRASES), _FIRST_PHRASE + len(PHRASES) + len(ADS)))
ANY_PHRASE, ANY_AD = sum(PHRASE_BITS), sum(AD_BITS)
NOT_MEANT_BEFORE, NOT_MEANT_AFTER, TOLD = (frozenset(_insults[name]) for name in ("before", "after", "told"))

_REMEMBERED_WORDS = 16_384
_EDGES = "".join(map(chr, range(33, 48))).replace("@", "").replace("$", "").replace("*", "").replace("#", "") + ":;<=>?[\\]^_`{|}~«»„“”‚‘’…–—"
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]+")
_PIECE = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"([^\W\d_])\1{4}|([!?])\2{5}|([^\w\s.])\3{7}")
_NOISE = re.compile(
    "asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwert|werty|zxcv|xcvb|йцук|фыва|ывап|вапр|пролд|ролдж|ячсм|чсмит"
    "|^(?:[бвгджзклмнпрстфхцчшщ]{6,}|[bcdfghjklmnpqrstvwxz]{6,})$|^(.{1,3})\\1{3,}$"
)
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s/]+\.\w|(?<![\w@.])[\w-]+(?:\.[\w-]+)*\.(?:com|ru|kz|net|org|me|io|top|xyz|info|biz|shop|online|site"
    r"|club|pro|link|ly|su|рф|қаз|tk|click|win|bet|live|app|cc|vip|store|fun|space|website|casino|uz|kg|by|ua|to|gl)(?:[/:?]|$)"
)
_OFFICIAL = re.compile(r"(?:^|[/.])(?:gov\.kz|egov\.kz|adilet\.zan\.kz|akorda\.kz|parlam\.kz|e-otinish\.kz|enbek\.kz|goszakup\.gov\.kz)")
_NEAR_LINK = re.compile(r"(?:^|/|\.)(?:t\.me|telegram\.me|wa\.me|bit\.ly|clck\.ru|vk\.cc|tinyurl\.com|goo\.gl|cutt\.ly|is\.gd|taplink\.\w+|instagram\.com|vk\.com)(?:/|$)")
_CONTACT = re.compile(r"▒|^@[a-z]\w{3,}|^\+?[\d()-]{10,}$")

_RUSSIAN_OBSCENE = beginnings([*_obscene["russian"], *_obscene["kazakh"]])
_KAZAKH_LETTERS = beginnings(_obscene["letters"])
_ENGLISH_OBSCENE = beginnings(_obscene["english"])
_INSULTS = beginnings([*_insults["russian"], *_insults["kazakh"]])
_ENGLISH_INSULTS = beginnings(_insults["english"])
_MASKED = " ".join(_obscene["masked"])
_HALVES = frozenset(_obscene["halves"])
_COMPLAINTS = tuple(_spam["complaints"])
# English words that sound like coarse Russian ones; of shorter words only those that can be nothing else.
_HARMLESS_LATIN = re.compile(r"(?:her|job|hue|ebay|ebola|sukh|ssang|pedri)|(?!(?:huy|hui|huj|xuy|xui|xuj|xyi|xyu|bly)$).{1,3}$")


def _by_start() -> dict[str, list[tuple[str, int]]]:
    """Triggers of phrases and advertisements by their first two letters."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for phrase, bit in zip((*PHRASES, *ADS), (*PHRASE_BITS, *AD_BITS), strict=True):
        for trigger in phrase.triggers:
            found[folded(trigger)[:2]].append((folded(trigger), bit))
    for word in _COMPLAINTS:
        found[folded(word)[:2]].append((folded(word), COMPLAINT))
    return dict(found)


_TRIGGERS = _by_start()


@lru_cache(maxsize=_REMEMBERED_WORDS)
def bits_of(token: str) -> int:
    """What a lower-case token, cut at blanks, says by itself and which phrases it may belong to."""
    word = token.strip(_EDGES)
    if _CYRILLIC.fullmatch(word):
        return _of_cyrillic(word) | (RUN if _RUN.search(token) else 0)
    if not word.isdigit():
        return _of_other(token, word)
    return CONTACT if len(word) >= 10 else 0


def _of_cyrillic(word: str) -> int:
    if len(word) == 1:
        return LETTER
    plain = folded(word)
    bits = _said(plain) | _triggered(plain)
    exact = _KAZAKH_LETTERS.get(word[0])
    if exact and exact.match(word):
        bits |= OBSCENE
    if plain in _HALVES:
        bits |= HALF
    return bits | NOISE if _NOISE.search(plain) else bits


def _said(plain: str) -> int:
    """Whether a folded Cyrillic word is obscene or insults, also with its letters doubled."""
    bits = _begins(plain, _RUSSIAN_OBSCENE, OBSCENE) | _begins(plain, _INSULTS, INSULT)
    if not bits:
        single = without_doubles(plain)
        if single != plain and len(single) >= 3:
            bits = _begins(single, _RUSSIAN_OBSCENE, OBSCENE) | _begins(single, _INSULTS, INSULT)
    return bits


def _begins(word: str, lexicon: "dict[str, re.Pattern[str]] | object", bit: int) -> int:
    pattern = lexicon.get(word[0]) if word else None  # type: ignore[attr-defined]
    return bit if pattern is not None and pattern.match(word) else 0


def _triggered(plain: str) -> int:
    bits = 0
    for trigger, bit in _TRIGGERS.get(plain[:2], ()):
        if plain.startswith(trigger):
            bits |= bit
    return bits


def _of_other(token: str, word: str) -> int:
    bits = _contacts(token)
    if _RUN.search(token):
        bits |= RUN
    if bits & (LINK | NEAR_LINK | CONTACT):
        return bits
    pieces = _PIECE.findall(word)
    if not pieces:
        return bits
    for piece in pieces:
        if piece != token:
            bits |= bits_of(piece) & ~LETTER
    if len(word) == 1:
        return bits | LETTER
    if pieces == [word] and word.isascii():
        bits |= _triggered(word) | (NOISE if _NOISE.search(word) else 0)
    return bits | _of_disguised(token, word)


def _of_disguised(token: str, word: str) -> int:
    bits = 0
    for said in in_english_letters(word):
        for reading in {said, without_doubles(said)}:
            bits |= _begins(reading, _ENGLISH_OBSCENE, OBSCENE) | _begins(reading, _ENGLISH_INSULTS, INSULT)
    if not _HARMLESS_LATIN.match(word):
        for read in in_russian_letters(word):
            bits |= _said(read)
    hidden = hidden_pattern(token.rstrip(_EDGES)) if not bits else None
    return bits | OBSCENE if hidden and hidden.search(_MASKED) else bits


def _contacts(token: str) -> int:
    if "." in token and _LINK.search(token):
        if _OFFICIAL.search(token):
            return 0
        return NEAR_LINK if _NEAR_LINK.search(token) else LINK
    return CONTACT if _CONTACT.search(token) else 0
