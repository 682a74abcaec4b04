"""Stems of English words: Snowball's."""

import threading

from snowballstemmer import stemmer

# A stemmer holds the word it works on.
_own = threading.local()


def stem(word: str) -> str:
    """The stem of a lower-case word; it need not be a word itself ("hospitals": "hospit")."""
    if not hasattr(_own, "stemmer"):
        _own.stemmer = stemmer("english")
    return str(_own.stemmer.stemWord(word))
