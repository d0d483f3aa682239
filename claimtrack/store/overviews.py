"""Speakers, sources and topics with how much there is of each, and who contradicts whom."""

# Every name put into a statement is a constant of this module; values are always bound.
# ruff: noqa: S608

from __future__ import annotations

import sqlite3
from typing import Literal, NamedTuple

from claimtrack.errors import NotFoundError

__all__ = [
    "Counted",
    "Noun",
    "Opponents",
    "count",
    "read_counted",
    "read_name",
    "read_names",
    "read_opponents",
]

Noun = Literal["speaker", "source", "topic"]


class Counted(NamedTuple):
    """A speaker, a source or a topic with its claims and its disputes, rejected ones aside."""

    id: str
    name: str
    claims: int
    disputes: int


class Opponents(NamedTuple):
    """Two speakers who stand on different sides of ``disputes`` disputes.

    In ``later`` of these the first speaker's earliest claim was published on a later day than
    the other's, in ``earlier`` of them on an earlier one.
    """

    id: str
    name: str
    other: str
    other_name: str
    disputes: int
    score: float
    later: int
    earlier: int


_NAMES = {
    "speaker": "SELECT name FROM speakers WHERE id = ?",
    "source": "SELECT name FROM sources WHERE id = ?",
    "topic": "SELECT label FROM topics WHERE id = ?",
}
_KNOWN_NAMES = {
    "speaker": "SELECT name FROM speakers JOIN claims ON claims.speaker = speakers.id "
    "GROUP BY speakers.id ORDER BY count(*) DESC, name LIMIT ?",
    "source": "SELECT name FROM sources ORDER BY name LIMIT ?",
    "topic": "SELECT label FROM topics ORDER BY claims DESC, label LIMIT ?",
}
_COUNTED = {
    "speaker": """
SELECT speakers.id, speakers.name, count(claims.id), count(DISTINCT dispute_claims.dispute)
FROM speakers JOIN claims ON claims.speaker = speakers.id
""",
    "source": """
SELECT sources.id, sources.name, count(claims.id), count(DISTINCT dispute_claims.dispute)
FROM sources JOIN articles AS carrier ON carrier.source = sources.id
JOIN claims ON claims.article = carrier.id
""",
    "topic": """
SELECT topics.id, topics.label, count(claims.id), count(DISTINCT dispute_claims.dispute)
FROM topics JOIN claims ON claims.topic = topics.id
""",
}
_COUNTED_REST = """
JOIN articles ON articles.id = claims.article AND articles.latest = 1
LEFT JOIN dispute_claims ON dispute_claims.claim = claims.id
    AND dispute NOT IN (SELECT dispute FROM dispute_status WHERE status = 'rejected')
GROUP BY 1
"""
_MOST_DISPUTED = "ORDER BY 4 DESC, 3 DESC, 2, 1 LIMIT ? OFFSET ?"
_OPPONENTS = """
WITH spoken AS (
    SELECT dispute_claims.dispute, side, claims.speaker, min(substr(published, 1, 10)) AS day
    FROM dispute_claims JOIN claims ON claims.id = dispute_claims.claim
    JOIN articles ON articles.id = claims.article
    WHERE claims.speaker IS NOT NULL AND (?1 IS NULL OR dispute_claims.dispute IN (
        SELECT dispute FROM dispute_claims JOIN claims ON claims.id = claim WHERE speaker = ?1
    ))
    GROUP BY 1, 2, 3
)
SELECT one.speaker, a.name, other.speaker, b.name, count(DISTINCT one.dispute), max(score),
    count(DISTINCT CASE WHEN one.day > other.day THEN one.dispute END),
    count(DISTINCT CASE WHEN one.day < other.day THEN one.dispute END)
FROM spoken AS one
JOIN spoken AS other ON other.dispute = one.dispute AND other.side <> one.side
    AND other.speaker <> one.speaker
JOIN disputes ON disputes.id = one.dispute
JOIN dispute_status ON dispute_status.dispute = disputes.id AND status <> 'rejected'
JOIN speakers AS a ON a.id = one.speaker
JOIN speakers AS b ON b.id = other.speaker
WHERE CASE WHEN ?1 IS NULL THEN one.speaker < other.speaker ELSE one.speaker = ?1 END
    AND score >= ?2
GROUP BY one.speaker, other.speaker
ORDER BY 5 DESC, 6 DESC, a.name, b.name, one.speaker, other.speaker LIMIT ?3
"""


def read_name(connection: sqlite3.Connection, noun: Noun, key: str) -> str:
    """Return the name behind an id; NotFoundError if there is none."""
    row = connection.execute(_NAMES[noun], (key,)).fetchone()
    if row is None:
        raise NotFoundError(f"there is no {noun} {key!r}")
    return str(row[0])


def read_names(connection: sqlite3.Connection, noun: Noun, limit: int) -> list[str]:
    """Return names to choose from, of speakers and topics those with most claims."""
    return [str(name) for (name,) in connection.execute(_KNOWN_NAMES[noun], (limit,))]


def read_counted(
    connection: sqlite3.Connection, noun: Noun, limit: int, offset: int
) -> list[Counted]:
    """Return all of one noun that have claims, those with most disputes first."""
    sql = f"{_COUNTED[noun]} {_COUNTED_REST} {_MOST_DISPUTED}"
    return [Counted(*row) for row in connection.execute(sql, (limit, offset))]


def count(connection: sqlite3.Connection, noun: Noun) -> int:
    """Return how many `read_counted` lists in all."""
    sql = f"SELECT count(*) FROM ({_COUNTED[noun]} {_COUNTED_REST})"
    return int(connection.execute(sql).fetchone()[0])


def read_opponents(
    connection: sqlite3.Connection, speaker: str | None, min_score: float, limit: int
) -> list[Opponents]:
    """Return every pair of opponents once, or those of one speaker (id), most disputes first."""
    rows = connection.execute(_OPPONENTS, (speaker, min_score, limit))
    return [Opponents(*row) for row in rows]
