"""The names that people give to speakers, kept apart from those that linking finds."""

from __future__ import annotations

import shlex
import sqlite3

from claimtrack.errors import NotFoundError, StoreError
from claimtrack.store.matching import folded

__all__ = ["delete_alias", "is_named", "read_aliases", "write_alias"]


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
    if speaker == name:
        raise StoreError(f"{name} would stand for itself; give another speaker's name")
    aliases = read_aliases(connection)
    if aliases.get(speaker) == name:
        raise StoreError(
            f"{speaker} is another name of {name} already; "
            f"`claimtrack alias DB {shlex.quote(speaker)} --remove` undoes that first"
        )
    speaker = aliases.get(speaker, speaker)
    # Whatever stood for the name now stands for the speaker: no chains, no circles.
    moved = [other for other, meant in aliases.items() if meant == name]
    connection.executemany(
        "INSERT INTO manual_aliases (alias, speaker_name, added) VALUES (?, ?, ?) "
        "ON CONFLICT (alias) DO UPDATE SET speaker_name = excluded.speaker_name",
        [(alias, speaker, now) for alias in (name, *moved)],
    )


def is_named(connection: sqlite3.Connection, name: str) -> bool:
    """Tell whether an article or a person has used ``name``, in whatever spelling."""
    wanted = folded(name)
    return any(
        folded(known) == wanted
        for (known,) in connection.execute(
            "SELECT name FROM speakers UNION SELECT alias FROM speaker_aliases "
            "UNION SELECT name FROM mentions "
            "UNION SELECT alias FROM manual_aliases UNION SELECT speaker_name FROM manual_aliases"
        )
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
