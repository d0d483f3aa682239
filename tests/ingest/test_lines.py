from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.ingest.lines import join_lines

LONG = "The harbour master said on Monday that the bow door had been open all night"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ([LONG, "and nobody had seen it."], f"{LONG} and nobody had seen it."),
        ([LONG, "", LONG], f"{LONG}\n\n{LONG}"),
        ([LONG + ".", "He went.", LONG], f"{LONG}. He went.\n\n{LONG}"),
        (["A heading", LONG, LONG], f"A heading\n\n{LONG} {LONG}"),
        ([LONG, "SMITH: No.", LONG], f"{LONG}\n\nSMITH: No.\n\n{LONG}"),
        ([LONG, "• first", "• second"], f"{LONG}\n\n• first\n\n• second"),
        (["a", "b"], "a\n\nb"),
        ([], ""),
    ],
)
def test_where_a_paragraph_ends(lines: list[str], joined: str) -> None:
    assert join_lines(lines) == joined


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("and the inspec-", "tors came", "the inspectors came"),
        ("and the in\u00ad", "spectors came", "the inspectors came"),
        ("and the Baden-", "Lenn railway", "the Baden-Lenn railway"),
        ("and the well-", "known haulier", "the well-known haulier"),
        ("and from 2024-", "2026 it", "from 2024- 2026 it"),
    ],
)
def test_a_divided_word_is_joined(first: str, second: str, word: str) -> None:
    joined = join_lines([f"{LONG} {first}", f"{second} and was well-known for it to all of them."])
    assert word in joined


@given(st.lists(st.text(max_size=100), max_size=30))
def test_no_letter_is_lost_or_made(lines: list[str]) -> None:
    def letters(text: str) -> list[str]:
        return [c for c in text if c.isalnum()]

    assert letters(join_lines(lines)) == letters("\n".join(lines))
