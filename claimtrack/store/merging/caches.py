"""What cost a model time in a part and need not do so again: vectors and relations."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

__all__ = ["merge_caches"]


def merge_caches(
    main: sqlite3.Connection, part: sqlite3.Connection, redescribed: Collection[str]
) -> None:
    """Bring vectors and relations that ``main`` lacks.

    Claims of ``redescribed`` articles lose their relations, which may rest on another date
    than the one that counts now.
    """
    _merge_vectors(main, part)
    claims = {
        key for key, article in main.execute("SELECT id, article FROM claims")
        if article not in redescribed
    }  # fmt: skip
    if redescribed:
        stale = [
            pair
            for pair in main.execute("SELECT a, b FROM relations").fetchall()
            if not claims.issuperset(pair)
        ]
        main.executemany("DELETE FROM relations WHERE a = ? AND b = ?", stale)
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
