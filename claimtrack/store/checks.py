"""What can be wrong inside a database, looked for one thing after the other."""

from __future__ import annotations

import sqlite3

__all__ = ["find_problems"]


def find_problems(connection: sqlite3.Connection, *, read_only: bool) -> list[str]:
    """Return one line for every kind of damage; an empty list for a sound database.

    A file opened ``read_only`` is not checked for a search index that misses texts, which
    SQLite can only do where it may write.
    """
    problems = _damaged_pages(connection) + _dangling_references(connection)
    problems += _wrong_spans(connection)
    if not read_only:
        problems += _stale_search(connection)
    return problems


def _damaged_pages(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("PRAGMA integrity_check(5)").fetchall()
    return [f"damaged file: {row[0]}" for row in rows if row[0] != "ok"]


def _dangling_references(connection: sqlite3.Connection) -> list[str]:
    tables: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        tables[table, parent] = tables.get((table, parent), 0) + 1
    return [
        f"{count} rows of {table} point to rows of {parent} that are not there"
        for (table, parent), count in sorted(tables.items())
    ]


def _wrong_spans(connection: sqlite3.Connection) -> list[str]:
    """Look for claims whose text is not what their article says at their offsets."""
    wrong = 0
    article, text = None, ""
    for owner, start, end, claimed in connection.execute(
        'SELECT article, start, "end", text FROM claims ORDER BY article'
    ):
        if owner != article:
            article = owner
            row = connection.execute("SELECT text FROM articles WHERE id = ?", (owner,)).fetchone()
            text = row[0] if row else ""
        wrong += text[start:end] != claimed
    return [f"{wrong} claims are not what their article says at their offsets"] if wrong else []


def _stale_search(connection: sqlite3.Connection) -> list[str]:
    problems = []
    for table in ("articles_fts", "claims_fts"):
        try:
            connection.execute(
                f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
            )
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            problems.append(
                f"the search index {table} misses texts or holds lost ones; "
                f"`sqlite-utils rebuild-fts DB` makes it anew"
            )
    return problems
