"""Who contradicts whom as GraphML: speakers are nodes, disputes between two of them edges."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from claimtrack.exporting.selection import Selection
from claimtrack.exporting.texts import clean
from claimtrack.records import Claim, Dispute

if TYPE_CHECKING:
    import networkx

__all__ = ["graphml_lines"]


def graphml_lines(selection: Selection) -> Iterator[str]:
    """Yield an undirected GraphML graph with an edge a dispute and pair of its speakers.

    Claims that no speaker is named for are left out; a speaker who contradicts an earlier
    self has a loop.
    """
    import networkx

    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    for line in networkx.generate_graphml(_graph(selection)):
        yield f"{line}\n"


def _graph(selection: Selection) -> networkx.MultiGraph[str]:
    import networkx

    graph: networkx.MultiGraph[str] = networkx.MultiGraph()
    said: dict[str, set[str]] = {}
    for claim in selection.claims():
        if claim.speaker:
            key = _key(claim)
            said.setdefault(key, set()).add(claim.id)
            kind = selection.kinds.get(claim.speaker_id or "", "")
            graph.add_node(key, name=clean(claim.speaker), kind=kind)
    for key, claims in said.items():
        graph.nodes[key]["claims"] = len(claims)
    for dispute in selection.disputes:
        for one, other in sorted(_opposed(dispute)):
            graph.add_edge(one, other, key=f"{dispute.id}:{one}:{other}", **_facts(dispute))
    return graph


def _key(claim: Claim) -> str:
    return claim.speaker_id or clean(claim.speaker)


def _opposed(dispute: Dispute) -> set[tuple[str, str]]:
    """Return the pairs of speakers who stand on two sides."""
    sides = [{_key(claim) for claim in side.claims if claim.speaker} for side in dispute.sides]
    return {
        (min(one, other), max(one, other))
        for here, there in combinations(sides, 2)
        for one in here
        for other in there
    }


def _facts(dispute: Dispute) -> dict[str, str | float]:
    return {
        "dispute": dispute.id,
        "question": clean(dispute.question),
        "dispute_kind": dispute.kind,
        "score": dispute.score,
        "review": dispute.review or "open",
    }
