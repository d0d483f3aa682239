"""How much two claims of one article look like an exchange: one answers or rebuts the other.

Most disputes in the news share few words; what gives them away is what is said around the
claims. The evidence is plain and named, its weights (``models/exchange``) are those of a
logistic regression, and what weighed most is the reason shown.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from claimtrack.errors import ModelError
from claimtrack.opposition.encounters import Encounter
from claimtrack.opposition.propositions import Proposition

__all__ = [
    "EVIDENCE",
    "FORMAT",
    "evidence",
    "exchange",
    "read_weights",
    "shipped_weights",
    "takes_notice",
]

FORMAT = 1
"""Version of the weights' file: raised when the evidence changes its meaning."""

_SHARING = ("shared words", "share of words", "words around", "same names", "near in meaning")
_PLACING = ("same sentence", "next to each other", "near each other", "far apart")
_NAMING = ("names the other speaker", "both name each other")
_REACTING = (
    "rebuttal", "rebuttal names the other", "rebuttal next to it", "contrast next to it",
    "called false", "denial", "denial of shared words", "accusation", "accused speaks",
    "doubt in the cue",
)  # fmt: skip
_POLARITY = (
    "negated shared words", "one side negative", "both negative", "opposite words",
    "opposite wishes", "like wishes", "opposite forecasts", "like forecasts",
)  # fmt: skip
_FORM = ("both attributed", "both quoted", "both figures", "length")
EVIDENCE = (*_SHARING, *_PLACING, *_NAMING, *_REACTING, *_POLARITY, *_FORM)
"""Names of the evidence, in the order in which ``evidence`` returns it."""

# Evidence that raises the score of most pairs and tells a reader nothing.
_SILENT = frozenset({"length", "both quoted", "both attributed", "words around", "near in meaning"})
# Evidence that one of the two speakers takes notice of the other, or of what was said.
_NOTICING = (*_NAMING, *_REACTING)
# Characters between a statement and a reply that follows it at once.
_NEXT = 400
_NEAR = 1000
_FAR = 2500


def evidence(met: Encounter) -> tuple[float, ...]:
    """Return the evidence of an exchange, in the order of ``EVIDENCE``.

    It is the same for the two claims swapped. Counts are capped, so that no single one of
    them decides.
    """
    return (
        *_sharing(met),
        *_placing(met),
        *_naming(met),
        *_reacting(met),
        *_polar(met),
        *_form(met),
    )


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
        float(bool(a.falsity) != bool(b.falsity)),
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
        float(bool(a.negated) and bool(b.negated)),
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


def takes_notice(met: Encounter) -> bool:
    """Tell whether anything around two claims says that one answers the other."""
    found = zip(EVIDENCE, evidence(met), strict=True)
    return any(value for name, value in found if name in _NOTICING)


@cache
def shipped_weights() -> tuple[float, tuple[float, ...]]:
    """Return the intercept and the weights that come with the package (see ``read_weights``)."""
    path = files("claimtrack") / "models" / "exchange" / "weights.json"
    return read_weights(path)


def read_weights(path: Traversable) -> tuple[float, tuple[float, ...]]:
    """Return the intercept and, in the order of ``EVIDENCE``, the weights that a file holds.

    Raises ModelError if the file cannot be read, is of another format or lacks a weight.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["format"] != FORMAT:
            raise ModelError(f"{path}: format {data['format']!r}, but this version reads {FORMAT}")
        missing = [name for name in EVIDENCE if name not in data["weights"]]
        if missing:
            raise ModelError(f"{path}: no weight of {missing[0]!r}")
        weights = tuple(float(data["weights"][name]) for name in EVIDENCE)
        return float(data["intercept"]), weights
    except OSError as error:
        raise ModelError(f"{path}: cannot read the weights ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: no file of weights ({error!r})") from error


def exchange(met: Encounter) -> tuple[float, str]:
    """Return the probability that two claims oppose each other, and what weighed most for it."""
    intercept, weights = shipped_weights()
    found = evidence(met)
    parts = [weight * value for weight, value in zip(weights, found, strict=True)]
    probability = 1.0 / (1.0 + math.exp(-intercept - sum(parts)))
    best = sorted(
        (-part, name)
        for part, value, name in zip(parts, found, EVIDENCE, strict=True)
        if part > 0.1 and value and name not in _SILENT
    )
    return probability, "exchange: " + ", ".join(name for _, name in best[:3])
