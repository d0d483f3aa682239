"""Pairs of claims worth judging, and how the claims of each stand to each other."""

from claimtrack.opposition.candidates import candidate_pairs
from claimtrack.opposition.model import RelationModel, SignalModel

__all__ = ["RelationModel", "SignalModel", "candidate_pairs"]
