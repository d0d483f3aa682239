"""Rows out: the records that a filter, an id or a search asks for."""

# Every name put into a statement is a constant of this module; values are always bound.
# ruff: noqa: S608

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from claimtrack.errors import ClaimtrackError, NotFoundError
from claimtrack.records import (
    Article,
    Claim,
    Dispute,
    Review,
    Side,
    Speaker,
    Topic,
)
from claimtrack.store.conditions import (
    ClaimFilter,
    Conditions,
    DisputeFilter,
    add_names,
    dispute_conditions,
    search_words,
)
from claimtrack.store.opinions import read_opinions

__all__ = [
    "read_article",
    "read_claims",
    "read_counts",
    "read_dispute",
    "read_disputes",
    "read_disputes_in_order",
    "read_latest_claims",
    "read_reviews",
    "read_speakers",
    "read_topics",
    "search_claims",
]

_CLAIM_TABLES = """
FROM claims
JOIN articles ON articles.id = claims.article
LEFT JOIN sources ON sources.id = articles.source
LEFT JOIN speakers ON speakers.id = claims.speaker
LEFT JOIN speakers AS targets ON targets.id = claims.target
"""
# In the order of the fields of records.Claim.
_CLAIM_COLUMNS = """
claims.id, claims.article, claims.start, claims."end", claims.text, claims.form,
articles.url, sources.name, articles.title, articles.published,
coalesce(speakers.name, claims.speaker_name), claims.speaker, claims.mention, claims.cue,
claims.cue_class, coalesce(targets.name, claims.target_name), claims.target,
claims.negated, claims.modality, claims.reported_by, claims.sentence, claims.sentence_start,
claims.topic
"""
_NEGATED = 17
_LATEST_CLAIMS = """
SELECT claims.id, claims.article, claims.start, claims."end", claims.text, claims.form,
    articles.url, sources.name, articles.title, articles.published, claims.speaker_name, NULL,
    claims.mention, claims.cue, claims.cue_class, claims.target_name, NULL, claims.negated,
    claims.modality, claims.reported_by, claims.sentence, claims.sentence_start, NULL
FROM claims
JOIN articles ON articles.id = claims.article AND articles.latest = 1
LEFT JOIN sources ON sources.id = articles.source
ORDER BY claims.article, claims.start, claims."end"
"""


def read_latest_claims(connection: sqlite3.Connection) -> list[Claim]:
    """Return the claims of all latest revisions as extracted, under their in-article names."""
    return [_claim(row) for row in connection.execute(_LATEST_CLAIMS)]


def read_claims(connection: sqlite3.Connection, wanted: ClaimFilter) -> list[Claim]:
    """Return the claims that pass, by date of publication, then in text order."""
    conditions, values = Conditions(), wanted
    if values.article is None:
        conditions.add("articles.latest = 1")
    else:
        conditions.add("claims.article = ?", read_article(connection, values.article).id)
    if values.form:
        conditions.add("claims.form = ?", values.form)
    add_names(connection, conditions, values)
    rows = connection.execute(
        f"SELECT {_CLAIM_COLUMNS} {_CLAIM_TABLES} {conditions.where()} "
        'ORDER BY articles.published, claims.article, claims.start, claims."end" LIMIT ?',
        (*conditions.values, _limit(values.limit)),
    )
    return [_claim(row) for row in rows]


def search_claims(connection: sqlite3.Connection, query: str, limit: int) -> list[Claim]:
    """Return claims of latest revisions that hold every word of ``query``, best match first."""
    words = search_words(query)
    if not words:
        return []
    rows = connection.execute(
        f"SELECT {_CLAIM_COLUMNS} {_CLAIM_TABLES} "
        "JOIN claims_fts ON claims_fts.rowid = claims.rowid "
        "WHERE claims_fts MATCH ? AND articles.latest = 1 "
        # What is claimed weighs more than who says it, and both more than the words around.
        "ORDER BY bm25(claims_fts, 4.0, 2.0, 1.0), claims.id LIMIT ?",
        (words, limit),
    )
    return [_claim(row) for row in rows]


def read_disputes(connection: sqlite3.Connection, wanted: DisputeFilter) -> list[Dispute]:
    """Return the disputes that pass, best first, each with all its sides and claims."""
    conditions = dispute_conditions(connection, wanted)
    return _disputes(connection, conditions, wanted.limit)


def read_dispute(connection: sqlite3.Connection, key: str) -> Dispute:
    """Return the dispute whose id is, or alone begins with, ``key``; else NotFoundError."""
    dispute_id = _full_id(connection, "disputes", key)
    conditions = Conditions()
    conditions.add("disputes.id = ?", dispute_id)
    return _disputes(connection, conditions, None)[0]


def read_disputes_in_order(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Dispute]:
    """Return the disputes of these ids, in their order."""
    conditions = Conditions()
    conditions.add("disputes.id IN (SELECT value FROM json_each(?))", json.dumps(ids))
    found = {dispute.id: dispute for dispute in _disputes(connection, conditions, None)}
    return [found[key] for key in ids if key in found]


def read_article(connection: sqlite3.Connection, key: str) -> Article:
    """Return an article by url (its latest revision), id or unique beginning of its id."""
    row = connection.execute(
        "SELECT id FROM articles WHERE url = ? AND latest = 1", (key,)
    ).fetchone()
    article_id = row[0] if row else _full_id(connection, "articles", key)
    found = connection.execute(
        "SELECT articles.id, text, sources.name, title, url, published, byline, language "
        "FROM articles LEFT JOIN sources ON sources.id = articles.source WHERE articles.id = ?",
        (article_id,),
    ).fetchone()
    return Article(*found)


