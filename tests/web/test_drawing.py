from __future__ import annotations

from claimtrack.store.overviews import Opponents
from claimtrack.web.drawing import draw_map, draw_timeline
from tests.builders import make_claim, make_dispute


def test_a_timeline_runs_from_the_first_day_to_the_last() -> None:
    one = make_claim("one", "Ada", published="2026-03-01")
    also = make_claim("also one", "Bo", published="2026-03-01T10:00:00+01:00")
    other = make_claim("other", "Cy", published="2026-03-11")
    none = make_claim("undated", "Di")
    odd = make_claim("odd", "Di", published="soon")
    dispute = make_dispute(("one", [one, also, none]), ("other", [other, odd]))
    timeline = draw_timeline(dispute, {one.id: "Ada", also.id: "Bo", other.id: "Cy"})
    assert timeline
    assert (timeline.first, timeline.last, timeline.undated) == ("2026-03-01", "2026-03-11", 2)
    [[first], [last]] = [lane.dots for lane in timeline.lanes]
    assert first.claims == (one, also)
    assert first.label == "Ada / Bo"
    assert (first.anchor, last.anchor) == ("start", "end")
    assert 0 < first.x < last.x < timeline.width
    assert 0 < first.y < last.y < timeline.height


def test_claims_of_one_day_make_no_timeline() -> None:
    claims = [make_claim(text, "Ada", published="2026-03-01") for text in ("one", "other")]
    assert draw_timeline(make_dispute(("one", claims[:1]), ("other", claims[1:])), {}) is None


def pair(one: str, other: str, disputes: int = 1) -> Opponents:
    return Opponents(one, one.title(), other, other.title(), disputes, 0.5, 0, 0)


def test_the_map_joins_every_pair_within_its_frame() -> None:
    drawn = draw_map([pair("a", "b", 4), pair("c", "d"), pair("a", "e")])
    assert drawn
    assert [node.name for node in drawn.nodes] == ["A", "B", "E", "C", "D"]
    assert len({node.y for node in drawn.nodes}) == 5
    assert all(0 < node.y < drawn.height for node in drawn.nodes)
    assert [arc.width for arc in drawn.arcs] == [5.0, 1.5, 1.5]
    assert all(arc.path.startswith(f"M{drawn.names_end},") for arc in drawn.arcs)


def test_nobody_makes_no_map() -> None:
    assert draw_map([]) is None
