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
    ],
)
def test_the_antecedent(before: str, relative: str, name: str) -> None:
    text = f"The town woke up late. {before}{relative} said the bridge was shut."
    content = span_of(text, "the bridge was shut")
    attribution = Attribution((content,), (span_of(text, relative),))
    (speaker,) = resolve_speakers(text, sentences_of(text), [attribution]).speakers
    assert speaker is not None
    assert speaker.name == name
