"""Contrastive training of the transformer: resumable, seeded, with early stopping on concerns it never saw."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ops.model.batches import Batches
from ops.model.corpus import Concern
from ops.model.measure import first_right
from ops.model.network import Transformer
from ops.model.recipe import Recipe
from sukhbat.understanding.as_read import all_as_read
from sukhbat.understanding.meaning.embedder import normalised
from sukhbat.understanding.meaning.tokens import Pieces
from sukhbat.understanding.meaning.weights import Weights


class Training:
    """One run, kept in a folder so that it goes on after an interruption."""

    def __init__(
        self, recipe: Recipe, train: Sequence[Concern], dev: Sequence[Concern], weights: Weights, folder: Path
    ) -> None:
        torch.set_num_threads(recipe.threads)
        torch.manual_seed(recipe.seed)
        self.recipe, self.folder = recipe, folder
        self.train, self.dev = train, dev
        self.pieces = Pieces(weights)
        self.network = Transformer(weights)
        self.batches = Batches(
            train,
            concerns_at_once=recipe.concerns_at_once,
            texts_each=recipe.texts_each,
            seed=recipe.seed,
        )
        learned = [weight for weight in self.network.parameters() if weight.requires_grad]
        self.learned = learned
        self.optimiser = torch.optim.AdamW(
            [
                {"params": [w for w in learned if w.dim() > 1], "weight_decay": recipe.decay},
                {"params": [w for w in learned if w.dim() < 2], "weight_decay": 0.0},
            ],
            lr=recipe.rate,
        )
        self.done = 0
        self.best, self.best_round = 0.0, 0
        self._made_from = _digest(recipe, train, dev)
        self._dev_texts = [question.text for concern in dev for question in concern.questions]
        self._dev_concerns = [concern.id for concern in dev for _question in concern.questions]
        folder.mkdir(parents=True, exist_ok=True)

    # -- the run

    def run(self) -> float:
        """Train to the end, from where the folder stands; the best share of dev texts whose nearest is right."""
        self._resume()
        if not self.done:
            say(f"before training: {self._measure():.3f} of {len(self._dev_texts)} dev texts")
        while self.done < self.recipe.rounds and self.done - self.best_round < self.recipe.patience:
            self._mine()
            loss, seconds, texts = self._round()
            self.done += 1
            right = self._measure()
            if right > self.best:
                self.best, self.best_round = right, self.done
                torch.save(self.network.state_dict(), self.folder / "best.pt")
            self._keep()
            say(
                f"round {self.done} of {self.recipe.rounds}: loss {loss:.3f}, dev {right:.3f} (best {self.best:.3f}), "
                f"{texts / seconds:.1f} texts/s, {seconds:.0f} s"
            )
        return self.best

    def _round(self) -> tuple[float, float, int]:
        self.network.train()
        losses: list[float] = []
        begun, texts = time.monotonic(), 0
        planned = self.batches.a_round()
        for number, chosen in enumerate(planned):
            self._set_rate((self.done + number / len(planned)) / self.recipe.rounds)
            batch = self.batches.batch(chosen)
            vectors = self.network(self.pieces(batch.texts), self.recipe.dropout)
            loss = contrast(vectors, torch.tensor(batch.concerns), self.recipe.temperature)
            loss.backward()
            nn.utils.clip_grad_norm_(self.learned, 1.0)
            self.optimiser.step()
            self.optimiser.zero_grad(set_to_none=True)
            losses.append(loss.item())
            texts += len(batch.texts)
            if number % 10 == 9:
                rate = texts / (time.monotonic() - begun)
                say(
                    f"  batch {number + 1} of {len(planned)}, loss {np.mean(losses[-10:]):.3f}, {rate:.1f} texts/s",
                    end="\r",
                )
        return float(np.mean(losses)), time.monotonic() - begun, texts

    def _set_rate(self, share: float) -> None:
        """Up over the first part of the run, then down in a straight line; ``share`` of the run that is done."""
        up, down = share / self.recipe.warm_up, (1 - share) / (1 - self.recipe.warm_up)
        for group in self.optimiser.param_groups:
            group["lr"] = self.recipe.rate * max(0.02, min(1.0, up, down))

    def _mine(self) -> None:
        """Which concerns the model takes for each other now: by the nearness of their middles."""
        if not self.recipe.lookalikes:
            return
        texts = [question.text for concern in self.train for question in concern.questions[:4]]
        owners = [n for n, concern in enumerate(self.train) for _question in concern.questions[:4]]
        middles = np.zeros((len(self.train), self.network.first_scale.shape[0]), np.float32)
        np.add.at(middles, owners, self._vectors(texts))
        middles = normalised(middles)
        nearness = middles @ middles.T
        np.fill_diagonal(nearness, -1)
        nearest = np.argpartition(-nearness, self.recipe.lookalikes, axis=1)[:, : self.recipe.lookalikes]
        self.batches.lookalikes = {number: row.tolist() for number, row in enumerate(nearest)}

    def _measure(self) -> float:
        return first_right(self._vectors(self._dev_texts), self._dev_concerns)

    def _vectors(self, texts: Sequence[str]) -> np.ndarray:
        return self.network.encode(self.pieces(all_as_read(texts)))

    # -- keeping

    def _keep(self) -> None:
        kept = {
            "made_from": self._made_from,
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "torch": torch.get_rng_state(),
            "batches": self.batches.state(),
            "numbers": (self.done, self.best, self.best_round),
        }
        part = self.folder / "last.pt.part"
        torch.save(kept, part)
        part.replace(self.folder / "last.pt")

    def _resume(self) -> None:
        path = self.folder / "last.pt"
        if not path.exists():
            return
        kept = torch.load(path, weights_only=False)
        if kept["made_from"] != self._made_from:
            say("The corpus or the recipe has changed since; beginning anew.")
            return
        self.network.load_state_dict(kept["network"])
        self.optimiser.load_state_dict(kept["optimiser"])
        torch.set_rng_state(kept["torch"])
        self.batches.set_state(kept["batches"])
        self.done, self.best, self.best_round = kept["numbers"]
        say(f"goes on after round {self.done}")


def contrast(vectors: Tensor, concerns: Tensor, temperature: float) -> Tensor:
    """InfoNCE with several positives: each pair of one concern against all texts of the other concerns.

    The other positives of a text stand in no denominator (they are neither right nor wrong there).
    """
    scores = vectors @ vectors.T / temperature
    same = torch.eye(len(concerns), dtype=torch.bool)
    positive = (concerns[:, None] == concerns[None, :]) & ~same
    against = scores.masked_fill(positive | same, float("-inf")).logsumexp(1, keepdim=True)
    return (torch.logaddexp(scores, against) - scores)[positive].mean()


def say(words: str, *, end: str = "\n") -> None:
    """A line of progress."""
    print(words, end=end, flush=True)  # noqa: T201


def _digest(recipe: Recipe, train: Sequence[Concern], dev: Sequence[Concern]) -> str:
    """What a run depends on; a run of anything else is not gone on with. How many threads work does not matter."""
    lines = [repr(replace(recipe, threads=0)), *(repr(concern) for concern in (*train, *dev))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
