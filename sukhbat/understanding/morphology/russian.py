"""Lemmas of Russian words, from the OpenCorpora dictionary as pymorphy3 reads it."""

import logging
from functools import cache

from pymorphy3 import MorphAnalyzer

# A reading less likely than this beside another one only makes noise.
_LIKELY = 0.04
_MOST = 3
_REFLEXIVE = ("ться", "тись", "чься")


@cache
def _analyser() -> MorphAnalyzer:
    logging.getLogger("pymorphy3").setLevel(logging.WARNING)  # where its dictionary lies interests nobody
    return MorphAnalyzer(lang="ru")


def is_known(word: str) -> bool:
    """Whether the dictionary has the lower-case Cyrillic word in this form."""
    return bool(_analyser().word_is_known(word))


def is_lemma(word: str) -> bool:
    """Whether the dictionary has it as the first form of a noun or an adjective."""
    return is_known(word) and any(
        parse.normal_form.replace("ё", "е") == word and {"nomn"} & parse.tag.grammemes
        for parse in _analyser().parse(word)
    )


def lemmas(word: str) -> list[str]:
    """The first forms a Cyrillic word can be of, the likeliest first, ё as е; a guess for a word it does not know.

    "дорогой" is of "дорога" and of "дорогой"; "строится" is taken as of "строить", "бесплатно" of "бесплатный", too.
    """
    found: dict[str, float] = {}
    for parse in _analyser().parse(word):
        form = _active(parse.normal_form.replace("ё", "е"))
        found[form] = found.get(form, 0.0) + max(parse.score, _LIKELY if parse.tag.POS == "ADJS" else 0)
    return [form for form, score in sorted(found.items(), key=lambda one: -one[1]) if score >= _LIKELY][
        :_MOST
    ]


def _active(infinitive: str) -> str:
    return infinitive[:-2] if infinitive.endswith(_REFLEXIVE) else infinitive
