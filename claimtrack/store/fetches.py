"""Visits to web addresses: the latest of each, so that the next one asks only for a change."""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, fields, replace
from pathlib import Path

from claimtrack.records import Fetch
from claimtrack.store.clock import now
from claimtrack.store.connection import explained, transaction

__all__ = ["Fetches"]

_COLUMNS = tuple(field.name for field in fields(Fetch))


class Fetches:
    """The latest visit to every web address."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self._connection = connection
        self._path = path

    def get(self, url: str) -> Fetch | None:
        """Return the latest visit to ``url``, None if there was none."""
        with explained(self._path):
            row = self._connection.execute(
                f"SELECT {', '.join(_COLUMNS)} FROM fetches WHERE url = ?",  # noqa: S608
                (url,),
            ).fetchone()
        return None if row is None else Fetch(*row)

    def add(self, fetch: Fetch) -> None:
        """Keep a visit, made now, in place of an earlier one to the same address.

        The article that it names has to be stored already.
        """
        values = astuple(replace(fetch, fetched=now()))
        with transaction(self._connection, self._path):
            self._connection.execute(
                f"INSERT OR REPLACE INTO fetches ({', '.join(_COLUMNS)}) "  # noqa: S608
                f"VALUES ({', '.join('?' * len(_COLUMNS))})",
                values,
            )
