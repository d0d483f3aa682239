"""Which aliases count where those of merged databases disagree: what was said last.

A database keeps every alias that it was given, one speaker a name, so that merging is the same
in any order; what does not count is left out whenever aliases are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from claimtrack.records import ManualAlias
from claimtrack.store.matching import folded

__all__ = ["Said", "overlap", "settle", "settle_dated"]


class Said(NamedTuple):
    """Who a name was said to mean, and when. Of two, the greater was said last."""

    added: str
    alias: str
    speaker: str
    start: str = ""
    end: str = ""

    def record(self) -> ManualAlias:
        """Return what was said without when."""
        return ManualAlias(self.alias, self.speaker, self.start or None, self.end or None)


def settle(said: Iterable[Said]) -> tuple[dict[str, str], list[Said]]:
    """Return alias -> speaker without chains and circles, and what was given up for it.

    ``said`` has aliases that hold always. A speaker who is another name of somebody brings
    its own names along. Names in a circle are one speaker's; what was said last tells which of
    them is the name of that speaker.
    """
    last: dict[str, Said] = {}
    given_up = []
    for one in sorted(said):
        if one.alias in last and last[one.alias].speaker != one.speaker:
            given_up.append(last[one.alias])
        last[one.alias] = one
    meant = {alias: one.speaker for alias, one in last.items()}
    for alias in sorted(last):
        circle = _circle(meant, alias)
        if circle:
            del meant[min(last[name] for name in circle).alias]
    settled = {alias: _end(meant, alias) for alias in sorted(meant)}
    # Two ways of saying the same are no disagreement.
    return settled, [one for one in given_up if _end(meant, one.alias) != _end(meant, one.speaker)]


def settle_dated(said: Iterable[Said]) -> tuple[list[Said], list[tuple[Said, Said]]]:
    """Return the aliases that hold for a time, and pairs of one given up and its rival.

    No name then means two speakers on one day.
    """
    kept: list[Said] = []
    given_up = []
    for one in sorted(said, reverse=True):
        rival = next((other for other in kept if _clash(one, other)), None)
        if rival is None:
            kept.append(one)
        elif rival[1:] != one[1:]:
            given_up.append((one, rival))
    return sorted(kept, key=lambda one: (one.alias, one.start, one.speaker)), given_up


def overlap(one: ManualAlias, other: ManualAlias) -> bool:
    """Tell whether there is a day on which both aliases hold."""
    begins, ends = max(one.start or "", other.start or ""), [one.end, other.end]
    return all(end is None or begins < end for end in ends)


def _circle(meant: Mapping[str, str], alias: str) -> list[str]:
    """Return the names on the way from ``alias`` back to itself, none if it doesn't lead there."""
    way = [alias]
    while (name := meant.get(way[-1])) is not None and name not in way:
        way.append(name)
    return way if name == alias else []


def _end(meant: Mapping[str, str], name: str) -> str:
    while name in meant:
        name = meant[name]
    return name


def _clash(one: Said, other: Said) -> bool:
    same = folded(one.alias) == folded(other.alias)
    return same and overlap(one.record(), other.record())
