"""What only ever grows: people's decisions on disputes, and the summaries of ingests."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from claimtrack import __version__
from claimtrack.records import Dispute, Review

__all__ = ["read_runs", "write_review", "write_run"]


def write_review(connection: sqlite3.Connection, dispute: Dispute, review: Review) -> None:
    """Add a decision, with the pair of claims that it stays with."""
    connection.execute(
        "INSERT INTO reviews (dispute, question, decision, note, reviewer, created, "
        "headline_a, headline_b) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(dispute.id, dispute.question, review.decision),
            *(review.note, review.reviewer, review.created),
            *dispute.headline,
        ),
    )


def write_run(connection: sqlite3.Connection, summary: Mapping[str, object], now: str) -> None:
    """Keep the summary of an ingest, as JSON."""
    connection.execute(
        "INSERT INTO runs (created, version, summary) VALUES (?, ?, ?)",
        (now, __version__, json.dumps(summary, ensure_ascii=False, default=str)),
    )


def read_runs(connection: sqlite3.Connection) -> list[dict[str, object]]:
    """Return the summaries of all ingests, oldest first, each with ``created``."""
    rows = connection.execute("SELECT created, version, summary FROM runs ORDER BY id")
    return [
        {"created": created, "version": version, **json.loads(summary)}
        for created, version, summary in rows
    ]
