"""The transformer of multilingual e5-small in torch, begun from the pinned weights; the word table stays frozen.

Texts of a batch are packed: linear layers see no padding, which saves a third of the time.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from sukhbat.understanding.meaning.weights import Floats, Weights

# Where the processor multiplies in bfloat16, training is three times as fast; the weights themselves stay in float32.
HAS_BFLOAT16 = torch.cpu._is_avx512_bf16_supported()
# So many texts of like length are padded together.
ALIKE = 16
# Names of a layer's tensors in the file, and here.
NAMES = {
    "q.w": "query", "q.b": "query_bias", "k.w": "key", "k.b": "key_bias", "v.w": "value", "v.b": "value_bias",
    "ao.w": "attended", "ao.b": "attended_bias", "aln.w": "attended_scale", "aln.b": "attended_shift",
    "fi.w": "wide", "fi.b": "wide_bias", "fo.w": "narrow", "fo.b": "narrow_bias",
    "oln.w": "out_scale", "oln.b": "out_shift",
}  # fmt: skip


class Neighbours:
    """Texts of like length in a packed batch: padded to the longest of them where they attend to themselves."""

    def __init__(self, lengths: NDArray[np.integer], start: int) -> None:
        self.texts, self.longest = len(lengths), int(lengths.max())
        self.rows = slice(start, start + int(lengths.sum()))
        text_of = np.repeat(np.arange(self.texts), lengths)
        padded = text_of * self.longest + _places(lengths)
        self.padded = torch.from_numpy(padded)
        there = torch.zeros(self.texts * self.longest, dtype=torch.bool)
        there[self.padded] = True
        self.absent = ~there.view(self.texts, 1, 1, self.longest)

    def spread(self, packed: Tensor, heads: int) -> Tensor:
        """``(texts, heads, longest, size)`` of these texts' rows of the batch, zeros where there is no piece."""
        hidden = packed.shape[-1]
        padded = packed.new_zeros(self.texts * self.longest, hidden).index_copy(
            0, self.padded, packed[self.rows]
        )
        return padded.view(self.texts, self.longest, heads, hidden // heads).transpose(1, 2)

    def together(self, padded: Tensor) -> Tensor:
        """The rows again, of what ``spread`` made."""
        return padded.transpose(1, 2).flatten(2).flatten(0, 1).index_select(0, self.padded)


class Packed:
    """Where the pieces of a batch belong, its texts from the shortest to the longest."""

    def __init__(self, lengths: Sequence[int]) -> None:
        counts = np.asarray(lengths)
        starts = np.concatenate([[0], np.cumsum(counts)])
        self.text_of = torch.from_numpy(np.repeat(np.arange(len(counts)), counts))
        self.place = _places(counts)
        self.lengths = torch.from_numpy(counts).float()[:, None]
        self.neighbours = [
            Neighbours(counts[first : first + ALIKE], int(starts[first]))
            for first in range(0, len(counts), ALIKE)
        ]


class Layer(nn.Module):
    """Attention and two linear layers, each followed by a normalisation (BERT)."""

    def __init__(self, weights: Weights, number: int) -> None:
        super().__init__()
        for name, ours in NAMES.items():
            tensor = np.ascontiguousarray(weights.tensor(f"l{number}.{name}"))
            self.register_parameter(ours, nn.Parameter(torch.tensor(tensor)))
        self.heads, self.epsilon = weights.sizes.heads, weights.sizes.epsilon

    def forward(self, states: Tensor, batch: Packed, dropout: float) -> Tensor:
        hidden = (states.shape[-1],)
        attended = functional.linear(self._attention(states, batch), self.attended, self.attended_bias)
        attended = functional.dropout(attended, dropout, self.training)
        middle = functional.layer_norm(
            attended + states, hidden, self.attended_scale, self.attended_shift, self.epsilon
        )
        wide = functional.gelu(functional.linear(middle, self.wide, self.wide_bias))
        narrow = functional.linear(wide, self.narrow, self.narrow_bias)
        narrow = functional.dropout(narrow, dropout, self.training)
        return functional.layer_norm(narrow + middle, hidden, self.out_scale, self.out_shift, self.epsilon)

    def _attention(self, states: Tensor, batch: Packed) -> Tensor:
        """Of each text to itself. Written out: the fused kernel's way back is ten times slower in bfloat16."""
        query = (
            functional.linear(states, self.query, self.query_bias) * self.heads**0.5 / states.shape[-1] ** 0.5
        )
        key = functional.linear(states, self.key, self.key_bias)
        value = functional.linear(states, self.value, self.value_bias)
        attended = []
        for texts in batch.neighbours:
            scores = texts.spread(query, self.heads) @ texts.spread(key, self.heads).transpose(-1, -2)
            weights = scores.masked_fill(texts.absent, float("-inf")).softmax(-1)
            attended.append(texts.together(weights.to(value.dtype) @ texts.spread(value, self.heads)))
        return torch.cat(attended)


class Transformer(nn.Module):
    """From pieces of texts to unit vectors."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._weights = weights
        self.layers = nn.ModuleList(Layer(weights, number) for number in range(weights.sizes.layers))
        self.first_scale = nn.Parameter(torch.tensor(weights.tensor("emb.ln.w")), requires_grad=False)
        self.first_shift = nn.Parameter(torch.tensor(weights.tensor("emb.ln.b")), requires_grad=False)

    def forward(self, pieces: Sequence[Sequence[int]], dropout: float = 0.0) -> Tensor:
        """``(texts, hidden)``; the dropout works in training only."""
        hidden, epsilon = self._weights.sizes.hidden, self._weights.sizes.epsilon
        order = np.argsort([len(text) for text in pieces], kind="stable")
        batch = Packed([len(pieces[place]) for place in order])
        tokens = np.concatenate([np.asarray(pieces[place]) for place in order])
        embedded = torch.from_numpy(self._weights.words(tokens) + self._weights.positions[batch.place])
        states = functional.layer_norm(embedded, (hidden,), self.first_scale, self.first_shift, epsilon)
        states = functional.dropout(states, dropout, self.training)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HAS_BFLOAT16):
            for layer in self.layers:
                states = layer(states, batch, dropout)
        sums = states.new_zeros(len(order), hidden, dtype=torch.float32).index_add(
            0, batch.text_of, states.float()
        )
        vectors = functional.normalize(sums / batch.lengths, dim=1)
        return vectors[torch.from_numpy(np.argsort(order))]

    @torch.no_grad()
    def encode(self, pieces: Sequence[Sequence[int]], *, at_once: int = 64) -> Floats:
        """Unit vectors without training, batches of similar length."""
        was, vectors = self.training, np.empty((len(pieces), self._weights.sizes.hidden), np.float32)
        self.eval()
        order = np.argsort([len(text) for text in pieces], kind="stable")
        for start in range(0, len(order), at_once):
            places = order[start : start + at_once]
            vectors[places] = self([pieces[place] for place in places]).numpy()
        self.train(was)
        return vectors


def _places(lengths: NDArray[np.integer]) -> NDArray[np.integer]:
    """The place of each piece in its text, text after text."""
    return np.concatenate([np.arange(length) for length in lengths])