def read_topics(connection: sqlite3.Connection) -> list[Topic]:
    """Return the topics with the ids of their claims, those with most claims first."""
    members: dict[str, list[str]] = defaultdict(list)
    for topic, claim in connection.execute(
        "SELECT topic, id FROM claims WHERE topic IS NOT NULL ORDER BY topic, id"
    ):
        members[topic].append(claim)
    rows = connection.execute("SELECT id, label, terms FROM topics ORDER BY claims DESC, label, id")
    return [
        Topic(topic, label, tuple(json.loads(terms)), tuple(members[topic]))
        for topic, label, terms in rows
    ]


def read_speakers(connection: sqlite3.Connection) -> list[Speaker]:
    """Return the speakers with every other name they go by, sorted by name."""
    aliases: dict[str, list[str]] = defaultdict(list)
    for speaker, alias in connection.execute(
        "SELECT speaker, alias FROM speaker_aliases ORDER BY speaker, alias"
    ):
        aliases[speaker].append(alias)
    rows = connection.execute("SELECT id, name, kind FROM speakers ORDER BY name, id")
    return [Speaker(key, name, kind, tuple(aliases[key])) for key, name, kind in rows]


def read_reviews(connection: sqlite3.Connection, dispute_id: str) -> list[Review]:
    """Return every decision that counts for a dispute, oldest first."""
    rows = connection.execute(
        "SELECT dispute, decision, note, reviewer, created FROM reviews WHERE id IN "
        "(SELECT review FROM dispute_reviews WHERE dispute = ?) ORDER BY created, id",
        (dispute_id,),
    )
    return [Review(*row) for row in rows]


def read_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how much the database holds.

    ``articles``, ``copies`` and ``claims`` count latest revisions, ``revisions`` the
    superseded texts and ``claims_stored`` the claims of all of them.
    """
    queries = {
        "articles": "articles WHERE latest = 1",
        "copies": "articles WHERE latest = 1 AND copy_of IS NOT NULL",
        "revisions": "articles WHERE latest = 0",
        "sources": "sources",
        "claims": "claims JOIN articles ON articles.id = article AND latest = 1",
        "claims_stored": "claims",
        "speakers": "speakers",
        "topics": "topics",
        "disputes": "disputes",
        "reviews": "reviews",
        "opinions": "opinions",
        "relations": "relations",
        "embeddings": "embeddings",
        "runs": "runs",
    }
    return {
        name: int(connection.execute(f"SELECT count(*) FROM {rest}").fetchone()[0])
        for name, rest in queries.items()
    }


def _disputes(
    connection: sqlite3.Connection, conditions: Conditions, limit: int | None
) -> list[Dispute]:
    heads = connection.execute(
        "SELECT disputes.id, question, kind, score, headline_a, headline_b, reasons, "
        "topic, topics.label, nullif(dispute_status.status, 'open'), found FROM disputes "
        "JOIN dispute_status ON dispute_status.dispute = disputes.id "
        f"LEFT JOIN topics ON topics.id = disputes.topic {conditions.where()} "
        "ORDER BY rank LIMIT ?",
        (*conditions.values, _limit(limit)),
    ).fetchall()
    ids = [head[0] for head in heads]
    sides, opinions = _sides(connection, ids), read_opinions(connection, ids)
    return [
        Dispute(
            id=key,
            question=question,
            kind=kind,
            score=score,
            headline=(a, b),
            reasons=tuple(json.loads(reasons)),
            sides=tuple(sides[key]),
            topic=topic,
            topic_label=label,
            review=review,
            opinion=opinions.get(key),
            found=found,
        )
        for key, question, kind, score, a, b, reasons, topic, label, review, found in heads
    ]


def _sides(connection: sqlite3.Connection, disputes: Sequence[str]) -> dict[str, list[Side]]:
    rows = connection.execute(
        "SELECT dispute_claims.dispute, dispute_claims.side, position, dispute_sides.speakers, "
        f"{_CLAIM_COLUMNS} {_CLAIM_TABLES} "
        "JOIN dispute_claims ON dispute_claims.claim = claims.id "
        "JOIN dispute_sides ON dispute_sides.dispute = dispute_claims.dispute "
        "AND dispute_sides.side = dispute_claims.side "
        "WHERE dispute_claims.dispute IN (SELECT value FROM json_each(?)) "
        "ORDER BY dispute_claims.dispute, dispute_claims.side, dispute_claims.place",
        (json.dumps(disputes),),
    )
    heads: dict[tuple[str, int], tuple[str, str]] = {}
    claims: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for dispute, side, position, speakers, *rest in rows:
        heads[dispute, side] = (position, speakers)
        claims[dispute, side].append(_claim(rest))
    sides: dict[str, list[Side]] = defaultdict(list)
    for key, (position, speakers) in heads.items():
        sides[key[0]].append(Side(position, tuple(json.loads(speakers)), tuple(claims[key])))
    return sides


def _full_id(connection: sqlite3.Connection, table: str, key: str) -> str:
    """Return the one id of ``table`` that begins with ``key``.

    NotFoundError if none does; a plain ClaimtrackError if several do, for they are there.
    """
    noun = table.removesuffix("s")
    found = connection.execute(
        f"SELECT id FROM {table} WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 2", (len(key), key)
    ).fetchall()
    if not key or not found:
        raise NotFoundError(f"there is no {noun} {key!r}")
    if len(found) > 1 and found[0][0] != key:
        raise ClaimtrackError(f"more than one {noun} begins with {key!r}; give more of its id")
    return str(found[0][0])


def _claim(row: Sequence[Any]) -> Claim:
    values = list(row)
    values[_NEGATED] = bool(values[_NEGATED])
    return Claim(*values)


def _limit(limit: int | None) -> int:
    return -1 if limit is None else limit
