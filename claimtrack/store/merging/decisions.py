"""What was decided in another database: reviews by people, opinions of language models."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

__all__ = ["merge_opinions", "merge_reviews"]

# All that makes a review, so that one and the same is never added twice.
_REVIEW = "dispute, question, decision, note, reviewer, created, headline_a, headline_b"


def merge_reviews(main: sqlite3.Connection, parts: Sequence[sqlite3.Connection]) -> int:
    """Bring the reviews of the parts that ``main`` lacks, with their time, reviewer and note.

    Returns how many had to be left out, because ``main`` lacks the claims they were made on.
    """
    select = f"SELECT {_REVIEW} FROM reviews"  # noqa: S608 - a constant
    claims = {key for (key,) in main.execute("SELECT id FROM claims")}
    known = set(main.execute(select).fetchall())
    found = {row for part in parts for row in part.execute(select)} - known
    fitting = [row for row in found if claims.issuperset(row[-2:])]
    # The oldest first, so that rows stand in the order in which the decisions were made.
    fitting.sort(key=lambda row: (row[5], *(value or "" for value in row)))
    main.executemany(
        f"INSERT INTO reviews ({_REVIEW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        fitting,
    )
    return len(found) - len(fitting)


def merge_opinions(main: sqlite3.Connection, part: sqlite3.Connection) -> None:
    """Bring answers and opinions; where both have one, that which was given last counts."""
    main.executemany(
        "INSERT INTO answers (id, model, text, created) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET text = excluded.text, created = excluded.created "
        "WHERE (excluded.created, excluded.text) > (answers.created, answers.text)",
        part.execute("SELECT id, model, text, created FROM answers"),
    )
    claims = {key for (key,) in main.execute("SELECT id FROM claims")}
    given = dict(main.execute("SELECT id, created FROM answers"))
    known = {
        (a, b, model): (given[answer], answer)
        for a, b, model, answer in main.execute("SELECT a, b, model, answer FROM opinions")
    }
    main.executemany(
        "INSERT INTO opinions (a, b, model, opposes, kind, answer) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (a, b, model) DO UPDATE SET opposes = excluded.opposes, "
        "kind = excluded.kind, answer = excluded.answer",
        [
            row
            for row in part.execute("SELECT a, b, model, opposes, kind, answer FROM opinions")
            if claims.issuperset(row[:2]) and (given[row[5]], row[5]) > known.get(row[:3], ("", ""))
        ],
    )
