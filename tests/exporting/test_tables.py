from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace

import pyarrow.parquet
import pytest

from claimtrack.errors import ClaimtrackError
from claimtrack.exporting import Selection, export
from claimtrack.exporting.tables import COLUMNS
from claimtrack.output import dispute_rows
from tests.builders import make_article
from tests.exporting.conftest import TEXT, over


def text_of(selection: Selection, output: str, **options: bool) -> str:
    return b"".join(export(selection, output, **options)).decode("utf-8")  # type: ignore[arg-type]


def test_every_format_of_tables_has_one_row_a_claim_in_a_side(selection: Selection) -> None:
    expected = [row for dispute in selection.disputes for row in dispute_rows(dispute)]
    assert len(expected) == 5
    rows = list(csv.DictReader(io.StringIO(text_of(selection, "csv"))))
    lines = [json.loads(line) for line in text_of(selection, "jsonl").splitlines()]
    table = pyarrow.parquet.read_table(io.BytesIO(b"".join(export(selection, "parquet"))))
    assert list(rows[0]) == list(lines[0]) == table.column_names == list(COLUMNS)
    assert lines == table.to_pylist() == expected
    for row, wanted in zip(rows, expected, strict=True):
        assert row["claim_text"] == wanted["claim_text"]
        assert json.loads(row["reasons"]) == wanted["reasons"]
        assert float(row["score"]) == wanted["score"]


def test_nothing_found_is_a_table_without_rows() -> None:
    nothing = Selection(())
    assert text_of(nothing, "csv") == ",".join(COLUMNS) + "\n"
    assert text_of(nothing, "jsonl") == ""
    table = pyarrow.parquet.read_table(io.BytesIO(b"".join(export(nothing, "parquet"))))
    assert (table.num_rows, table.column_names) == (0, list(COLUMNS))


def test_a_spreadsheet_finds_no_formula(selection: Selection) -> None:
    safe = text_of(selection, "csv", excel_safe=True)
    assert safe.startswith("\ufeffid,")
    for delimiter in ",;\t":
        cells = csv.reader(io.StringIO(safe.removeprefix("\ufeff")), delimiter=delimiter)
        for cell in (cell for row in cells for cell in row):
            assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell
    assert "'=SUM(A1)" in safe
    assert "=SUM(A1)" in text_of(selection, "csv").replace("'=", "")


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@A1", "\t=1", " =1", "＝1", "a;=1", "a;\t+1"]
)
def test_whatever_starts_a_formula_gets_an_apostrophe(words: str) -> None:
    dispute = replace(over(make_article(words_around(words))), question=words)
    (row, _) = csv.DictReader(
        io.StringIO(text_of(Selection((dispute,)), "csv", excel_safe=True).removeprefix("\ufeff"))
    )
    assert row["question"] != words
    assert row["question"].replace("'", "") == words
    (plain, _) = csv.DictReader(io.StringIO(text_of(Selection((dispute,)), "csv")))
    assert plain["question"] == words


def words_around(words: str) -> str:
    return f"{words} {TEXT}"


def test_without_pyarrow_one_line_says_what_to_install(
    selection: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ClaimtrackError, match=r"pip install 'claimtrack\[parquet\]'"):
        list(export(selection, "parquet"))
