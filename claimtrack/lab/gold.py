"""Annotated disputes: which spans of which articles stand on which side of which dispute.

A gold folder holds ``articles.jsonl`` and, an event each, ``gold/*.json`` whose ``disputes``
list their ``sides``, each with ``claims`` that name a ``doc`` (the id of an article), the
verbatim ``span`` and, where it is known, the ``speaker`` and the ``mention`` of it. A dispute may
tell its ``kind`` and whether it is ``hard``. The id of an article begins with its event's.
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

__all__ = ["Gold", "GoldDispute", "GoldSpan", "between", "read_gold"]

# A claim stands for a gold span when it shares that many characters and half of the shorter.
_LEAST_SHARED = 15


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """Characters ``start`` to ``end`` of an article hold a side of a dispute."""

    start: int
    end: int
    dispute: str
    side: int
    speaker: str = ""
    mention: str = ""

    def covers(self, claim: Claim) -> bool:
        """Tell whether the claim stands for this span."""
        shared = min(self.end, claim.end) - max(self.start, claim.start)
        shorter = min(self.end - self.start, claim.end - claim.start)
        return shared >= _LEAST_SHARED and 2 * shared >= shorter


@dataclass(frozen=True, slots=True)
class GoldDispute:
    """What is told of a dispute as a whole; a hard one a fact-checker would surely list."""

    id: str
    kind: str
    is_hard: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """The articles of a gold folder and, by article id, their events and annotated spans."""

    articles: tuple[Article, ...]
    spans: Mapping[str, Sequence[GoldSpan]]
    disputes: tuple[GoldDispute, ...]
    events: Mapping[str, str]

    def sides(self, claim: Claim) -> frozenset[tuple[str, int]]:
        """Return the (dispute, side) pairs that a claim stands for."""
        spans = self.spans.get(claim.article, ())
        return frozenset((span.dispute, span.side) for span in spans if span.covers(claim))


def between(a: frozenset[tuple[str, int]], b: frozenset[tuple[str, int]]) -> set[str]:
    """Return the disputes on different sides of which two claims stand (see ``Gold.sides``)."""
    return {one for one, side in a for two, other in b if one == two and side != other}


def read_gold(folder: Path) -> Gold:
    """Read a gold folder; InputError if it is none or a span is not in its article."""
    try:
        lines = (folder / "articles.jsonl").read_text("utf-8").splitlines()
        events = [json.loads(path.read_text("utf-8")) for path in _event_files(folder)]
        articles = {row["id"]: _article(row) for row in map(json.loads, lines)}
        spans: dict[str, list[GoldSpan]] = defaultdict(list)
        disputes = [dispute for event in events for dispute in event["disputes"]]
        for dispute in disputes:
            for article, span in _spans(dispute, articles):
                spans[article].append(span)
        about = tuple(_about(dispute) for dispute in disputes)
    except OSError as error:
        raise InputError(f"{folder}: no folder of annotated disputes ({error})") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{folder}: broken annotation ({error!r})") from error
    event_of = {article.id: name.split("-")[0] for name, article in articles.items()}
    return Gold(tuple(articles.values()), spans, about, event_of)


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
            who = claim.get("speaker") or "", claim.get("mention") or ""
            end = start + len(span)
            found.append((article.id, GoldSpan(start, end, dispute["id"], side, *who)))
    return found


def _about(dispute: Mapping[str, Any]) -> GoldDispute:
    return GoldDispute(
        dispute["id"], dispute.get("kind") or "fact", dispute.get("strength", "hard") == "hard"
    )
