"""Articles with their claims, and which text of a url counts once both databases are one."""

# Every name put into a statement is a column that SQLite told; values are always bound.
# ruff: noqa: S608

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from claimtrack.store.articles import is_earlier
from claimtrack.store.links import retire_article
from claimtrack.store.merging.rows import columns_of, copy_rows, insert_row

__all__ = ["Brought", "merge_articles"]

# What a database decides for itself; all else of an article's row describes the article.
_FILED = frozenset({"id", "text", "revision", "latest", "copy_of", "added"})
# Above every revision while the texts of a url are numbered anew: no two may have one number.
_ASIDE = 1_000_000

_Heads = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Brought:
    """How many articles the part holds, and how they differ from those of the main database.

    ``described_otherwise`` has the ids of those with another title, source, date or byline
    there, ``changed`` of those whose description the main database took over, and
    ``read_otherwise`` counts those from which other claims were taken.
    """

    articles: int
    described_otherwise: frozenset[str]
    changed: frozenset[str]
    read_otherwise: int


def merge_articles(main: sqlite3.Connection, part: sqlite3.Connection) -> Brought:
    """Bring the articles of ``part``, with claims and cast, into ``main``.

    Where both hold an article, what the one says of it that stored it first is kept.
    """
    known, theirs = _heads(main), _heads(part)
    fresh = [key for key in theirs if key not in known]
    shared = [key for key in theirs if key in known]
    read_otherwise = _read_otherwise(main, part, shared)
    main.executemany(
        "INSERT INTO sources (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        part.execute("SELECT id, name FROM sources"),
    )
    _insert_articles(main, part, fresh)
    touched = {theirs[key]["url"] for key in fresh}
    otherwise, changed = set(), set()
    for key in shared:
        mine, other = known[key], theirs[key]
        differ = _description(mine) != _description(other)
        earlier = (other["added"], _description(other)) < (mine["added"], _description(mine))
        if differ:
            otherwise.add(key)
        if earlier:
            _describe(main, key, other)
            touched.add(mine["url"])
        if differ and earlier:
            changed.add(key)
    for url in sorted(touched - {None}):
        _choose_latest(main, url)
    return Brought(len(theirs), frozenset(otherwise), frozenset(changed), read_otherwise)


def _heads(connection: sqlite3.Connection) -> _Heads:
    """Return what is told of every article, without its text, by its id."""
    names = [name for name in columns_of(connection, "articles") if name not in _FILED]
    rows = connection.execute(f"SELECT id, added, {', '.join(names)} FROM articles ORDER BY id")
    return {key: dict(zip(("added", *names), rest, strict=True)) for key, *rest in rows}


def _description(head: dict[str, Any]) -> list[tuple[str, bool, str]]:
    """Return all but the time of storing, in a form that has an order."""
    return sorted(
        (name, value is not None, str(value)) for name, value in head.items() if name != "added"
    )


def _insert_articles(
    main: sqlite3.Connection, part: sqlite3.Connection, keys: Iterable[str]
) -> None:
    columns = columns_of(main, "articles")
    fresh = list(keys)
    for number, key in enumerate(fresh):
        values = part.execute(
            f"SELECT {', '.join(columns)} FROM articles WHERE id = ?", (key,)
        ).fetchone()
        row = dict(zip(columns, values, strict=True)) | {"copy_of": None}
        if row["url"] is not None:
            row |= {"latest": 0, "revision": 2 * _ASIDE + number}
        insert_row(main, "articles", row)
    copy_rows(main, part, "signatures", articles=fresh)
    copy_rows(main, part, "mentions", articles=fresh, emptied={"speaker"})
    copy_rows(main, part, "claims", articles=fresh, emptied={"speaker", "target", "topic"})


def _describe(main: sqlite3.Connection, key: str, head: dict[str, Any]) -> None:
    update = ", ".join(f"{name} = ?" for name in head)
    main.execute(f"UPDATE articles SET {update} WHERE id = ?", (*head.values(), key))


def _choose_latest(main: sqlite3.Connection, url: str) -> None:
    """Let the newest text of a url count, and number all in the order they were stored.

    The newest is the one that would count had they all been stored here at those times. Times are
    to the second; within one second the id decides.
    """
    rows = main.execute(
        "SELECT id, published, latest FROM articles WHERE url = ? ORDER BY added, id", (url,)
    ).fetchall()
    latest, published = None, None
    for key, day, _ in rows:
        if latest is None or not is_earlier(day, published):
            latest, published = key, day
    main.execute(
        "UPDATE articles SET latest = 0, revision = revision + ? WHERE url = ?", (_ASIDE, url)
    )
    main.executemany(
        "UPDATE articles SET revision = ?, latest = ? WHERE id = ?",
        [(number, key == latest, key) for number, (key, _, _) in enumerate(rows, 1)],
    )
    for key, _, counted in rows:
        if counted and key != latest:
            retire_article(main, key)


def _read_otherwise(
    main: sqlite3.Connection, part: sqlite3.Connection, shared: Sequence[str]
) -> int:
    """Count the articles that both hold but in which they found other claims."""
    if not shared:
        return 0
    mine, theirs = _spans(main), _spans(part)
    return sum(mine.get(key) != theirs.get(key) for key in shared)


def _spans(connection: sqlite3.Connection) -> dict[str, set[str]]:
    spans: dict[str, set[str]] = {}
    for article, claim in connection.execute("SELECT article, id FROM claims"):
        spans.setdefault(article, set()).add(claim)
    return spans
