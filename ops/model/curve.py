"""Learning curves: how much writing, and which kind, helps. Each point is a short run of one seed.

Smaller parts go round more often, so that each run sees about as many texts (at most so many rounds as a whole one).
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ops.model.corpus import Concern, concerns
from ops.model.recipe import Recipe
from ops.model.training import Training, say
from sukhbat.understanding.meaning.weights import pinned_weights

SIZES = (100, 300, 600)
SHORT = 14  # words


def draw(recipe: Recipe, corpus: Path, folder: Path) -> None:
    """Train each variant of the training part; print the share of dev texts whose nearest is right."""
    train, dev = (concerns(corpus, split=split) for split in ("train", "dev"))
    variants: dict[str, Sequence[Concern]] = {f"{size} concerns": sample(train, size) for size in SIZES}
    variants |= {
        f"all {len(train)} concerns": train,
        "short texts only": _only(train, lambda words: words <= SHORT),
        "long texts only": _only(train, lambda words: words > SHORT),
        "without near neighbours": [replace(concern, neighbours=()) for concern in train],
    }
    lines = ["| training part | texts | rounds | R@1 on dev |", "|---|---|---|---|"]
    for name, part in variants.items():
        say(f"-- {name}")
        rounds = min(Recipe.rounds, round(recipe.rounds * _texts(train) / _texts(part)))
        own = replace(recipe, rounds=rounds)
        run = Training(own, part, dev, pinned_weights(), folder / name.replace(" ", "-"))
        best = run.run()
        lines.append(f"| {name} | {_texts(part):,} | {rounds} | {best:.3f} |")
    say("\n".join(lines))


def _texts(found: Sequence[Concern]) -> int:
    return sum(len(concern.questions) for concern in found)


def sample(found: Sequence[Concern], count: int, *, seed: int = 1) -> list[Concern]:
    """So many concerns, the same for one seed; larger samples hold the smaller ones."""
    drawn = list(found)
    random.Random(seed).shuffle(drawn)
    return drawn[:count]


def _only(found: Sequence[Concern], fits: Callable[[int], bool]) -> list[Concern]:
    """Concerns with the texts of fitting length alone, where at least two are left."""
    cut = [
        replace(concern, questions=tuple(q for q in concern.questions if fits(len(q.text.split()))))
        for concern in found
    ]
    return [concern for concern in cut if len(concern.questions) > 1]
