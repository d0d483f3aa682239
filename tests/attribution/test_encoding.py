"""Word pieces, their features, and the windows that they are read in."""

from __future__ import annotations

from itertools import pairwise

import pytest

from claimtrack.attribution.encoding import WordPieces, encode_text
from claimtrack.attribution.weights import load_tokenizer
from claimtrack.attribution.windows import (
    Window,
    batch_windows,
    cue_groups,
    cut_windows,
    make_batch,
)
from claimtrack.records import Span
from claimtrack.sentences import split_sentences

CAPITALS, QUOTATION, BEGINNING = range(3)


def encode(text: str) -> WordPieces:
    return encode_text(text, split_sentences(text), load_tokenizer())


def words(text: str, pieces: WordPieces) -> list[str]:
    return [text[s:e] for s, e in zip(pieces.start, pieces.end, strict=True)]


def feature(text: str, kind: int) -> dict[str, int]:
    pieces = encode(text)
    return dict(zip(words(text, pieces), pieces.features[:, kind].tolist(), strict=True))


def test_pieces_are_characters_of_the_text() -> None:
    text = "Élodie Åström said 🙂 it rained."
    assert "".join(words(text, encode(text))).replace(" ", "") == text.replace(" ", "")


def test_capitals() -> None:
    found = feature("The SDF said two of 40 men fled.", CAPITALS)
    assert (found["The"], found["said"], found["40"], found["."]) == (1, 0, 3, 3)
    assert found["SD" if "SD" in found else "SDF"] == 2


def test_quotations_and_their_marks() -> None:
    found = feature("Kim said: “It rained.”", QUOTATION)
    assert (found["Kim"], found["“"], found["rained"], found["”"]) == (0, 2, 1, 2)


def test_beginnings_of_sentences_and_lines() -> None:
    found = feature("Kim left. Lee stayed.\nRoth slept.", BEGINNING)
    assert (found["Kim"], found["left"], found["Lee"], found["Roth"]) == (2, 0, 1, 2)


@pytest.mark.parametrize(
    ("text", "word"),
    [("a fact-checked text", "checked"), ("the U.S. said", "S"), ("about 3.5 tons", "5")],
)
def test_pieces_inside_a_word_are_joined(text: str, word: str) -> None:
    pieces = encode(text)
    assert pieces.joined[words(text, pieces).index(word)]


def test_a_quotation_mark_is_no_part_of_a_word() -> None:
    text = "He said “no.”"
    assert not encode(text).joined.any()


def test_ranges_and_spans_are_inverse() -> None:
    text = "The harbour master said it rained."
    pieces = encode(text)
    assert pieces.span(pieces.range(Span(4, 18))).of(text) == "harbour master"


def test_text_that_no_tokenizer_takes() -> None:
    assert len(encode("Kim \ud800 said it rained.").ids) > 4
    assert len(encode("").ids) == 0


def windows_of(text: str, packed: int, longest: int) -> tuple[WordPieces, list[Window]]:
    pieces = encode(text)
    return pieces, cut_windows(text, pieces, split_sentences(text), packed, longest)


def cores(windows: list[Window]) -> list[int]:
    return [place for window in windows for place in range(*window.core)]


def test_whole_lines_are_packed() -> None:
    text = "\n".join(["The road to the mill was shut."] * 6)
    pieces, windows = windows_of(text, 20, 100)
    assert cores(windows) == list(range(len(pieces.ids)))
    assert all(window.stop - window.first <= 20 for window in windows)
    assert {text[pieces.start[window.first] - 1] for window in windows[1:]} == {"\n"}


def test_a_line_is_cut_between_sentences_with_context_on_both_sides() -> None:
    text = "The road to the mill was shut. " * 40
    pieces, windows = windows_of(text, 20, 60)
    assert cores(windows) == list(range(len(pieces.ids)))
    assert all(window.stop - window.first <= 60 for window in windows)
    assert all(words(text, pieces)[window.core[0]] == "The" for window in windows)
    assert all(a.stop > b.first for a, b in pairwise(windows))


def test_no_cut_inside_a_quotation_that_fits() -> None:
    quotation = "“" + "It rained. " * 6 + "It poured.”"
    text = "The road to the mill was shut. " * 5 + quotation + " Kim left. " * 10
    pieces, windows = windows_of(text, 20, 80)
    starts = [window.core[0] for window in windows]
    assert len(starts) > 1
    assert all(pieces.features[start, QUOTATION] != 1 for start in starts)


def test_one_endless_sentence_is_still_covered() -> None:
    pieces, windows = windows_of("word " * 1000, 20, 60)
    assert cores(windows) == list(range(len(pieces.ids)))


def test_batches_pad_a_window_by_its_own_length() -> None:
    text = "Kim left.\n" * 3 + "The road to the old mill at the river was shut on Friday."
    pieces, windows = windows_of(text, 8, 60)
    batches = list(batch_windows([(0, window) for window in windows], 64, 8))
    assert [length for length, _ in batches] == sorted(length for length, _ in batches)
    for length, items in batches:
        batch = make_batch([pieces], items, length)
        assert batch.ids.shape == (len(items), length)
        assert (batch.ids[:, 0] == 101).all()
        assert ((~batch.padding).sum(1).numpy() == batch.lengths).all()


def test_a_cue_looks_over_its_own_line() -> None:
    text = "The road to the mill was shut.\nKim said it rained.\nLee left."
    pieces, windows = windows_of(text, 60, 60)
    batch = make_batch([pieces], [(0, window) for window in windows], 32)
    place = words(text, pieces).index("said")
    cue = windows[0].columns((place, place + 1))
    ((indices, cues),) = cue_groups([pieces], batch, [(0, cue)], 8)
    seen = cues.columns[~cues.padding].tolist()
    line = [words(text, pieces)[column - 1] for column in seen]
    assert indices == [0]
    assert line == ["Kim", "said", "it", "rained", "."]
    assert cues.columns.shape == (1, 8)
    assert cues.ends.tolist() == [[cue[0], cue[1] - 1]]
