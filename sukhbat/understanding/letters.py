"""Kazakh typed without its own letters ("казакстанда интернет кымбат") gets them back ("қазақстанда интернет қымбат").

A known word is looked up; an unknown one that looks Kazakh is spelled letter by letter, each by the longest
surroundings met among the known words. The words come from KazNERD (CC BY 4.0) and the training part of our own
corpus; ``ops/model`` builds the list.
"""

import gzip
import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from sukhbat.understanding.language import looks_kazakh
from sukhbat.understanding.language_words import RUSSIAN_WORDS

_WORD = re.compile("[а-яёәғқңөұүһі]+", re.IGNORECASE)
_KAZAKH = frozenset("әғқңөұүһі")
_FOLDED = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_IN_DOUBT = frozenset("агкноухи")
# How many letters before and after a letter in doubt are looked at, the widest first.
_SURROUNDINGS = ((4, 4), (3, 3), (2, 2), (2, 1), (1, 1), (0, 0))
_WIDEST = 4
_REMEMBERED_WORDS = 16_384
# Longer ones are no words, and none to remember.
_LONGEST = 40  # letters
# A word met a thousand times shall not outvote all the others around a letter.
_MOST_VOTES = 20
# Who has the keyboard uses it: in proper Kazakh about one letter of five is its own.
_HAS_ITS_LETTERS = 0.04


class _Spelling:
    """What is known of spelling, from a list of words with their counts."""

    def __init__(self, counts: dict[str, int]) -> None:
        best: dict[str, tuple[int, str]] = {}
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for word, count in counts.items():
            folded = without_letters(word)
            best[folded] = max(best.get(folded, (0, "")), (count, word))
            for at, letter in enumerate(word):
                if folded[at] in _IN_DOUBT:
                    for surrounding in _around(folded, at):
                        votes[surrounding][letter] += min(count, _MOST_VOTES)
        self.words = {folded: word for folded, (_count, word) in best.items()}
        self.letters = {surrounding: found.most_common(1)[0][0] for surrounding, found in votes.items()}

    def word(self, folded: str) -> str:
        """A lower-case word with its letters."""
        if (known := self.words.get(folded)) is not None:
            return known
        if not looks_kazakh(folded):
            return folded
        return "".join(self._letter(folded, at) for at in range(len(folded)))

    def _letter(self, folded: str, at: int) -> str:
        if folded[at] not in _IN_DOUBT:
            return folded[at]
        found = (self.letters.get(surrounding) for surrounding in _around(folded, at))
        return next((letter for letter in found if letter), folded[at])


def _around(folded: str, at: int) -> list[str]:
    """The surroundings of a letter, the widest first; the letter itself stands after the bar."""
    padded = f"{'^' * _WIDEST}{folded}{'$' * _WIDEST}"
    middle = at + _WIDEST
    return [
        f"{padded[middle - before : middle]}|{padded[middle : middle + after + 1]}"
        for before, after in _SURROUNDINGS
    ]


@cache
def _spelling() -> _Spelling:
    packed = files("sukhbat.understanding").joinpath("data/kazakh_words.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    pairs = (line.partition("\t") for line in lines)
    return _Spelling({word: int(count) for word, _tab, count in pairs})


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _restored_word(folded: str) -> str:
    return _spelling().word(folded)


def _restored(word: str, *, trusts_letters: bool) -> str:
    if word in RUSSIAN_WORDS or len(word) > _LONGEST or (trusts_letters and not _KAZAKH.isdisjoint(word)):
        return word
    return _restored_word(without_letters(word))


def without_letters(text: str) -> str:
    """Kazakh as typed on a Russian keyboard."""
    return text.translate(_FOLDED)


def lacks_letters(text: str) -> bool:
    """Whether a Kazakh text was typed without the Kazakh letters."""
    letters = [character for character in text.lower() if character.isalpha()]
    return sum(letter in _KAZAKH for letter in letters) < _HAS_ITS_LETTERS * len(letters)


def restored(text: str, *, trusts_letters: bool = True) -> str:
    """A Kazakh text with its letters, in lower case. For readers that are programs: people see what was typed.

    ``trusts_letters``: a word that has a Kazakh letter was typed by somebody who has them all.
    """
    return _WORD.sub(lambda word: _restored(word[0], trusts_letters=trusts_letters), text.lower())
