"""What a typed query asks for, and where its words stand in a text. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sukhbat.understanding.search_text import fold, terms

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
LONGEST_QUERY = 200
SHORT = 5
EXCERPT = 260
LEAD = 80


@dataclass(frozen=True)
class Ask:
    """The folded words of a query, and the beginning of each that its forms share."""

    words: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def exact(self) -> str:
        """PostgreSQL's tsquery for all words, each as typed or longer."""
        return " & ".join(f"'{word}':*" for word in self.words)

    @property
    def loose(self) -> str:
        """The same with the shared beginnings, so that other endings are found."""
        return " & ".join(f"'{stem}':*" for stem in self.stems)


class Part(NamedTuple):
    """A piece of a text; ``is_hit`` when it is one of the words asked for."""

    text: str
    is_hit: bool


def ask(query: str) -> Ask | None:
    """The query as words, None when it has none. A word is letters and digits only: it needs no quoting."""
    words = tuple(terms(query[:LONGEST_QUERY]))
    return Ask(words, tuple(stem(word) for word in words)) if words else None


def stem(word: str) -> str:
    """The beginning that a word's forms share: Kazakh and Russian put their endings behind.

    A word of up to five letters stays whole; of a longer one the last quarter goes.
    """
    return word if len(word) <= SHORT else word[: max(SHORT, len(word) - len(word) // 4)]


def marked(text: str, stems: Sequence[str]) -> list[Part]:
    """The text in parts, the words that begin like one of the stems apart; nothing is lost or added."""
    parts: list[Part] = []
    end = 0
    for found in _WORD.finditer(text):
        if not fold(found.group()).startswith(tuple(stems)):
            continue
        if found.start() > end:
            parts.append(Part(text[end : found.start()], False))
        parts.append(Part(found.group(), True))
        end = found.end()
    if end < len(text):
        parts.append(Part(text[end:], False))
    return parts


def excerpt(text: str, stems: Sequence[str], length: int = EXCERPT) -> str:
    """About ``length`` characters around the first word asked for, on one line, cut between words."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    hit = next((m.start() for m in _WORD.finditer(text) if fold(m.group()).startswith(tuple(stems))), 0)
    start = 0 if hit <= LEAD * 2 else text.find(" ", hit - LEAD) + 1
    cut = text[start : start + length]
    if start + length < len(text):
        cut = cut.rsplit(" ", 1)[0] + "…"
    return f"…{cut}" if start else cut
