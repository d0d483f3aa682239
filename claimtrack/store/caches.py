"""What costs a model time and is therefore kept: vectors of texts, relations of pairs."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from claimtrack.errors import StoreError
from claimtrack.records import Relation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "content_hash",
    "known_relations",
    "read_vectors",
    "unembedded",
    "write_relations",
    "write_vectors",
]

# Keys handed to SQLite in one JSON array.
_KEYS_AT_ONCE = 10_000


def content_hash(text: str) -> str:
    """Return the SHA-256 of ``text`` in hex, under which its vectors are kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def unembedded(connection: sqlite3.Connection, model: str, texts: Iterable[str]) -> list[str]:
    """Return those of ``texts`` without a vector of ``model``, each once, in order."""
    wanted = {content_hash(text): text for text in dict.fromkeys(texts)}
    for keys in _chunks(list(wanted)):
        rows = connection.execute(
            "SELECT content_hash FROM embeddings WHERE model = ? "
            "AND content_hash IN (SELECT value FROM json_each(?))",
            (model, json.dumps(keys)),
        ).fetchall()
        for (key,) in rows:
            del wanted[key]
    return list(wanted.values())


def write_vectors(
    connection: sqlite3.Connection, model: str, texts: Sequence[str], vectors: NDArray[np.float32]
) -> None:
    """Keep the vectors of ``texts``, of shape (len(texts), dimension); known ones stay.

    Raises StoreError if ``model`` has left vectors of another dimension before.
    """
    if not len(texts):
        return
    blobs = vectors.astype("<f4", copy=False)
    kept = connection.execute(
        "SELECT length(vector) FROM embeddings WHERE model = ? LIMIT 1", (model,)
    ).fetchone()
    if kept and kept[0] != 4 * blobs.shape[1]:
        raise StoreError(
            f"the encoder {model} gives vectors of {blobs.shape[1]} numbers, but the database "
            f"holds some of {kept[0] // 4} under that name; give the new encoder another name"
        )
    connection.executemany(
        "INSERT INTO embeddings (content_hash, model, vector) VALUES (?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        (
            (content_hash(text), model, blob.tobytes())
            for text, blob in zip(texts, blobs, strict=True)
        ),
    )


def read_vectors(
    connection: sqlite3.Connection, model: str, texts: Sequence[str]
) -> NDArray[np.float32]:
    """Return the vectors of ``texts``, in order, of shape (len(texts), dimension).

    Raises StoreError if one of them has not been embedded by ``model``.
    """
    import numpy as np

    hashes = [content_hash(text) for text in texts]
    row_of = {key: row for row, key in enumerate(dict.fromkeys(hashes))}
    unique: NDArray[np.float32] | None = None
    found = 0
    for keys in _chunks(list(row_of)):
        for key, blob in connection.execute(
            "SELECT content_hash, vector FROM embeddings WHERE model = ? "
            "AND content_hash IN (SELECT value FROM json_each(?))",
            (model, json.dumps(keys)),
        ):
            if unique is None:
                unique = np.empty((len(row_of), len(blob) // 4), dtype=np.float32)
            unique[row_of[key]] = np.frombuffer(blob, dtype="<f4")
            found += 1
    if found < len(row_of):
        raise StoreError(f"{len(row_of) - found} texts have no vector of the encoder {model}")
    if unique is None:
        return np.empty((0, 0), dtype=np.float32)
    if len(row_of) == len(hashes):
        return unique
    return unique[[row_of[key] for key in hashes]]


def known_relations(
    connection: sqlite3.Connection, model: str, bases: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], Relation]:
    """Return the kept relations of the pairs (``a < b``) that were judged on the same basis.

    ``bases`` maps a pair of claim ids to an id of what else than the claims' texts the
    judgement rests on.
    """
    found = {}
    for keys in _chunks(sorted({a for a, _ in bases})):
        rows = connection.execute(
            "SELECT a, b, label, score, kind, reasons, basis FROM relations WHERE model = ? "
            "AND a IN (SELECT value FROM json_each(?))",
            (model, json.dumps(keys)),
        )
        for a, b, label, score, kind, reasons, basis in rows:
            if bases.get((a, b)) == basis:
                found[a, b] = Relation(a, b, label, score, kind, _reasons(reasons))
    return found


def write_relations(
    connection: sqlite3.Connection, model: str, judged: Iterable[tuple[Relation, str]]
) -> None:
    """Keep relations with the basis each was judged on, in place of earlier judgements."""
    connection.executemany(
        "INSERT INTO relations (a, b, model, basis, label, kind, score, reasons) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (a, b, model) DO UPDATE SET "
        "basis = excluded.basis, label = excluded.label, kind = excluded.kind, "
        "score = excluded.score, reasons = excluded.reasons",
        (
            (
                relation.a,
                relation.b,
                model,
                basis,
                relation.label,
                relation.kind,
                relation.score,
                json.dumps(relation.reasons, ensure_ascii=False) if relation.reasons else "[]",
            )
            for relation, basis in judged
        ),
    )


def _reasons(stored: str) -> tuple[str, ...]:
    return () if stored == "[]" else tuple(json.loads(stored))


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        yield keys[start : start + _KEYS_AT_ONCE]
