"""What a person asks for, as conditions of SQL: filters, names as they are typed, and words."""

# Every name put into a statement is a constant of this module; values are always bound.
# ruff: noqa: S608

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from claimtrack.records import Form, Kind
from claimtrack.store.matching import named

__all__ = [
    "ClaimFilter",
    "Conditions",
    "DisputeFilter",
    "Status",
    "add_names",
    "dispute_conditions",
    "search_words",
]

Status = Literal["open", "confirmed", "rejected", "unsure", "all"]


@dataclass(frozen=True, slots=True)
class DisputeFilter:
    """Which disputes to read; None lets everything pass.

    ``speaker``, ``source`` and ``topic`` are names as a person types them (`matching.named`)
    or ids. ``since`` and ``until`` are ISO dates: some claim was published on one of the days
    between them, both included. ``status`` is a review's decision, "open" without one, "all";
    None leaves out only the rejected.
    """

    speaker: str | None = None
    source: str | None = None
    topic: str | None = None
    kind: Kind | None = None
    since: str | None = None
    until: str | None = None
    min_score: float = 0.0
    status: Status | None = None
    limit: int | None = None
    against: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to read; None lets everything pass.

    Only latest revisions are read, unless ``article`` (an id, its beginning, or a url) names
    an earlier one.
    """

    speaker: str | None = None
    source: str | None = None
    topic: str | None = None
    form: Form | None = None
    article: str | None = None
    limit: int | None = None


class Conditions:
    """The WHERE clause of a query and the values bound in it."""

    def __init__(self) -> None:
        self.clauses: list[str] = []
        self.values: list[object] = []

    def add(self, clause: str, *values: object) -> None:
        """Add a clause, joined to the others by AND, with the values that it binds."""
        self.clauses.append(clause)
        self.values += values

    def where(self) -> str:
        """Return the clause, empty if nothing narrows the query."""
        return f"WHERE {' AND '.join(self.clauses)}" if self.clauses else ""


def dispute_conditions(connection: sqlite3.Connection, wanted: DisputeFilter) -> Conditions:
    """Return what narrows ``disputes`` joined with ``dispute_status``."""
    conditions = Conditions()
    if wanted.kind:
        conditions.add("disputes.kind = ?", wanted.kind)
    if wanted.min_score:
        conditions.add("disputes.score >= ?", wanted.min_score)
    if wanted.status is None:
        conditions.add("dispute_status.status <> 'rejected'")
    elif wanted.status != "all":
        conditions.add("dispute_status.status = ?", wanted.status)
    inner = Conditions()
    add_names(connection, inner, wanted)
    if wanted.since:
        inner.add("articles.published >= ?", wanted.since)
    if wanted.until:
        # A day given without a time includes all of that day.
        inner.add("substr(articles.published, 1, ?) <= ?", len(wanted.until), wanted.until)
    if inner.clauses:
        conditions.add(f"disputes.id IN ({_SOME_CLAIM} {inner.where()})", *inner.values)
    if wanted.words is not None:
        conditions.add(
            f"disputes.id IN ({_SOME_CLAIM} JOIN claims_fts ON claims_fts.rowid = claims.rowid "
            "WHERE claims_fts MATCH ?)",
            # Nothing to look for matches nothing, like any word that no claim holds.
            search_words(wanted.words) or '""',
        )
    if wanted.speaker is not None and wanted.against is not None:
        conditions.add(
            f"disputes.id IN ({_OPPONENTS})",
            _ids(connection, wanted.speaker, _SPEAKER_NAMES),
            _ids(connection, wanted.against, _SPEAKER_NAMES),
        )
    return conditions


def add_names(
    connection: sqlite3.Connection, conditions: Conditions, wanted: ClaimFilter | DisputeFilter
) -> None:
    """Add what narrows claims to the ids behind the names that a person typed."""
    for column, asked, names in (
        ("claims.speaker", wanted.speaker, _SPEAKER_NAMES),
        ("articles.source", wanted.source, "SELECT id, name FROM sources"),
        ("claims.topic", wanted.topic, "SELECT id, label FROM topics"),
    ):
        if asked is not None:
            conditions.add(
                f"{column} IN (SELECT value FROM json_each(?))", _ids(connection, asked, names)
            )


_SPEAKER_NAMES = (
    "SELECT id, name FROM speakers UNION ALL SELECT speaker, alias FROM speaker_aliases"
)
_SOME_CLAIM = (
    "SELECT dispute_claims.dispute FROM dispute_claims "
    "JOIN claims ON claims.id = dispute_claims.claim "
    "JOIN articles ON articles.id = claims.article"
)
_OPPONENTS = (
    "SELECT one.dispute FROM dispute_claims AS one "
    "JOIN claims AS a ON a.id = one.claim "
    "JOIN dispute_claims AS other ON other.dispute = one.dispute AND other.side <> one.side "
    "JOIN claims AS b ON b.id = other.claim "
    "WHERE a.speaker IN (SELECT value FROM json_each(?)) "
    "AND b.speaker IN (SELECT value FROM json_each(?))"
)


def _ids(connection: sqlite3.Connection, asked: str, names: str) -> str:
    """Return the ids that a name means, as the JSON that ``json_each`` reads."""
    return json.dumps(named(asked, connection.execute(names)))


def search_words(query: str) -> str:
    """Return ``query`` as an FTS5 expression that can't be misread: every word in quotes.

    A part in double quotation marks is looked for as a phrase. Empty if there is no word.
    """
    phrases: Iterable[str] = (
        phrase
        for index, part in enumerate(query.split('"'))
        for phrase in ([part] if index % 2 else part.split())
    )
    clean = (phrase.replace("\0", " ").encode("utf-8", "ignore").decode() for phrase in phrases)
    return " ".join(f'"{phrase}"' for phrase in clean if any(map(str.isalnum, phrase)))
