"""Sentences: boundaries, quotations, abbreviations, and texts that are no prose."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import sentences as sentences_module
from claimtrack.records import Span
from claimtrack.sentences import split_sentences
from claimtrack.settings import Settings


def split(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


def test_a_quotation_is_split_inside_and_keeps_its_marks() -> None:
    text = "“We lost the barn. We kept the herd,” she said. “That is all.” He nodded."
    assert split(text) == [
        "“We lost the barn.",
        "We kept the herd,” she said.",
        "“That is all.”",
        "He nodded.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sen. Mara Holt, R-N.Y., met Mr. Obi of the U.S. Treasury on Jan. 5.",
        "“Why was the gate open?” Ms. Pell asked.",
        "“Why was the gate open?” he asked.",
        "The train left at 5 p.m. Monday.",
        "It cost 3.5 million ... or more, he said.",
        "Dr. Lena K. Hoff spoke for Brandt Inc. in court.",
    ],
)
def test_no_boundary_inside(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("''It rained. It poured.'' Then sun.", ["''It rained.", "It poured.''", "Then sun."]),
        ("‘It rained. It poured.’ Then sun.", ["‘It rained.", "It poured.’", "Then sun."]),
        ("«Il pleut. Il neige.» Then sun.", ["«Il pleut.", "Il neige.»", "Then sun."]),
        ("Who won? Nobody! Fine.", ["Who won?", "Nobody!", "Fine."]),
    ],
)
def test_marks_of_other_kinds(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_line_breaks_always_end_a_sentence() -> None:
    assert split("A headline\nThe text goes\r\non here\u2028and there") == [
        "A headline",
        "The text goes",
        "on here",
        "and there",
    ]


def test_offsets_count_characters_not_bytes() -> None:
    text = "Žižek saß da. \U0001f600 Ça va. 你好。再见。"
    assert next(span.of(text) for span in split_sentences(text)) == "Žižek saß da."
    assert split_sentences(text)[-1].end == len(text)


def test_lone_surrogates_go_to_the_other_splitter() -> None:
    text = "The file was \ud800 broken. Nobody noticed."
    assert split(text) == ["The file was \ud800 broken.", "Nobody noticed."]


def test_a_panic_of_the_compiled_splitter_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    import sentencex

    class PanicException(BaseException):
        """Named as the compiled library names it."""

    def panic(_language: str, _text: str) -> list[dict[str, int]]:
        raise PanicException

    monkeypatch.setattr(sentencex, "get_sentence_boundaries", panic)
    assert split("It rained here. It snowed there.") == ["It rained here.", "It snowed there."]


def test_an_interrupt_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    import sentencex

    def interrupt(_language: str, _text: str) -> list[dict[str, int]]:
        raise KeyboardInterrupt

    monkeypatch.setattr(sentencex, "get_sentence_boundaries", interrupt)
    with pytest.raises(KeyboardInterrupt):
        split_sentences("It rained. It snowed.")


def test_both_splitters_failing_leaves_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import nupunkt

    def fail(_text: str) -> list[tuple[int, int]]:
        raise ValueError

    monkeypatch.setattr(nupunkt, "sent_spans", fail)
    assert sentences_module.split_sentences("Bad \ud800. Worse.") == [Span(0, 13)]


def test_long_lines_are_cut_between_sentences() -> None:
    text = "The cat sat on the mat. " * 20
    spans = split_sentences(text, Settings(splitter_limit=100))
    assert {span.of(text) for span in spans} == {"The cat sat on the mat."}


@pytest.mark.parametrize("text", ["", " \n\t ", "\u2028"])
def test_nothing_to_split(text: str) -> None:
    assert split_sentences(text) == []


@pytest.mark.parametrize("piece", ['"', "“", "said ", '"a. b ', "你好。", "(", "\u200b", ". "])
def test_time_is_linear_in_odd_text(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.perf_counter()
    split_sentences(text)
    assert time.perf_counter() - start < 5


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aB.?!… \n\r\u2028“”\"'’«»()0,\ud800é\u200b\u202e", max_size=120))
def test_spans_are_ordered_trimmed_and_cover_all_words(text: str) -> None:
    position = 0
    for span in split_sentences(text):
        assert position <= span.start < span.end <= len(text)
        piece = span.of(text)
        assert piece == piece.strip()
        assert not set(piece) & set("\n\r\u2028")
        assert not text[position : span.start].strip()
        position = span.end
    assert not text[position:].strip()
