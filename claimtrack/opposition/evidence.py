"""What may tell that two claims oppose each other, as plain named numbers.

Most disputes in the news share few words; what gives them away is what is said around the
claims: who answers whom, who rebuts, denies or accuses. The weights of this evidence are learned
(see ``weighing``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from claimtrack.opposition.encounters import Encounter
from claimtrack.opposition.propositions import Proposition
from claimtrack.opposition.reasons import Signal
from claimtrack.opposition.standing import STANDING, standing

__all__ = ["EVIDENCE", "READING", "SIGNALS", "UNSAID", "evidence", "reading_evidence"]

_SHARING = ("shared words", "share of words", "words around", "same names", "near in meaning")
_PLACING = ("same sentence", "next to each other", "near each other", "far apart")
_NAMING = ("names the other speaker", "both name each other")
_REACTING = (
    "rebuttal", "rebuttal names the other", "rebuttal next to it", "contrast next to it",
    "called false", "denial", "denial of shared words", "accusation", "accused speaks",
    "doubt in the cue",
)  # fmt: skip
_POLARITY = (
    "negated shared words", "one side negative", "one side rejects", "both reject",
    "opposite words",
    "opposite wishes", "like wishes", "opposite forecasts", "like forecasts",
)  # fmt: skip
_FORM = ("both attributed", "both quoted", "both figures", "length")
_SETTING = ("same article", "same source", "same speaker", "one narrated", "both narrated")
# The same evidence again for claims of two articles, where its weight is another.
_ACROSS = (
    "shared words across", "share of words across", "near in meaning across",
    "one side negative across", "opposite words across",
)  # fmt: skip
_CONTESTED = ("contested subject", "both contested")
SIGNALS = ("figures", "denial", "negation")
"""Names of the signals that news gives often enough for a weight to be learned."""
_SIGNALLED = tuple(f"signal: {name}" for name in SIGNALS)
EVIDENCE = (
    *_SHARING, *_PLACING, *_NAMING, *_REACTING, *_POLARITY, *_FORM, *_SETTING, *_ACROSS, *STANDING,
    *_CONTESTED, *_SIGNALLED,
)  # fmt: skip
"""Names of the evidence, in the order in which ``evidence`` returns it."""

READING = ("reads as opposed", "reads as agreeing", "reads as opposed across")
"""Names of the evidence that a cross-encoder gives, in the order of ``reading_evidence``."""

_SAID = frozenset({"two parties", "two roles", "but before it"})
UNSAID = frozenset({
    "length", "both quoted", "both attributed", "words around", "near in meaning", "same article",
    "same source", "one narrated", "both narrated", "near in meaning across", "both figures",
    "reads as agreeing", "reads as opposed across", "both reject", "like wishes",
    "like forecasts", "far apart",
    *STANDING, *_CONTESTED, *_SIGNALLED,
}) - _SAID  # fmt: skip
"""Evidence that is no reason to show: most pairs have it, a signal says it better, or it tells that
claims are of one dispute and not that they oppose."""

# Characters between a statement and a reply that follows it at once.
_NEXT = 400
_NEAR = 1000
_FAR = 2500
# Log odds beyond which a reader's sureness counts no more.
_MOST_SURE = 6.0


def evidence(met: Encounter, signals: Sequence[Signal]) -> tuple[float, ...]:
    """Return the evidence that two claims oppose each other, in the order of ``EVIDENCE``.

    ``signals`` are those of the same two claims. It is the same for the claims swapped. Counts
    are capped, so that no single one of them decides.
    """
    strongest = {signal.name: signal.score for signal in reversed(signals)}
    return (
        *_sharing(met),
        *_placing(met),
        *_naming(met),
        *_reacting(met),
        *_polar(met),
        *_form(met),
        *_setting(met),
        *_across(met),
        *standing(met),
        math.fsum(met.contested),
        min(met.contested),
        *(strongest.get(name, 0.0) for name in SIGNALS),
    )


def reading_evidence(probabilities: Sequence[float], *, across: bool) -> tuple[float, ...]:
    """Return log odds, in the order of ``READING``, from a reader's row (see ``OUTCOMES``).

    Of two claims ``across`` articles the reading tells more: nothing else is said about them.
    """
    agree, neither, *kinds = (float(value) for value in probabilities)
    against = math.fsum(kinds)
    opposed, agreeing = _log_odds(against, agree + neither), _log_odds(agree, neither + against)
    return opposed, agreeing, opposed if across else 0.0


def _log_odds(one: float, other: float) -> float:
    # Bounded, so that a reader that is sure beyond its training cannot silence all the rest.
    return max(-_MOST_SURE, min(_MOST_SURE, math.log((one + 1e-6) / (other + 1e-6))))


def _sharing(met: Encounter) -> tuple[float, ...]:
    names = len(met.a.names & met.b.names)
    words = min(met.shared, 4.0), min(met.overlap, 1.0), min(met.around, 4.0)
    return (*words, min(names, 3), max(met.similarity, 0.0))


def _placing(met: Encounter) -> tuple[float, ...]:
    gap = _FAR if met.distance is None else met.distance
    same = met.distance is not None and met.a.claim.sentence_start == met.b.claim.sentence_start
    return float(same), float(gap < _NEXT), float(gap < _NEAR), float(gap >= _FAR)


def _names_speaker(one: Proposition, other: Proposition) -> bool:
    """Tell whether one claim's sentence names the other claim's speaker."""
    return bool(other.speaker_names & one.context) and not other.speaker_names & one.speaker


def _naming(met: Encounter) -> tuple[float, ...]:
    one, two = _names_speaker(met.a, met.b), _names_speaker(met.b, met.a)
    return float(one or two), float(one and two)


def _reacting(met: Encounter) -> tuple[float, ...]:
    a, b = met.a, met.b
    later = max(a, b, key=lambda one: (one.claim.start, one.claim.id))
    is_next = met.distance is not None and met.distance < _NEXT
    rebuts = bool(a.rebuttal or b.rebuttal)
    answers = (a.rebuttal and _names_speaker(a, b)) or (b.rebuttal and _names_speaker(b, a))
    one_denies = a.is_denial != b.is_denial
    # A denial agrees with what calls the same thing false or says that it was not so.
    asserted = b if a.is_denial else a
    against = one_denies and not (asserted.falsity or asserted.negated)
    return (
        float(rebuts),
        float(bool(answers)),
        float(is_next and later.rebuttal is not None),
        float(is_next and later.begins_contrast),
        float(bool((a.falsity and not b.rejects) or (b.falsity and not a.rejects))),
        float(one_denies),
        min(met.shared, 3.0) if against else 0.0,
        float(bool(a.target) != bool(b.target)),
        float(bool(a.target & b.speaker or b.target & a.speaker)),
        float("claim" in (a.claim.cue_class, b.claim.cue_class)),
    )


def _polar(met: Encounter) -> tuple[float, ...]:
    a, b = met.a, met.b
    # Who denies "she lied" and who says "I did not lie" stand on one side.
    turned = a.is_denial != b.is_denial
    crossing = (a.denied & b.content - b.negated) | (b.denied & a.content - a.negated)
    negative = (bool(a.negated) != bool(b.negated)) != turned
    opposite = any((index, 1 - side) in b.poles for index, side in a.poles)
    unlike = negative or opposite
    wishes = a.is_normative and b.is_normative
    forecasts = a.is_future and b.is_future
    return (
        0.0 if turned else min(len(crossing), 2) * min(met.overlap, 1.0),
        float(negative),
        float(a.rejects != b.rejects),
        float(a.rejects and b.rejects),
        float(opposite),
        float(wishes and unlike),
        float(wishes and not unlike),
        float(forecasts and unlike),
        float(forecasts and not unlike),
    )


def _form(met: Encounter) -> tuple[float, ...]:
    a, b = met.a, met.b
    quoted = a.claim.form in ("direct", "mixed") and b.claim.form in ("direct", "mixed")
    return (
        float(a.claim.speaker is not None and b.claim.speaker is not None),
        float(quoted),
        float(bool(a.figures and b.figures)),
        min(a.weighty, b.weighty, 12.0),
    )


def _setting(met: Encounter) -> tuple[float, ...]:
    a, b = met.a.claim, met.b.claim
    narrated = (a.speaker is None) + (b.speaker is None)
    return (
        float(met.distance is not None),
        float(a.source == b.source),
        float(met.same_speaker),
        float(narrated == 1),
        float(narrated == 2),
    )


def _across(met: Encounter) -> tuple[float, ...]:
    if met.distance is not None:
        return (0.0,) * len(_ACROSS)
    words = min(met.shared, 4.0), min(met.overlap, 1.0), max(met.similarity, 0.0)
    polar = dict(zip(_POLARITY, _polar(met), strict=True))
    return (*words, polar["one side negative"], polar["opposite words"])
