"""One article into the database: its text, its claims, its cast, and its earlier revisions."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from claimtrack.errors import StoreError
from claimtrack.records import Article, Claim, Extraction, SpeakerMention, make_id
from claimtrack.store.links import retire_article

__all__ = ["is_earlier", "write_article"]


class _Revisions(NamedTuple):
    """What is stored of the same url: the latest article, if any, and how many texts."""

    latest: str | None
    published: str | None
    number: int


def write_article(
    connection: sqlite3.Connection, extraction: Extraction, signature: bytes, now: str
) -> Literal["new", "unchanged", "revision"]:
    """Write one article; to be called inside a write transaction.

    Raises StoreError if a claim's text is not what its offsets say.
    """
    article = extraction.article
    if connection.execute("SELECT 1 FROM articles WHERE id = ?", (article.id,)).fetchone():
        return "unchanged"
    _check_spans(extraction)
    before = _revisions(connection, article.url)
    newest = before.latest is None or not is_earlier(article.published, before.published)
    if before.latest and newest:
        connection.execute("UPDATE articles SET latest = 0 WHERE id = ?", (before.latest,))
        retire_article(connection, before.latest)
    _insert_article(connection, article, (before.number + 1, newest, now))
    connection.execute("INSERT INTO signatures VALUES (?, ?)", (article.id, signature))
    cast = {mention.name: mention for mention in extraction.cast}
    connection.executemany(
        "INSERT INTO mentions (article, name, mention, kind, acronym) VALUES (?, ?, ?, ?, ?)",
        [_mention_row(article.id, mention) for mention in cast.values()],
    )
    connection.executemany(_INSERT_CLAIM, map(_claim_row, extraction.claims))
    return "revision" if before.number else "new"


_INSERT_CLAIM = """
INSERT INTO claims (id, article, start, "end", text, form, speaker_name, mention, cue, cue_class,
    target_name, negated, modality, reported_by, sentence, sentence_start)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def _check_spans(extraction: Extraction) -> None:
    text = extraction.article.text
    for claim in extraction.claims:
        if claim.article != extraction.article.id or text[claim.start : claim.end] != claim.text:
            raise StoreError(
                f"claim {claim.id} is not what article {extraction.article.id} says at "
                f"{claim.start}–{claim.end}; nothing of the article was stored"
            )


def _revisions(connection: sqlite3.Connection, url: str | None) -> _Revisions:
    rows = connection.execute(
        "SELECT id, published, latest FROM articles WHERE url = ?", (url,)
    ).fetchall()
    for article, published, latest in rows:
        if latest:
            return _Revisions(article, published, len(rows))
    return _Revisions(None, None, len(rows))


def is_earlier(published: str | None, than: str | None) -> bool:
    """Tell whether one ISO date or date-time surely lies before another."""
    if not published or not than:
        return False
    days = published[:10], than[:10]
    if days[0] != days[1]:
        return days[0] < days[1]
    try:
        moments = [datetime.fromisoformat(moment) for moment in (published, than)]
    except ValueError:
        return False
    if len(published) == 10 or len(than) == 10:
        return False
    first, second = (m if m.tzinfo else m.replace(tzinfo=UTC) for m in moments)
    return first < second


def _insert_article(
    connection: sqlite3.Connection, article: Article, filed: tuple[int, bool, str]
) -> None:
    source = None
    if article.source:
        source = make_id("source", article.source)
        connection.execute(
            "INSERT INTO sources (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (source, article.source),
        )
    connection.execute(
        "INSERT INTO articles (id, title, source, published, url, byline, text, "
        "language, revision, latest, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id,
            article.title,
            source,
            article.published,
            article.url,
            article.byline,
            article.text,
            article.language,
            *filed,
        ),
    )


def _mention_row(article_id: str, mention: SpeakerMention) -> tuple[str | None, ...]:
    return (article_id, mention.name, mention.mention, mention.kind, mention.acronym)


def _claim_row(claim: Claim) -> tuple[object, ...]:
    return (
        claim.id,
        claim.article,
        claim.start,
        claim.end,
        claim.text,
        claim.form,
        claim.speaker,
        claim.mention,
        claim.cue,
        claim.cue_class,
        claim.target,
        claim.negated,
        claim.modality,
        claim.reported_by,
        claim.sentence,
        claim.sentence_start,
    )
