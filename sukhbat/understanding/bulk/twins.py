"""How near a text lies to itself mistyped: the bound within which two texts are one wording.

It is found for each table of vectors on the very texts that are to be sorted, without labels.
"""

from collections.abc import Callable, Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

# The texts with the least marks: a growing stream keeps nearly the same ones, and so its bound.
SAMPLE = 500
# The share of mistyped texts that may lie farther from themselves than the bound.
_ASTRAY = 0.05
# Short texts lie far from themselves mistyped, as far as from a stranger on the same matter.
_LEAST = 0.8
_NEIGHBOURS = "аеиоуынртслкм"


def wording_bound(
    texts: Sequence[str], marks: Sequence[int], embed: Callable[[Sequence[str]], NDArray[np.floating]]
) -> float:
    """The least cosine of two texts of one wording, in steps of .01. ``marks`` decide about all chance."""
    twins = [mistyped(text, Random(mark)) for text, mark in zip(texts, marks, strict=True)]  # noqa: S311  no secret
    cosines = (np.asarray(embed(texts), np.float32) * np.asarray(embed(twins), np.float32)).sum(1)
    cosines = cosines[cosines > 0]
    if not len(cosines):
        return 1.0
    return max(_LEAST, round(float(np.quantile(cosines, _ASTRAY)), 2))


def mistyped(text: str, dice: Random) -> str:
    """One or two letters changed places, left out, doubled or hit beside."""
    for _ in range(1 + (dice.random() < 0.4)):
        if len(text) < 6:
            return text
        at = dice.randrange(1, len(text) - 2)
        kind = dice.random()
        if kind < 0.35:
            text = f"{text[:at]}{text[at + 1]}{text[at]}{text[at + 2 :]}"
        elif kind < 0.7:
            text = text[:at] + text[at + 1 :]
        elif kind < 0.85:
            text = text[:at] + text[at] + text[at:]
        else:
            text = text[:at] + dice.choice(_NEIGHBOURS) + text[at + 1 :]
    return text
