"""How the transformer is trained."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """How to train. ``rounds``: how often each concern is met at least; ``patience``: rounds without gain."""

    rounds: int = 8
    concerns_at_once: int = 32
    texts_each: int = 3
    rate: float = 1e-4
    warm_up: float = 0.1
    decay: float = 0.01
    dropout: float = 0.1
    temperature: float = 0.05
    lookalikes: int = 3
    patience: int = 4
    seed: int = 1
    threads: int = 2
