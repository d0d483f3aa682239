"""Whom "who" and "which" go back to, on short invented texts."""

from __future__ import annotations

import pytest

from claimtrack.records import Attribution
from claimtrack.speakers import resolve_speakers
from tests.builders import span_of
from tests.speakers.test_resolution import sentences_of


@pytest.mark.parametrize(
    ("before", "relative", "name"),
    [
        ("The toll angered the Dockers' Union, a body of 200 men, ", "which", "Dockers' Union"),
        ("The toll angered Fia Roe, a lawyer for the port, ", "who", "Fia Roe"),
        ("The toll angered Senator Fia Roe (D-Ohio), ", "who", "Fia Roe"),
        ("The toll angered Senator Fia Roe of Ohio, ", "who", "Fia Roe"),
        (
            "The toll angered Senator Fia Roe of Ohio, the first Liberal on the Harbour Board, ",
            "who",
            "Fia Roe",
        ),
        ("The toll angered Fia Roe of the Harbour Board, ", "which", "Harbour Board"),
        ("Fia Roe was among the many people ", "who", "Fia Roe"),
        ("Fia Roe met retail giant Kvalmart, ", "which", "Kvalmart"),
        ("Fia Roe stirred objections from lawmakers ", "who", "lawmakers"),
        ("Fia Roe invited attacks by gun owners ", "who", "gun owners"),
        ("Fia Roe lost to a Harbour Party candidate ", "who", "Harbour Party candidate"),
        ("Fia Roe met the Liberals, ", "some of whom", "Liberals"),
        (
            "The toll angered Fia Roe, a professor of harbour law at Lenn University and director"
            " of the Ahlgren Institute’s Centre for Tolls, ",
            "who",
            "Fia Roe",
        ),
        ("It pleased bakers and even Liberals ", "who", "bakers and even Liberals"),
        (
            "It pleased fellow Liberals, including Mayor Fia Roe (Lenn), ",
            "who have also",
            "fellow Liberals, including Mayor Fia Roe",
        ),
        ("The mayor disputed a report ", "that", "report"),
    ],
)
def test_the_antecedent(before: str, relative: str, name: str) -> None:
    text = f"The town woke up late. {before}{relative} said the bridge was shut."
    content = span_of(text, "the bridge was shut")
    attribution = Attribution((content,), (span_of(text, relative.removesuffix(" have also")),))
    (speaker,) = resolve_speakers(text, sentences_of(text), [attribution]).speakers
    assert speaker is not None
    assert speaker.name == name


@pytest.mark.parametrize(
    ("before", "tail", "name"),
    [
        ("What Gov. Fia Roe of ", "Ohio", "Fia Roe"),
        ("Sen. Fia Roe, ", "a Lenn Liberal,", "Fia Roe"),
        # A place that stands for itself, and a description of somebody else.
        ("It rained in May. ", "Ohio", "Ohio"),
        ("It pleased Fia Roe. ", "A Lenn Liberal", "Lenn Liberal"),
    ],
)
def test_a_name_whose_tail_alone_was_found(before: str, tail: str, name: str) -> None:
    text = f"{before}{tail} said the bridge was shut."
    attribution = Attribution(
        (span_of(text, "the bridge was shut"),), (span_of(text, tail),), (span_of(text, "said"),)
    )
    (speaker,) = resolve_speakers(text, sentences_of(text), [attribution]).speakers
    assert speaker is not None
    assert speaker.name == name


def test_whoever_is_among_those() -> None:
    text = "Among those predicting that the bridge is shut was Fia Roe III, a lawyer."
    attribution = Attribution(
        (span_of(text, "that the bridge is shut"),),
        (span_of(text, "those"),),
        (span_of(text, "predicting"),),
    )
    (speaker,) = resolve_speakers(text, sentences_of(text), [attribution]).speakers
    assert speaker is not None
    assert speaker.name == "Fia Roe III"
