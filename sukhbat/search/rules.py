"""What a typed query asks for, and where its words stand in a text. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sukhbat.search.stop_words import STOP_WORDS
from sukhbat.understanding.language import Language
from sukhbat.understanding.morphology.lemmas import Lemma, lemmas
from sukhbat.understanding.morphology.reading import WORD, query_lemmas
from sukhbat.understanding.search_text import fold, terms

LONGEST_QUERY = 200
EXCERPT = 260
LEAD = 80
# More words than these are left out of the condition, so that a query stays small.
_MOST_LEMMAS = 12
_QUOTED = re.compile(r"[\"«“„]([^\"«»“”„]+)[\"»”]")


@dataclass(frozen=True)
class Term:
    """One word of a query: folded, in lower case with its letters, and every lemma it may be of."""

    word: str
    form: str
    lemmas: tuple[Lemma, ...]

    @property
    def is_stop(self) -> bool:
        """Whether it says nothing of what a question is about."""
        return self.word in STOP_WORDS

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The folded lemmas, without Kazakh letters."""
        return tuple(one.folded for one in self.lemmas)[:_MOST_LEMMAS]


@dataclass(frozen=True)
class Ask:
    """A query: its words, and its quoted phrases as rows of words. ``text`` is what was typed."""

    text: str
    terms: tuple[Term, ...]
    phrases: tuple[tuple[Term, ...], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words as typed."""
        return tuple(term.word for term in self.terms)

    @cached_property
    def telling(self) -> tuple[Term, ...]:
        """The words that say what is looked for; all of them when none does."""
        return tuple(term for term in self.terms if not term.is_stop) or self.terms

    @cached_property
    def looked_for(self) -> frozenset[str]:
        """The folded lemmas to mark in what is found."""
        return frozenset(one for term in self.telling for one in term.folded)


class Part(NamedTuple):
    """A piece of a text; ``is_hit`` when it is one of the words asked for."""

    text: str
    is_hit: bool


def ask(query: str) -> Ask | None:
    """The query as words, None when it has none. A word is letters and digits only: it needs no quoting."""
    typed = query[:LONGEST_QUERY]
    words = terms(typed)
    if not words:
        return None
    as_typed = {fold(word): word for word in reversed(WORD.findall(typed))}
    return Ask(typed, tuple(term(as_typed.get(word, word)) for word in words), tuple(_phrases(typed)))


def term(word: str) -> Term:
    """A word with its lemmas."""
    return Term(fold(word), word.lower(), query_lemmas(word))


def _phrases(typed: str) -> Iterable[tuple[Term, ...]]:
    for quoted in _QUOTED.findall(typed):
        words = tuple(term(word) for word in WORD.findall(quoted) if fold(word))
        if len(words) > 1:
            yield words


def marked(text: str, looked_for: frozenset[str], language: str) -> list[Part]:
    """The text in parts, the words of the lemmas looked for apart; nothing is lost or added."""
    parts: list[Part] = []
    end = 0
    for found in WORD.finditer(text):
        if not _is_hit(found.group(), looked_for, language):
            continue
        if found.start() > end:
            parts.append(Part(text[end : found.start()], False))
        parts.append(Part(found.group(), True))
        end = found.end()
    if end < len(text):
        parts.append(Part(text[end:], False))
    return parts


def excerpt(text: str, looked_for: frozenset[str], language: str, length: int = EXCERPT) -> str:
    """About ``length`` characters around the first word asked for, on one line, cut between words."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    hits = (word.start() for word in WORD.finditer(text) if _is_hit(word.group(), looked_for, language))
    hit = next(hits, 0)
    start = 0 if hit <= LEAD * 2 else text.find(" ", hit - LEAD) + 1
    cut = text[start : start + length]
    if start + length < len(text):
        cut = cut.rsplit(" ", 1)[0] + "…"
    return f"…{cut}" if start else cut


def _is_hit(word: str, looked_for: frozenset[str], language: str) -> bool:
    return any(one.folded in looked_for for one in _lemmas_in(word.lower(), language))


def _lemmas_in(word: str, language: str) -> tuple[Lemma, ...]:
    if word[0].isascii() and language != "en":
        return query_lemmas(word)
    known: Language = "kk" if language == "kk" else "ru" if language == "ru" else "und"
    return lemmas(word, known)
