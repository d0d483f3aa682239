"""Copying rows of a table from one database into another, column by column."""

# Every name put into a statement is a constant of this package or a column that SQLite told.
# ruff: noqa: S608

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping

__all__ = ["columns_of", "copy_rows", "insert_row"]

_KEYS_AT_ONCE = 500


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the names of a table's columns, in order."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def copy_rows(
    main: sqlite3.Connection,
    part: sqlite3.Connection,
    table: str,
    *,
    articles: Iterable[str],
    emptied: Collection[str] = (),
) -> None:
    """Copy the rows of ``table`` that belong to the articles; ``emptied`` columns become NULL."""
    columns = columns_of(main, table)
    values = ", ".join("NULL" if name in emptied else f'"{name}"' for name in columns)
    insert = _insert(table, columns)
    for keys in _chunks(articles):
        rows = part.execute(
            f"SELECT {values} FROM {table} WHERE article IN (SELECT value FROM json_each(?))",
            (json.dumps(keys),),
        )
        main.executemany(insert, rows)


def insert_row(main: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    """Insert one row given by its columns' names."""
    main.execute(_insert(table, list(row)), tuple(row.values()))


def _insert(table: str, columns: list[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    wanted = list(keys)
    for start in range(0, len(wanted), _KEYS_AT_ONCE):
        yield wanted[start : start + _KEYS_AT_ONCE]
