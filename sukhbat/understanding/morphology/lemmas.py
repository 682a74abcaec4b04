"""The lemmas of a word: what its forms have in common, in Kazakh, Russian and English.

A word has two spellings of a lemma: with its letters ("тіл") and folded ("тил"). Folded ones depend on nothing but the
folded word and the language, so that a form finds itself however its letters were typed.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from sukhbat.understanding.language import Language
from sukhbat.understanding.morphology import english, kazakh, russian
from sukhbat.understanding.search_text import fold

_REMEMBERED = 65_536
_CYRILLIC = re.compile("[а-я]+")
LONGEST = 40  # letters; longer ones are no words
_HARD = {"б": "п", "г": "к", "ғ": "қ"}


class Lemma(NamedTuple):
    """``folded`` is what a search looks for; ``letters`` the same with Kazakh letters.

    ``is_root``: not the word's own lemma, but what that is derived from, or a less likely reading.
    """

    folded: str
    letters: str
    is_root: bool = False


@lru_cache(maxsize=_REMEMBERED)
def lemmas(word: str, language: Language) -> tuple[Lemma, ...]:
    """The lemmas of one lower-case word of a text in that language, its own first; never empty for a word.

    In a mixed or unknown language every reading is taken: what a text in any language has is among them.
    """
    folded = fold(word)
    if not folded:
        return ()
    if len(folded) > LONGEST or any(sign.isdigit() for sign in folded):
        return (Lemma(folded[:LONGEST], word[:LONGEST]),)
    if folded.isascii():
        return (Lemma(english.stem(folded), english.stem(word)),)
    if not _CYRILLIC.fullmatch(folded):
        return (Lemma(folded, word),)
    found = _cyrillic(word, folded, language)
    unique: dict[str, Lemma] = {}
    for one in sorted(found, key=lambda one: one.is_root):
        unique.setdefault(one.folded, one)
    return tuple(unique.values())


def _cyrillic(word: str, folded: str, language: Language) -> list[Lemma]:
    in_kazakh = [] if language == "ru" and russian.is_known(folded) else kazakh.stems(folded)
    if in_kazakh and language == "kk":
        return [_with_letters(stem, word) for stem in in_kazakh]
    in_russian = _russian(folded) if language != "kk" or russian.is_known(folded) else []
    if language == "ru":
        return [*in_russian, *(_with_letters(stem, word) for stem in in_kazakh)]
    others = [] if in_kazakh or russian.is_known(folded) else _unlisted(folded)
    return [*(_with_letters(stem, word) for stem in [*in_kazakh, *others]), *in_russian]


def _russian(folded: str) -> list[Lemma]:
    return [Lemma(one, one, place > 0) for place, one in enumerate(map(fold, russian.lemmas(folded)))]


def _unlisted(folded: str) -> list[kazakh.Stem]:
    """A word that the Kazakh dictionary does not have: a Russian one with Kazakh endings ("справкасын"), or any."""
    if borrowed := _borrowed(folded):
        return [borrowed]
    return [kazakh.stripped(folded)]


def _borrowed(folded: str) -> kazakh.Stem | None:
    cuts = kazakh.cuts_of(
        folded, lambda stem, is_verb: not is_verb and len(stem) > 2 and russian.is_lemma(stem)
    )
    longest = max((cut for cut in cuts if cut.endings), key=lambda cut: cut.length, default=None)
    return kazakh.Stem(longest.stem, longest.length) if longest else None


def _with_letters(stem: kazakh.Stem, word: str) -> Lemma:
    """The lemma as the word itself spells it, where the word and its folded form have as many letters."""
    own = word[: stem.length]
    if fold(own) == stem.lemma[: len(own)]:
        letters = own + stem.lemma[len(own) :]
    elif own and fold(own[:-1]) + _HARD.get(fold(own[-1:]), "") == stem.lemma[: len(own)]:
        letters = own[:-1] + _HARD.get(own[-1], own[-1]) + stem.lemma[len(own) :]
    else:
        letters = stem.lemma
    return Lemma(stem.lemma, letters, stem.is_root)
