"""Pairs of claims worth judging, and how the claims of each stand to each other."""

from claimtrack.opposition.candidates import candidate_pairs
from claimtrack.opposition.contention import contested
from claimtrack.opposition.model import RelationModel, WeighedModel
from claimtrack.opposition.named import NamedReader
from claimtrack.opposition.reading import BuiltInReader, Reader

__all__ = [
    "BuiltInReader",
    "NamedReader",
    "Reader",
    "RelationModel",
    "WeighedModel",
    "candidate_pairs",
    "contested",
]
