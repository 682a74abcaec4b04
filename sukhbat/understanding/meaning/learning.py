"""What people's answers teach: from which nearness two groups are one concern, here and now.

The bound of joining in ``zones`` is set for texts among many near neighbours. How near siblings lie depends on the
texts at hand: how many ask the same, how much alike the matters are. Each answer to "do these two belong together?"
is an observation; the bound follows them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# Before anybody answered: where every second answer would be a yes, below the bound of joining, and how sure that is.
_HALFWAY_BELOW = 0.04
_SPREAD = 0.08
_CENTRES = np.arange(-0.30, 0.31, 0.005)
_WIDTHS = np.asarray([0.015, 0.025, 0.04, 0.06])


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said of two groups, and how near they were on average."""

    nearness: float
    together: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """A logistic curve: at ``halfway`` every second answer is a yes; ``width`` is how slowly that changes."""

    halfway: float
    width: float

    @property
    def join(self) -> float:
        """The nearness from which groups are joined by themselves: where people would say yes as often as no.

        What lies nearer is safer, so that the joined pairs as a whole are right far more often.
        """
        return self.halfway


def learned(answers: Sequence[Answer], join: float) -> Learned:
    """The mean curve of all on a grid, by how well each explains the answers; ``join`` is the bound of the zones."""
    start = join - _HALFWAY_BELOW
    centres, widths = np.meshgrid(_CENTRES, _WIDTHS, indexing="ij")
    believed = -(((centres - start) / _SPREAD) ** 2) / 2
    for answer in answers:
        above = (answer.nearness - centres) / widths
        believed = believed - np.logaddexp(0, -above if answer.together else above)
    share = np.exp(believed - believed.max())
    share /= share.sum()
    return Learned(float((share * centres).sum()), float((share * widths).sum()))
