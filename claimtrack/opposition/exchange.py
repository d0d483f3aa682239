"""How much two claims look like an exchange: one answers, doubts or rebuts the other.

Most disputes in the news share few words; what gives them away is what is said around the
claims. The evidence is plain and named, its weights (``exchange_weights.json``) are those of
a logistic regression, and what weighed most is the reason shown.
"""

from __future__ import annotations

import math
from functools import cache

from claimtrack.language.vocabulary import lexicon
from claimtrack.opposition.encounters import Encounter

__all__ = ["EVIDENCE", "evidence", "exchange"]

EVIDENCE = (
    "shared words",
    "share of words",
    "words around",
    "same sentence",
    "next to each other",
    "near each other",
    "far apart",
    "other article",
    "both attributed",
    "names the other speaker",
    "both name each other",
    "speaks of the other",
    "rebuttal",
    "rebuttal names the other",
    "contrast",
    "contrast next to it",
    "called false",
    "called false and named",
    "denial",
    "denial of shared words",
    "accusation",
    "accused speaks",
    "negated on one side",
    "negated shared words",
    "one side negative",
    "opposite words",
    "both normative",
    "both about the future",
    "doubt in the cue",
    "both figures",
    "same names",
    "quoted words",
    "length",
)


# Evidence that raises the score of most pairs and tells a reader nothing.
_SILENT = frozenset({"length", "quoted words", "both attributed", "words around"})


def evidence(met: Encounter) -> tuple[float, ...]:
    """Return the evidence of an exchange, in the order of ``EVIDENCE``; symmetric."""
    a, b = met.a, met.b
    distance = met.distance
    names_a = bool(b.speaker & a.context) and not b.speaker & a.speaker
    names_b = bool(a.speaker & b.context) and not a.speaker & b.speaker
    spoken_a = bool(b.speaker & a.content) and not b.speaker & a.speaker
    spoken_b = bool(a.speaker & b.content) and not a.speaker & b.speaker
    later, earlier = (a, b) if a.claim.start > b.claim.start else (b, a)
    next_to = distance is not None and distance < 400
    contrast = later.begins_contrast and distance is not None
    negative = bool(a.negated) != bool(b.negated)
    crossing = (a.denied & b.content - b.negated) | (b.denied & a.content - a.negated)
    opposite = any((index, 1 - side) in b.poles for index, side in a.poles)
    return (
        min(met.shared, 4.0),
        min(met.overlap, 1.0),
        min(met.around, 4.0),
        float(a.claim.sentence_start == b.claim.sentence_start and distance is not None),
        float(next_to),
        float(distance is not None and distance < 1000),
        float(distance is not None and distance >= 2500),
        float(distance is None),
        float(a.claim.speaker is not None and b.claim.speaker is not None),
        float(names_a or names_b),
        float(names_a and names_b),
        float(spoken_a or spoken_b),
        float(bool(a.rebuttal or b.rebuttal)),
        float((a.rebuttal is not None and names_a) or (b.rebuttal is not None and names_b)),
        float(contrast),
        float(contrast and next_to),
        float(bool(a.falsity) != bool(b.falsity)),
        float((a.falsity is not None and names_a) or (b.falsity is not None and names_b)),
        float(a.is_denial or b.is_denial),
        float(a.is_denial != b.is_denial) * min(met.shared, 3.0),
        float(bool(a.target or b.target)),
        float(bool(a.target & b.speaker or b.target & a.speaker)),
        float(bool(crossing)),
        min(sum(1.0 for _ in crossing), 2.0) * min(met.overlap, 1.0),
        float(negative),
        float(opposite),
        float(a.is_normative and b.is_normative),
        float(a.is_future and b.is_future),
        float("claim" in (a.claim.cue_class, b.claim.cue_class)),
        float(bool(a.figures and b.figures)),
        float(min(len(a.names & b.names), 3)),
        float(sum("“" in x.claim.text or '"' in x.claim.text for x in (earlier, later))),
        min(a.weighty, b.weighty, 12.0),
    )


@cache
def _weights() -> tuple[float, tuple[float, ...]]:
    data = lexicon("exchange_weights")
    return float(data["intercept"]), tuple(float(data["weights"][name]) for name in EVIDENCE)


def exchange(met: Encounter) -> tuple[float, str]:
    """Return the probability that two claims oppose each other, and what weighed most for it."""
    intercept, weights = _weights()
    found = evidence(met)
    parts = [weight * value for weight, value in zip(weights, found, strict=True)]
    probability = 1.0 / (1.0 + math.exp(-intercept - sum(parts)))
    best = sorted(
        (-part, name)
        for part, value, name in zip(parts, found, EVIDENCE, strict=True)
        if part > 0.1 and value and name not in _SILENT
    )
    return probability, "exchange: " + ", ".join(name for _, name in best[:3])
