"""Where the marks of the two drawings stand: a dispute's timeline, and who contradicts whom.

Templates draw them as SVG; both are 360 units wide, so that a unit is about a pixel on a phone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from claimtrack.records import Claim, Dispute
from claimtrack.store.overviews import Opponents

__all__ = ["Arc", "Dot", "Lane", "Map", "Node", "Timeline", "draw_map", "draw_timeline"]

WIDTH = 360
_LEFT, _RIGHT = 24, 336
_LANE, _HEAD, _AXIS = 62, 12, 26
_ROW = 28
_BULGE_FROM, _BULGE_TO = 36, 200
_NAMES_END = 196


class Dot(NamedTuple):
    """The claims of one side that were published on one day."""

    x: float
    y: float
    day: str
    claims: tuple[Claim, ...]
    label: str
    anchor: str


class Lane(NamedTuple):
    """The line of one side."""

    y: float
    position: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One lane a side from the first day to the last; ``undated`` claims have no place."""

    lanes: tuple[Lane, ...]
    first: str
    last: str
    undated: int
    width: int
    height: float


class Node(NamedTuple):
    """One speaker of the map."""

    id: str
    name: str
    y: float


class Arc(NamedTuple):
    """Two speakers who oppose each other: a curve between their rows."""

    opponents: Opponents
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Map:
    """Who contradicts whom: speakers one below the other, joined by arcs."""

    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    names_end: int
    width: int
    height: float


def draw_timeline(dispute: Dispute, labels: Mapping[str, str]) -> Timeline | None:
    """Return who holds which side when; None unless the claims are of two days at least.

    ``labels`` maps claim ids to the words put over their dots.
    """
    days = {
        claim.id: day for side in dispute.sides for claim in side.claims if (day := _day(claim))
    }
    if len(set(days.values())) < 2:
        return None
    first, last = min(days.values()), max(days.values())
    span = (last - first).days
    lanes = []
    for number, side in enumerate(dispute.sides):
        y = _HEAD + _LANE * number + 44
        of_day: dict[date, list[Claim]] = defaultdict(list)
        for claim in side.claims:
            if claim.id in days:
                of_day[days[claim.id]].append(claim)
        dots = []
        for day, claims in sorted(of_day.items()):
            x = _LEFT + (_RIGHT - _LEFT) * (day - first).days / span
            words = dict.fromkeys(filter(None, (labels.get(claim.id) for claim in claims)))
            dots.append(Dot(x, y, day.isoformat(), tuple(claims), " / ".join(words), _anchor(x)))
        lanes.append(Lane(y, side.position, tuple(dots)))
    count = sum(len(side.claims) for side in dispute.sides)
    return Timeline(
        tuple(lanes), first.isoformat(), last.isoformat(), count - len(days), WIDTH,
        _HEAD + _LANE * len(lanes) + _AXIS,
    )  # fmt: skip


def draw_map(pairs: Sequence[Opponents]) -> Map | None:
    """Return the map of some pairs of speakers, None if there are none."""
    if not pairs:
        return None
    rows = _rows(pairs)
    names = {pair.id: pair.name for pair in pairs} | {pair.other: pair.other_name for pair in pairs}
    nodes = [Node(key, names[key], _ROW * row + _ROW / 2) for key, row in rows.items()]
    y = {node.id: node.y for node in nodes}
    most = max(pair.disputes for pair in pairs)
    arcs = []
    for pair in pairs:
        top, bottom = sorted((y[pair.id], y[pair.other]))
        reach = (bottom - top) / (_ROW * max(1, len(rows) - 1))
        out = _NAMES_END + _BULGE_FROM + (_BULGE_TO - _BULGE_FROM) * reach
        path = f"M{_NAMES_END},{top:g} C{out:g},{top:g} {out:g},{bottom:g} {_NAMES_END},{bottom:g}"
        arcs.append(Arc(pair, path, 1.5 + 3.5 * (pair.disputes - 1) / max(1, most - 1)))
    return Map(tuple(nodes), tuple(arcs), _NAMES_END, WIDTH, _ROW * len(rows))


def _rows(pairs: Sequence[Opponents]) -> dict[str, int]:
    """Return the row of each speaker: opponents near each other, so that arcs stay short."""
    near: dict[str, list[str]] = defaultdict(list)
    for pair in pairs:
        near[pair.id].append(pair.other)
        near[pair.other].append(pair.id)
    rows: dict[str, int] = {}
    for start in sorted(near, key=lambda key: -len(near[key])):
        waiting = [start]
        while waiting:
            key = waiting.pop(0)
            if key not in rows:
                rows[key] = len(rows)
                waiting += sorted(near[key], key=lambda other: len(near[other]))
    return rows


def _day(claim: Claim) -> date | None:
    try:
        return date.fromisoformat((claim.published or "")[:10])
    except ValueError:
        return None


def _anchor(x: float) -> str:
    """Return where a label hangs, so that none leaves the drawing."""
    return "start" if x < 90 else "end" if x > 270 else "middle"
