"""What is computed across articles, and how it replaces what the last link had saved."""

# Every name put into a statement is a constant of this module; values are always bound.
# ruff: noqa: S608

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Protocol

from claimtrack.records import Dispute, Speaker, Topic
from claimtrack.store.aliases import read_aliases

__all__ = ["LinkedSpeakers", "Links", "read_fingerprint", "retire_article", "write_links"]


class LinkedSpeakers(Protocol):
    """Speakers across articles, and whom each in-article name means."""

    @property
    def speakers(self) -> Sequence[Speaker]:
        """Every speaker once."""

    @property
    def of(self) -> Mapping[tuple[str, str], str]:
        """(article id, in-article name) -> speaker id."""


@dataclass(frozen=True, slots=True)
class Links:
    """Everything computed across articles: all of it is replaced together.

    ``copies`` maps the id of an article to that of its origin; ``disputes`` come best first.
    """

    copies: Mapping[str, str]
    speakers: LinkedSpeakers
    topics: Sequence[Topic]
    disputes: Sequence[Dispute]


_Key = tuple[object, ...]
_Rows = Mapping[_Key, tuple[object, ...]]


def read_fingerprint(connection: sqlite3.Connection) -> str:
    """Return an id of everything that links are computed from: articles and manual aliases."""
    digest = hashlib.sha256()
    for (article,) in connection.execute("SELECT id FROM articles WHERE latest = 1 ORDER BY id"):
        digest.update(article.encode())
    digest.update(json.dumps([astuple(alias) for alias in read_aliases(connection)]).encode())
    return digest.hexdigest()[:16]


def write_links(connection: sqlite3.Connection, links: Links, now: str) -> None:
    """Make the database hold ``links`` and nothing older, touching only rows that change.

    To be called inside a write transaction; ``now`` dates disputes not known before.
    """
    # Speakers and topics come and go while claims still name them; checked at the commit.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    _write_copies(connection, links.copies)
    _write_speakers(connection, links.speakers)
    topics: _Rows = {
        (topic.id,): (topic.label, _dumps(topic.terms), len(topic.claims)) for topic in links.topics
    }
    _replace(connection, "topics", ("id",), ("label", "terms", "claims"), topics)
    _write_claims(connection, links)
    _write_disputes(connection, links.disputes, now)


def retire_article(connection: sqlite3.Connection, article_id: str) -> None:
    """Take the claims of a superseded article out of every dispute.

    A dispute that loses its headline or is left with one side goes; the next link makes
    what still holds anew.
    """
    claims = "(SELECT id FROM claims WHERE article = :article)"
    values = {"article": article_id}
    affected = [
        row[0]
        for row in connection.execute(
            f"SELECT DISTINCT dispute FROM dispute_claims WHERE claim IN {claims}", values
        )
    ]
    if not affected:
        return
    connection.execute(
        f"DELETE FROM disputes WHERE headline_a IN {claims} OR headline_b IN {claims}", values
    )
    connection.execute(f"DELETE FROM dispute_claims WHERE claim IN {claims}", values)
    for dispute in affected:
        connection.execute(
            "DELETE FROM dispute_sides WHERE dispute = ? AND side NOT IN "
            "(SELECT side FROM dispute_claims WHERE dispute = ?)",
            (dispute, dispute),
        )
        connection.execute(
            "DELETE FROM disputes WHERE id = ? AND "
            "(SELECT count(*) FROM dispute_sides WHERE dispute = ?) < 2",
            (dispute, dispute),
        )


def _write_copies(connection: sqlite3.Connection, copies: Mapping[str, str]) -> None:
    known = connection.execute("SELECT id, copy_of FROM articles").fetchall()
    changed = [
        (copies.get(article), article) for article, origin in known if copies.get(article) != origin
    ]
    connection.executemany("UPDATE articles SET copy_of = ? WHERE id = ?", changed)


