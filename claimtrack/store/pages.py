"""What the pages of the web app ask beyond the lists that `Store` has."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from claimtrack.errors import NotFoundError
from claimtrack.records import Claim, Dispute
from claimtrack.store import overviews, queries
from claimtrack.store.conditions import ClaimFilter, DisputeFilter, dispute_conditions
from claimtrack.store.connection import explained
from claimtrack.store.overviews import Counted, Noun, Opponents
from claimtrack.store.store import Store

__all__ = [
    "ArticleHead",
    "DisputeCounts",
    "LastRun",
    "Pages",
]


class ArticleHead(NamedTuple):
    """An article without its text; ``source`` is its id, ``copy_of`` the origin it repeats."""

    id: str
    title: str | None
    source: str | None
    source_name: str | None
    published: str | None
    url: str | None
    revision: int
    latest: bool
    copy_of: str | None
    added: str
    claims: int


class DisputeCounts(NamedTuple):
    """How many disputes pass a filter, in all and by kind and by status."""

    total: int
    kinds: dict[str, int]
    statuses: dict[str, int]


class LastRun(NamedTuple):
    """What the last ingest said of itself, and when the one before it ended, "" for none."""

    summary: dict[str, object]
    before: str


_ARTICLE_HEADS = """
SELECT articles.id, title, source, sources.name, published, url, revision, latest, copy_of, added,
    (SELECT count(*) FROM claims WHERE claims.article = articles.id)
