from __future__ import annotations

from dataclasses import replace

from claimtrack.disputes.ranking import rank
from claimtrack.records import Dispute
from tests.builders import make_claim, make_dispute

GATE = make_claim("the gate was open", "Council")
SHUT = make_claim("the gate was shut", "Mill")
LOCKED = make_claim("the gate was locked", "Anglers")
FISH = make_claim("the fish died of acid", "Farmers")
HEAT = make_claim("the fish died of heat", "Mill")


def between(one: object, other: object, score: float) -> Dispute:
    return make_dispute(("one", [one]), ("other", [other]), score=score, id=f"{score}")  # type: ignore[list-item]


SURE = between(GATE, SHUT, 0.9)
AGAIN = between(GATE, LOCKED, 0.8)
NEW = between(FISH, HEAT, 0.6)


def test_a_dispute_that_repeats_a_claim_gives_way_to_what_is_new() -> None:
    ranked = rank([AGAIN, NEW, SURE], {})
    assert [dispute.id for dispute in ranked] == ["0.9", "0.6", "0.8"]
    assert ranked[:2] == [SURE, NEW]
    assert ranked[2].score == 0.24
    assert replace(ranked[2], score=0.8) == AGAIN


def test_the_order_given_does_not_matter() -> None:
    assert rank([SURE, AGAIN, NEW], {}) == rank([NEW, AGAIN, SURE], {})
    assert rank([], {}) == []


def test_a_claim_that_stands_in_a_dispute_without_heading_it_counts_less() -> None:
    wide = make_dispute(("open", [GATE, LOCKED]), ("shut", [SHUT]), score=0.9, id="wide")
    other = between(LOCKED, FISH, 0.5)
    assert [dispute.score for dispute in rank([wide, other], {})] == [0.9, 0.3]


def test_what_is_left_is_bounded() -> None:
    many = [replace(SURE, id=f"d{number}", score=0.8) for number in range(9)]
    scores = [dispute.score for dispute in rank(many, {})]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] == round(0.8 * 0.5**6 * 0.6**4, 4)


def test_what_says_the_same_in_other_words_counts_as_repeated() -> None:
    again = between(LOCKED, FISH, 0.5)
    alike = {LOCKED.id: [SHUT.id], SHUT.id: [LOCKED.id]}
    assert [dispute.score for dispute in rank([SURE, again], alike)] == [0.9, 0.15]
    assert [dispute.score for dispute in rank([SURE, again], {})] == [0.9, 0.5]
