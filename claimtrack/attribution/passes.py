"""Runs the network over texts: windows in batches, cues first, then who says what by each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from claimtrack.attribution.decoding import best_labels, label_ranges
from claimtrack.attribution.encoding import Found, Range, WordPieces
from claimtrack.attribution.network import AttributionNetwork, Cues
from claimtrack.attribution.windows import Batch, Window, batch_windows, cue_groups, make_batch
from claimtrack.minilm import fast_bfloat16

__all__ = ["Pass", "find"]

_SPEAKER, _CONTENT = 0, 1
# A row and columns of a batch, first to stop.
_Cue = tuple[int, Range]


@dataclass(frozen=True, slots=True)
class Pass:
    """How the network is run.

    ``tokens`` a forward pass; windows are padded to a multiple of ``window_step``, what a cue
    looks over to one of ``cue_step``. ``cue_bias`` is added to the scores that say "a cue
    begins here".
    """

    tokens: int
    window_step: int
    cue_step: int
    cue_bias: float = 0.0


def find(
    network: AttributionNetwork,
    texts: Sequence[WordPieces],
    windows: Sequence[tuple[int, Window]],
    how: Pass,
) -> list[list[Found]]:
    """Return the attributions of every text, in the order of their cues.

    ``windows`` come with the index of their text.
    """
    found: list[list[Found]] = [[] for _ in texts]
    fast = fast_bfloat16()
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=fast):
        for length, items in batch_windows(windows, how.tokens, how.window_step):
            batch = make_batch(texts, items, length)
            trunk = network.read(batch.ids, batch.features, batch.padding)
            cues = _cues(trunk.cues, batch, how.cue_bias)
            for indices, group in cue_groups(texts, batch, cues, how.cue_step):
                named = [cues[index] for index in indices]
                scores = network.relate(trunk.states, group).float().numpy()
                for text, one in _roles(batch, named, group, scores):
                    found[text].append(one)
    return [sorted(one, key=lambda item: item.cue) for one in found]


def _cues(scores: torch.Tensor, batch: Batch, bias: float) -> list[_Cue]:
    """Return the cues in the windows' cores."""
    shifted = scores.float().numpy()
    shifted[:, :, 1] += bias
    # The encoder's own marks, first and last, are no part of the text.
    shifted[:, 0, 1:] = -np.inf
    labels = best_labels(shifted, batch.lengths - 1, batch.joined)
    return [
        (row, columns)
        for row, (_, window) in enumerate(batch.items)
        for columns in label_ranges(labels[row], 0)
        if window.core[0] <= window.pieces(columns)[0] < window.core[1]
    ]


def _roles(
    batch: Batch, cues: Sequence[_Cue], group: Cues, scores: NDArray[np.float32]
) -> Iterator[tuple[int, Found]]:
    """Yield text and attribution for every cue that something is said by."""
    rows, columns = group.rows.numpy(), group.columns.numpy()
    lengths = (~group.padding).sum(1).numpy()
    labels = best_labels(scores, lengths, batch.joined[rows[:, None], columns])
    for index, (row, cue) in enumerate(cues):
        text, window = batch.items[row]
        shift = int(columns[index, 0])
        speakers = label_ranges(labels[index], _SPEAKER)
        speaker = [_surest(speakers, scores[index], _SPEAKER)] if speakers else []
        content = label_ranges(labels[index], _CONTENT)
        if speaker or content:
            yield (
                text,
                Found(
                    window.pieces(cue),
                    [window.pieces((first + shift, stop + shift)) for first, stop in speaker],
                    [window.pieces((first + shift, stop + shift)) for first, stop in content],
                ),
            )


def _surest(ranges: Sequence[Range], scores: NDArray[np.float32], kind: int) -> Range:
    """Return the range that scores best on average: a cue has one speaker, in one piece.

    Of the 18,403 speakers in the training texts 9 are in two.
    """
    margin = np.maximum(scores[:, 2 * kind + 1], scores[:, 2 * kind + 2]) - scores[:, 0]
    return max(ranges, key=lambda columns: float(margin[slice(*columns)].mean()))
