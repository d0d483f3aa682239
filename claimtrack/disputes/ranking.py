"""The order of disputes: the surest first, but what repeats a claim gives way to what is new."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from claimtrack.records import Dispute

__all__ = ["rank"]

# What is left of a score for each surer dispute that a claim of the headline heads, and that it
# stands in, already. On the 50 events, folds left out, average precision was .044 without, .048 to
# .050 for .8 to .2 of the first, and .051 with the second at .6 or .8.
_HEADS, _MOST_HEADS = 0.5, 3
_STANDS, _MOST_STANDS = 0.8, 2


def rank(disputes: Iterable[Dispute]) -> list[Dispute]:
    """Return disputes best first (score, then id), the scores of those that repeat lowered.

    A reader who has seen a claim disputed learns less from the next dispute about it.
    """
    waiting = [(-dispute.score, dispute.id, dispute) for dispute in disputes]
    heapq.heapify(waiting)
    heads, stands = Counter[str](), Counter[str]()
    ranked: list[Dispute] = []
    while waiting:
        tried, name, dispute = heapq.heappop(waiting)
        score = _worth(dispute, heads, stands)
        if score < -tried:
            # What was taken meanwhile has lowered it: others may come first now.
            heapq.heappush(waiting, (-score, name, dispute))
            continue
        ranked.append(replace(dispute, score=score))
        heads.update(dispute.headline)
        stands.update(claim.id for side in dispute.sides for claim in side.claims)
    return ranked


def _worth(dispute: Dispute, heads: Counter[str], stands: Counter[str]) -> float:
    left = dispute.score
    for claim in dispute.headline:
        left *= _HEADS ** min(heads[claim], _MOST_HEADS)
        left *= _STANDS ** min(stands[claim], _MOST_STANDS)
    return round(left, 4)
