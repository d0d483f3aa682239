"""Tables with one row a claim in a side of a dispute: CSV, JSON lines and Parquet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from claimtrack.errors import ClaimtrackError
from claimtrack.exporting.selection import Selection
from claimtrack.output import as_json, dispute_rows

if TYPE_CHECKING:
    import pyarrow

__all__ = ["COLUMNS", "csv_lines", "json_lines", "parquet_bytes"]

# Every column in order, with its type in Parquet; the names are those of `dispute_rows`.
COLUMNS: dict[str, str] = {
    "id": "string",
    "question": "string",
    "kind": "string",
    "score": "double",
    "topic": "string",
    "review": "string",
    "headline": "strings",
    "reasons": "strings",
    "side": "int32",
    "position": "string",
    "claim_id": "string",
    "claim_article": "string",
    "claim_url": "string",
    "claim_source": "string",
    "claim_title": "string",
    "claim_published": "string",
    "claim_speaker": "string",
    "claim_mention": "string",
    "claim_cue": "string",
    "claim_form": "string",
    "claim_start": "int64",
    "claim_end": "int64",
    "claim_text": "string",
    "claim_topic": "string",
    "claim_cue_class": "string",
    "claim_target": "string",
    "claim_negated": "bool",
    "claim_modality": "string",
    "claim_reported_by": "string",
    "opinion": "opinion",
}
# What makes a spreadsheet take a cell for a formula, full-width forms included. A semicolon
# or a tab ends a cell where the spreadsheet splits lines at those.
_FORMULA = re.compile(r"(^|[;\t])(?=\s*[=+\-@\t\r＝＋－＠])")
_ROWS_AT_ONCE = 1000


def csv_lines(selection: Selection, *, excel_safe: bool = False) -> Iterator[str]:
    """Yield CSV: a row of names, then one row a claim; lists are JSON inside their cell.

    With ``excel_safe`` the file begins with a byte-order mark, lines end as spreadsheets
    write them, and an apostrophe stands before whatever would start a formula.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n" if excel_safe else "\n")
    if excel_safe:
        buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    for dispute in selection.disputes:
        for row in dispute_rows(dispute):
            cells = map(_cell, row.values())
            writer.writerow(map(_disarmed, cells) if excel_safe else cells)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def json_lines(selection: Selection) -> Iterator[str]:
    """Yield one JSON object a line."""
    for dispute in selection.disputes:
        for row in dispute_rows(dispute):
            yield f"{as_json(row)}\n"


def parquet_bytes(selection: Selection) -> bytes:
    """Return the table as a Parquet file; ClaimtrackError if pyarrow is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ClaimtrackError(
            "Parquet needs an optional extra; `pip install 'claimtrack[parquet]'` adds it"
        ) from error
    schema = _schema(pyarrow)
    rows = [row for dispute in selection.disputes for row in dispute_rows(dispute)]
    target = io.BytesIO()
    with pyarrow.parquet.ParquetWriter(target, schema) as writer:
        for start in range(0, max(len(rows), 1), _ROWS_AT_ONCE):
            chunk = rows[start : start + _ROWS_AT_ONCE]
            writer.write_table(pyarrow.Table.from_pylist(chunk, schema=schema))
    return target.getvalue()


def _schema(arrow: Any) -> pyarrow.Schema:
    opinion = [("model", "string"), ("opposes", "bool"), ("kind", "string"), ("created", "string")]
    types = {
        "string": arrow.string(),
        "strings": arrow.list_(arrow.string()),
        "double": arrow.float64(),
        "int32": arrow.int32(),
        "int64": arrow.int64(),
        "bool": arrow.bool_(),
    }
    types["opinion"] = arrow.struct([(name, types[kind]) for name, kind in opinion])
    return arrow.schema([(name, types[kind]) for name, kind in COLUMNS.items()])


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _disarmed(cell: object) -> object:
    return _FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell
