"""What the other pages show: home, an article, and speakers, sources and topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from claimtrack.filters import WORTH_READING
from claimtrack.records import Claim, Dispute, Span
from claimtrack.store import ClaimFilter, DisputeFilter
from claimtrack.store.overviews import Noun
from claimtrack.store.pages import Pages
from claimtrack.web.dispute_pages import Shown
from claimtrack.web.drawing import draw_map
from claimtrack.web.marking import cut
from claimtrack.web.visits import Paging, Visit

__all__ = ["home", "one_article", "one_source", "one_speaker", "one_topic", "some"]

_AT_HOME = 5
_PAIRS_AT_HOME = 12
_A_LIST = 100
# Claims that a page of a speaker, a source or a topic reads, and how many of a group it shows.
_CLAIMS = 400
_OF_A_GROUP = 6
_TEXT_SHOWN = 200_000


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A claim of an article with its number there, None where it is not listed."""

    claim: Claim
    number: int | None
    disputes: Sequence[tuple[str, str]]


class _Group(NamedTuple):
    """Claims under one heading, and how many more there are."""

    key: str | None
    title: str
    claims: list[Claim]
    more: int


def home(pages: Pages, visit: Visit) -> Shown:
    """Show the strongest and the newest disputes, the last ingest and who contradicts whom."""
    run = pages.last_run()
    strongest = pages.page(DisputeFilter(min_score=WORTH_READING, limit=_AT_HOME))
    known = {dispute.id for dispute in strongest}
    newest = pages.newest(min_score=WORTH_READING, limit=2 * _AT_HOME)
    return "home.html", {
        "counts": pages.counts(),
        "listed": pages.count(DisputeFilter(min_score=WORTH_READING)),
        "strongest": strongest,
        "newest": [dispute for dispute in newest if dispute.id not in known][:_AT_HOME],
        "run": run.summary if run else None,
        "added": pages.added_since(run.before, limit=_AT_HOME) if run else [],
        "map": draw_map(pages.opponents(min_score=WORTH_READING, limit=_PAIRS_AT_HOME)),
    }


def one_article(pages: Pages, visit: Visit) -> Shown:
    """Show an article's text with every claim marked, disputed ones linked."""
    article = pages.article(visit.key)
    head = pages.head(article.id)
    claims = pages.claims(ClaimFilter(article=article.id))
    disputes = pages.disputes_of([claim.id for claim in claims], min_score=WORTH_READING)
    # What the article says in its own voice is most of it: listed only where it is disputed.
    listed = [claim for claim in claims if claim.form != "narrated" or claim.id in disputes]
    numbers = {claim.id: number for number, claim in enumerate(listed, 1)}
    marks = [
        _Numbered(claim, numbers.get(claim.id), disputes.get(claim.id, ())) for claim in claims
    ]
    return "article.html", {
        "article": article,
        "head": head,
        "pieces": cut(
            article.text[:_TEXT_SHOWN],
            [(Span(mark.claim.start, mark.claim.end), mark) for mark in marks],
        ),
        "marks": [mark for mark in marks if mark.number],
        "narrated": len(claims) - len(listed),
        "shortened": len(article.text) > _TEXT_SHOWN,
        "revisions": pages.revisions(article.url) if article.url else [],
        "copies": pages.copies([article.id]).get(article.id, []),
        "origin": pages.head(head.copy_of) if head.copy_of else None,
    }


def one_speaker(pages: Pages, visit: Visit) -> Shown:
    """Show a speaker's names, claims by topic, opponents and own reversals."""
    from claimtrack.speakers import find_ambiguous

    name = pages.name("speaker", visit.key)
    speakers = pages.speakers()
    speaker = next(item for item in speakers if item.id == visit.key)
    given = [alias for alias in pages.manual_aliases() if alias.speaker == name]
    reversals = pages.page(DisputeFilter(speaker=visit.key, kind="reversal"))
    return "speaker.html", {
        "speaker": speaker,
        "found": [name for name in speaker.aliases if name not in {alias.name for alias in given}],
        "given": given,
        "candidates": find_ambiguous(speakers).get(visit.key, ()),
        "opponents": pages.opponents(visit.key),
        "reversals": sorted(reversals, key=_first_day),
        **_about(pages, "speaker", visit.key),
    }


def one_source(pages: Pages, visit: Visit) -> Shown:
    """Show what a publication carried."""
    return "source.html", {
        "name": pages.name("source", visit.key),
        "articles": pages.articles_of(visit.key, limit=_A_LIST),
        **_about(pages, "source", visit.key),
    }


def one_topic(pages: Pages, visit: Visit) -> Shown:
    """Show who says what on a topic, and its disputes."""
    return "topic.html", {
        "name": pages.name("topic", visit.key),
        **_about(pages, "topic", visit.key),
    }


def some(noun: Noun) -> Any:
    """Return the page that lists all speakers, sources or topics."""

    def listed(pages: Pages, visit: Visit) -> Shown:
        paging = Paging(visit.number("page", 1), _A_LIST, pages.number_of(noun))
        found = pages.counted(noun, limit=_A_LIST, offset=paging.offset)
        return "list.html", {"noun": noun, "found": found, "paging": paging}

    return listed


def _about(pages: Pages, noun: Noun, key: str) -> dict[str, Any]:
    """Return the disputes and the grouped claims of a speaker, a source or a topic."""
    listed = DisputeFilter(min_score=WORTH_READING, limit=_AT_HOME)
    filters = {
        "speaker": replace(listed, speaker=key),
        "source": replace(listed, source=key),
        "topic": replace(listed, topic=key),
    }
    claims = pages.claims_about(noun, key, limit=_CLAIMS)
    groups = _by_speaker(claims) if noun == "topic" else _by_topic(pages, claims)
    return {
        "disputes": pages.page(filters[noun]),
        "counts": pages.count(filters[noun]),
        "groups": groups,
        "disputed": pages.disputes_of([claim.id for claim in claims], min_score=WORTH_READING),
        "read_all": len(claims) < _CLAIMS,
        "claim_count": len(claims),
    }


def _by_topic(pages: Pages, claims: Sequence[Claim]) -> list[_Group]:
    of_topic: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_topic[claim.topic].append(claim)
    labels = pages.labels([topic for topic in of_topic if topic])
    return _groups({(key, labels.get(key or "", "no topic")): of for key, of in of_topic.items()})


def _by_speaker(claims: Sequence[Claim]) -> list[_Group]:
    of_speaker: dict[tuple[str | None, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        of_speaker[claim.speaker_id, claim.speaker or "no speaker named"].append(claim)
    return _groups(of_speaker)


def _groups(claims: dict[tuple[str | None, str], list[Claim]]) -> list[_Group]:
    """Return the groups, the largest first; what has no heading of its own comes last."""
    return [
        _Group(key, title, of[:_OF_A_GROUP], max(0, len(of) - _OF_A_GROUP))
        for (key, title), of in sorted(
            claims.items(), key=lambda item: (item[0][0] is None, -len(item[1]), item[0][1])
        )
    ]


def _first_day(dispute: Dispute) -> str:
    return min((claim.published or "~") for side in dispute.sides for claim in side.claims)
