"""How likely two claims oppose each other, by learned weights of named evidence.

Three logistic regressions. Two make a first look at what costs nothing: whether the claims speak
to one disputed question, and whether they are then on two sides of it, which other evidence tells;
their product picks the pairs that a cross-encoder then reads. The whole adds the
reading to the first look. The weights stand beside the reader's
(``models/relation/weighing.json``), and what weighed most is the reason shown.
"""

from __future__ import annotations

import json
import math
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from claimtrack.errors import ModelError
from claimtrack.opposition.evidence import EVIDENCE, READING, UNSAID

__all__ = [
    "FIRST_LOOK",
    "FORMAT",
    "WEIGHING",
    "Weighing",
    "Weights",
    "read_weighing",
    "shipped_weighing",
]

FORMAT = 3
"""Version of the file: raised when the evidence changes its meaning."""

WEIGHING = "weighing.json"

FIRST_LOOK = "first look"
"""Name of the weight of what the first look found."""

_REASONS = 3
# Log odds below which a part of the evidence is no reason.
_LEAST_PART = 0.1


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression: an intercept and a weight for each of ``names``."""

    intercept: float
    names: tuple[str, ...]
    weights: tuple[float, ...]

    def parts(self, values: Sequence[float]) -> list[tuple[float, str]]:
        """Return what each value adds to the log odds, with its name."""
        parts = map(operator.mul, self.weights, values)
        return list(zip(parts, self.names, strict=True))

    def log_odds(self, values: Sequence[float]) -> float:
        """Return the log odds that two claims with this evidence oppose each other."""
        return math.fsum((self.intercept, *(part for part, _ in self.parts(values))))

    def probability(self, values: Sequence[float]) -> float:
        """Return the probability that two claims with this evidence oppose each other."""
        return 1.0 / (1.0 + math.exp(-self.log_odds(values)))


@dataclass(frozen=True, slots=True)
class Weighing:
    """``question`` and ``sides`` weigh ``EVIDENCE``, ``whole`` their log odds and ``READING``."""

    question: Weights
    sides: Weights
    whole: Weights

    def first_look(self, values: Sequence[float]) -> float:
        """Return the probability of opposition by ``EVIDENCE`` alone."""
        return self.question.probability(values) * self.sides.probability(values)

    def probability(self, first: Sequence[float], reading: Sequence[float]) -> float:
        """Return the probability that two claims oppose each other, of both kinds of evidence."""
        look = self.first_look(first)
        odds = self.whole.log_odds((math.log(look / (1.0 - look)), *reading))
        # Rounded, so that the last bits of a model's arithmetic do not show.
        return 1.0 / (1.0 + math.exp(-round(odds, 2)))

    def reason(self, first: Sequence[float], reading: Sequence[float]) -> str:
        """Return the names of what weighed most for opposition, best first."""
        share, *others = self.whole.weights
        both = zip(self.question.parts(first), self.sides.parts(first), strict=True)
        parts = [(share * (one + other), name) for (one, name), (other, _) in both]
        parts += zip(map(operator.mul, others, reading), READING, strict=True)
        best = sorted(
            (-part, name) for part, name in parts if part > _LEAST_PART and name not in UNSAID
        )
        return ", ".join(name for _, name in best[:_REASONS])


@cache
def shipped_weighing() -> Weighing:
    """Return the weights that come with the package (see ``read_weighing``)."""
    return read_weighing(files("claimtrack") / "models" / "relation" / WEIGHING)


def read_weighing(path: Traversable) -> Weighing:
    """Return the weights that a file holds.

    Raises ModelError if the file cannot be read, is of another format or lacks a weight.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["format"] != FORMAT:
            raise ModelError(f"{path}: format {data['format']!r}, but this version reads {FORMAT}")
        return Weighing(
            question=_weights(data["question"], EVIDENCE, path),
            sides=_weights(data["sides"], EVIDENCE, path),
            whole=_weights(data["whole"], (FIRST_LOOK, *READING), path),
        )
    except OSError as error:
        raise ModelError(f"{path}: cannot read the weights ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: no file of weights ({error!r})") from error


def _weights(data: Mapping[str, object], names: tuple[str, ...], path: Traversable) -> Weights:
    found = data["weights"]
    if not isinstance(found, dict):
        raise TypeError("weights")
    missing = [name for name in names if name not in found]
    if missing:
        raise ModelError(f"{path}: no weight of {missing[0]!r}")
    intercept = float(str(data["intercept"]))
    return Weights(intercept, names, tuple(float(found[name]) for name in names))
