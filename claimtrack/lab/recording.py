"""A relation model that judges nothing: for whoever wants the pairs that would be judged."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.records import CandidatePair, Relation

__all__ = ["PairRecorder"]


class PairRecorder:
    """Keeps the pairs that it is asked about; every answer is "neither"."""

    name = "recorder"

    def __init__(self) -> None:
        self.pairs: list[CandidatePair] = []

    def judge(self, pairs: Sequence[CandidatePair]) -> list[Relation]:
        """Keep the pairs and judge none of them."""
        self.pairs.extend(pairs)
        return [Relation(pair.a.id, pair.b.id, "neither", 0.0) for pair in pairs]
