"""Builds the model of meanings anew: ``python -m ops.model all`` (``make model``) does every step.

Steps: ``check`` the corpus; ``train`` one seed (goes on where it was interrupted); ``ship`` the mean of the seeds as
ONNX in 8 bits with its static table, its landmarks and zones; ``measure``: the landmarks and zones of what was shipped,
anew; ``curve``: how much writing and which kind helps.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from ops.model.check import problems, unfinished
from ops.model.corpus import FOLDER, concerns
from ops.model.curve import draw
from ops.model.recipe import Recipe
from ops.model.shipping import measure, ship
from ops.model.training import Training, say
from sukhbat.understanding.meaning.weights import pinned_weights

RUNS = Path("var/model")
SEEDS = (1, 2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("step", choices=["check", "train", "ship", "measure", "curve", "all"])
    parser.add_argument("--corpus", type=Path, default=FOLDER)
    parser.add_argument("--runs", type=Path, default=RUNS, help="where runs are kept")
    parser.add_argument("--seeds", type=int, nargs="*", default=list(SEEDS))
    parser.add_argument("--rounds", type=int, default=Recipe.rounds)
    parser.add_argument("--lookalikes", type=int, default=Recipe.lookalikes)
    parser.add_argument("--texts-each", type=int, default=Recipe.texts_each)
    parser.add_argument("--threads", type=int, default=Recipe.threads)
    options = parser.parse_args()
    if options.step in {"check", "all"}:
        wrong, to_do = problems(options.corpus), unfinished(options.corpus)
        say("\n".join([*wrong, *to_do]) or "The corpus keeps all its rules.")
        if wrong:
            return 1
    recipe = Recipe(
        rounds=options.rounds,
        lookalikes=options.lookalikes,
        texts_each=options.texts_each,
        threads=options.threads,
    )
    if options.step in {"train", "all"}:
        for seed in options.seeds:
            _train(replace(recipe, seed=seed), options)
    if options.step in {"ship", "all"}:
        ship([_folder(options.runs, seed) for seed in options.seeds], options.corpus)
    if options.step == "measure":
        measure(pinned_weights(), options.corpus)
    if options.step == "curve":
        draw(recipe, options.corpus, options.runs / "curve")
    return 0


def _train(recipe: Recipe, options: argparse.Namespace) -> None:
    train, dev = (concerns(options.corpus, split=split) for split in ("train", "dev"))
    say(f"seed {recipe.seed}: {len(train)} concerns to train on, {len(dev)} to stop by")
    Training(recipe, train, dev, pinned_weights(), _folder(options.runs, recipe.seed)).run()


def _folder(runs: Path, seed: int) -> Path:
    return runs / f"seed{seed}"


if __name__ == "__main__":
    sys.exit(main())