FROM articles LEFT JOIN sources ON sources.id = articles.source
"""
_DISPUTES = """
FROM disputes JOIN dispute_status ON dispute_status.dispute = disputes.id
"""


class Pages(Store):
    """A database that is only read, with what a person browses it by."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(path, create=False, read_only=True)

    # Disputes

    def page(self, wanted: DisputeFilter, *, offset: int = 0) -> list[Dispute]:
        """Return the disputes that pass, best first, from the one at ``offset`` on."""
        conditions = dispute_conditions(self._connection, wanted)
        limit = -1 if wanted.limit is None else wanted.limit
        rows = self._rows(
            f"SELECT disputes.id {_DISPUTES} {conditions.where()} ORDER BY rank LIMIT ? OFFSET ?",
            *(*conditions.values, limit, offset),
        )
        return self._in_order(rows)

    def count(self, wanted: DisputeFilter) -> DisputeCounts:
        """Return how many disputes pass, whatever the filter's limit."""
        conditions = dispute_conditions(self._connection, wanted)
        rows = self._rows(
            f"SELECT kind, status, count(*) {_DISPUTES} {conditions.where()} GROUP BY 1, 2",
            *conditions.values,
        )
        kinds, statuses = defaultdict[str, int](int), defaultdict[str, int](int)
        for kind, status, number in rows:
            kinds[kind] += number
            statuses[status] += number
        return DisputeCounts(sum(kinds.values()), dict(kinds), dict(statuses))

    def newest(self, *, min_score: float, limit: int) -> list[Dispute]:
        """Return the disputes found last that nobody has rejected, the best of a run first."""
        rows = self._rows(
            f"SELECT disputes.id {_DISPUTES} WHERE status <> 'rejected' AND score >= ? "
            "ORDER BY found DESC, rank LIMIT ?",
            *(min_score, limit),
        )
        return self._in_order(rows)

    def disputes_of(
        self, claims: Collection[str], *, min_score: float
    ) -> dict[str, list[tuple[str, str]]]:
        """Return claim id -> the (id, question) of each dispute it has a part in, best first.

        Rejected disputes count for none.
        """
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        rows = self._rows(
            "SELECT claim, disputes.id, question FROM dispute_claims "
            "JOIN disputes ON disputes.id = dispute_claims.dispute "
            "JOIN dispute_status ON dispute_status.dispute = disputes.id AND status <> 'rejected' "
            "WHERE score >= ? AND claim IN (SELECT value FROM json_each(?)) ORDER BY rank",
            *(min_score, json.dumps(list(claims))),
        )
        for claim, dispute, question in rows:
            found[claim].append((dispute, question))
        return dict(found)

    def opponents(
        self, speaker: str | None = None, *, min_score: float = 0.0, limit: int = 100
    ) -> list[Opponents]:
        """Return who contradicts whom, most disputes first: every pair once, or a speaker's."""
        with explained(self.path):
            return overviews.read_opponents(self._connection, speaker, min_score, limit)

    # Articles

    def head(self, article: str) -> ArticleHead:
        """Return what is known of an article by its id; NotFoundError if there is none."""
        found = self._heads("WHERE articles.id = ?", article)
        if not found:
            raise NotFoundError(f"there is no article {article!r}")
        return found[0]

    def revisions(self, url: str | None) -> list[ArticleHead]:
        """Return every text stored for a url, the oldest first."""
        return self._heads("WHERE url = ? ORDER BY revision", url)

    def copies(self, articles: Collection[str]) -> dict[str, list[ArticleHead]]:
        """Return article id -> the articles that repeat it, by date."""
        copies: dict[str, list[ArticleHead]] = defaultdict(list)
        for head in self._heads(
            "WHERE latest = 1 AND copy_of IN (SELECT value FROM json_each(?)) ORDER BY published",
            json.dumps(list(articles)),
        ):
            copies[str(head.copy_of)].append(head)
        return dict(copies)

    def texts(self, articles: Collection[str]) -> dict[str, str]:
        """Return article id -> its whole text."""
        return dict(
            self._rows(
                "SELECT id, text FROM articles WHERE id IN (SELECT value FROM json_each(?))",
                json.dumps(list(articles)),
            )
        )

    def added_since(self, moment: str, *, limit: int) -> list[ArticleHead]:
        """Return the articles stored after a moment (ISO, UTC; "" for all), the newest first."""
        return self._heads(
            "WHERE added > ? ORDER BY added DESC, published DESC, articles.id LIMIT ?",
            *(moment, limit),
        )

    def articles_of(self, source: str, *, limit: int) -> list[ArticleHead]:
        """Return the latest revisions that a source (id) carried, the newest first."""
        return self._heads(
            "WHERE latest = 1 AND source = ? ORDER BY published DESC, articles.id LIMIT ?",
            *(source, limit),
        )

    # Speakers, sources, topics

    def name(self, noun: Noun, key: str) -> str:
        """Return the name of a speaker, a source or a topic; NotFoundError if there is none."""
        with explained(self.path):
            return overviews.read_name(self._connection, noun, key)

    def names(self, noun: Noun, *, limit: int) -> list[str]:
        """Return names to choose from, of speakers and topics those with most claims."""
        with explained(self.path):
            return overviews.read_names(self._connection, noun, limit)

    def counted(self, noun: Noun, *, limit: int, offset: int = 0) -> list[Counted]:
        """Return all of one noun that have claims, those with most disputes first."""
        with explained(self.path):
            return overviews.read_counted(self._connection, noun, limit, offset)

    def number_of(self, noun: Noun) -> int:
        """Return how many `counted` lists in all."""
        with explained(self.path):
            return overviews.count(self._connection, noun)

    def claims_about(self, noun: Noun, key: str, *, limit: int) -> list[Claim]:
        """Return claims of a speaker, a source or a topic (id) in latest revisions, by date."""
        wanted = {
            "speaker": ClaimFilter(speaker=key, limit=limit),
            "source": ClaimFilter(source=key, limit=limit),
            "topic": ClaimFilter(topic=key, limit=limit),
        }
        return self.claims(wanted[noun])

    def labels(self, topics: Collection[str]) -> dict[str, str]:
        """Return topic id -> its label."""
        return dict(
            self._rows(
                "SELECT id, label FROM topics WHERE id IN (SELECT value FROM json_each(?))",
                json.dumps(list(topics)),
            )
        )

    def last_run(self) -> LastRun | None:
        """Return what the last ingest brought, None before the first.

        One that brought articles goes before later ones that found nothing new.
        """
        runs = self._rows(
            "SELECT id, created, summary FROM runs "
            "ORDER BY json_extract(summary, '$.new') > 0 DESC, id DESC LIMIT 1"
        )
        if not runs:
            return None
        number, created, summary = runs[0]
        before = self._rows("SELECT max(created) FROM runs WHERE id < ?", number)[0][0]
        return LastRun({"created": created, **json.loads(summary)}, before or "")

    # Inside

    def _in_order(self, rows: Sequence[tuple[str]]) -> list[Dispute]:
        return queries.read_disputes_in_order(self._connection, [row[0] for row in rows])

    def _heads(self, rest: str, *values: object) -> list[ArticleHead]:
        return [ArticleHead(*row) for row in self._rows(f"{_ARTICLE_HEADS} {rest}", *values)]
