"""A theme or a place proposed by the words of a text; shown, never demanded, so the rule is plain."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]{4,}")
# A shared beginning this long is the same word in another form; shorter ones confuse «дороги» with «дорогой».
_STEM = 6


def propose(text: str, names: Mapping[str, Iterable[str]]) -> str:
    """The code whose names share the most words with the text; '' when none does, or two do equally.

    ``names`` gives each code its names in all languages. A word that stands in the names of several codes
    (region, city) says nothing and is left out.
    """
    stems = {
        code: {_stem(word) for name in wordings for word in _words(name)} for code, wordings in names.items()
    }
    shared = Counter(stem for found in stems.values() for stem in found)
    written = _words(text)
    scores = Counter(
        {
            code: sum(_occurs(stem, written) for stem in found if shared[stem] == 1)
            for code, found in stems.items()
        }
    )
    best = [*scores.most_common(2), ("", 0)]
    return best[0][0] if best[0][1] > best[1][1] else ""


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _stem(word: str) -> str:
    return word[: max(_STEM, len(word) - 2)]


def _occurs(stem: str, written: set[str]) -> bool:
    return stem in written if len(stem) < _STEM else any(word.startswith(stem) for word in written)
