"""How well annotated disputes, and the events that articles tell of, are found."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimtrack.lab.gold import Gold, GoldDispute, GoldSpan, between, read_gold
from claimtrack.lab.recording import PairRecorder
from claimtrack.linking import Progress
from claimtrack.records import Claim, Dispute
from claimtrack.tracker import Tracker

__all__ = ["DisputeScores", "evaluate_disputes", "evaluate_topics", "score_disputes"]

_FIRST = 50
_WORD = re.compile(r"[a-z]+")
# Words of a speaker's name that two different people may share.
_COMMON = frozenset({
    "a", "and", "campaign", "gov", "governor", "house", "jr", "mr", "mrs", "ms", "of", "office",
    "president", "rep", "representative", "s", "secretary", "sen", "senator", "spokesman",
    "spokeswoman", "the",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class DisputeScores:
    """Figures by name, and by kind how many annotated disputes were found, of how many."""

    figures: Mapping[str, float | int]
    by_kind: Mapping[str, tuple[int, int]]


def evaluate_disputes(folder: Path, *, progress: Progress) -> DisputeScores:
    """Ingest the articles of a gold folder into memory and score the disputes found.

    Raises InputError if the folder cannot be read.
    """
    gold = read_gold(folder)
    with Tracker() as tracker:
        tracker.add(gold.articles, progress=progress)
        return score_disputes(gold, tracker.claims(), tracker.disputes())


def score_disputes(
    gold: Gold, claims: Sequence[Claim], disputes: Sequence[Dispute]
) -> DisputeScores:
    """Compare claims and a ranked list of disputes with what is annotated.

    ``claim_recall`` is the share of annotated claims that an extracted one overlaps,
    ``speaker_accuracy`` of these the share with the annotated speaker. A dispute is found
    (``recall_*``) when one of the list sets a claim of one of its sides against one of another.
    ``precision``, ``average_precision`` and ``precision_of_50`` ask of each of the list whether
    its headline opposes two sides of a dispute; further ones on a dispute already found
    (``duplicates``) are left out. ``across_events`` join articles of different events.
    """
    listed = _Listed(gold, disputes)
    found = [dispute for dispute in gold.disputes if dispute.id in listed.found]
    hard = [dispute for dispute in gold.disputes if dispute.is_hard]
    right, counted = sum(listed.hits), len(listed.hits)
    precision, recall = _share(right, counted), _share(len(found), len(gold.disputes))
    figures: dict[str, float | int] = {
        **_claim_figures(gold, claims),
        "recall_hard": _share(sum(one.is_hard for one in found), len(hard)),
        "recall_all": recall,
        "precision": precision,
        "f1": _share(2 * precision * recall, precision + recall),
        "average_precision": _average_precision(listed.hits, len(gold.disputes)),
        "precision_of_50": _share(sum(listed.hits[:_FIRST]), min(counted, _FIRST)),
        "listed": len(disputes),
        "duplicates": len(disputes) - counted,
        "across_events": listed.across_events,
    }
    return DisputeScores(figures, _by_kind(gold.disputes, listed.found))


class _Listed:
    """A ranked list of disputes beside the annotated ones."""

    def __init__(self, gold: Gold, disputes: Sequence[Dispute]) -> None:
        self.hits: list[bool] = []
        """Of each dispute that repeats none before it, best first: whether it is annotated."""
        self.found: set[str] = set()
        self.across_events = 0
        heads: set[str] = set()
        for dispute in sorted(disputes, key=lambda one: (-one.score, one.id)):
            members = [claim for side in dispute.sides for claim in side.claims]
            self.across_events += len({gold.events[claim.article] for claim in members}) > 1
            self.found |= _opposed_within(gold, dispute)
            by_id = {claim.id: claim for claim in members}
            matched = _between(gold, *(by_id[name] for name in dispute.headline))
            if matched and matched <= heads:
                continue
            self.hits.append(bool(matched))
            heads |= set(sorted(matched - heads)[:1])


def _opposed_within(gold: Gold, dispute: Dispute) -> set[str]:
    """Return the annotated disputes two of whose sides a dispute sets against each other."""
    found: set[str] = set()
    for number, side in enumerate(dispute.sides):
        for other in dispute.sides[number + 1 :]:
            for one in side.claims:
                for two in other.claims:
                    found |= _between(gold, one, two)
    return found


def _between(gold: Gold, one: Claim, other: Claim) -> set[str]:
    return between(gold.sides(one), gold.sides(other))


def _claim_figures(gold: Gold, claims: Sequence[Claim]) -> dict[str, float]:
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_article[claim.article].append(claim)
    found = [
        (span, over)
        for article, spans in gold.spans.items()
        for span in spans
        if (over := [claim for claim in by_article[article] if span.covers(claim)])
    ]
    total = sum(map(len, gold.spans.values()))
    right = sum(any(_is_speaker(claim, span) for claim in over) for span, over in found)
    return {
        "claim_recall": _share(len(found), total),
        "speaker_accuracy": _share(right, len(found)),
    }


def _is_speaker(claim: Claim, span: GoldSpan) -> bool:
    if (claim.speaker or "").strip().lower() == span.speaker.strip().lower():
        return True
    names = _names(claim.speaker)
    return bool(names & _names(span.speaker)) or bool(names and names == _names(span.mention))


def _names(text: str | None) -> set[str]:
    return set(_WORD.findall((text or "").lower())) - _COMMON


def _average_precision(hits: Sequence[bool], total: int) -> float:
    at, summed = 0, 0.0
    for number, hit in enumerate(hits, 1):
        if hit:
            at += 1
            summed += at / number
    return _share(summed, total)


def _by_kind(disputes: Sequence[GoldDispute], found: set[str]) -> dict[str, tuple[int, int]]:
    total = Counter(dispute.kind for dispute in disputes)
    right = Counter(dispute.kind for dispute in disputes if dispute.id in found)
    return {kind: (right[kind], total[kind]) for kind in sorted(total)}


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def evaluate_topics(folder: Path, *, progress: Progress) -> dict[str, float | int]:
    """Compare topics with events, and candidate pairs with disputes, over a folder's claims.

    ``pairwise_*`` count pairs of claims of one topic against pairs of one event;
    ``v_measure`` is that of Rosenberg and Hirschberg (2007), claims without a topic standing
    alone. ``candidates_recall`` is the share of annotated disputes, of those with claims
    extracted on two sides, between whose sides a candidate pair lies; ``candidates_per_claim``
    what it costs. Raises InputError if the folder cannot be read.
    """
    from sklearn.metrics import v_measure_score

    gold = read_gold(folder)
    recorder = PairRecorder()
    with Tracker(relation_model=recorder) as tracker:
        tracker.add(gold.articles, progress=progress)
        claims = tracker.claims()
    events = [gold.events[claim.article] for claim in claims]
    topics = [claim.topic or claim.id for claim in claims]
    both = _pairs(zip(events, topics, strict=True))
    precision, recall = _share(both, _pairs(topics)), _share(both, _pairs(events))
    joined = {name for pair in recorder.pairs for name in _between(gold, pair.a, pair.b)}
    return {
        "claims": len(claims),
        "topics": len(set(topics)),
        "pairwise_precision": precision,
        "pairwise_recall": recall,
        "pairwise_f1": _share(2 * precision * recall, precision + recall),
        "v_measure": float(v_measure_score(events, topics)),
        "candidates_recall": _share(len(joined), len(_reachable(gold, claims))),
        "candidates_per_claim": _share(2 * len(recorder.pairs), len(claims)),
    }


def _pairs(labels: Sequence[str] | Iterator[tuple[str, str]]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())


def _reachable(gold: Gold, claims: Sequence[Claim]) -> set[str]:
    """Return the disputes of which claims were extracted on two sides."""
    sides: dict[str, set[int]] = defaultdict(set)
    for claim in claims:
        for name, side in gold.sides(claim):
            sides[name].add(side)
    return {name for name, found in sides.items() if len(found) > 1}
