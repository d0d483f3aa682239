"""What language models say of pairs of claims, kept beside scores and reviews and never as one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from claimtrack.records import Answer, Opinion
from claimtrack.store.clock import now
from claimtrack.store.connection import explained, transaction

__all__ = ["Opinions", "read_opinions"]


class Opinions:
    """The answers of models, and the opinions on pairs of claims that were read from them."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self._connection = connection
        self._path = path

    def answer(self, key: str) -> str | None:
        """Return the text of the answer whose id is ``key``, None if it was never given."""
        with explained(self._path):
            row = self._connection.execute(
                "SELECT text FROM answers WHERE id = ?", (key,)
            ).fetchone()
        return None if row is None else str(row[0])

    def add(self, answer: Answer) -> None:
        """Keep an answer with its opinions, in place of what its model said of the same pairs."""
        with transaction(self._connection, self._path):
            _write_answer(self._connection, answer)
            _write_opinions(self._connection, answer)


def read_opinions(connection: sqlite3.Connection, disputes: Sequence[str]) -> dict[str, Opinion]:
    """Return the latest opinion on each of the disputes (ids) that a model has one on."""
    rows = connection.execute(
        "SELECT dispute, model, opposes, kind, created FROM dispute_opinions "
        "WHERE dispute IN (SELECT value FROM json_each(?)) ORDER BY created, model",
        (json.dumps(disputes),),
    )
    return {
        dispute: Opinion(model, bool(opposes), *rest) for dispute, model, opposes, *rest in rows
    }


def _write_answer(connection: sqlite3.Connection, answer: Answer) -> None:
    connection.execute(
        "INSERT INTO answers (id, model, text, created) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET text = excluded.text, created = excluded.created "
        "WHERE text <> excluded.text",
        (answer.id, answer.model, answer.text, now()),
    )


def _write_opinions(connection: sqlite3.Connection, answer: Answer) -> None:
    given = json.dumps(answer.claims)
    # What the model once said of two of these claims and no longer says does not stand.
    connection.execute(
        "UPDATE opinions SET opposes = 0, kind = NULL, answer = ? WHERE model = ? "
        "AND a IN (SELECT value FROM json_each(?)) AND b IN (SELECT value FROM json_each(?))",
        (answer.id, answer.model, given, given),
    )
    connection.executemany(
        "INSERT INTO opinions (a, b, model, opposes, kind, answer) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (a, b, model) DO UPDATE SET "
        "opposes = excluded.opposes, kind = excluded.kind, answer = excluded.answer",
        [
            (a, b, answer.model, kind is not None, kind, answer.id)
            for (a, b), kind in answer.pairs.items()
        ],
    )
