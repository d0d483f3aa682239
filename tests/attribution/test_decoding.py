"""From scores of labels to ranges."""

from __future__ import annotations

import numpy as np

from claimtrack.attribution.decoding import best_labels, label_ranges

OUT, BEGIN, INSIDE = range(3)


def decode(*rows: str, joined: str = "") -> list[list[int]]:
    """Return the labels of rows that are written as their likeliest letters (O, B, I)."""
    length = max(map(len, rows))
    scores = np.zeros((len(rows), length, 3), np.float32)
    for row, letters in zip(scores, rows, strict=True):
        for place, letter in zip(row, letters, strict=False):
            place["OBI".index(letter)] = 1.0
    lengths = np.array([len(letters) for letters in rows])
    inside = np.zeros((len(rows), length), bool)
    inside[:, [at for at, mark in enumerate(joined) if mark == "+"]] = True
    return [list(map(int, row)) for row in best_labels(scores, lengths, inside)]


def test_scores_that_make_sense_are_taken_as_they_are() -> None:
    assert decode("OBIO") == [[OUT, BEGIN, INSIDE, OUT]]


def test_no_inside_without_a_beginning() -> None:
    assert decode("OIIO") == [[OUT, BEGIN, INSIDE, OUT]]
    assert decode("IIO")[0][0] == BEGIN


def test_a_word_has_one_label() -> None:
    # What begins at the second half of a word begins at its first or not at all.
    assert decode("OBO", joined=" + ") in ([[OUT, OUT, OUT]], [[BEGIN, INSIDE, OUT]])
    assert decode("BOO", joined=" + ")[0][:2] in ([OUT, OUT], [BEGIN, INSIDE])
    assert decode("BIB", joined="  +") == [[BEGIN, INSIDE, INSIDE]]


def test_places_beyond_a_rows_length_are_outside() -> None:
    assert decode("BIIB", "BI") == [[BEGIN, INSIDE, INSIDE, BEGIN], [BEGIN, INSIDE, OUT, OUT]]


def test_rows_do_not_touch_each_other() -> None:
    assert decode("OBIO", "BOOB")[0] == decode("OBIO")[0]


def test_ranges_of_each_kind() -> None:
    labels = np.array([0, 1, 2, 1, 0, 3, 4, 4], np.int8)
    assert label_ranges(labels, 0) == [(1, 3), (3, 4)]
    assert label_ranges(labels, 1) == [(5, 8)]
    assert label_ranges(labels[:1], 0) == []
