"""From scores of labels to spans: the best labelling in which every inside follows a beginning."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_labels", "label_ranges"]


def best_labels(
    scores: NDArray[np.float32], lengths: NDArray[np.int64], joined: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """Return the best label of every place, rows × length, zero beyond a row's length.

    ``scores`` is rows × length × labels; label 0 is outside, then begin and inside of each
    kind in turn. Viterbi's algorithm with two rules: an inside follows its own begin or
    inside, and a place that is ``joined`` to the one before (rows × length) goes on as that
    does. Nothing else is scored between neighbours.
    """
    rows, length, labels = scores.shape
    free, bound = _transitions(labels)
    total = np.where(np.arange(labels) % 2 == 0, -np.inf, scores[:, 0])
    total[:, 0] = scores[:, 0, 0]
    back = np.zeros((rows, length, labels), np.int8)
    for place in range(1, length):
        allowed = np.where(joined[:, place, None, None], bound, free)
        ways = total[:, :, None] + allowed
        back[:, place] = ways.argmax(axis=1)
        step = ways.max(axis=1) + scores[:, place]
        total = np.where((place < lengths)[:, None], step, total)
    found = np.zeros((rows, length), np.int8)
    label = total.argmax(axis=1)
    every = np.arange(rows)
    for place in range(length - 1, -1, -1):
        inside = place < lengths
        found[:, place] = np.where(inside, label, 0)
        label = np.where(inside, back[every, place, label], label)
    return found


def _transitions(labels: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return 0 where a label (row) may be followed by another (column), minus infinity else.

    The first table is for places that begin a word, the second for those inside one.
    """
    free = np.zeros((labels, labels), np.float32)
    bound = np.full((labels, labels), -np.inf, np.float32)
    bound[0, 0] = 0
    for inside in range(2, labels, 2):
        free[:, inside] = -np.inf
        free[[inside - 1, inside], inside] = 0
        bound[[inside - 1, inside], inside] = 0
    return free, bound


def label_ranges(labels: NDArray[np.int8], kind: int) -> list[tuple[int, int]]:
    """Return the ranges [first, stop) that ``labels`` (one row) give to ``kind`` (from 0)."""
    begin, inside = 2 * kind + 1, 2 * kind + 2
    ranges: list[tuple[int, int]] = []
    for first in np.flatnonzero(labels == begin).tolist():
        stop = first + 1
        while stop < len(labels) and labels[stop] == inside:
            stop += 1
        ranges.append((first, stop))
    return ranges
