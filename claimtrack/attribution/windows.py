"""Windows over a text's word pieces, and batches of windows as tensors."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from claimtrack.attribution.encoding import Range, WordPieces
from claimtrack.attribution.network import Cues
from claimtrack.attribution.units import LINE
from claimtrack.records import Span

__all__ = ["Batch", "Window", "batch_windows", "cue_groups", "cut_windows", "make_batch", "mark"]

# The encoder's own marks around a text.
_CLS, _SEP = 101, 102
_INSIDE_QUOTATION = 1
_QUOTATION = 1


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``first`` to ``stop``; cues are taken from ``core`` alone, the rest is context."""

    first: int
    stop: int
    core: Range

    @property
    def tokens(self) -> int:
        """How many tokens the network reads: the pieces and the encoder's two marks."""
        return self.stop - self.first + 2

    def columns(self, pieces: Range) -> Range:
        """Return where the pieces stand in the window's row, cut to the window."""
        low, high = max(pieces[0], self.first), min(pieces[1], self.stop)
        return low - self.first + 1, max(low, high) - self.first + 1

    def pieces(self, columns: Range) -> Range:
        """Return the pieces that stand in these columns of the window's row."""
        return columns[0] + self.first - 1, columns[1] + self.first - 1


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors of one padded length; ``items`` are each row's text and window.

    ``joined`` says which columns go on with a word (see ``WordPieces``).
    """

    ids: torch.Tensor
    features: torch.Tensor
    padding: torch.Tensor
    lengths: NDArray[np.int64]
    joined: NDArray[np.bool_]
    items: Sequence[tuple[int, Window]]


def cut_windows(
    text: str, pieces: WordPieces, sentences: Sequence[Span], packed: int, longest: int
) -> list[Window]:
    """Return windows that together cover the text, each piece in exactly one core.

    Whole lines are packed up to ``packed`` pieces. A line is cut only beyond ``longest``, at
    the end of a sentence outside quotations where there is one, and its windows overlap.
    """
    windows: list[Window] = []
    first = stop = 0
    for line in LINE.finditer(text):
        begin, end = pieces.range(Span(line.start(), line.end()))
        if begin == end:
            continue
        if end - first > packed and stop > first:
            windows += _cut(pieces, sentences, first, stop, longest)
            first = begin
        stop = end
    if stop > first:
        windows += _cut(pieces, sentences, first, stop, longest)
    return windows


def _cut(
    pieces: WordPieces, sentences: Sequence[Span], first: int, stop: int, longest: int
) -> Iterator[Window]:
    if stop - first <= longest:
        yield Window(first, stop, (first, stop))
        return
    context = longest // 4
    begin = first
    while begin < stop:
        latest = begin + longest - 2 * context
        end = stop if latest >= stop else _boundary(pieces, sentences, begin, latest)
        yield Window(max(first, begin - context), min(stop, end + context), (begin, end))
        begin = end


def _boundary(pieces: WordPieces, sentences: Sequence[Span], begin: int, latest: int) -> int:
    """Return the last good place to cut in (begin, latest]: a sentence's end, unquoted if any."""
    low = bisect_right(sentences, int(pieces.start[begin]), key=lambda span: span.start)
    high = bisect_left(sentences, int(pieces.start[latest]) + 1, key=lambda span: span.start)
    cuts = [pieces.range(sentence)[0] for sentence in sentences[low:high]]
    cuts = [cut for cut in cuts if begin < cut <= latest]
    unquoted = [cut for cut in cuts if pieces.features[cut, _QUOTATION] != _INSIDE_QUOTATION]
    return max(unquoted or cuts or [latest])


def batch_windows(
    windows: Sequence[tuple[int, Window]], tokens: int, step: int
) -> Iterator[tuple[int, list[tuple[int, Window]]]]:
    """Yield (padded length, windows) by length, each of about ``tokens`` tokens.

    A window's padded length, a multiple of ``step``, follows from its own length alone.
    """
    by_length: dict[int, list[tuple[int, Window]]] = {}
    for item in windows:
        by_length.setdefault(-(-item[1].tokens // step) * step, []).append(item)
    for length, items in sorted(by_length.items()):
        size = max(1, tokens // length)
        for start in range(0, len(items), size):
            yield length, items[start : start + size]


def make_batch(
    texts: Sequence[WordPieces], items: Sequence[tuple[int, Window]], length: int
) -> Batch:
    """Return windows (each with the index of its text) as tensors of ``length`` columns."""
    kinds = texts[items[0][0]].features.shape[1]
    ids = np.zeros((len(items), length), np.int64)
    features = np.zeros((len(items), length, kinds), np.int64)
    joined = np.zeros((len(items), length), bool)
    lengths = np.array([window.tokens for _, window in items])
    for row, (text, window) in enumerate(items):
        pieces, last = texts[text], window.tokens - 1
        ids[row, 0], ids[row, last] = _CLS, _SEP
        ids[row, 1:last] = pieces.ids[window.first : window.stop]
        features[row, 1:last] = pieces.features[window.first : window.stop]
        joined[row, 1:last] = pieces.joined[window.first : window.stop]
    padding = np.arange(length) >= lengths[:, None]
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(features),
        torch.from_numpy(padding),
        lengths,
        joined,
        items,
    )


def mark(row: NDArray[np.int64], window: Window, ranges: Sequence[Range], begin: int) -> None:
    """Label ranges of pieces in a window's row: ``begin``, then ``begin`` + 1 inside."""
    for pieces in ranges:
        first, stop = window.columns(pieces)
        if first < stop:
            row[first:stop] = begin + 1
            row[first] = begin


def cue_groups(
    texts: Sequence[WordPieces], batch: Batch, cues: Sequence[tuple[int, Range]], step: int
) -> Iterator[tuple[list[int], Cues]]:
    """Yield (indices, cues) of one width: each cue looks over the lines that it stands in.

    ``cues`` are rows and columns of the batch. Of the 19,878 attributions of the training
    texts 163 reach over the end of a line.
    """
    looks = [_line(texts, batch, *cue) for cue in cues]
    by_width: dict[int, list[int]] = {}
    for index, (first, stop) in enumerate(looks):
        by_width.setdefault(-(-(stop - first) // step) * step, []).append(index)
    for width, indices in sorted(by_width.items()):
        firsts = np.array([looks[index][0] for index in indices])[:, None]
        stops = np.array([looks[index][1] for index in indices])[:, None]
        columns = firsts + np.arange(width)
        yield (
            indices,
            Cues(
                torch.tensor([cues[index][0] for index in indices]),
                torch.tensor([(cues[i][1][0], cues[i][1][1] - 1) for i in indices]),
                torch.from_numpy(np.minimum(columns, stops - 1)),
                torch.from_numpy(columns >= stops),
            ),
        )


def _line(texts: Sequence[WordPieces], batch: Batch, row: int, cue: Range) -> Range:
    """Return the columns of the lines that a cue stands in."""
    text, window = batch.items[row]
    lines = texts[text].lines
    first, stop = window.pieces(cue)
    begin = bisect_right(lines, first) - 1
    end = bisect_left(lines, stop)
    last = lines[end] if end < len(lines) else window.stop
    return window.columns((lines[begin] if begin >= 0 else first, last))
