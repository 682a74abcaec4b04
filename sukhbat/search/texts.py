"""A question and its answer as search stores them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from sukhbat.understanding.morphology.lemmas import LONGEST
from sukhbat.understanding.morphology.reading import Word, text_words
from sukhbat.understanding.search_text import fold

# A tsvector knows no later place, and no more than 256 places of a word.
_LAST_PLACE = 16_383
_MOST_PLACES = 255
# Between question and answer, so that no phrase goes over from one to the other.
_GAP = 10


@dataclass
class Vector:
    """Lemmas with their places and weights, as the text of a ``tsvector``."""

    places: dict[str, dict[int, str]] = field(default_factory=dict)

    def add(self, lemma: str, place: int, weight: str) -> None:
        """Note a lemma at a place; of two weights there the better one, A before D, stays."""
        if place <= _LAST_PLACE:
            there = self.places.setdefault(lemma, {})
            if len(there) < _MOST_PLACES or place in there:
                there[place] = min(weight, there.get(place, weight))

    def __str__(self) -> str:
        return " ".join(
            f"'{lemma}':" + ",".join(f"{place}{weight}" for place, weight in sorted(there.items()))
            for lemma, there in self.places.items()
        )


@dataclass(frozen=True)
class Searchable:
    """What one row holds, and the words and lemmas it adds to those that are counted."""

    words: str
    answer_words: str
    lemmas: str
    folded: str
    counted_lemmas: frozenset[str]

    @property
    def counted_words(self) -> frozenset[str]:
        """The different words, those that are too long for a word left out."""
        return words_to_count(f"{self.words} {self.answer_words}")


def words_to_count(folded: str) -> frozenset[str]:
    """The different words of a folded text, those that are too long for a word left out."""
    return frozenset(word for word in folded.split() if len(word) <= LONGEST)


def searchable(question: str, answers: Iterable[str] = ()) -> Searchable:
    """A question and the versions of its answer, read."""
    said = " ".join(answers)
    with_letters, folded = Vector(), Vector()
    end = _add(question, 0, "AB", folded, with_letters)
    _add(said, end + _GAP, "CD", folded)
    return Searchable(fold(question), fold(said), str(with_letters), str(folded), frozenset(folded.places))


def _add(text: str, begin: int, weights: str, folded: Vector, with_letters: Vector | None = None) -> int:
    """Put the words of a text into the vectors; the last place that was used."""
    place = begin
    for place, word in enumerate(_read(text), begin + 1):
        for one in word.lemmas:
            folded.add(one.folded, place, weights[one.is_root])
            if with_letters is not None:
                with_letters.add(_plain(one.letters), place, weights[one.is_root])
        if with_letters is not None:
            with_letters.add(as_form(word.form), place, weights[0])
    return place


# One answer may be that of tens of thousands of questions, read one after another.
@lru_cache(maxsize=64)
def _read(text: str) -> tuple[Word, ...]:
    return tuple(text_words(text))


def as_form(word: str) -> str:
    """How a word as it stands is told from lemmas in a vector."""
    return f"={_plain(word)[:LONGEST]}"


def _plain(letters: str) -> str:
    """Without signs that would end a quoted word of a vector; letters and digits stay."""
    return "".join(sign for sign in letters if sign.isalnum()) or "_"
