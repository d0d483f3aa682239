"""The names that people give to speakers, kept apart from those that linking finds."""

from __future__ import annotations

import shlex
import sqlite3
from dataclasses import replace

from claimtrack.errors import NotFoundError, StoreError
from claimtrack.records import ManualAlias
from claimtrack.store.matching import folded
from claimtrack.store.settling import Said, overlap, settle, settle_dated

__all__ = ["dated", "delete_alias", "is_named", "read_aliases", "undated", "write_alias"]


def read_aliases(connection: sqlite3.Connection) -> list[ManualAlias]:
    """Return what people said of names, as far as it counts, by name and date.

    Aliases that hold always come first.
    """
    always = (ManualAlias(*item) for item in _undated(connection).items())
    return [*always, *(one.record() for one in settle_dated(dated(connection))[0])]


def undated(connection: sqlite3.Connection) -> list[Said]:
    """Return every alias that was said to hold always, whether or not it counts."""
    rows = connection.execute("SELECT added, alias, speaker_name FROM manual_aliases")
    return [Said(*row) for row in rows]


def dated(connection: sqlite3.Connection) -> list[Said]:
    """Return every alias that was said to hold for a time, whether or not it counts."""
    rows = connection.execute(
        "SELECT added, alias, speaker_name, coalesce(valid_from, ''), coalesce(valid_until, '') "
        "FROM dated_aliases"
    )
    return [Said(*row) for row in rows]


def _undated(connection: sqlite3.Connection) -> dict[str, str]:
    """Return alias -> the name of the speaker it always stands for."""
    return settle(undated(connection))[0]


def write_alias(connection: sqlite3.Connection, alias: ManualAlias, now: str) -> None:
    """Let a name stand for a speaker; to be called inside a write transaction.

    Raises StoreError if either is empty, both come to the same name, the dates are no range,
    or the name means somebody else at some time between them.
    """
    name, speaker = " ".join(alias.name.split()), " ".join(alias.speaker.split())
    if not name or not speaker:
        raise StoreError("an alias needs a name and the speaker it stands for")
    if speaker == name:
        raise StoreError(f"{name} would stand for itself; give another speaker's name")
    if alias.dated:
        _write_dated(connection, replace(alias, name=name, speaker=speaker), now)
        return
    aliases = _undated(connection)
    if aliases.get(speaker) == name:
        raise StoreError(
            f"{speaker} is another name of {name} already; "
            f"`claimtrack alias DB {shlex.quote(speaker)} --remove` undoes that first"
        )
    speaker = aliases.get(speaker, speaker)
    # Whatever stood for the name now stands for the speaker: no chains, no circles.
    moved = [other for other, meant in aliases.items() if meant == name]
    connection.executemany(
        "UPDATE manual_aliases SET speaker_name = ? WHERE alias = ?",
        [(speaker, other) for other in moved],
    )
    # The time is that of the last word on the name, by which databases that are merged agree.
    connection.execute(
        "INSERT INTO manual_aliases (alias, speaker_name, added) VALUES (?, ?, ?) "
        "ON CONFLICT (alias) DO UPDATE SET speaker_name = excluded.speaker_name, "
        "added = excluded.added WHERE speaker_name <> excluded.speaker_name",
        (name, speaker, now),
    )


def _write_dated(connection: sqlite3.Connection, alias: ManualAlias, now: str) -> None:
    if alias.start is not None and alias.end is not None and alias.start >= alias.end:
        raise StoreError(f"nothing lies between {alias.start} and {alias.end}")
    for other in read_aliases(connection):
        if other == alias:
            return
        same = other.dated and folded(other.name) == folded(alias.name)
        if same and overlap(other, alias):
            raise StoreError(
                f"{other.name} means {other.speaker} {_when(other)} already; "
                f"`claimtrack alias DB {shlex.quote(other.name)} --remove` undoes that first"
            )
    connection.execute(
        "INSERT INTO dated_aliases (alias, speaker_name, valid_from, valid_until, added) "
        "VALUES (?, ?, ?, ?, ?)",
        (alias.name, alias.speaker, alias.start, alias.end, now),
    )


def _when(alias: ManualAlias) -> str:
    parts = (("from", alias.start), ("until", alias.end))
    return " ".join(f"{word} {day}" for word, day in parts if day)


def is_named(connection: sqlite3.Connection, name: str) -> bool:
    """Tell whether an article or a person has used ``name``, in whatever spelling."""
    wanted = folded(name)
    return any(
        folded(known) == wanted
        for (known,) in connection.execute(
            "SELECT name FROM speakers UNION SELECT alias FROM speaker_aliases "
            "UNION SELECT name FROM mentions "
            "UNION SELECT alias FROM manual_aliases UNION SELECT speaker_name FROM manual_aliases "
            "UNION SELECT alias FROM dated_aliases UNION SELECT speaker_name FROM dated_aliases"
        )
    )


def delete_alias(connection: sqlite3.Connection, name: str) -> None:
    """Undo `write_alias`, of all dates; NotFoundError if nobody added ``name``, however spelt."""
    aliases = {alias.name for alias in read_aliases(connection)}
    alike = [alias for alias in aliases if folded(alias) == folded(name)]
    found = [name] if name in aliases else alike
    if not found:
        raise NotFoundError(f"nobody has added {name} as an alias")
    for table in ("manual_aliases", "dated_aliases"):
        connection.executemany(
            f"DELETE FROM {table} WHERE alias = ?",  # noqa: S608 - one of the two names above
            [(alias,) for alias in found],
        )
