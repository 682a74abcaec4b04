"""A text, and a query, as lemmas in the order of their words."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from sukhbat.understanding.as_read import as_read
from sukhbat.understanding.language import detect
from sukhbat.understanding.latin import in_cyrillic
from sukhbat.understanding.morphology.lemmas import Lemma, lemmas
from sukhbat.understanding.search_text import fold

# Grows by one whenever the lemmas of a text come out of here otherwise than before: what is stored is then read anew.
READING = 1
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
# A long text may change its language on the way; as_read looks at no more than this.
_PIECE = 1_500  # characters
_LATIN = re.compile("[a-z]")


class Word(NamedTuple):
    """A word of a text: in lower case with its letters, and the lemmas it is of."""

    form: str
    lemmas: tuple[Lemma, ...]


def text_words(text: str) -> Iterator[Word]:
    """The words of a text, in order, each with its lemmas in the language that is found of the text."""
    for piece in _pieces(unicodedata.normalize("NFC", text)):
        read = as_read(piece)
        language = detect(read).language
        for word in WORD.findall(read.lower()):
            if found := lemmas(word, language):
                yield Word(word, found)


def query_lemmas(word: str) -> tuple[Lemma, ...]:
    """Every lemma one word of a query may be of, in whatever language; Latin letters may stand for Cyrillic ones."""
    lowered = unicodedata.normalize("NFC", word).lower()
    found = {one.folded: one for one in reversed(lemmas(lowered, "und"))}
    if _LATIN.match(lowered):
        for language in ("kk", "ru"):
            for one in lemmas(in_cyrillic(lowered, language), "und"):
                found.setdefault(one.folded, one)
    return tuple(sorted(found.values(), key=lambda one: one.is_root))


def spellings(word: str) -> tuple[str, ...]:
    """A folded word as it may have been meant: as it stands, or in Cyrillic."""
    if not _LATIN.match(word):
        return (word,)
    return tuple(dict.fromkeys((word, *(fold(in_cyrillic(word, language)) for language in ("kk", "ru")))))


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that end between words."""
    begin = 0
    while begin < len(text):
        end = begin + _PIECE
        if end < len(text):
            end = text.rfind(" ", begin + 1, end) if " " in text[begin + 1 : end] else end
        yield text[begin:end]
        begin = end
