"""Stems of Kazakh words by a dictionary: "мектептеріміздің" and "мектепке" are both of "мектеп".

A word is read from its end: which endings can it be made of, so that a stem of the dictionary is left? All is done
in folded letters, so that a word typed without Kazakh ones has the same stems. The likeliest stem is the word's
lemma; what it is derived from ("қымбаттап": қымбаттау, of қымбат) and a second reading follow as its roots. A verb's
lemma is its name ("беріп": беру), so that "жылу" is not taken for "жыл".
"""

import gzip
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sukhbat.understanding.morphology.kazakh_suffixes import (
    AFTER_SHORT,
    BEFORE,
    CLASSES,
    LONGEST,
    OF_NOUNS,
    OF_VERBS,
    STEM,
    VERB,
)

_VOWELS = frozenset("аеёиоуыэюя")
# Sounds that are no vowels beside one: "аузы" is of "ауыз", "мойны" of "мойын".
_GLIDES = frozenset("уй")
_HARDENED: Mapping[str, str] = {"б": "п", "г": "к"}
_LEAST_STEM = 2
_LEAST_OTHER = 3  # letters of a second reading
_LEAST_UNKNOWN = 4  # letters that stay of a word nobody knows
_MOST = 4
# As if a stem with one ending more were met so many times less often, as a power of two.
ENDING_COSTS = 1.7
# "ауру" is what "ауырады" says.
_FULL: Mapping[str, str] = {"аур": "ауыр"}
_CYRILLIC = re.compile("[а-яё]+")


@dataclass(frozen=True)
class Cut:
    """One way to read a word: a stem as it stands alone, and the letters of the word before its endings."""

    stem: str
    is_verb: bool
    length: int
    endings: int


@dataclass(frozen=True)
class Stem:
    """A lemma in folded letters; the first ``length`` letters of the word are its own, their last may have changed.

    ``is_root``: not the word's own lemma, but what that is derived from, or a second reading.
    """

    lemma: str
    length: int
    is_root: bool = False


Known = Callable[[str, bool], bool]


@cache
def _dictionary() -> Mapping[tuple[str, bool], int]:
    """How often each stem is met as a noun's (False) and as a verb's (True), as a power of two."""
    packed = files("sukhbat.understanding.morphology").joinpath("data/kazakh_stems.tsv.gz").read_bytes()
    lines = (line.split("\t") for line in gzip.decompress(packed).decode().splitlines())
    return {(stem, kind == "v"): int(met) for stem, kind, met in lines}


def is_known(stem: str, is_verb: bool) -> bool:
    """Whether the dictionary has the folded stem, as a verb's if ``is_verb``, else as another word's."""
    return (stem, is_verb) in _dictionary()


def stems(word: str) -> list[Stem]:
    """The stems of a folded word, the likeliest first; empty when the dictionary has none."""
    if not _CYRILLIC.fullmatch(word):
        return []
    met = _dictionary()
    cuts = sorted(
        cuts_of(word, is_known),
        key=lambda cut: (
            ENDING_COSTS * cut.endings - met[cut.stem, cut.is_verb],
            -cut.length,
            cut.is_verb,
            cut.stem,
        ),
    )
    if not cuts:
        return []
    own = cuts[0]
    others = [cut for cut in cuts[1:] if cut.length >= _LEAST_OTHER and cut.stem != own.stem][:1]
    found = [Stem(lemma(own.stem, own.is_verb), own.length), *_roots(own)]
    found += [Stem(lemma(cut.stem, cut.is_verb), cut.length, True) for cut in others]
    unique = {one.lemma: one for one in reversed(found)}
    return list(reversed(unique.values()))[:_MOST]


def stripped(word: str) -> Stem:
    """The stem of a word that no dictionary has: without as many endings of a noun as leave four letters."""
    ends = (end for end, kind, _endings in _stem_ends(word) if kind == STEM and end >= _LEAST_UNKNOWN)
    least = min(ends, default=len(word))
    is_before_vowel = word[least : least + 1] in _VOWELS
    last = word[least - 1]
    return Stem(word[: least - 1] + (_HARDENED.get(last, last) if is_before_vowel else last), least)


def cuts_of(word: str, known: Known) -> Iterator[Cut]:
    """Each way to cut the word so that ``known`` has the stem that is left."""
    for end, kind, endings in _stem_ends(word):
        is_verb = kind == VERB
        for stem in _spellings(word[:end], word[end:], is_verb=is_verb):
            if len(stem) >= _LEAST_STEM and known(stem, is_verb):
                yield Cut(stem, is_verb, end, endings)


def lemma(stem: str, is_verb: bool) -> str:
    """The word a dictionary would list: of the verbs "оқы" and "оқ-у" both "оқу"."""
    if not is_verb:
        return stem
    stem = _FULL.get(stem, stem)
    shorter = stem[:-1]
    if stem[-1] in "ыи" and len(shorter) >= _LEAST_STEM and is_known(shorter, True):
        return shorter + "у"
    return stem + "у"


def _stem_ends(word: str) -> Iterator[tuple[int, str, int]]:
    """Where the endings may begin, whether a noun's or a verb's stem stands before them, how many they are."""
    seen: set[tuple[int, str]] = set()
    waiting = deque([(len(word), "end", 0)])
    while waiting:
        end, outer, endings = waiting.popleft()
        allowed = BEFORE[outer]
        for kind in (STEM, VERB):
            if kind in allowed:
                yield end, kind, endings
        for length in range(1, min(LONGEST, end - _LEAST_STEM) + 1):
            for name in CLASSES.get(word[end - length : end], ()):
                step = (end - length, name)
                if name in allowed and step not in seen:
                    seen.add(step)
                    waiting.append((*step, endings + 1))


def _spellings(stem: str, endings: str, *, is_verb: bool) -> Iterator[str]:
    """The stem as it stands alone: "кітаб-ы" is of "кітап", "халқ-ы" of "халық", "тау-ып" of "тап"."""
    yield stem
    if is_verb and endings[:1] in ("я", "ю"):
        yield stem + "й"
    if not endings or len(stem) < _LEAST_STEM or endings[0] not in _VOWELS:
        return
    last, before = stem[-1], stem[-2]
    hard = _HARDENED.get(last, last)
    if hard != last:
        yield stem[:-1] + hard
    elif is_verb and last == "у":
        yield stem[:-1] + "п"
    if (
        not is_verb
        and last not in _VOWELS
        and (before not in _VOWELS or (len(stem) > 2 and before in _GLIDES))
    ):
        yield from (f"{stem[:-1]}{vowel}{ending}" for vowel in "ыи" for ending in {last, hard})


def _roots(own: Cut) -> Iterator[Stem]:
    """What a stem is derived from, step by step, each in the dictionary."""
    stem = own.stem
    for _step in range(2):
        found = _root(stem)
        if found is None:
            return
        stem, is_verb = found
        yield Stem(lemma(stem, is_verb), min(own.length, len(stem)), True)


def _root(stem: str) -> tuple[str, bool] | None:
    for is_verb, endings in ((False, OF_NOUNS), (True, OF_VERBS)):
        for ending in endings:
            root = stem.removesuffix(ending)
            least = _LEAST_STEM if ending in AFTER_SHORT else _LEAST_OTHER
            if root != stem and len(root) >= least and is_known(root, is_verb):
                return root, is_verb
    return None
