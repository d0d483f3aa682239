"""The disputes to be exported, with everything that some format shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from claimtrack.records import Article, Claim, Dispute, Review, Side, SpeakerKind

__all__ = ["Placed", "Selection"]


class Placed(NamedTuple):
    """A claim where it stands: on side ``number``, counted from 1, of a dispute."""

    dispute: Dispute
    number: int
    side: Side
    claim: Claim


@dataclass(frozen=True, slots=True)
class Selection:
    """Disputes in the order in which they are to appear.

    ``articles`` has every article of their claims by its id, ``reviews`` the decisions on a
    dispute by its id, oldest first, and ``kinds`` tells by a speaker's id what it is.
    """

    disputes: tuple[Dispute, ...]
    articles: Mapping[str, Article] = field(default_factory=dict)
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    kinds: Mapping[str, SpeakerKind] = field(default_factory=dict)

    def placed(self) -> Iterator[Placed]:
        """Yield every claim on every side of every dispute, in order."""
        for dispute in self.disputes:
            for number, side in enumerate(dispute.sides, 1):
                for claim in side.claims:
                    yield Placed(dispute, number, side, claim)

    def claims(self) -> list[Claim]:
        """Return every claim once, in the order of its first appearance."""
        return list({placed.claim.id: placed.claim for placed in self.placed()}.values())
