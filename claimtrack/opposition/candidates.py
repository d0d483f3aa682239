"""Which pairs of claims are worth judging: near in meaning, in place, or by who accuses whom.

Opposing claims share few words, so nearness of vectors alone finds a third of them: within
one article every pair that stands close counts as well, and claims by the party that
another claim accuses count wherever they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claimtrack.records import CandidatePair, Claim
from claimtrack.settings import Settings

__all__ = ["candidate_pairs"]

_BLOCK = 256
_ASSERTIVE = frozenset({"asserted", "prediction", "promise"})
# What a sign of opposition adds to the cosine when a claim's partners are ranked.
_NEAR_BONUS = 0.2
_ACCUSED_BONUS = 0.4
_DENIAL_BONUS = 0.1


def candidate_pairs(
    claims: Sequence[Claim],
    vectors: NDArray[np.float32],
    settings: Settings,
    contested: NDArray[np.float32] | None = None,
) -> list[CandidatePair]:
    """Return the pairs worth judging, ordered by the ids of their claims.

    ``vectors`` has shape (len(claims), dimension), rows of unit length; ``contested`` holds the log
    odds that each claim is disputed, which the pairs pass on. Only claims of one
    topic are paired, never questions, demands or conditionals. One speaker's claims are paired
    across articles alone (a reversal), one source's narrated claims never. Each claim picks at
    most ``settings.pairs_per_claim`` partners. The order of ``claims`` does not matter.
    """
    groups: dict[str | None, list[int]] = defaultdict(list)
    for index in sorted(range(len(claims)), key=lambda index: claims[index].id):
        if claims[index].modality in _ASSERTIVE:
            groups[claims[index].topic].append(index)
    found: dict[tuple[int, int], float] = {}
    for members in groups.values():
        if len(members) > 1:
            group = _Group([claims[index] for index in members], vectors[members])
            for (one, two), similarity in _pairs_of(group, settings).items():
                found[members[one], members[two]] = similarity
    odds = [0.0] * len(claims) if contested is None else contested.tolist()
    pairs = [
        CandidatePair(claims[i], claims[j], value, (odds[i], odds[j]))
        for (i, j), value in found.items()
    ]
    return sorted(pairs, key=lambda pair: (pair.a.id, pair.b.id))


@dataclass(frozen=True, slots=True)
class _Group:
    claims: list[Claim]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the rules of pairing need of every claim of a topic, as whole numbers."""

    article: NDArray[np.int64]
    source: NDArray[np.int64]
    speaker: NDArray[np.int64]
    target: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    denies: NDArray[np.bool_]


def _columns(claims: Sequence[Claim]) -> _Columns:
    codes: dict[Hashable, int] = {}

    def code(value: Hashable | None) -> int:
        return -1 if value is None else codes.setdefault(value, len(codes))

    def column(values: Sequence[Hashable | None]) -> NDArray[np.int64]:
        return np.array([code(value) for value in values], dtype=np.int64)

    return _Columns(
        article=column([("article", claim.article) for claim in claims]),
        source=column([("source", claim.source or claim.article) for claim in claims]),
        speaker=column([claim.speaker_id or claim.speaker for claim in claims]),
        target=column([claim.target_id or claim.target for claim in claims]),
        start=np.array([claim.start for claim in claims], dtype=np.int64),
        end=np.array([claim.end for claim in claims], dtype=np.int64),
        denies=np.array([claim.negated for claim in claims], dtype=np.bool_),
    )


def _pairs_of(group: _Group, settings: Settings) -> dict[tuple[int, int], float]:
    columns = _columns(group.claims)
    count = len(group.claims)
    most = min(settings.pairs_per_claim, count - 1)
    found: dict[tuple[int, int], float] = {}
    for first in range(0, count, _BLOCK):
        rows = np.arange(first, min(first + _BLOCK, count))
        # Rounded, so that the block a claim falls into cannot change a rank.
        cosine = np.round(group.vectors[rows] @ group.vectors.T, 5)
        rank = _rank(columns, rows, cosine, settings)
        best = np.argsort(-rank, axis=1, kind="stable")[:, :most]
        for at, row in enumerate(rows.tolist()):
            for partner in best[at].tolist():
                if rank[at, partner] == -np.inf:
                    break
                pair = (row, partner) if row < partner else (partner, row)
                found[pair] = float(np.clip(cosine[at, partner], -1.0, 1.0))
    return found


def _rank(
    columns: _Columns, rows: NDArray[np.int64], cosine: NDArray[np.float32], settings: Settings
) -> NDArray[np.float32]:
    """Return how promising each partner (column) of each row's claim is; -inf: no pair."""

    def equal(values: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
        known = values[rows][:, None] >= 0
        return np.asarray((values[rows][:, None] == others[None, :]) & known)

    same_article = equal(columns.article, columns.article)
    same_speaker = equal(columns.speaker, columns.speaker)
    unspoken = (columns.speaker[rows][:, None] < 0) & (columns.speaker[None, :] < 0)
    barred = same_speaker & same_article
    barred |= unspoken & equal(columns.source, columns.source)
    # A narrated sentence holds the claims attributed in it; they do not oppose it.
    meets = columns.start[rows][:, None] < columns.end[None, :]
    meets &= columns.start[None, :] < columns.end[rows][:, None]
    barred |= same_article & meets
    gap = np.abs(columns.start[rows][:, None] - columns.start[None, :])
    near = same_article & (gap < settings.reply_distance)
    accused = equal(columns.target, columns.speaker) | equal(columns.speaker, columns.target)
    denies = columns.denies[rows][:, None] | columns.denies[None, :]
    bonus = _NEAR_BONUS * near + _ACCUSED_BONUS * accused + _DENIAL_BONUS * denies
    worth = (cosine >= settings.min_similarity) | near | accused
    rank = np.where(worth & ~barred, cosine + bonus, -np.inf)
    return np.asarray(rank, dtype=np.float32)
