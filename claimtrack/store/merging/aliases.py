"""The names that people gave to speakers in several databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from claimtrack.store.aliases import dated, undated
from claimtrack.store.settling import Said, settle, settle_dated

__all__ = ["merge_aliases"]


def merge_aliases(main: sqlite3.Connection, parts: Sequence[sqlite3.Connection]) -> list[str]:
    """Bring the aliases of the parts into ``main``; return a line for each disagreement."""
    databases = [main, *parts]
    said = {one for database in databases for one in undated(database)}
    main.executemany(
        "INSERT INTO manual_aliases (added, alias, speaker_name) VALUES (?, ?, ?) "
        "ON CONFLICT (alias) DO UPDATE SET added = excluded.added, "
        "speaker_name = excluded.speaker_name",
        [one[:3] for one in sorted(said)],
    )
    said_dated = {one for database in databases for one in dated(database)}
    main.executemany(
        "INSERT INTO dated_aliases (added, alias, speaker_name, valid_from, valid_until) "
        "VALUES (?, ?, ?, nullif(?, ''), nullif(?, ''))",
        sorted(said_dated - set(dated(main))),
    )
    meant, given_up = settle(said)
    _, given_up_dated = settle_dated(said_dated)
    notes = {_note(one, meant.get(one.alias)) for one in given_up}
    return sorted(notes | {_note(one, rival.speaker) for one, rival in given_up_dated})


def _note(said: Said, speaker: str | None) -> str:
    times = (("from", said.start), ("until", said.end))
    when = "".join(f" {word} {day}" for word, day in times if day)
    counts = f"another name of {speaker}" if speaker else "no other name"
    return (
        f"aliases disagree: {said.alias} is another name of {said.speaker}{when}; "
        f"kept what was said last: {counts}"
    )
