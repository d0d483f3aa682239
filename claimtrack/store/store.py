"""The Store: one database file, everything that is written to it and read from it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from claimtrack.errors import StoreError
from claimtrack.records import (
    Article,
    Claim,
    Decision,
    Dispute,
    Extraction,
    ManualAlias,
    Relation,
    Review,
    Speaker,
    SpeakerMention,
    Topic,
)
from claimtrack.store import aliases, caches, journal, queries
from claimtrack.store.annexes import Annexes
from claimtrack.store.articles import write_article
from claimtrack.store.checks import find_problems
from claimtrack.store.clock import now
from claimtrack.store.conditions import ClaimFilter, DisputeFilter
from claimtrack.store.connection import (
    connect,
    explained,
    log_ahead,
    remove_files,
    snapshot,
    transaction,
)
from claimtrack.store.links import Links, read_fingerprint, write_links
from claimtrack.store.schema import check_version, migrate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sqlite_utils import Database

__all__ = ["Store"]

_ANY_CLAIM = ClaimFilter()
_ANY_DISPUTE = DisputeFilter()


class Store(Annexes):
    """One database file; usable as a context manager that closes it.

    Parameters
    ----------
    path
        The file, made if there is none and ``create`` is true; None keeps all in memory.
    create
        Whether a missing file is made.
    read_only
        Whether the file is only read; nothing is made or migrated then.

    Raises
    ------
    StoreError
        If the path cannot be opened, is no database, belongs to another program or was made
        by a newer claimtrack. Every method raises it when SQLite fails.
    """

    def __init__(
        self, path: str | Path | None, *, create: bool = True, read_only: bool = False
    ) -> None:
        self.path = None if path is None else Path(path)
        self._read_only = read_only
        self._name = str(self.path) if self.path else "the database in memory"
        existed = self.path is not None and os.access(self.path, os.F_OK)
        self._connection = connect(self.path, create=create, read_only=read_only)
        try:
            self._prepare(create=create, read_only=read_only)
        except BaseException:
            half_made = self._version() == 0
            self._connection.close()
            if self.path and half_made and not existed:
                remove_files(self.path)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self._connection.close()

    @cached_property
    def db(self) -> Database:
        """The database as sqlite-utils sees it, for questions that the store has no method for."""
        from sqlite_utils import Database

        return Database(self._connection)

    def snapshot(self) -> AbstractContextManager[None]:
        """Read everything inside the ``with`` block from one state, whatever others write."""
        return snapshot(self._connection, self.path)

    # Articles

    def has_article(self, article_id: str) -> bool:
        """Tell whether an article is stored, in any revision."""
        return self._one("SELECT 1 FROM articles WHERE id = ?", article_id) is not None

    def add_article(
        self, extraction: Extraction, signature: bytes
    ) -> Literal["new", "unchanged", "revision"]:
        """Store one article with its claims and cast, whole or not at all.

        "revision": another text of its url was there; the one published last counts, on a tie
        the one that came last. Raises StoreError if a claim's text is not what its offsets
        say.
        """
        with transaction(self._connection, self.path):
            return write_article(self._connection, extraction, signature, now())

    def signatures(self) -> list[tuple[str, str | None, bytes]]:
        """Return (article id, published, signature) of every latest revision, sorted by id."""
        return self._rows(
            "SELECT articles.id, published, signature FROM articles "
            "JOIN signatures ON signatures.article = articles.id "
            "WHERE latest = 1 ORDER BY articles.id"
        )

    def cast(self) -> list[tuple[str, SpeakerMention]]:
        """Return (article id, mention) for the cast of every latest revision."""
        rows = self._rows(
            "SELECT article, name, mention, kind, acronym FROM mentions "
            "JOIN articles ON articles.id = article AND latest = 1 ORDER BY article, name"
        )
        return [(article, SpeakerMention(*rest)) for article, *rest in rows]

    def latest_claims(self) -> list[Claim]:
        """Return the claims of all latest revisions as extracted, copies' claims included.

        Speakers and targets carry their names within the article; ids and topics are None.
        """
        with explained(self.path):
            return queries.read_latest_claims(self._connection)

    def article(self, key: str) -> Article:
        """Return an article by id, unique beginning of its id, or url; else NotFoundError."""
        with self.snapshot():
            return queries.read_article(self._connection, key)

    # Vectors and relations

    def missing_vectors(self, model: str, texts: Iterable[str]) -> list[str]:
        """Return those of ``texts`` without a vector of ``model``, each once, in order."""
        with explained(self.path):
            return caches.unembedded(self._connection, model, texts)

    def add_vectors(self, model: str, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep the vectors of ``texts``, of shape (len(texts), dimension).

        Raises StoreError if ``model`` has left vectors of another dimension before.
        """
        with transaction(self._connection, self.path):
            caches.write_vectors(self._connection, model, texts, vectors)

    def vectors(self, model: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of ``texts``, in order, of shape (len(texts), dimension).

        Raises StoreError if one of them has not been embedded by ``model``.
        """
        with self.snapshot():
            return caches.read_vectors(self._connection, model, texts)

    def relations(
        self, model: str, bases: Mapping[tuple[str, str], str]
    ) -> dict[tuple[str, str], Relation]:
        """Return what ``model`` has said before about pairs of claim ids (``a < b``).

        ``bases`` maps each pair to an id of what else than the claims' texts it is judged on;
        a relation kept on another basis is not returned.
        """
        with self.snapshot():
            return caches.known_relations(self._connection, model, bases)

    def add_relations(self, model: str, judged: Iterable[tuple[Relation, str]]) -> None:
        """Keep relations, each with the basis it was judged on."""
        with transaction(self._connection, self.path):
            caches.write_relations(self._connection, model, judged)

    # Links

    def fingerprint(self) -> str:
        """Return an id of everything that links are computed from: articles and manual aliases.

        It doesn't depend on the order in which articles came.
        """
        with self.snapshot():
            return read_fingerprint(self._connection)

    @property
    def linked_fingerprint(self) -> tuple[str, str] | None:
        """What the saved links were computed from: (fingerprint, recipe); None without links."""
        stored = self.recall("linked")
        if stored is None:
            return None
        data, recipe = json.loads(stored)
        return data, recipe

    def save_links(self, links: Links, linked: tuple[str, str]) -> bool:
        """Replace all links at once and remember ``linked`` as their `linked_fingerprint`.

        Returns False, and changes nothing, if the articles or aliases are no longer those of
        the fingerprint ``linked[0]``.
        """
        with transaction(self._connection, self.path):
            if self.fingerprint() != linked[0]:
                return False
            write_links(self._connection, links, now())
            self._remember("linked", json.dumps(linked))
        return True

    def remember(self, key: str, value: str) -> None:
        """Keep a choice that later runs are to use, such as the encoder."""
        with transaction(self._connection, self.path):
            self._remember(key, value)

    def recall(self, key: str) -> str | None:
        """Return what `remember` kept, None if nothing."""
        row = self._one("SELECT value FROM state WHERE key = ?", key)
        return None if row is None else str(row[0])

    # Aliases that people add

    def manual_aliases(self) -> list[ManualAlias]:
        """Return the names that people gave to speakers; those that hold always come first."""
        with explained(self.path):
            return aliases.read_aliases(self._connection)

    def add_alias(self, alias: ManualAlias) -> None:
        """Say that a name is another name of a speaker; see `aliases.write_alias`."""
        with transaction(self._connection, self.path):
            aliases.write_alias(self._connection, alias, now())

    def is_named(self, name: str) -> bool:
        """Tell whether an article or a person has used ``name``, in whatever spelling."""
        with self.snapshot():
            return aliases.is_named(self._connection, name)

    def remove_alias(self, name: str) -> None:
        """Undo `add_alias`; NotFoundError if nobody added ``name``."""
        with transaction(self._connection, self.path):
            aliases.delete_alias(self._connection, name)

    # Reading

    def claims(self, wanted: ClaimFilter = _ANY_CLAIM) -> list[Claim]:
        """Return the claims that pass, by date of publication, then in text order."""
        with self.snapshot():
            return queries.read_claims(self._connection, wanted)

    def search(self, query: str, *, limit: int = 50) -> list[Claim]:
        """Return the claims that hold every word of ``query``, best match first.

        Words match by their stem, without case and accents; any string is a valid query.
        """
        with explained(self.path):
            return queries.search_claims(self._connection, query, limit)

    def disputes(self, wanted: DisputeFilter = _ANY_DISPUTE) -> list[Dispute]:
        """Return the disputes that pass, best first, each with all its sides and claims."""
        with self.snapshot():
            return queries.read_disputes(self._connection, wanted)

    def dispute(self, key: str) -> Dispute:
        """Return the dispute whose id is, or alone begins with, ``key``; else NotFoundError."""
        with self.snapshot():
            return queries.read_dispute(self._connection, key)

    def dispute_ids(self) -> frozenset[str]:
        """Return the ids of all disputes."""
        return frozenset(row[0] for row in self._rows("SELECT id FROM disputes"))

    def copy_ids(self) -> frozenset[str]:
        """Return the ids of all latest revisions that repeat another article."""
        rows = self._rows("SELECT id FROM articles WHERE latest = 1 AND copy_of IS NOT NULL")
        return frozenset(row[0] for row in rows)

    def topics(self) -> list[Topic]:
        """Return the topics with the ids of their claims, those with most claims first."""
        with self.snapshot():
            return queries.read_topics(self._connection)

    def speakers(self) -> list[Speaker]:
        """Return the speakers with every other name they go by, sorted by name."""
        with self.snapshot():
            return queries.read_speakers(self._connection)

    def claims_by_speaker(self) -> dict[str, int]:
        """Return how many claims of latest revisions each speaker's id has."""
        return dict(
            self._rows(
                "SELECT speaker, count(*) FROM claims "
                "JOIN articles ON articles.id = article AND latest = 1 "
                "WHERE speaker IS NOT NULL GROUP BY speaker"
            )
        )

    def counts(self) -> dict[str, int]:
        """Return how much there is of everything; see `queries.read_counts` for the keys."""
        with self.snapshot():
            return queries.read_counts(self._connection)

    # Reviews and runs

    def add_review(
        self,
        dispute: Dispute,
        decision: Decision,
        *,
        note: str | None = None,
        reviewer: str | None = None,
    ) -> Review:
        """Add a person's decision; it stays with whatever dispute later opposes the same claims."""
        review = Review(dispute.id, decision, note, reviewer, now())
        with transaction(self._connection, self.path):
            journal.write_review(self._connection, dispute, review)
        return review

    def reviews(self, dispute_id: str) -> list[Review]:
        """Return every decision that counts for a dispute, oldest first."""
        with explained(self.path):
            return queries.read_reviews(self._connection, dispute_id)

    def add_run(self, summary: Mapping[str, object]) -> None:
        """Keep the summary of an ingest, as JSON."""
        with transaction(self._connection, self.path):
            journal.write_run(self._connection, summary, now())

    def runs(self) -> list[dict[str, object]]:
        """Return the summaries of all ingests, oldest first, each with ``created``."""
        with explained(self.path):
            return journal.read_runs(self._connection)

    def check(self) -> list[str]:
        """Return one line for every kind of damage in the file; none for a sound one."""
        with explained(self.path):
            return find_problems(self._connection, read_only=self._read_only)

    # Inside

    def _prepare(self, *, create: bool, read_only: bool) -> None:
        with explained(self.path):
            if not check_version(self._connection, self._name):
                return
            if read_only or not (create or self._version()):
                raise StoreError(
                    f"{self._name} holds no articles yet, or an earlier claimtrack made it; "
                    "`claimtrack ingest` makes it ready"
                )
            if self.path:
                log_ahead(self._connection)
        with transaction(self._connection, self.path):
            # Another process may have been faster.
            if check_version(self._connection, self._name):
                migrate(self.db)

    def _version(self) -> int | None:
        with suppress(sqlite3.Error):
            return int(self._connection.execute("PRAGMA user_version").fetchone()[0])
        return None

    def _remember(self, key: str, value: str) -> None:
        self._connection.execute(
            "INSERT INTO state (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def _rows(self, sql: str, *values: object) -> list[Any]:
        with explained(self.path):
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> tuple[object, ...] | None:
        return next(iter(self._rows(sql, *values)), None)
