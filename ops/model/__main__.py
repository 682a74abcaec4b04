"""Builds the model of meanings anew: ``python -m ops.model train|export|…`` (``make model`` does all of it)."""

import argparse
from pathlib import Path

from ops.model.corpus import FOLDER, concerns
from ops.model.training import Recipe, Training, say
from sukhbat.understanding.meaning.weights import pinned_weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    train = steps.add_parser("train", help="train one seed; goes on where it was interrupted")
    train.add_argument("--folder", type=Path, default=Path("var/model/seed1"))
    train.add_argument("--corpus", type=Path, default=FOLDER)
    for name, kind in (
        ("seed", int),
        ("rounds", int),
        ("texts_each", int),
        ("lookalikes", int),
        ("threads", int),
    ):
        train.add_argument(f"--{name.replace('_', '-')}", type=kind, default=getattr(Recipe, name))
    for name in ("rate", "temperature", "dropout"):
        train.add_argument(f"--{name}", type=float, default=getattr(Recipe, name))
    train.add_argument("--concerns", type=int, default=0, help="only so many of the training part")
    options = parser.parse_args()
    recipe = Recipe(
        seed=options.seed,
        rounds=options.rounds,
        texts_each=options.texts_each,
        lookalikes=options.lookalikes,
        threads=options.threads,
        rate=options.rate,
        temperature=options.temperature,
        dropout=options.dropout,
    )
    parts = {split: concerns(options.corpus, split=split) for split in ("train", "dev")}
    say(f"{len(parts['train'])} concerns to train on, {len(parts['dev'])} to stop by")
    Training(recipe, parts["train"], parts["dev"], pinned_weights(), options.folder).run()


if __name__ == "__main__":
    main()
