"""What the tests of the opposition rules share."""

from __future__ import annotations

from claimtrack.opposition import WeighedModel
from claimtrack.opposition.encounters import Encounter, meet
from claimtrack.opposition.propositions import propose
from claimtrack.records import CandidatePair, Claim, Relation
from claimtrack.settings import Settings


def pair(one: Claim, other: Claim, similarity: float = 0.5) -> CandidatePair:
    """Return two claims as a candidate pair, in the order of their ids."""
    a, b = sorted((one, other), key=lambda claim: claim.id)
    return CandidatePair(a, b, similarity)


def judge(one: Claim, other: Claim, similarity: float = 0.5) -> Relation:
    """Return how two claims stand to each other at the shipped settings."""
    [relation] = WeighedModel().judge([pair(one, other, similarity)])
    return relation


def met(one: Claim, other: Claim, similarity: float = 0.5) -> Encounter:
    """Return what two claims share."""
    return meet(propose(one), propose(other), similarity, Settings())
