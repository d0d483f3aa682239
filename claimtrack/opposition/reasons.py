"""One reason to hold that two claims oppose each other, for people to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimtrack.records import Kind

__all__ = ["Signal", "strongest"]


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason to hold that two claims oppose each other; ``score`` in [0, 1]."""

    name: str
    kind: Kind
    score: float
    reason: str


def strongest(signals: Iterable[Signal | None]) -> Signal | None:
    """Return the strongest signal; of equals the same one, whichever claim comes first."""
    found = [signal for signal in signals if signal]
    return max(found, key=lambda signal: (signal.score, signal.reason), default=None)
