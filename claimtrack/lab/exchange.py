"""Fits the weights of the exchange signal on annotated disputes (see ``opposition.exchange``)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimtrack.embedding import Encoder
from claimtrack.errors import InputError
from claimtrack.lab.gold import Gold, between, read_gold
from claimtrack.lab.recording import PairRecorder
from claimtrack.linking import Progress
from claimtrack.opposition.encounters import meet
from claimtrack.opposition.exchange import EVIDENCE, FORMAT, evidence
from claimtrack.opposition.model import asserts
from claimtrack.opposition.propositions import propose
from claimtrack.settings import Settings
from claimtrack.tracker import Tracker

__all__ = ["train_exchange"]

# Inverse strength of the ridge penalty on standardised evidence; .01 to 1 alike within .002 of
# average precision on held-out articles.
_PENALTY = 0.05
_FOLDS = 5
_SEED = 0


@dataclass(frozen=True, slots=True)
class _Examples:
    """Evidence (rows × ``EVIDENCE``), whether each pair opposes, and its article's number."""

    evidence: NDArray[np.float64]
    opposes: NDArray[np.bool_]
    article: NDArray[np.int64]


def train_exchange(
    folder: Path, out: Path, *, progress: Progress, encoder: Encoder | None = None
) -> dict[str, float | int]:
    """Fit the weights on the disputes of a gold folder and write ``out``/weights.json.

    The examples are the candidate pairs of two different speakers within one article. Returns
    how many there were and, from five folds of whole articles, the area under the ROC curve
    and the average precision on articles not fitted on. The same data give the same weights.
    ``encoder`` tells how near claims are in meaning, the built-in one if it is None.
    Raises InputError if the folder cannot be read or holds too few disputes.
    """
    examples = _examples(read_gold(folder), encoder, progress)
    if len(set(examples.article[examples.opposes].tolist())) < _FOLDS:
        raise InputError(f"{folder}: too few articles with disputes to fit anything on")
    figures = _cross_validate(examples)
    intercept, weights = _fit(examples.evidence, examples.opposes)
    rounded = {name: round(float(w), 3) for name, w in zip(EVIDENCE, weights, strict=True)}
    model = {"format": FORMAT, "intercept": round(intercept, 3), "weights": rounded}
    out.mkdir(parents=True, exist_ok=True)
    (out / "weights.json").write_text(json.dumps(model, indent=1) + "\n", "utf-8")
    return {"pairs": len(examples.opposes), "opposing": int(examples.opposes.sum()), **figures}


def _examples(gold: Gold, encoder: Encoder | None, progress: Progress) -> _Examples:
    recorder = PairRecorder()
    with Tracker(encoder=encoder, relation_model=recorder) as tracker:
        tracker.add(gold.articles, progress=progress)
    settings = Settings()
    claims = {claim.id: claim for pair in recorder.pairs for claim in (pair.a, pair.b)}
    propositions = {name: propose(claim) for name, claim in claims.items()}
    sides = {name: gold.sides(claim) for name, claim in claims.items()}
    numbers = {article.id: number for number, article in enumerate(gold.articles)}
    rows, labels, articles = [], [], []
    for pair in recorder.pairs:
        a, b = propositions[pair.a.id], propositions[pair.b.id]
        met = meet(a, b, pair.similarity, settings)
        if met.distance is None or met.same_speaker or not (asserts(a) and asserts(b)):
            continue
        rows.append(evidence(met))
        labels.append(bool(between(sides[pair.a.id], sides[pair.b.id])))
        articles.append(numbers[pair.a.article])
    return _Examples(np.array(rows, np.float64), np.array(labels, bool), np.array(articles))


def _fit(
    found: NDArray[np.float64], opposes: NDArray[np.bool_]
) -> tuple[float, NDArray[np.float64]]:
    """Return intercept and weights for evidence as it is, fitted on standardised evidence."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = found.mean(axis=0), found.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=_PENALTY, max_iter=2000)
    model.fit((found - mean) / spread, opposes)
    weights: NDArray[np.float64] = model.coef_[0] / spread
    return float(model.intercept_[0] - weights @ mean), weights


def _cross_validate(examples: _Examples) -> dict[str, float]:
    from sklearn.metrics import average_precision_score, roc_auc_score

    fold_of = np.random.default_rng(_SEED).permutation(examples.article.max() + 1) % _FOLDS
    folds = fold_of[examples.article]
    scores = np.zeros(len(folds))
    for fold in range(_FOLDS):
        held = folds == fold
        intercept, weights = _fit(examples.evidence[~held], examples.opposes[~held])
        scores[held] = examples.evidence[held] @ weights + intercept
    return {
        "held_out_auc": round(float(roc_auc_score(examples.opposes, scores)), 4),
        "held_out_ap": round(float(average_precision_score(examples.opposes, scores)), 4),
    }
