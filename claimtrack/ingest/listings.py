"""Formats that hold many articles a file: JSON, JSON Lines and tables (CSV, TSV)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from claimtrack.ingest.decoding import decode, decode_line, guess_encoding
from claimtrack.ingest.fields import Record, has_text_field, read_record
from claimtrack.ingest.formats import cells_of, delimiter_of
from claimtrack.ingest.opening import as_utf8, read_lines, read_whole
from claimtrack.settings import Settings

__all__ = ["Row", "read_json", "read_json_lines", "read_table"]

Row = tuple[str | None, Record | str]
"""Where something stood in its file, and the record there or why there is none."""

_NO_OBJECT = "no JSON object; give an object with a text field for each article"


def read_json(stream: io.BufferedReader, settings: Settings) -> Iterator[Row]:
    """Yield the articles of an object, an array of them, or ``{"articles": [...]}``."""
    advice = "save it as JSON Lines (one object a line), which is read line by line"
    data = read_whole(stream, settings.max_json_bytes, advice)
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        yield _json_place(error), f"this JSON cannot be parsed ({_json_reason(error)}); correct it"
        return
    yield from _records(value, None)


def read_json_lines(stream: io.BufferedReader, settings: Settings) -> Iterator[Row]:
    """Yield the article of each line; blank lines are passed over, bad ones don't stop the rest."""
    encoding = guess_encoding(stream.peek(1))
    for number, line in read_lines(as_utf8(stream, settings.max_json_bytes), _longest(settings)):
        place = f"line {number}"
        if line is None:
            yield place, _too_long(settings)
        elif text := decode_line(line, encoding).strip():
            try:
                value = json.loads(text)
            except (ValueError, RecursionError) as error:
                yield place, f"not a JSON object ({_json_reason(error)}); correct this line"
            else:
                yield from _records(value, place)


def read_table(
    stream: io.BufferedReader, settings: Settings, *, tabs: bool = False
) -> Iterator[Row]:
    """Yield the article of each row under a header row that names the columns.

    The delimiter is the one of ``, tab ; |`` under which the header names a text column;
    ``tabs`` says what to assume where none does.
    """
    # The module's own limit of 131,072 characters a cell is shorter than a long article.
    csv.field_size_limit(settings.max_text_bytes)
    problems: list[Row] = []
    lines = _table_lines(stream, settings, problems)
    first = next((line for line in lines if line.strip()), "")
    if not first:
        return
    delimiter = delimiter_of(first) or ("\t" if tabs else ",")
    header = cells_of(first, delimiter)
    if not has_text_field(header):
        columns = " ".join(", ".join(header).split())[:200]
        yield "line 1", f"no column named text, body or content (columns: {columns}); rename one"
        return
    yield from _rows(header, _Lines(lines), delimiter, problems)


class _Lines:
    """Lines that tell whether they have run out."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        self.ended = True


def _rows(
    header: Sequence[str], lines: _Lines, delimiter: str, problems: list[Row]
) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        place = f"line {reader.line_num + 2}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield place, f"this row cannot be read ({error}); correct it"
            continue
        yield from problems
        problems.clear()
        if cells is None:
            return
        if lines.ended:  # in the middle of a row, which took all that followed for one cell
            yield place, "a quotation mark in this row is never closed; close or double it"
        elif any(cells):
            yield _row(header, cells, f"line {reader.line_num + 1}")


def _table_lines(
    stream: io.BufferedReader, settings: Settings, problems: list[Row]
) -> Iterator[str]:
    encoding = guess_encoding(stream.peek(1))
    for number, line in read_lines(as_utf8(stream, settings.max_json_bytes), _longest(settings)):
        if line is None:
            problems.append((f"line {number}", _too_long(settings)))
            yield "\n"
        else:
            # Old spreadsheets end their lines with a lone carriage return.
            yield from io.StringIO(decode_line(line, encoding), newline="")


def _row(header: Sequence[str], cells: list[str], place: str) -> Row:
    if any(cells[len(header) :]):
        return place, (
            f"{len(cells)} cells under {len(header)} columns; "
            "put cells that hold the delimiter in quotation marks"
        )
    return place, read_record(dict(zip(header, cells, strict=False)))


def _records(value: object, place: str | None) -> Iterator[Row]:
    """Yield the records of a parsed value: a list, a wrapper object, or one article."""
    if isinstance(value, dict):
        inner = value.get("articles")
        if not isinstance(inner, list):
            yield place, read_record(value)
            return
        value = inner
    if not isinstance(value, list):
        yield place, _NO_OBJECT
        return
    yield from _items(value, place)


def _items(values: Iterable[object], place: str | None) -> Iterator[Row]:
    for number, value in enumerate(values, 1):
        where = f"{place}, item {number}" if place else f"item {number}"
        yield where, read_record(value) if isinstance(value, dict) else _NO_OBJECT


def _longest(settings: Settings) -> int:
    """Return the bytes a line may have: JSON escapes write two bytes of text as six."""
    return settings.max_text_bytes * 3


def _too_long(settings: Settings) -> str:
    return f"line longer than {_longest(settings) / 1e6:,.0f} MB; split it into articles"


def _json_place(error: Exception) -> str | None:
    return f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else None


def _json_reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
