"""Masking chosen words of a question's text, pure: a moderator takes away, and never adds or rewrites.

Words are named by themselves, not by their place, so that a text that changed meanwhile is never masked
in the wrong place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sukhbat.understanding.personal_data import find
from sukhbat.understanding.personal_data.search import MASK
from sukhbat.understanding.text import clean

OTHER = "other"


@dataclass(frozen=True)
class Masked:
    """A text with its masks, the kinds of what they cover (codes), and the words that were not in it."""

    text: str
    kinds: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    kind: str


def mask_fragments(text: str, fragments: Sequence[str]) -> Masked:
    """Mask every place of each fragment: whole words, in any case, across any blanks between them.

    A fragment that was found as personal data keeps its kind and may touch a letter ("тел87011234567"); any
    other is of the kind ``other``.
    """
    kinds = {text[found.start : found.end]: found.kind.value for found in find(text)}
    spans: list[_Span] = []
    missing: list[str] = []
    for fragment in dict.fromkeys(filter(None, map(clean, fragments))):
        places = _places(text, fragment, as_words=fragment not in kinds)
        if not places:
            missing.append(fragment)
        spans += [_Span(start, end, kinds.get(fragment, OTHER)) for start, end in places]
    chosen = _joined(spans)
    return Masked(_covered(text, chosen), tuple(sorted({span.kind for span in chosen})), tuple(missing))


def _places(text: str, fragment: str, *, as_words: bool) -> list[tuple[int, int]]:
    """Where the fragment stands, as whole words if asked; masks alone are no words."""
    if not any(character.isalnum() for character in fragment):
        return []
    words = r"\s+".join(re.escape(word) for word in fragment.split())
    pattern = rf"(?<!\w){words}" if as_words and fragment[0].isalnum() else words
    pattern = rf"{pattern}(?!\w)" if as_words and fragment[-1].isalnum() else pattern
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def _joined(spans: list[_Span]) -> list[_Span]:
    """The spans in order; those that overlap become one, of the kind of the first."""
    joined: list[_Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if joined and span.start < joined[-1].end:
            before = joined[-1]
            joined[-1] = _Span(before.start, max(before.end, span.end), before.kind)
        else:
            joined.append(span)
    return joined


def _covered(text: str, spans: list[_Span]) -> str:
    pieces: list[str] = []
    at = 0
    for span in spans:
        pieces += [text[at : span.start], MASK]
        at = span.end
    return "".join([*pieces, text[at:]])
