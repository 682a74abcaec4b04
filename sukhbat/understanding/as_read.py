"""A text as the embedders read it: one script, Kazakh letters in their place. People see what was typed."""

import re
from collections.abc import Sequence

from sukhbat.understanding.language import Language, detect
from sukhbat.understanding.latin import in_cyrillic
from sukhbat.understanding.letters import lacks_letters, restored
from sukhbat.understanding.text import clean

# Grows by one whenever a text comes out of here otherwise than before: vectors made before are then others.
READING = 1
# More than an embedder looks at.
_LONGEST = 2_000  # characters
_BLANKS = re.compile(r"\s+")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)


def as_read(text: str) -> str:
    """The text for a program that compares meanings. The language is found here, never asked for."""
    plain = _BLANKS.sub(" ", clean(text[:_LONGEST]))
    language: Language = detect(plain).language
    is_latin = len(_LATIN.findall(plain)) > len(_CYRILLIC.findall(plain))
    if is_latin and language in {"kk", "ru"}:
        plain = in_cyrillic(plain, language)
    if language in {"kk", "mixed"} and (is_latin or lacks_letters(plain)):
        plain = restored(plain, trusts_letters=not is_latin)
    return plain


def all_as_read(texts: Sequence[str]) -> list[str]:
    """``as_read`` for many."""
    return [as_read(text) for text in texts]