def _write_speakers(connection: sqlite3.Connection, linked: LinkedSpeakers) -> None:
    speakers: _Rows = {(speaker.id,): (speaker.name, speaker.kind) for speaker in linked.speakers}
    aliases: _Rows = {
        (speaker.id, alias): () for speaker in linked.speakers for alias in speaker.aliases
    }
    _replace(connection, "speakers", ("id",), ("name", "kind"), speakers)
    _replace(connection, "speaker_aliases", ("speaker", "alias"), (), aliases)
    known = connection.execute("SELECT article, name, speaker FROM mentions").fetchall()
    changed = [
        (linked.of.get((article, name)), article, name)
        for article, name, speaker in known
        if linked.of.get((article, name)) != speaker
    ]
    connection.executemany(
        "UPDATE mentions SET speaker = ? WHERE article = ? AND name = ?", changed
    )


def _write_claims(connection: sqlite3.Connection, links: Links) -> None:
    """Give every claim the ids of its speaker, its target and its topic."""
    topic_of = {claim: topic.id for topic in links.topics for claim in topic.claims}
    of = links.speakers.of
    known = connection.execute(
        "SELECT id, article, speaker_name, target_name, speaker, target, topic FROM claims"
    ).fetchall()
    changed = []
    for claim, article, speaker_name, target_name, *before in known:
        after = [of.get((article, speaker_name)), of.get((article, target_name))]
        after.append(topic_of.get(claim))
        if after != before:
            changed.append((*after, claim))
    connection.executemany(
        "UPDATE claims SET speaker = ?, target = ?, topic = ? WHERE id = ?", changed
    )


def _write_disputes(connection: sqlite3.Connection, disputes: Sequence[Dispute], now: str) -> None:
    found = dict(connection.execute("SELECT id, found FROM disputes").fetchall())
    heads: _Rows = {
        (dispute.id,): (
            dispute.question,
            dispute.kind,
            dispute.score,
            rank,
            dispute.topic,
            *dispute.headline,
            _dumps(dispute.reasons),
            found.get(dispute.id, now),
        )
        for rank, dispute in enumerate(disputes, 1)
    }
    sides: _Rows = {
        (dispute.id, number): (side.position, _dumps(side.speakers))
        for dispute in disputes
        for number, side in enumerate(dispute.sides, 1)
    }
    claims: _Rows = {
        (dispute.id, number, place): (claim.id,)
        for dispute in disputes
        for number, side in enumerate(dispute.sides, 1)
        for place, claim in enumerate(side.claims, 1)
    }
    columns = ("question", "kind", "score", "rank", "topic", "headline_a", "headline_b")
    _replace(connection, "disputes", ("id",), (*columns, "reasons", "found"), heads)
    _replace(connection, "dispute_sides", ("dispute", "side"), ("position", "speakers"), sides)
    _replace(connection, "dispute_claims", ("dispute", "side", "place"), ("claim",), claims)


def _replace(
    connection: sqlite3.Connection,
    table: str,
    key: tuple[str, ...],
    columns: tuple[str, ...],
    wanted: _Rows,
) -> None:
    """Make ``table`` hold the rows of ``wanted`` and no others, writing only differences."""
    width = len(key)
    known = {
        row[:width]: row[width:]
        for row in connection.execute(f"SELECT {', '.join(key + columns)} FROM {table}")
    }
    matches = " AND ".join(f"{name} = ?" for name in key)
    connection.executemany(
        f"DELETE FROM {table} WHERE {matches}", [k for k in known if k not in wanted]
    )
    update = ", ".join(f"{name} = excluded.{name}" for name in columns)
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(key + columns)}) "
        f"VALUES ({', '.join('?' * (width + len(columns)))}) "
        f"ON CONFLICT ({', '.join(key)}) DO {f'UPDATE SET {update}' if update else 'NOTHING'}",
        _changed(known, wanted),
    )


def _changed(known: _Rows, wanted: _Rows) -> Iterable[tuple[object, ...]]:
    return (key + row for key, row in wanted.items() if known.get(key) != row)


def _dumps(values: Sequence[str]) -> str:
    return json.dumps(values, ensure_ascii=False)
