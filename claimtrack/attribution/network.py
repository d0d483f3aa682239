"""The network: one pass over a window finds its cues, one more layer a cue finds who says what.

The trunk is the MiniLM encoder with embeddings of its own for what an uncased tokenizer hides:
capitals, quotation marks, where sentences begin. A cue is then added to every token of its line,
together with the token's distance to it, and a last layer labels the speaker and the content of
that cue alone: several attributions in one sentence get several readings of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn

from claimtrack.attribution.encoding import FEATURES

__all__ = [
    "CUE_LABELS",
    "ROLE_LABELS",
    "AttributionNetwork",
    "Cues",
    "Embeddings",
    "Layer",
    "Trunk",
]

CUE_LABELS = 3
"""Labels of the cue head: outside, begin, inside."""
ROLE_LABELS = 5
"""Labels of the role heads: outside, then begin and inside of the speaker, of the content."""
# Distances to the cue, in tokens, are told apart up to here.
_FARTHEST = 64
_WIDTH, _HEADS, _INNER, _LAYERS = 384, 12, 1536, 6


class Trunk(NamedTuple):
    """What one pass gives: states (rows × length × width) and scores of cues and of roles."""

    states: Tensor
    cues: Tensor
    roles: Tensor


class Cues(NamedTuple):
    """Cues of a batch, and the columns around each among which its roles are looked for.

    ``rows`` (cues) and ``ends`` (cues × 2, first and last column) say where a cue stands,
    ``columns`` (cues × columns) what it looks over, ``padding`` where that is nothing.
    """

    rows: Tensor
    ends: Tensor
    columns: Tensor
    padding: Tensor


class Embeddings:
    """The published encoder's embeddings of words and places, which are never trained."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = (
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._scale = weights["embeddings.LayerNorm.weight"]
        self._shift = weights["embeddings.LayerNorm.bias"]

    def __call__(self, ids: Tensor) -> Tensor:
        """Return rows × length × width for ``ids`` (rows × length)."""
        states = self._words[ids] + self._places[: ids.shape[1]]
        return nn.functional.layer_norm(states, (_WIDTH,), self._scale, self._shift, 1e-12)


class AttributionNetwork(nn.Module):
    """Cue tagger and cue-conditioned role tagger over one encoder.

    The ``embeddings`` are no part of ``state_dict``: a model of ours is only what differs from
    the published encoder.
    """

    def __init__(self, embeddings: Embeddings, dropout: float = 0.0) -> None:
        super().__init__()
        self._embeddings = embeddings
        self.features = nn.ModuleList(nn.Embedding(size, _WIDTH) for size in FEATURES)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(_LAYERS))
        self.cue_head = nn.Linear(_WIDTH, CUE_LABELS)
        self.role_head = nn.Linear(_WIDTH, ROLE_LABELS)
        self.own = nn.Linear(_WIDTH, _WIDTH)
        self.of_cue = nn.Linear(2 * _WIDTH, _WIDTH)
        self.distance = nn.Embedding(2 * _FARTHEST + 1, _WIDTH)
        self.norm = nn.LayerNorm(_WIDTH)
        self.relation = Layer(dropout)
        self.relation_head = nn.Linear(_WIDTH, ROLE_LABELS)

    def read(self, ids: Tensor, features: Tensor, padding: Tensor) -> Trunk:
        """Read windows: ``ids`` (rows × length), ``features`` (rows × length × kinds).

        ``padding`` is True where a row has no token.
        """
        states = self._embeddings(ids)
        for index, table in enumerate(self.features):
            states = states + table(features[..., index])
        states = self.dropout(states)
        for layer in self.layers:
            states = layer(states, padding)
        dropped = self.dropout(states)
        return Trunk(states, self.cue_head(dropped), self.role_head(dropped))

    def relate(self, states: Tensor, cues: Cues) -> Tensor:
        """Return role scores (cues × columns × labels): who says what by each cue."""
        rows, places = cues.rows[:, None], cues.columns
        ends = torch.cat([states[cues.rows, end] for end in cues.ends.unbind(1)], dim=-1)
        before = (places - cues.ends[:, :1]).clamp(-_FARTHEST, 0)
        after = (places - cues.ends[:, 1:]).clamp(0, _FARTHEST)
        distance = self.distance(before + after + _FARTHEST)
        seen = self.own(states[rows, places]) + self.of_cue(ends)[:, None] + distance
        read = self.relation(self.dropout(self.norm(seen)), cues.padding)
        scores: Tensor = self.relation_head(self.dropout(read))
        return scores


class Layer(nn.Module):
    """A layer of BERT's kind, with dropout after each of its halves alone.

    Attention is written out: for short rows on a processor, its gradient is half as costly as
    that of the fused kernels.
    """

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(_WIDTH, 3 * _WIDTH)
        self.out = nn.Linear(_WIDTH, _WIDTH)
        self.norm1 = nn.LayerNorm(_WIDTH, eps=1e-12)
        self.inner = nn.Linear(_WIDTH, _INNER)
        self.outer = nn.Linear(_INNER, _WIDTH)
        self.norm2 = nn.LayerNorm(_WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, padding: Tensor) -> Tensor:
        """Return the states one layer on; nothing attends to ``padding``."""
        rows, length, _ = states.shape
        split = self.qkv(states).view(rows, length, 3, _HEADS, _WIDTH // _HEADS)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        scores = (query @ key.transpose(-1, -2)) * (_WIDTH // _HEADS) ** -0.5
        scores = scores.masked_fill(padding[:, None, None], -1e4)
        mixed = (scores.softmax(-1).to(value.dtype) @ value).transpose(1, 2)
        states = self.norm1(states + self.dropout(self.out(mixed.reshape(rows, length, _WIDTH))))
        inner = nn.functional.gelu(self.inner(states))
        normed: Tensor = self.norm2(states + self.dropout(self.outer(inner)))
        return normed
