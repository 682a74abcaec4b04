"""One order from two: by words and by meaning. Pure."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

# Reciprocal rank fusion (Cormack and others, 2009): a place counts 1 / (60 + place), so that both orders are heard.
_SMOOTHING = 60


class Fused(NamedTuple):
    """A found question; ``has_words`` when it has those asked for, else only its meaning is near."""

    id: UUID
    has_words: bool


def fused(by_words: Sequence[UUID], by_meaning: Sequence[UUID]) -> list[Fused]:
    """All of both, the best first; at equal places what has the words comes first."""
    scores: dict[UUID, float] = {}
    for order in (by_words, by_meaning):
        for place, key in enumerate(order):
            scores[key] = scores.get(key, 0.0) + 1 / (_SMOOTHING + place)
    with_words = set(by_words)
    found = sorted(scores, key=lambda key: -scores[key])  # stable: those with the words were put in first
    return [Fused(key, key in with_words) for key in found]
