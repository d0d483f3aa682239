"""Every format that disputes can be exported to, by its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal, get_args

from claimtrack.exporting.graph import graphml_lines
from claimtrack.exporting.linked_data import annotation_text, claim_review_text, claim_text
from claimtrack.exporting.report import html_report
from claimtrack.exporting.selection import Selection
from claimtrack.exporting.tables import csv_lines, json_lines, parquet_bytes

__all__ = ["EXPORT_FORMATS", "ExportFormat", "export"]

ExportFormat = Literal[
    "csv", "jsonl", "claim-jsonld", "webannotation", "claimreview-draft", "graphml", "parquet",
    "html",
]  # fmt: skip
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)


def export(
    selection: Selection, output: ExportFormat, *, excel_safe: bool = False
) -> Iterator[bytes]:
    """Yield the selection in one format, in pieces; texts are UTF-8.

    ``excel_safe`` concerns CSV alone, see `csv_lines`. Raises ClaimtrackError if the format
    needs an extra that is not installed.
    """
    if output == "parquet":
        yield parquet_bytes(selection)
        return
    for text in _texts(selection, output, excel_safe):
        yield text.encode("utf-8", "replace")


def _texts(selection: Selection, output: ExportFormat, excel_safe: bool) -> Iterator[str]:
    match output:
        case "csv":
            yield from csv_lines(selection, excel_safe=excel_safe)
        case "jsonl":
            yield from json_lines(selection)
        case "graphml":
            yield from graphml_lines(selection)
        case "html":
            yield from html_report(selection, made=datetime.now(UTC).date().isoformat())
        case "claim-jsonld":
            yield claim_text(selection)
        case "webannotation":
            yield annotation_text(selection)
        case _:
            yield claim_review_text(selection)
