"""Small figures while training; the product's own measure is ``sukhbat evaluate grouping``."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def first_right(vectors: NDArray[np.float32], concerns: Sequence[str]) -> float:
    """The share of texts whose nearest other text is of the same concern (R@1)."""
    names = np.asarray(concerns)
    nearness = vectors @ vectors.T
    np.fill_diagonal(nearness, -np.inf)
    return float((names[nearness.argmax(1)] == names).mean())
