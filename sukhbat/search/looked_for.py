"""From the words of a query to what the database is asked: only lemmas that texts have, each with what it says."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from sukhbat.search import vocabulary
from sukhbat.search.rules import Ask, Term, term
from sukhbat.search.spelling import distance, errors_allowed, is_listed
from sukhbat.search.texts import as_form
from sukhbat.understanding.morphology.lemmas import Lemma
from sukhbat.understanding.morphology.reading import spellings

# Of what the words of a query say together, so much must stand in a text that has not all of them.
LEAST_SHARE = 0.5
# A guessed word counts less than a typed one.
_GUESS = 0.7
_MOST_MEANT = 3
_MOST_WORDS = 8


@dataclass(frozen=True)
class Looked:
    """A word of the query, with the lemmas that texts have. ``says``: the more, the rarer it is.

    ``meant``: the words of texts it stands for when no text has it as typed.
    """

    term: Term
    says: float
    meant: tuple[str, ...] = ()

    @property
    def tsquery(self) -> str:
        """Any of its lemmas; they are letters and digits only."""
        return "(" + " | ".join(f"'{one}'" for one in self.term.folded) + ")"


@dataclass(frozen=True)
class Looking:
    """What to look for. ``missing``: the words that no text has, which are left out."""

    words: tuple[Looked, ...]
    phrases: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def all_words(self) -> str:
        """The condition that a text has all the words and phrases, in any order."""
        return " & ".join([*(one.tsquery for one in self.words), *self.phrases])

    @cached_property
    def most_words(self) -> str | None:
        """The condition that a text has as many words as say LEAST_SHARE; None where that is all of them."""
        if len(self.words) < 2 or self.phrases:
            return None
        enough = LEAST_SHARE * sum(one.says for one in self.words)
        least: list[tuple[Looked, ...]] = []
        for count in range(1, len(self.words)):
            for some in combinations(self.words, count):
                if sum(one.says for one in some) >= enough and not any(
                    set(less) <= set(some) for less in least
                ):
                    least.append(some)
        return " | ".join("(" + " & ".join(one.tsquery for one in some) + ")" for some in least) or None

    @property
    def any_word(self) -> str:
        """Any of the lemmas, for ranking."""
        return " | ".join(one.tsquery for one in self.words)

    @property
    def any_lettered(self) -> str:
        """Any of the lemmas with their letters, for ranking."""
        found = {lemma.letters for one in self.words for lemma in one.term.lemmas}
        return " | ".join(f"'{letters}'" for letters in sorted(found) if letters.isalnum()) or self.any_word

    @property
    def any_form(self) -> str:
        """Any of the words as they were typed, or as they were meant."""
        return " | ".join(
            f"'{as_form(one)}'" for looked in self.words for one in (looked.meant or (looked.term.form,))
        )

    @property
    def meant(self) -> dict[str, str]:
        """What was typed and no text has, and the likeliest word it stands for."""
        return {one.term.word: one.meant[0] for one in self.words if one.meant}

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The folded lemmas, to be marked in what is found."""
        return frozenset(one for looked in self.words for one in looked.term.folded)


def looking(asked: Ask) -> Looking:
    """What texts can be asked for. One query of the database, one more when a word stands in no text."""
    seen = vocabulary.seen(
        lemma
        for one in (*asked.telling, *(word for phrase in asked.phrases for word in phrase))
        for lemma in one.folded
    )
    texts = seen.pop(vocabulary.TEXTS, 0)
    found = [_there(one, seen) for one in asked.telling]
    unknown = [one for one in asked.telling if not _there(one, seen).lemmas]
    guessed = list(_guessed([one for one in unknown if not is_listed(one.word)]))
    words = [
        *(Looked(one, _says(one, seen, texts)) for one in found if one.lemmas),
        *(Looked(one, _GUESS * _says(one, {}, texts), meant) for one, meant in guessed),
    ]
    words.sort(key=lambda one: -one.says)
    meant = {one.word for one, _words in guessed}
    missing = tuple(one.word for one in unknown if one.word not in meant)
    return Looking(tuple(words[:_MOST_WORDS]), tuple(_phrase(phrase) for phrase in asked.phrases), missing)


def _there(one: Term, seen: dict[str, int]) -> Term:
    """The word with only those lemmas that stand in texts."""
    return replace(one, lemmas=tuple(lemma for lemma in one.lemmas if lemma.folded in seen))


def _says(one: Term, seen: dict[str, int], texts: int) -> float:
    """How much a word says: the logarithm of how seldom it is (the inverse document frequency)."""
    often = max((seen.get(lemma, 0) for lemma in one.folded), default=0)
    return math.log(1 + (texts - often + 0.5) / (often + 0.5)) + 0.1


def _guessed(unknown: Sequence[Term]) -> Iterable[tuple[Term, tuple[str, ...]]]:
    """What each unknown word may have been meant to be, with the lemmas of those words."""
    if not unknown:
        return
    asked = {one.word: dict.fromkeys((*spellings(one.word), *one.folded)) for one in unknown}
    near = vocabulary.alike({spelling for each in asked.values() for spelling in each})
    for one in unknown:
        apart = [
            (distance(spelling, word, most=errors_allowed(spelling)), is_lemma, -seen, word)
            for spelling in asked[one.word]
            for word, seen, is_lemma in near.get(spelling, ())
            if distance(spelling, word, most=errors_allowed(spelling)) <= errors_allowed(spelling)
        ]
        if apart:
            best = {
                word: is_lemma for _distance, is_lemma, _seen, word in reversed(sorted(apart)[:_MOST_MEANT])
            }
            meant = tuple(reversed(best))
            yield replace(one, lemmas=tuple(dict.fromkeys(_meant(best)))), meant


def _meant(words: Mapping[str, bool]) -> Iterable[Lemma]:
    """The lemmas of words of texts; True marks what is a lemma itself."""
    for word, is_lemma in words.items():
        yield from [Lemma(word, word)] if is_lemma else (one for one in term(word).lemmas if not one.is_root)


def _phrase(words: Sequence[Term]) -> str:
    return (
        "(" + " <-> ".join("(" + " | ".join(f"'{one}'" for one in word.folded) + ")" for word in words) + ")"
    )
