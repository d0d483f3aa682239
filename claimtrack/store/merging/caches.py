"""What cost a model time in a part and need not do so again: vectors and relations."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

__all__ = ["forget_relations", "merge_caches"]


def merge_caches(
    main: sqlite3.Connection, part: sqlite3.Connection, described_otherwise: Collection[str]
) -> None:
    """Bring vectors and relations that ``main`` lacks.

    Relations between claims of articles that a part has ``described_otherwise`` may rest on
    another date, and stay where they are.
    """
    _merge_vectors(main, part)
    claims = {
        key
        for key, article in main.execute("SELECT id, article FROM claims")
        if article not in described_otherwise
    }
    main.executemany(
        "INSERT INTO relations (a, b, model, basis, label, kind, score, reasons) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            row
            for row in part.execute(
                "SELECT a, b, model, basis, label, kind, score, reasons FROM relations"
            )
            if claims.issuperset(row[:2])
        ),
    )


def forget_relations(main: sqlite3.Connection, articles: Collection[str]) -> None:
    """Forget how claims of the articles stand to others; the next link judges them anew."""
    keys = json.dumps(sorted(articles))
    main.execute(
        "DELETE FROM relations WHERE EXISTS (SELECT 1 FROM claims WHERE id IN (a, b) "
        "AND article IN (SELECT value FROM json_each(?)))",
        (keys,),
    )


def _merge_vectors(main: sqlite3.Connection, part: sqlite3.Connection) -> None:
    # Vectors of another length are of another model under the same name.
    sizes = dict(main.execute("SELECT model, max(length(vector)) FROM embeddings GROUP BY model"))
    main.executemany(
        "INSERT INTO embeddings (content_hash, model, vector) VALUES (?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        (
            row
            for row in part.execute("SELECT content_hash, model, vector FROM embeddings")
            if sizes.setdefault(row[1], len(row[2])) == len(row[2])
        ),
    )
