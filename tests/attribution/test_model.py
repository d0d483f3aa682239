"""The attributor that people get, with its real network."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.attribution import Attributor, ModelAttributor
from claimtrack.records import Attribution
from claimtrack.sentences import split_sentences

MODEL = ModelAttributor()


def attribute(*texts: str) -> list[list[Attribution]]:
    return MODEL.attribute(texts, [split_sentences(text) for text in texts])


def test_it_is_an_attributor_with_the_name_of_its_weights() -> None:
    attributor: Attributor = MODEL
    assert attributor.name.startswith("attribution-")


def test_speaker_cue_and_content_are_linked() -> None:
    text = (
        "Damascus said the SDF released the prisoners, while the SDF said that fighters "
        "working for the Syrian army had opened the gates."
    )
    (found,) = attribute(text)
    assert [[span.of(text) for span in one.speaker] for one in found] == [["Damascus"], ["the SDF"]]
    first, second = ([span.of(text) for span in one.content] for one in found)
    assert first == ["the SDF released the prisoners"]
    assert second[0].endswith("had opened the gates")


def test_texts_keep_their_order_and_do_not_touch_each_other() -> None:
    texts = ["The ministry said it rained.", "", "It rained.", "“No,” said Kim."]
    together = attribute(*texts)
    assert [len(found) for found in together] == [1, 0, 0, 1]
    assert together == [attribute(text)[0] for text in texts]


def test_attributions_far_into_a_long_line() -> None:
    filler = "The road to the old mill was shut on Friday. " * 60
    text = filler + "The ministry said the bridge was safe. " + filler
    (found,) = attribute(text)
    assert [[span.of(text) for span in one.speaker] for one in found] == [["The ministry"]]


@pytest.mark.parametrize(
    "piece", ['"', "said ", '"a," he said. ', "\u200b", "שלום ", "word", "Kim said that "]
)
def test_time_is_linear_in_odd_text(piece: str) -> None:
    text = "“It rained,” Kim said. " + piece * (10_000 // len(piece)) + " said it rained."
    start = time.perf_counter()
    attribute(text)
    assert time.perf_counter() - start < 60


_PIECES = st.sampled_from(
    ["said", "that", "the minister", "denied", "“", "”", '"', ",", ".", "\n", "who", "Kim", "he",
     "according to", "\u200b", "\ud800", "🙂", "called", "?", "to", "İ", "e\u0301"]
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(_PIECES, max_size=30).map(" ".join))
def test_whatever_comes_spans_slice_the_text_and_parents_exist(text: str) -> None:
    (found,) = attribute(text)
    for index, one in enumerate(found):
        assert one.content
        for span in (*one.content, *one.speaker, *one.cue):
            assert 0 <= span.start < span.end <= len(text)
        assert one.parent != index
        assert one.parent is None or 0 <= one.parent < len(found)
