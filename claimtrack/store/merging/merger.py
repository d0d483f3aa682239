"""Opening the parts, and merging them into the main database in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.errors import StoreError
from claimtrack.store.connection import transaction
from claimtrack.store.merging.aliases import merge_aliases
from claimtrack.store.merging.articles import merge_articles
from claimtrack.store.merging.caches import forget_relations, merge_caches
from claimtrack.store.merging.decisions import merge_opinions, merge_reviews

if TYPE_CHECKING:
    from claimtrack.store import Store

__all__ = ["Merged", "merge", "open_parts"]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought: how many of each were new to the main database.

    ``known`` counts the articles of the parts that it held already. ``notes`` has a line for
    everything that could not be brought together, and says what was kept.
    """

    articles: int
    known: int
    claims: int
    reviews: int
    aliases: int
    opinions: int
    notes: tuple[str, ...]


@contextmanager
def open_parts(paths: Sequence[str | Path], main: Path | None) -> Iterator[list[Store]]:
    """Open the databases to be merged into the one at ``main``, only to read them.

    Raises StoreError if one is missing, is no claimtrack database, was made by a newer or an
    earlier claimtrack, or is the main database itself.
    """
    from claimtrack.store import Store

    with ExitStack() as stack:
        opened = []
        for path in map(Path, paths):
            opened.append(stack.enter_context(Store(path, create=False, read_only=True)))
            if main is not None and main.exists() and path.samefile(main):
                raise StoreError(f"{path} is the database that the others are merged into")
        yield opened


def merge(store: Store, parts: Sequence[Store]) -> Merged:
    """Bring articles, reviews, aliases and opinions of the parts into ``store``, or nothing.

    Disputes are those of before until the next link. Raises StoreError if SQLite fails.
    """
    main = store.db.conn
    with ExitStack() as stack:
        for part in parts:
            stack.enter_context(part.snapshot())
        stack.enter_context(transaction(main, store.path))
        return _merge(main, [(str(part.path), part.db.conn) for part in parts])


def _merge(main: sqlite3.Connection, parts: Sequence[tuple[str, sqlite3.Connection]]) -> Merged:
    before = _counts(main)
    notes: list[str] = []
    held = 0
    described_otherwise: set[str] = set()
    changed: set[str] = set()
    for name, part in parts:
        brought = merge_articles(main, part)
        held += brought.articles
        described_otherwise |= brought.described_otherwise
        changed |= brought.changed
        if brought.read_otherwise:
            notes.append(
                f"{name}: another claimtrack found other claims in {brought.read_otherwise} of "
                "its articles; those that the main database has are kept"
            )
    if changed:
        forget_relations(main, changed)
        # The links rest on sources and dates too, but their fingerprint does not tell these.
        main.execute("DELETE FROM state WHERE key = 'linked'")
    for _, part in parts:
        merge_caches(main, part, described_otherwise)
        merge_opinions(main, part)
    lost = merge_reviews(main, [part for _, part in parts])
    if lost:
        notes.append(f"reviews left out, for the main database lacks their claims: {lost}")
    notes += merge_aliases(main, [part for _, part in parts])
    after = _counts(main)
    new = {name: after[name] - before[name] for name in after}
    return Merged(
        articles=new["articles"],
        known=held - new["articles"],
        claims=new["claims"],
        reviews=new["reviews"],
        aliases=new["manual_aliases"] + new["dated_aliases"],
        opinions=new["opinions"],
        notes=tuple(notes),
    )


def _counts(main: sqlite3.Connection) -> dict[str, int]:
    tables = ("articles", "claims", "reviews", "manual_aliases", "dated_aliases", "opinions")
    return {
        table: int(main.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
        for table in tables
    }
