"""The static table: a vector for each piece of a word; the mean of a text's pieces comes near the trained vector.

About a hundred times faster than the transformer, for a first sorting of very many texts. The trained model is the
teacher; no labels are needed. A piece begins with what the teacher makes of it alone, then learns from the training
part of the corpus and its variations.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from ops.model.corpus import Concern
from ops.model.training import say
from ops.model.variations import varied
from sukhbat.understanding.as_read import as_read
from sukhbat.understanding.meaning.embedder import TrainedEmbedder
from sukhbat.understanding.meaning.static import Table
from sukhbat.understanding.meaning.tokens import Pieces
from sukhbat.understanding.meaning.weights import Floats, Weights

SIZE = 128
_VARIATIONS = 2
_ROUNDS = 12
_AT_ONCE = 256
_SEED = 1


class Student(nn.Module):
    """Pieces with a direction and a weight each."""

    def __init__(self, start: Floats) -> None:
        super().__init__()
        self.directions = nn.EmbeddingBag.from_pretrained(
            torch.from_numpy(start), freeze=False, mode="sum", include_last_offset=True
        )
        self.weights = nn.Embedding(len(start), 1)
        nn.init.ones_(self.weights.weight)

    def forward(self, flat: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        weights = functional.softplus(self.weights(flat)).squeeze(1)
        return functional.normalize(self.directions(flat, starts, per_sample_weights=weights), dim=1)


def distilled(teacher: TrainedEmbedder, weights: Weights, train: Sequence[Concern]) -> Table:
    """Learn the table from the teacher; minutes on two processors."""
    torch.manual_seed(_SEED)
    texts = _texts(train)
    cut = [text[1:-1] for text in Pieces(weights)(texts, purpose="")]
    known = _useful(weights, cut)
    say(f"static table: {len(known)} pieces, {len(texts)} texts")
    pieces = weights.pieces
    wanted = teacher.embed_read(texts)
    axes = _main_axes(wanted)
    alone = teacher.embed_read([pieces[piece].replace("▁", " ").strip() for piece in known])
    student = Student(np.ascontiguousarray((alone - wanted.mean(0)) @ axes))
    places = np.full(len(pieces), -1)
    places[known] = np.arange(len(known))
    bags = [[place for piece in text if (place := places[piece]) >= 0] for text in cut]
    _learn(student, bags, torch.from_numpy(np.ascontiguousarray(wanted @ axes)))
    with torch.no_grad():
        strength = functional.softplus(student.weights.weight)
        return Table.packed(known, (student.directions.weight * strength).numpy())


def _useful(weights: Weights, bags: Sequence[Sequence[int]]) -> np.ndarray:
    """Cyrillic pieces, and of the others those that were met: most are of scripts and languages nobody writes here."""
    met = {piece for bag in bags for piece in bag}

    def fits(number: int, piece: str) -> bool:
        plain = piece.replace("▁", "")
        return bool(plain) and (number in met or all("\u0400" <= c <= "\u052f" for c in plain))

    return np.flatnonzero([fits(number, piece) for number, piece in enumerate(weights.pieces)])


def _texts(train: Sequence[Concern]) -> list[str]:
    dice = random.Random(_SEED)
    questions = [question for concern in train for question in concern.questions]
    plain = [as_read(question.text) for question in questions]
    return plain + [
        as_read(varied(question.text, question.language, dice))
        for question in questions
        for _ in range(_VARIATIONS)
    ]


def _main_axes(vectors: Floats) -> Floats:
    """The directions in which the teacher's vectors differ most: ``(hidden, SIZE)``."""
    _values, axes = np.linalg.eigh(np.cov((vectors - vectors.mean(0)).T))
    return np.ascontiguousarray(axes[:, ::-1][:, :SIZE], np.float32)


def _learn(student: Student, bags: Sequence[Sequence[int]], wanted: torch.Tensor) -> None:
    """Bring each text's direction to the teacher's, and keep texts of one batch apart as the teacher does."""
    wanted = functional.normalize(wanted, dim=1)
    optimiser = torch.optim.Adam(student.parameters(), lr=3e-3)
    dice = random.Random(_SEED)
    places = [place for place, bag in enumerate(bags) if bag]
    for number in range(_ROUNDS):
        dice.shuffle(places)
        losses = []
        for group in optimiser.param_groups:
            group["lr"] = 3e-3 * (1 - number / _ROUNDS)
        for start in range(0, len(places), _AT_ONCE):
            batch = places[start : start + _AT_ONCE]
            flat = torch.tensor([piece for place in batch for piece in bags[place]])
            starts = torch.tensor(np.cumsum([0, *(len(bags[place]) for place in batch)]))
            got, want = student(flat, starts), wanted[batch]
            loss = (1 - (got * want).sum(1)).mean() + 2 * (got @ got.T - want @ want.T).pow(2).mean()
            loss.backward()
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            losses.append(loss.item())
        say(f"  round {number + 1} of {_ROUNDS}: loss {np.mean(losses):.4f}")


def write(table: Table, path: Path) -> None:
    """Write the table as ``StaticEmbedder`` reads it."""
    with path.open("wb") as out:
        np.savez_compressed(out, pieces=table.pieces, scales=table.scales, vectors=table.vectors)
