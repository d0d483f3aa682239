from __future__ import annotations

import networkx

from claimtrack.exporting import Selection, export
from claimtrack.records import make_id
from tests.builders import make_claim, make_dispute
from tests.exporting.conftest import HOSTILE


def graph_of(selection: Selection) -> networkx.MultiGraph:
    text = b"".join(export(selection, "graphml")).decode("utf-8")
    return networkx.parse_graphml(text, force_multigraph=True)


def test_speakers_are_nodes_and_disputes_edges(selection: Selection) -> None:
    graph = graph_of(selection)
    army, guards = make_id("speaker", "army"), make_id("speaker", "guards")
    assert graph.nodes[army] == {"name": "army", "kind": "body", "claims": 1}
    assert graph.nodes[guards]["claims"] == 2
    [edge] = graph.get_edge_data(army, guards).values()
    assert edge["question"] == "Who opened the gate?"
    assert (edge["dispute_kind"], edge["score"], edge["review"]) == ("agent", 0.75, "open")
    assert not graph.is_directed()


def test_characters_that_xml_cannot_hold_are_left_out(selection: Selection) -> None:
    graph = graph_of(selection)
    name = graph.nodes[make_id("speaker", HOSTILE)]["name"]
    assert name == "<script>alert('1')</script> [31m & \"=1+1\""


def test_two_disputes_are_two_edges_and_a_reversal_is_a_loop() -> None:
    early, late = make_claim("It is open", "Berg"), make_claim("It is shut", "Berg")
    other = make_claim("It is ajar", "Holm")
    disputes = (
        make_dispute(("open", [early]), ("shut", [late]), id="a", kind="reversal"),
        make_dispute(("open", [early]), ("ajar", [other]), id="b"),
        make_dispute(("shut", [late]), ("ajar", [other]), id="c"),
    )
    graph = graph_of(Selection(disputes))
    berg, holm = make_id("speaker", "Berg"), make_id("speaker", "Holm")
    assert graph.number_of_edges(berg, holm) == 2
    assert graph.number_of_edges(berg, berg) == 1


def test_a_claim_without_a_speaker_makes_no_node() -> None:
    dispute = make_dispute(("a", [make_claim("It is open")]), ("b", [make_claim("Shut", "Berg")]))
    assert graph_of(Selection((dispute,))).number_of_nodes() == 1
    assert graph_of(Selection(())).number_of_nodes() == 0
