"""How two claims stand to each other: conflict, agreement or neither, with named reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from claimtrack.opposition.agreements import agreement, compatible
from claimtrack.opposition.encounters import Encounter, long_apart, meet
from claimtrack.opposition.evidence import SIGNALS, evidence, reading_evidence
from claimtrack.opposition.propositions import Proposition, propose
from claimtrack.opposition.reading import OUTCOMES, BuiltInReader, Reader
from claimtrack.opposition.reasons import Signal
from claimtrack.opposition.signals import opposing_signals
from claimtrack.opposition.weighing import Weighing, shipped_weighing
from claimtrack.records import KINDS, CandidatePair, Claim, Kind, Relation, make_id
from claimtrack.settings import Settings

__all__ = ["RelationModel", "WeighedModel", "asserts"]

# Raised whenever the rules would judge the same pair differently.
_VERSION = 6
# What counts of an explicit signal that is weighed among the evidence as well: of 149 pairs of
# annotated news that such signals scored .56 on average .30 oppose. From .3 to .6 the average
# precision on 30 events is alike.
_SHARE_OF_WEIGHED = 0.5
_WEIGHED = "weighed"
_ASSERTIVE = frozenset({"asserted", "prediction", "promise"})
# Kinds that a reader tells apart less well than what both claims speak of.
_BROAD = frozenset({"fact", "denial", "judgement"})


class RelationModel(Protocol):
    """Whatever judges pairs of claims; the answer must not depend on other pairs."""

    @property
    def name(self) -> str:
        """What tells this model's relations from others' in the database."""

    def judge(self, pairs: Sequence[CandidatePair]) -> list[Relation]:
        """Return one relation a pair, in the same order."""
        ...


@dataclass(slots=True)
class _Case:
    """A pair under judgement: what the claims share, what speaks for opposition, the reading."""

    met: Encounter
    signals: list[Signal]
    evidence: tuple[float, ...]
    first: float
    reading: tuple[float, ...] | None = None


class WeighedModel:
    """Judges pairs by explicit signals and by learned weights of evidence, a reading among it.

    The explicit signals (see ``signals``) are exact and rare. A first look at the other
    evidence leaves most pairs aside; ``reader`` reads the rest, and the whole is weighed.
    ``name`` follows from the version of the rules, the weights, the reader and the settings, so
    that no relation judged by others is taken for one of these.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        reader: Reader | None = None,
        weighing: Weighing | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.reader = reader or BuiltInReader(settings=self.settings)
        self.weighing = weighing or shipped_weighing()

    @property
    def name(self) -> str:
        """Version of the rules and a digest of everything else that decides an answer."""
        parts = make_id(self.weighing, self.reader.name, self.settings)
        return f"weighed-{_VERSION}@{parts[:8]}"

    def judge(self, pairs: Sequence[CandidatePair]) -> list[Relation]:
        """Return one relation a pair, in the same order.

        Each claim's proposition is computed once a call. Raises ModelError if the reader
        cannot be had.
        """
        known: dict[str, Proposition] = {}
        cases = [self._case(pair, known) for pair in pairs]
        wanted = [case for case in cases if case and self._is_worth_reading(case)]
        read = self.reader.read([(case.met.a.claim, case.met.b.claim) for case in wanted])
        for case, row in zip(wanted, read.tolist(), strict=True):
            case.reading = tuple(row)
        return [self._relation(pair, case) for pair, case in zip(pairs, cases, strict=True)]

    def _case(self, pair: CandidatePair, known: dict[str, Proposition]) -> _Case | None:
        """Return the case of a pair, None if one of its claims asserts nothing."""
        a, b = _known(pair.a, known), _known(pair.b, known)
        if not (asserts(a) and asserts(b)):
            return None
        met = meet(a, b, pair.similarity, self.settings, pair.contested)
        signals = opposing_signals(met)
        found = evidence(met, signals)
        return _Case(met, signals, found, self.weighing.first_look(found))

    def _is_worth_reading(self, case: _Case) -> bool:
        if not _can_be_weighed(case.met):
            return False
        return bool(case.signals) or case.first >= self.settings.min_first_look

    def _relation(self, pair: CandidatePair, case: _Case | None) -> Relation:
        one, two = pair.a.id, pair.b.id
        if case is None:
            return Relation(one, two, "neither", 0.0)
        same = agreement(case.met)
        signals = [_counted(signal) for signal in case.signals]
        if same is None and not compatible(case.met) and (learned := self._learned(case)):
            signals.append(learned)
        doubt = 1.0
        for signal in signals:
            doubt *= 1.0 - min(signal.score, 0.95)
        score = round(1.0 - doubt, 6)
        if signals and score >= self.settings.min_conflict:
            # What was computed says more exactly why than what was weighed.
            signals.sort(key=lambda one: (one.name == _WEIGHED, -one.score, one.name, one.reason))
            kind = _kind(case.met, signals)
            return Relation(one, two, "conflict", score, kind, tuple(s.reason for s in signals))
        if same is not None and not case.signals:
            return Relation(one, two, "agree", round(same.score, 4), None, (same.reason,))
        return Relation(one, two, "neither", score)

    def _learned(self, case: _Case) -> Signal | None:
        """Return the signal of all evidence weighed, None if it is weak or was not read."""
        met = case.met
        if case.reading is None:
            return None
        reading = reading_evidence(case.reading, across=met.distance is None)
        score = round(self.weighing.probability(case.evidence, reading), 6)
        if score < self.settings.min_weighed:
            return None
        reason = self.weighing.reason(case.evidence, reading) or "many small signs"
        return Signal(_WEIGHED, _kind_read(case.reading), score, f"evidence: {reason}")


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


def _can_be_weighed(met: Encounter) -> bool:
    """Tell whether weights say anything of two claims: not of other times, nor of two narrations.

    Of 6,632 narrated pairs of annotated news 22 oppose; explicit signals alone tell which.
    """
    if met.a.claim.form == met.b.claim.form == "narrated":
        return False
    return met.same_speaker or not long_apart(met.a, met.b)


def _counted(signal: Signal) -> Signal:
    """Return a signal with what counts of its score beside that of the evidence."""
    if signal.name not in SIGNALS:
        return signal
    return replace(signal, score=_SHARE_OF_WEIGHED * signal.score)


def _kind_read(reading: Sequence[float]) -> Kind:
    """Return the kind of conflict that a reader holds likeliest, but for a reversal.

    Whether one speaker said both is known, not read.
    """
    likely = dict(zip(OUTCOMES, reading, strict=True))
    return max((kind for kind in KINDS if kind != "reversal"), key=lambda kind: likely[kind])


def _kind(met: Encounter, signals: Sequence[Signal]) -> Kind:
    """Return why two claims oppose: by the first signal, refined by what both speak of."""
    if met.same_speaker:
        return "reversal"
    kind = signals[0].kind
    if kind in _BROAD:
        if met.a.is_normative and met.b.is_normative:
            return "judgement"
        if met.a.is_future and met.b.is_future:
            return "forecast"
    return kind
