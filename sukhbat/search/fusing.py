"""One order from two: by words and by meaning. Pure.

Nearness counts as it is, and what a text has of the words on top of it. Where nearness is not known, for only the
nearest few dozen are told, the text is taken to be as near as the last of those, and the words count the less the
farther down it stands among the texts with them: so the best of each order come first, and in a large archive a text
in another language is not behind a thousand that have the word. Reciprocal rank fusion (Cormack and others, 2009),
which knows places only, found as many of the right concerns and had the right one first less often
(docs/understanding.md).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

# What all the words of a query weigh against nearness, whose best and worst are about 0.2 apart.
_WORDS = 0.2
_FIRST_PLACES = 10
# What has none of the words must be as near as this. Measured on labelled queries: one concern of two hundred is lost
# by it, and of what is shown up to a half more is right.
FAR = -0.1
# And where nothing has any of the words, the query may be no question at all: then as near as this.
FAR_ALONE = -0.05


class Near(NamedTuple):
    """A question and how near it is in meaning, about 0 for the same matter."""

    id: UUID
    score: float


class Fused(NamedTuple):
    """A found question; ``has_words`` when it has those asked for, else only its meaning is near."""

    id: UUID
    has_words: bool


def fused(by_words: Mapping[UUID, float], by_meaning: Sequence[Near]) -> list[Fused]:
    """All of both, the best first.

    ``by_words``: how much of the query each text has, from 0 to 1, the best first. At equal scores that order stays.
    """
    if not by_meaning:
        return [Fused(key, True) for key in by_words]
    nearness = dict(by_meaning)
    least = min(nearness.values())
    scores: dict[UUID, float] = {}
    for place, (key, share) in enumerate(by_words.items()):
        down = 0.0 if key in nearness else min(1.0, place / _FIRST_PLACES)
        scores[key] = nearness.get(key, least) + _WORDS * (share - down)
    far = FAR if by_words else FAR_ALONE
    scores |= {key: score for key, score in nearness.items() if score >= far and key not in scores}
    return [Fused(key, key in by_words) for key in sorted(scores, key=lambda key: -scores[key])]
