"""The names that people give to speakers, kept apart from those that linking finds."""

from __future__ import annotations

import sqlite3

from claimtrack.errors import NotFoundError, StoreError
from claimtrack.store.matching import folded

__all__ = ["delete_alias", "read_aliases", "write_alias"]


def read_aliases(connection: sqlite3.Connection) -> dict[str, str]:
    """Return alias -> the name of the speaker it stands for."""
    return dict(
        connection.execute(
            "SELECT alias, speaker_name FROM manual_aliases ORDER BY alias"
        ).fetchall()
    )


def write_alias(connection: sqlite3.Connection, name: str, speaker: str, now: str) -> None:
    """Let ``name`` stand for ``speaker``; to be called inside a write transaction.

    Raises StoreError if either is empty or both come to the same name.
    """
    name, speaker = " ".join(name.split()), " ".join(speaker.split())
    if not name or not speaker:
        raise StoreError("an alias needs a name and the speaker it stands for")
    aliases = read_aliases(connection)
    speaker = aliases.get(speaker, speaker)
    if speaker == name:
        raise StoreError(f"{name} would stand for itself; give another speaker's name")
    # Whatever stood for the name now stands for the speaker: no chains, no circles.
    moved = [other for other, meant in aliases.items() if meant == name]
    connection.executemany(
        "INSERT INTO manual_aliases (alias, speaker_name, added) VALUES (?, ?, ?) "
        "ON CONFLICT (alias) DO UPDATE SET speaker_name = excluded.speaker_name",
        [(alias, speaker, now) for alias in (name, *moved)],
    )


def delete_alias(connection: sqlite3.Connection, name: str) -> None:
    """Undo `write_alias`; NotFoundError if nobody added ``name``, in whatever spelling."""
    aliases = read_aliases(connection)
    alike = [alias for alias in aliases if folded(alias) == folded(name)]
    found = [name] if name in aliases else alike
    if not found:
        raise NotFoundError(f"nobody has added {name} as an alias")
    connection.executemany(
        "DELETE FROM manual_aliases WHERE alias = ?", [(alias,) for alias in found]
    )
