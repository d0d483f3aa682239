"""What the pages of disputes show: the list with its filters, and one dispute in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, get_args

from claimtrack.errors import InputError, NotFoundError
from claimtrack.filters import WORTH_READING
from claimtrack.ingest import check_day
from claimtrack.records import KINDS, Claim, Decision, Dispute, Side, Span
from claimtrack.store import DisputeFilter, Status
from claimtrack.store.overviews import Noun
from claimtrack.store.pages import ArticleHead, Pages
from claimtrack.web.drawing import draw_timeline
from claimtrack.web.marking import Piece, Surroundings, cut, differing, named_in, surroundings
from claimtrack.web.visits import Paging, Visit

__all__ = ["DECISIONS", "Shown", "asked_filter", "one_dispute", "some_disputes"]

_STATUSES: tuple[Status, ...] = get_args(Status)
DECISIONS: tuple[Decision, ...] = get_args(Decision)
_A_PAGE = 25
# Names offered while one types; a database has thousands of speakers.
_NAMES = 200
_LABEL = 20
_FILTERS = (
    "q", "speaker", "against", "source", "topic", "kind", "status", "since", "until", "min_score",
)  # fmt: skip

Shown = tuple[str, dict[str, Any]]
"""A template and what it shows."""


@dataclass(frozen=True, slots=True)
class _ShownClaim:
    """A claim with its differing words cut out, its article around it and the copies of that."""

    claim: Claim
    pieces: list[Piece[Literal["differs"]]]
    around: Surroundings
    copies: list[ArticleHead]
    headline: bool


@dataclass(frozen=True, slots=True)
class _ShownSide:
    side: Side
    claims: list[_ShownClaim]
    origins: int
    copies: int


class _Moment(NamedTuple):
    """A claim in the course of time; ``differs`` are the words that set it off."""

    claim: Claim
    side: int
    differs: str


def asked_filter(visit: Visit) -> DisputeFilter:
    """Return what the query of a list asks for; InputError in one line for what is no filter."""
    kind, status = visit.given("kind"), visit.given("status")
    if kind is not None and kind not in KINDS:
        raise InputError(f"{kind!r} is no kind of dispute; there are {', '.join(KINDS)}")
    if status is not None and status not in _STATUSES:
        raise InputError(f"{status!r} is no review status; there are {', '.join(_STATUSES)}")
    for day in (visit.given("since"), visit.given("until")):
        if day is not None:
            check_day(day)
    return DisputeFilter(
        speaker=visit.given("speaker"),
        against=visit.given("against"),
        source=visit.given("source"),
        topic=visit.given("topic"),
        kind=kind,
        since=visit.given("since"),
        until=visit.given("until"),
        min_score=_asked_score(visit),
        status=status,
        words=visit.given("q"),
        limit=_A_PAGE,
    )


def some_disputes(pages: Pages, visit: Visit) -> Shown:
    """Show the disputes that pass the filters, best first, and how many do."""
    wanted = asked_filter(visit)
    counts = pages.count(wanted)
    weaker = pages.count(replace(wanted, min_score=0.0)).total - counts.total
    paging = Paging(visit.number("page", 1), _A_PAGE, counts.total)
    found = pages.page(wanted, offset=paging.offset)
    return "disputes.html", {
        "disputes": found,
        "counts": counts,
        "weaker": weaker if wanted.min_score else 0,
        "paging": paging,
        "query": {name: visit.given(name) for name in _FILTERS if visit.given(name)},
        "kinds": KINDS,
        "statuses": _STATUSES,
        "names": {noun: pages.names(noun, limit=_NAMES) for noun in ("speaker", "source", "topic")},
        "min_score": wanted.min_score,
        "asked": {
            "speaker": _shown_name(pages, "speaker", wanted.speaker),
            "against": _shown_name(pages, "speaker", wanted.against),
            "source": _shown_name(pages, "source", wanted.source),
            "topic": _shown_name(pages, "topic", wanted.topic),
        },
    }


def one_dispute(pages: Pages, visit: Visit) -> Shown:
    """Show one dispute: its sides, why they oppose, over what time, and its reviews."""
    dispute = pages.dispute(visit.key)
    claims = [claim for side in dispute.sides for claim in side.claims]
    articles = {claim.article for claim in claims}
    texts, copies = pages.texts(articles), pages.copies(articles)
    shown = [_side(side, dispute, texts, copies) for side in dispute.sides]
    return "dispute.html", {
        "dispute": dispute,
        "sides": shown,
        "source_ids": {article: pages.head(article).source for article in articles},
        "timeline": draw_timeline(dispute, {claim.id: _label(claim, dispute) for claim in claims}),
        "moments": sorted(
            (
                _Moment(claim, number, _words(claim, differing(claim, dispute)))
                for number, side in enumerate(dispute.sides, 1)
                for claim in side.claims
            ),
            key=lambda moment: moment.claim.published or "~",
        ),
        "reviews": pages.reviews(dispute.id),
        "decisions": DECISIONS,
    }


def _asked_score(visit: Visit) -> float:
    text = visit.given("min_score")
    if text is None:
        return WORTH_READING
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise InputError(f"{text!r} is no score; give a number from 0 to 1")
    return score


def _shown_name(pages: Pages, noun: Noun, asked: str | None) -> str | None:
    """Return the name of what was asked for by its id, as links do, else what was asked."""
    if asked is None:
        return None
    try:
        return pages.name(noun, asked)
    except NotFoundError:
        return asked


def _side(
    side: Side,
    dispute: Dispute,
    texts: dict[str, str],
    copies: dict[str, list[ArticleHead]],
) -> _ShownSide:
    claims = [
        _ShownClaim(
            claim=claim,
            pieces=cut(claim.text, [(span, "differs") for span in differing(claim, dispute)]),
            around=surroundings(claim, texts[claim.article]),
            copies=copies.get(claim.article, []),
            headline=claim.id in dispute.headline,
        )
        for claim in side.claims
    ]
    repeated = {copy.id for claim in claims for copy in claim.copies}
    return _ShownSide(side, claims, _origins(side.claims), len(repeated))


def _origins(claims: Sequence[Claim]) -> int:
    """Return how many independent publications carry a side; the same words count once."""
    carried = {
        " ".join(claim.text.lower().split()): claim.source or claim.article for claim in claims
    }
    return len(set(carried.values()))


def _label(claim: Claim, dispute: Dispute) -> str:
    """Return what stands over a claim in the timeline: its figure, or who says it."""
    label = claim.speaker or ""
    if dispute.kind == "quantity":
        label = _words(claim, named_in(claim, dispute)) or label
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"


def _words(claim: Claim, spans: Sequence[Span]) -> str:
    return ", ".join(span.of(claim.text) for span in spans)
