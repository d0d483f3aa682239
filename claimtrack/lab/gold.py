"""Annotated disputes: which spans of which articles stand on which side of which dispute.

A gold folder holds ``articles.jsonl`` and, an event each, ``gold/*.json`` whose ``disputes``
list their ``sides``, each with ``claims`` that name a ``doc`` (the id of an article) and the
verbatim ``span``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimtrack.errors import InputError
from claimtrack.records import Article, Claim

__all__ = ["Gold", "GoldSpan", "opposed", "read_gold"]

# A claim stands for a gold span when it shares that many characters and half of the shorter.
_LEAST_SHARED = 15


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """Characters ``start`` to ``end`` of an article hold a side of a dispute."""

    start: int
    end: int
    dispute: str
    side: int

    def covers(self, claim: Claim) -> bool:
        """Tell whether the claim stands for this span."""
        shared = min(self.end, claim.end) - max(self.start, claim.start)
        shorter = min(self.end - self.start, claim.end - claim.start)
        return shared >= _LEAST_SHARED and 2 * shared >= shorter


@dataclass(frozen=True, slots=True)
class Gold:
    """The articles of a gold folder and, by article id, their annotated spans."""

    articles: tuple[Article, ...]
    spans: Mapping[str, Sequence[GoldSpan]]

    def sides(self, claim: Claim) -> frozenset[tuple[str, int]]:
        """Return the (dispute, side) pairs that a claim stands for."""
        spans = self.spans.get(claim.article, ())
        return frozenset((span.dispute, span.side) for span in spans if span.covers(claim))


def opposed(a: frozenset[tuple[str, int]], b: frozenset[tuple[str, int]]) -> bool:
    """Tell whether two claims (see ``Gold.sides``) stand on different sides of one dispute."""
    return any(one == two and side != other for one, side in a for two, other in b)


def read_gold(folder: Path) -> Gold:
    """Read a gold folder; InputError if it is none or a span is not in its article."""
    try:
        lines = (folder / "articles.jsonl").read_text("utf-8").splitlines()
        events = [json.loads(path.read_text("utf-8")) for path in _event_files(folder)]
        articles = {row["id"]: _article(row) for row in map(json.loads, lines)}
        spans: dict[str, list[GoldSpan]] = defaultdict(list)
        for event in events:
            for dispute in event["disputes"]:
                for article, span in _spans(dispute, articles):
                    spans[article].append(span)
    except OSError as error:
        raise InputError(f"{folder}: no folder of annotated disputes ({error})") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{folder}: broken annotation ({error!r})") from error
    return Gold(tuple(articles.values()), spans)


def _event_files(folder: Path) -> list[Path]:
    return sorted((folder / "gold").glob("*.json"))


def _article(row: Mapping[str, Any]) -> Article:
    return Article.create(
        row["text"], source=row["source"], title=row["title"], url=row["url"], published=row["date"]
    )


def _spans(
    dispute: Mapping[str, Any], articles: Mapping[str, Article]
) -> list[tuple[str, GoldSpan]]:
    found = []
    for side, position in enumerate(dispute["sides"]):
        for claim in position["claims"]:
            article, span = articles[claim["doc"]], claim["span"]
            start = article.text.index(span)
            found.append((article.id, GoldSpan(start, start + len(span), dispute["id"], side)))
    return found
