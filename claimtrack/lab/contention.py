"""Fits the weights that tell which claims are disputed (``opposition.contention``)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimtrack.embedding import SentenceEncoder
from claimtrack.lab.relation_examples import NewsPair
from claimtrack.opposition.contention import CONTENTION, contention, read_contention

__all__ = ["fit_contention"]

# Inverse strength of the ridge penalty: .05 and .5 were alike within .002 of the area under the
# ROC curve on events left out.
_PENALTY = 0.5
# Parts of the events, each judged by weights fitted on the others.
_PARTS = 4


@dataclass(frozen=True, slots=True)
class _Claims:
    """Claims by id: their vectors, whether they stand in a dispute, and their events."""

    row: dict[str, int]
    vectors: NDArray[np.float32]
    disputed: NDArray[np.bool_]
    event: list[str]


def fit_contention(
    folds: Sequence[Sequence[NewsPair]], held: Sequence[NewsPair], out: Path
) -> tuple[list[NewsPair], ...]:
    """Fit the weights on ``folds`` and write them; return all pairs with what they tell.

    The pairs of ``folds`` are judged by weights fitted on other events, as the pairs of news to
    come will be; those of ``held`` by the weights written.
    """
    known = _claims([pair for fold in (*folds, held) for pair in fold])
    mine = {pair.event for fold in folds for pair in fold}
    learned = np.array([event in mine for event in known.event])
    weights = _fit(known, learned)
    out.mkdir(parents=True, exist_ok=True)
    model = {"intercept": weights[0], "weights": weights[1:]}
    (out / CONTENTION).write_text(json.dumps(model) + "\n", "utf-8")
    odds = contention(known.vectors, read_contention(out / CONTENTION))
    order = {event: number for number, event in enumerate(sorted(mine))}
    part = np.array([order.get(event, -1) % _PARTS for event in known.event])
    for number in range(_PARTS):
        judged = learned & (part == number)
        others = np.array(_fit(known, learned & ~judged), np.float32)
        odds[judged] = contention(known.vectors[judged], others)
    return tuple([_contended(pair, known, odds) for pair in fold] for fold in (*folds, held))


def _claims(pairs: Sequence[NewsPair]) -> _Claims:
    claims = {
        claim.id: (claim, news.event) for news in pairs for claim in (news.pair.a, news.pair.b)
    }
    disputed = {claim.id for news in pairs if news.opposes for claim in (news.pair.a, news.pair.b)}
    ids = sorted(claims)
    return _Claims(
        row={name: number for number, name in enumerate(ids)},
        vectors=SentenceEncoder().encode([claims[name][0].text for name in ids]),
        disputed=np.array([name in disputed for name in ids], bool),
        event=[claims[name][1] for name in ids],
    )


def _fit(known: _Claims, chosen: NDArray[np.bool_]) -> list[float]:
    """Return an intercept and weights whose log odds are 0 on average; zeros without examples."""
    from sklearn.linear_model import LogisticRegression

    vectors, disputed = known.vectors[chosen], known.disputed[chosen]
    if disputed.all() or not disputed.any():
        return [0.0] * (1 + known.vectors.shape[1])
    model = LogisticRegression(C=_PENALTY, max_iter=1000).fit(vectors, disputed)
    weights = model.coef_[0]
    intercept = -float((vectors @ weights).mean())
    return [round(float(value), 3) for value in (intercept, *weights)]


def _contended(news: NewsPair, known: _Claims, odds: NDArray[np.float32]) -> NewsPair:
    one, other = (float(odds[known.row[claim.id]]) for claim in (news.pair.a, news.pair.b))
    return replace(news, pair=replace(news.pair, contested=(one, other)))
