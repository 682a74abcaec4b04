"""The transformer of multilingual e5-small in torch, begun from the pinned weights; the word table stays frozen.

Texts of a batch are packed: linear layers see no padding, which saves a third of the time.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from sukhbat.understanding.meaning.weights import Floats, Weights

# Names of a layer's tensors in the file, and here.
NAMES = {
    "q.w": "query", "q.b": "query_bias", "k.w": "key", "k.b": "key_bias", "v.w": "value", "v.b": "value_bias",
    "ao.w": "attended", "ao.b": "attended_bias", "aln.w": "attended_scale", "aln.b": "attended_shift",
    "fi.w": "wide", "fi.b": "wide_bias", "fo.w": "narrow", "fo.b": "narrow_bias",
    "oln.w": "out_scale", "oln.b": "out_shift",
}  # fmt: skip


class Places:
    """Where the pieces of a packed batch belong."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self.texts, self.longest = len(lengths), max(lengths)
        counts = np.asarray(lengths)
        text_of = np.repeat(np.arange(self.texts), counts)
        self.place = np.concatenate([np.arange(length) for length in lengths])
        self.text_of = torch.from_numpy(text_of)
        self.padded = torch.from_numpy(text_of * self.longest + self.place)
        there = torch.zeros(self.texts * self.longest, dtype=torch.bool)
        there[self.padded] = True
        self.mask = there.view(self.texts, 1, 1, self.longest)
        self.lengths = torch.from_numpy(counts).float()[:, None]


class Layer(nn.Module):
    """Attention and two linear layers, each followed by a normalisation (BERT)."""

    def __init__(self, weights: Weights, number: int) -> None:
        super().__init__()
        for name, ours in NAMES.items():
            tensor = np.ascontiguousarray(weights.tensor(f"l{number}.{name}"))
            self.register_parameter(ours, nn.Parameter(torch.tensor(tensor)))
        self.heads, self.epsilon = weights.sizes.heads, weights.sizes.epsilon

    def forward(self, states: Tensor, places: Places, dropout: float) -> Tensor:
        hidden = states.shape[-1]
        attended = functional.scaled_dot_product_attention(
            self._heads_of(functional.linear(states, self.query, self.query_bias), places),
            self._heads_of(functional.linear(states, self.key, self.key_bias), places),
            self._heads_of(functional.linear(states, self.value, self.value_bias), places),
            attn_mask=places.mask,
        )
        packed = attended.transpose(1, 2).reshape(-1, hidden).index_select(0, places.padded)
        packed = functional.linear(packed, self.attended, self.attended_bias)
        packed = functional.dropout(packed, dropout, self.training)
        middle = functional.layer_norm(
            packed + states, (hidden,), self.attended_scale, self.attended_shift, self.epsilon
        )
        wide = functional.gelu(functional.linear(middle, self.wide, self.wide_bias))
        narrow = functional.linear(wide, self.narrow, self.narrow_bias)
        narrow = functional.dropout(narrow, dropout, self.training)
        return functional.layer_norm(narrow + middle, (hidden,), self.out_scale, self.out_shift, self.epsilon)

    def _heads_of(self, packed: Tensor, places: Places) -> Tensor:
        hidden = packed.shape[-1]
        padded = packed.new_zeros(places.texts * places.longest, hidden).index_copy(0, places.padded, packed)
        return padded.view(places.texts, places.longest, self.heads, hidden // self.heads).transpose(1, 2)


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
        places = Places([len(text) for text in pieces])
        tokens = np.concatenate([np.asarray(text) for text in pieces])
        embedded = torch.from_numpy(self._weights.words(tokens) + self._weights.positions[places.place])
        states = functional.layer_norm(embedded, (hidden,), self.first_scale, self.first_shift, epsilon)
        states = functional.dropout(states, dropout, self.training)
        for layer in self.layers:
            states = layer(states, places, dropout)
        sums = states.new_zeros(places.texts, hidden).index_add(0, places.text_of, states)
        return functional.normalize(sums / places.lengths, dim=1)

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
