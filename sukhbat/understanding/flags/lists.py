"""What the word lists hold, read once, and the bits that say what a word may be part of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sukhbat.understanding.flags.disguises import folded
from sukhbat.understanding.flags.lexicon import Beginnings, beginnings, read_phrases, read_sections

OBSCENE, DOG, INSULT, LETTER, HALF, LINK, NEAR_LINK, CONTACT, RUN, NOISE, COMPLAINT, ASKS, FALSE_LINK = (
    1 << at for at in range(13)
)
_FIRST_PHRASE = 13

_obscene, _insults, _spam = (read_sections(name) for name in ("obscene", "insults", "spam"))
_phrases = [*read_phrases("phrases"), *read_phrases("threats")]
_ads = [*read_phrases("spam"), *read_phrases("offers")]
# Each phrase and each line of advertising has a bit of its own.
PHRASES = tuple((1 << at, phrase) for at, phrase in enumerate(_phrases, _FIRST_PHRASE))
ADS = tuple((1 << at, phrase) for at, phrase in enumerate(_ads, _FIRST_PHRASE + len(_phrases)))
# Lines that say how somebody is reached, and nothing of what is sold.
CONTACT_LINES = sum(bit for bit, phrase in ADS if phrase.section == "contact")
ANY_PHRASE, ANY_AD = sum(bit for bit, _phrase in PHRASES), sum(bit for bit, _phrase in ADS)

NOT_MEANT_BEFORE, NOT_MEANT_AFTER, TOLD = (frozenset(_insults[name]) for name in ("before", "after", "told"))
MASKED = " ".join(_obscene["masked"])
HALVES = frozenset(_obscene["halves"])

# Kazakh words that only their own letters tell from harmless Russian ones.
KAZAKH_LETTERS = beginnings(_obscene["letters"])
_END = "$"
_SHORTEST_TRIGGER = 3

Patterns = Mapping[str, tuple[tuple[re.Pattern[str], int], ...]]


def _together(*lists: tuple[Beginnings, int]) -> Patterns:
    found: dict[str, list[tuple[re.Pattern[str], int]]] = defaultdict(list)
    for patterns, bit in lists:
        for start, pattern in patterns.items():
            found[start].append((pattern, bit))
    return {start: tuple(patterns) for start, patterns in found.items()}


CYRILLIC = _together(
    (beginnings([*_obscene["russian"], *_obscene["kazakh"]]), OBSCENE),
    (beginnings(_obscene["dogs"]), DOG),
    (beginnings([*_insults["russian"], *_insults["kazakh"]]), INSULT),
)
LATIN = _together(
    (beginnings(_obscene["english"]), OBSCENE),
    (beginnings(_insults["english"]), INSULT),
)


def _triggers(marked: Iterable[tuple[str, int]]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Triggers by their first three characters; the same one of several phrases once, with the bits of all."""
    bits: dict[str, int] = defaultdict(int)
    for trigger, bit in marked:
        bits[folded(trigger)] |= bit
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for trigger, bit in bits.items():
        assert len(trigger) >= _SHORTEST_TRIGGER, trigger
        found[trigger[:_SHORTEST_TRIGGER]].append((trigger, bit))
    return {start: tuple(triggers) for start, triggers in found.items()}


TRIGGERS = _triggers(
    [
        *((trigger, bit) for bit, phrase in (*PHRASES, *ADS) for trigger in phrase.triggers),
        *((word, COMPLAINT) for word in _spam["complaints"]),
        *((word, ASKS) for word in _spam["asks"]),
    ]
)


def listed(word: str, patterns: Patterns) -> int:
    """The bits of the lists that a folded word begins as."""
    bits = 0
    for pattern, bit in patterns.get(word[:2], ()):
        if pattern.match(word):
            bits |= bit
    return bits


def triggered(word: str) -> int:
    """The bits of the phrases a folded word may belong to."""
    bits = 0
    ended = word + _END
    for trigger, bit in TRIGGERS.get(ended[:_SHORTEST_TRIGGER], ()):
        if ended.startswith(trigger):
            bits |= bit
    return bits
