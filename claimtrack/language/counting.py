"""Whether two figures count the same kind of thing: people, one group of them, a toll, a share."""

from __future__ import annotations

from functools import cache

from claimtrack.language.quantities import PEOPLE, Quantity
from claimtrack.language.vocabulary import concept, lexicon

__all__ = ["counts_everyone", "same_counted"]


@cache
def _everyone() -> frozenset[str]:
    """Return the concepts of words for people of every kind ("people", "dead")."""
    return frozenset(concept(word) for word in lexicon("numbers")["everyone"])


def same_counted(a: Quantity, b: Quantity) -> bool:
    """Tell whether two figures measure the same kind of thing.

    Children and soldiers are two groups, but either may be all the people counted: only if a
    group is larger than all people can the two figures be compared.
    """
    if a.unit != b.unit:
        return False
    if a.unit == "share":
        return not (a.counted and b.counted) or bool(a.counted & b.counted)
    if a.unit == "count" and _is_of_people(a) and _is_of_people(b):
        return _same_people(a, b)
    return a.unit != "count" or bool(a.counted & b.counted)


def _same_people(a: Quantity, b: Quantity) -> bool:
    if a.toll and b.toll and a.toll != b.toll:
        return False  # so many dead, so many injured
    if a.counted & b.counted - {PEOPLE}:
        return True
    if counts_everyone(a) == counts_everyone(b):
        return counts_everyone(a)
    everyone, group = (a, b) if counts_everyone(a) else (b, a)
    return group.low > everyone.high


def _is_of_people(quantity: Quantity) -> bool:
    """Tell whether a figure counts people, as a toll does without saying so ("a toll of 19")."""
    return PEOPLE in quantity.counted or (quantity.toll is not None and not quantity.counted)


def counts_everyone(quantity: Quantity) -> bool:
    """Tell whether a figure counts people of every kind ("14 people", "14 dead")."""
    counted = quantity.counted - {quantity.toll}
    bare = quantity.toll is not None and counted <= {PEOPLE}
    return bare or quantity.counted == {PEOPLE} or bool(quantity.counted & _everyone())
