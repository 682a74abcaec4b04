"""Folding for plain search: a word is found however its Kazakh letters were typed."""

import re
import unicodedata

MAX_TERMS = 12
MIN_TERM = 2

# Each Kazakh letter goes where a person without a Kazakh keyboard puts it.
_LETTERS = str.maketrans("ёәғқңөұүһі", "еагкноуухи")
_LATIN_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case, without punctuation, Kazakh letters as their Russian look-alikes, words one space apart.

    Latin letters that look like Cyrillic ones stay Latin. Idempotent.
    """
    lowered = unicodedata.normalize("NFC", text).lower()
    letters = unicodedata.normalize("NFC", lowered).translate(_LETTERS)
    return _NOT_WORDS.sub(" ", _LATIN_MARKS.sub("", letters)).strip()


def terms(query: str) -> list[str]:
    """The first twelve different folded words of a query that have two characters or more."""
    found = dict.fromkeys(word for word in fold(query).split() if len(word) >= MIN_TERM)
    return list(found)[:MAX_TERMS]
