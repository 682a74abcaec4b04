"""Masking chosen words of a question's text, pure: a moderator takes away, and never adds or rewrites.

Words are named by themselves, not by their place, so that a text that changed meanwhile is never masked
in the wrong place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sukhbat.understanding.personal_data import Finding, find, mask
from sukhbat.understanding.text import clean

MOST_FRAGMENTS = 50
OTHER = "other"


@dataclass(frozen=True)
class Masked:
    """A text with its masks, the kinds of what they cover (codes), and the words that were not in it."""

    text: str
    kinds: tuple[str, ...]
    missing: tuple[str, ...]


def mask_fragments(text: str, fragments: Sequence[str]) -> Masked:
    """Mask every place of each fragment: whole words, in any case, across any blanks between them.

    A fragment that personal data was found in keeps its kind; any other is of the kind ``other``.
    """
    kinds = {text[found.start : found.end]: found.kind for found in find(text)}
    spans: list[Finding] = []
    missing: list[str] = []
    for fragment in dict.fromkeys(filter(None, map(clean, fragments))):
        places = _places(text, fragment)
        if not places:
            missing.append(fragment)
        kind = kinds.get(fragment, OTHER)
        spans.extend(Finding(start, end, kind) for start, end in places)
    chosen = _apart(spans)
    return Masked(mask(text, chosen), tuple(sorted({span.kind for span in chosen})), tuple(missing))


def _places(text: str, fragment: str) -> list[tuple[int, int]]:
    """Where the fragment stands as whole words."""
    words = r"\s+".join(re.escape(word) for word in fragment.split())
    pattern = rf"(?<!\w){words}" if fragment[0].isalnum() else words
    pattern = rf"{pattern}(?!\w)" if fragment[-1].isalnum() else pattern
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def _apart(spans: list[Finding]) -> list[Finding]:
    """The spans in order, those that overlap joined into one of the first one's kind."""
    joined: list[Finding] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if joined and span.start < joined[-1].end:
            before = joined[-1]
            joined[-1] = Finding(before.start, max(before.end, span.end), before.kind)
        else:
            joined.append(span)
    return joined
