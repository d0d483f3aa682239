from __future__ import annotations

import pytest

from claimtrack.store.matching import folded, named

NAMES = [("1", "SDF"), ("1", "Syrian Democratic Forces"), ("2", "Chiya Kobané"), ("3", "Straße AG")]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("sdf", ["1"]),
        ("syrian forces", ["1"]),
        ("KOBANE", ["2"]),
        ("chiya  kobane", ["2"]),
        ("strasse ag", ["3"]),
        ("2", ["2"]),
        ("sd", []),
        ("", []),
        ("…", []),
    ],
)
def test_names_are_matched_as_people_type_them(asked: str, ids: list[str]) -> None:
    assert named(asked, NAMES) == ids


def test_folding_is_stable() -> None:
    assert folded(folded(" É\u00a0x ")) == folded("é x") == "e x"
