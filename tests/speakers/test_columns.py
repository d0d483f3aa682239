"""Who signs a column, on short invented texts."""

from __future__ import annotations

import pytest

from claimtrack.speakers.columns import column_author

BODY = "The toll is wrong\n\nNobody asked us.\n\nI say that it has to go.\n\n"


@pytest.mark.parametrize(
    ("last", "name"),
    [
        ("Fia Roe is the mayor of Lennport.", "Fia Roe"),
        ("Ben Lund, a baker in Lennport, writes about bread.", "Ben Lund"),
        ("Ada M. Holm-Berg teaches history. Follow her.\n\nMore columns", "Ada M. Holm-Berg"),
        ("*Fia Roe is a columnist.*", "Fia Roe"),
    ],
)
def test_the_line_about_the_author_names_who_speaks(last: str, name: str) -> None:
    assert column_author(BODY + last) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fia Roe is the mayor of Lennport.",
        BODY,
        # A news text that ends in a line about somebody whom it writes about, or about a body.
        "Roe resigns\n\nI quit, said Roe.\n\nRoe gave no reason.\n\nFia Roe is the mayor.",
        BODY + "The Harbour Board is a body of nine.",
        # Nobody says I but in quotations.
        "Toll is dear\n\n“I hate it,” said Lund.\n\nIt goes up.\n\nFia Roe is a reporter.",
        BODY + "Fia Roe lost.",
    ],
)
def test_news_has_no_author_who_speaks(text: str) -> None:
    assert column_author(text) is None
