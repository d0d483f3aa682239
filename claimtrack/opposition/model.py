"""How two claims stand to each other: conflict, agreement or neither, with named reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from claimtrack.opposition.encounters import Encounter, meet
from claimtrack.opposition.exchange import shipped_weights
from claimtrack.opposition.propositions import Proposition, propose
from claimtrack.opposition.signals import Signal, agreement, opposing_signals
from claimtrack.records import CandidatePair, Claim, Kind, Relation, make_id
from claimtrack.settings import Settings

__all__ = ["RelationModel", "SignalModel", "asserts"]

# Raised whenever the rules would judge the same pair differently.
_VERSION = 2
_ASSERTIVE = frozenset({"asserted", "prediction", "promise"})


class RelationModel(Protocol):
    """Whatever judges pairs of claims; the answer must not depend on other pairs."""

    name: str

    def judge(self, pairs: Sequence[CandidatePair]) -> list[Relation]:
        """Return one relation a pair, in the same order."""
        ...


class SignalModel:
    """Judges pairs by named signals (see ``signals``), each of which a person can check.

    ``name`` follows from the version of the rules, the weights and the settings, so that no
    relation judged by others is taken for one of these.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.name = f"signals-{_VERSION}@{make_id(shipped_weights(), self.settings)[:8]}"

    def judge(self, pairs: Sequence[CandidatePair]) -> list[Relation]:
        """Return one relation a pair, in the same order.

        Each claim's proposition is computed once a call.
        """
        known: dict[str, Proposition] = {}
        return [
            self._relation(_known(pair.a, known), _known(pair.b, known), pair.similarity)
            for pair in pairs
        ]

    def _relation(self, a: Proposition, b: Proposition, similarity: float) -> Relation:
        one, two = a.claim.id, b.claim.id
        if not (asserts(a) and asserts(b)):
            return Relation(one, two, "neither", 0.0)
        met = meet(a, b, similarity, self.settings)
        signals = opposing_signals(met)
        doubt = 1.0
        for signal in signals:
            doubt *= 1.0 - min(signal.score, 0.95)
        score = round(1.0 - doubt, 4)
        if signals and score >= self.settings.min_conflict:
            kind = _kind(met, signals)
            return Relation(one, two, "conflict", score, kind, tuple(s.reason for s in signals))
        same = agreement(met)
        if same is not None and not signals:
            return Relation(one, two, "agree", round(same.score, 4), None, (same.reason,))
        return Relation(one, two, "neither", score)


def asserts(proposition: Proposition) -> bool:
    """Tell whether a claim is an assertion of its speaker (questions and demands are not)."""
    claimed = proposition.claim.modality in _ASSERTIVE and not proposition.is_question
    hedged = proposition.is_reported_belief or proposition.is_hypothetical or proposition.is_open
    return claimed and not hedged


def _known(claim: Claim, known: dict[str, Proposition]) -> Proposition:
    found = known.get(claim.id)
    if found is None:
        found = known[claim.id] = propose(claim)
    return found


def _kind(met: Encounter, signals: Sequence[Signal]) -> Kind:
    """Return why two claims oppose: by the strongest signal, refined by what both speak of."""
    if met.same_speaker:
        return "reversal"
    kind = signals[0].kind
    if kind in ("fact", "denial", "judgement"):
        if met.a.is_normative and met.b.is_normative:
            return "judgement"
        if met.a.is_future and met.b.is_future:
            return "forecast"
    return kind
