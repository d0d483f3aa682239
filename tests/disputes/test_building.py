from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.disputes import build_disputes
from claimtrack.records import Claim, Dispute, Kind, Relation, Topic
from claimtrack.settings import Settings
from tests.builders import make_claim

GATE = "opened the sluice gate"


def conflict(
    a: Claim, b: Claim, score: float = 0.8, kind: Kind = "agent", reason: str = "a reason"
) -> Relation:
    one, two = sorted((a.id, b.id))
    return Relation(one, two, "conflict", score, kind, (reason,))


def agreement(a: Claim, b: Claim, score: float = 0.7) -> Relation:
    one, two = sorted((a.id, b.id))
    return Relation(one, two, "agree", score)


def disputes_of(claims: Sequence[Claim], relations: Sequence[Relation]) -> list[Dispute]:
    return build_disputes(claims, relations, [], Settings())


def sides_of(dispute: Dispute) -> list[set[str | None]]:
    return [{claim.speaker for claim in side.claims} for side in dispute.sides]


def said(speaker: str, doer: str, **fields: str) -> Claim:
    return make_claim(f"{doer} {GATE}", speaker, **fields)


COUNCIL = said("Council", "the mill owner", published="2025-03-01", source="Valley News")
MILL = said("Mill", "the council", published="2025-03-02", source="Hill Post")
FARMERS = said("Farmers", "the mill owner", published="2025-03-03", source="Hill Post")
ANGLERS = said("Anglers", "a drunken tourist", published="2025-03-04", source="Valley News")


def test_a_conflict_becomes_a_dispute_with_both_claims_as_sides() -> None:
    (dispute,) = disputes_of([COUNCIL, MILL], [conflict(COUNCIL, MILL)])
    assert sides_of(dispute) == [{"Council"}, {"Mill"}]
    assert dispute.headline == (COUNCIL.id, MILL.id)
    assert dispute.reasons == ("a reason",)
    assert dispute.kind == "agent"


def test_sides_stand_in_the_order_in_which_they_were_said() -> None:
    late = said("Council", "the mill owner", published="2025-04-01")
    early = said("Mill", "the council", published="2025-02-01")
    (dispute,) = disputes_of([late, early], [conflict(late, early)])
    assert sides_of(dispute) == [{"Mill"}, {"Council"}]


def test_claims_that_agree_with_one_side_join_it() -> None:
    relations = [conflict(COUNCIL, MILL), agreement(COUNCIL, FARMERS)]
    (dispute,) = disputes_of([COUNCIL, MILL, FARMERS], relations)
    assert sides_of(dispute) == [{"Council", "Farmers"}, {"Mill"}]


def test_a_claim_that_agrees_with_both_sides_joins_neither() -> None:
    relations = [
        conflict(COUNCIL, MILL),
        agreement(COUNCIL, FARMERS),
        agreement(MILL, FARMERS),
    ]
    (dispute,) = disputes_of([COUNCIL, MILL, FARMERS], relations)
    assert sides_of(dispute) == [{"Council"}, {"Mill"}]


def test_a_weak_agreement_corroborates_nothing() -> None:
    relations = [conflict(COUNCIL, MILL), agreement(COUNCIL, FARMERS, 0.4)]
    (dispute,) = disputes_of([COUNCIL, MILL, FARMERS], relations)
    assert sides_of(dispute) == [{"Council"}, {"Mill"}]


def test_a_third_answer_makes_a_third_side() -> None:
    relations = [
        conflict(COUNCIL, MILL),
        conflict(ANGLERS, COUNCIL, 0.7),
        conflict(ANGLERS, MILL, 0.6),
    ]
    (dispute,) = disputes_of([COUNCIL, MILL, ANGLERS], relations)
    assert sides_of(dispute) == [{"Council"}, {"Mill"}, {"Anglers"}]


def test_yes_and_no_leave_room_for_no_third_side() -> None:
    relations = [
        conflict(COUNCIL, MILL, kind="denial"),
        conflict(ANGLERS, COUNCIL, 0.7, kind="denial"),
        conflict(ANGLERS, MILL, 0.6, kind="denial"),
    ]
    found = disputes_of([COUNCIL, MILL, ANGLERS], relations)
    assert {len(dispute.sides) for dispute in found} == {2}


def test_a_denial_that_gets_a_further_answer_asks_who_it_was() -> None:
    denial = make_claim(f"the council {GATE}", "Mayor", cue="denied", negated=True)
    relations = [
        conflict(denial, MILL, 0.9, kind="denial"),
        conflict(ANGLERS, MILL, 0.8, kind="agent"),
        conflict(ANGLERS, denial, 0.7, kind="agent"),
    ]
    (dispute,) = disputes_of([denial, MILL, ANGLERS], relations)
    assert dispute.kind == "agent"
    assert len(dispute.sides) == 3


def test_a_claim_that_opposes_one_side_alone_joins_the_other() -> None:
    relations = [
        conflict(COUNCIL, MILL, kind="denial"),
        conflict(FARMERS, MILL, 0.6, kind="denial"),
    ]
    (dispute,) = disputes_of([COUNCIL, MILL, FARMERS], relations)
    assert sides_of(dispute) == [{"Council", "Farmers"}, {"Mill"}]


def test_a_weak_conflict_puts_no_claim_on_a_side_of_a_surer_one() -> None:
    relations = [conflict(COUNCIL, MILL), conflict(FARMERS, MILL, 0.2)]
    (dispute,) = disputes_of([COUNCIL, MILL, FARMERS], relations)
    assert sides_of(dispute) == [{"Council"}, {"Mill"}]


def test_one_speaker_never_stands_on_two_sides() -> None:
    again = said("Mill", "the mill owner", published="2025-03-05")
    relations = [conflict(COUNCIL, MILL), agreement(COUNCIL, again)]
    (dispute,) = disputes_of([COUNCIL, MILL, again], relations)
    assert again.id not in {claim.id for side in dispute.sides for claim in side.claims}


def test_conflicts_about_other_things_are_disputes_of_their_own() -> None:
    price = make_claim("bread costs four crowns", "Mill")
    dearer = make_claim("bread costs six crowns", "Bakers")
    relations = [conflict(COUNCIL, MILL), conflict(price, dearer, kind="quantity")]
    found = disputes_of([COUNCIL, MILL, price, dearer], relations)
    assert sorted(dispute.kind for dispute in found) == ["agent", "quantity"]


def test_a_claim_is_not_drawn_in_by_a_conflict_about_something_else() -> None:
    wages = make_claim("wages of the millers rose in spring", "Union")
    both = make_claim(f"the council {GATE} and wages of the millers fell", "Mill")
    relations = [conflict(COUNCIL, both), conflict(wages, both, 0.5, kind="fact")]
    found = disputes_of([COUNCIL, both, wages], relations)
    assert [sides_of(dispute) for dispute in found] == [
        [{"Council"}, {"Mill"}] if "Council" in sides_of(found[0])[0] else [{"Mill"}, {"Council"}],
        sides_of(found[1]),
    ]
    assert {"Union"} in sides_of(found[1])


def test_what_one_speaker_said_then_and_now_is_kept_apart_from_what_others_say() -> None:
    then = said("Mill", "the council", published="2025-01-01")
    now = said("Mill", "a drunken tourist", published="2025-02-01")
    relations = [conflict(then, now, 0.9, kind="reversal"), conflict(COUNCIL, then, 0.8)]
    found = disputes_of([then, now, COUNCIL], relations)
    assert {dispute.kind: sides_of(dispute) for dispute in found} == {
        "reversal": [{"Mill"}, {"Mill"}],
        "agent": [{"Mill"}, {"Council"}],
    }


def test_what_can_be_checked_comes_before_opinions() -> None:
    good = make_claim("the new bridge is a triumph", "Mayor")
    bad = make_claim("the new bridge is a disaster", "Voss")
    relations = [conflict(COUNCIL, MILL, 0.7), conflict(good, bad, 0.7, kind="judgement")]
    found = disputes_of([COUNCIL, MILL, good, bad], relations)
    assert [dispute.kind for dispute in found] == ["agent", "judgement"]
    assert found[0].score > found[1].score


def test_two_sources_weigh_more_than_one() -> None:
    same = said("Mill", "the council", source=COUNCIL.source or "")
    (two,) = disputes_of([COUNCIL, MILL], [conflict(COUNCIL, MILL)])
    (one,) = disputes_of([COUNCIL, same], [conflict(COUNCIL, same)])
    assert two.score > one.score


def test_every_further_conflict_between_the_sides_makes_it_surer() -> None:
    pairs = [conflict(COUNCIL, MILL), agreement(COUNCIL, FARMERS)]
    (once,) = disputes_of([COUNCIL, MILL, FARMERS], pairs)
    (twice,) = disputes_of([COUNCIL, MILL, FARMERS], [*pairs, conflict(FARMERS, MILL, 0.5)])
    assert twice.score > once.score


def test_weak_conflicts_start_no_dispute() -> None:
    assert disputes_of([COUNCIL, MILL], [conflict(COUNCIL, MILL, 0.05)]) == []


def test_relations_of_unknown_claims_are_left_out() -> None:
    assert disputes_of([COUNCIL], [conflict(COUNCIL, MILL)]) == []


def test_a_dispute_carries_the_topic_of_its_claims() -> None:
    topic = Topic("topic", "sluice gate", ("sluice", "gate"), (COUNCIL.id, MILL.id))
    (dispute,) = build_disputes([COUNCIL, MILL], [conflict(COUNCIL, MILL)], [topic], Settings())
    assert (dispute.topic, dispute.topic_label) == ("topic", "sluice gate")


@pytest.fixture(scope="module")
def crowd() -> tuple[list[Claim], list[Relation]]:
    """Thirty claims of ten speakers with conflicts and agreements at random."""
    dice = random.Random(7)  # noqa: S311
    doers = ("the council", "the mill owner", "a drunken tourist")
    claims = [said(f"Speaker {n % 10}", dice.choice(doers), source=f"Paper {n}") for n in range(30)]
    relations = []
    for a, b in combinations(claims, 2):
        if a.speaker != b.speaker and dice.random() < 0.3:
            score = round(dice.uniform(0.1, 0.95), 2)
            same = a.text == b.text
            relations.append(agreement(a, b, score) if same else conflict(a, b, score))
    return claims, relations


@given(seed=st.integers(0, 10_000))
def test_the_order_of_claims_and_relations_does_not_matter(
    crowd: tuple[list[Claim], list[Relation]], seed: int
) -> None:
    claims, relations = crowd
    dice = random.Random(seed)  # noqa: S311
    shuffled = dice.sample(claims, len(claims)), dice.sample(relations, len(relations))
    assert disputes_of(*shuffled) == disputes_of(claims, relations)


def test_no_claim_and_no_speaker_is_on_two_sides_of_a_crowded_dispute(
    crowd: tuple[list[Claim], list[Relation]],
) -> None:
    found = disputes_of(*crowd)
    assert found
    for dispute in found:
        ids = [claim.id for side in dispute.sides for claim in side.claims]
        speakers = [speaker for side in sides_of(dispute) for speaker in side]
        assert len(ids) == len(set(ids))
        assert len(speakers) == len(set(speakers))
        assert dispute.headline[0] in {claim.id for claim in dispute.sides[0].claims}
        assert dispute.headline[1] in {claim.id for claim in dispute.sides[1].claims}


def test_one_question_is_listed_once_however_it_was_found() -> None:
    council, mill = said("Council", "the miller"), said("Mill", "the council")
    again = said("Council's clerk", "the mill owner")
    relations = [
        conflict(council, mill, 0.8),
        conflict(again, mill, 0.29),
        agreement(again, council, 0.9),
    ]
    assert len(disputes_of([council, mill, again], relations)) == 1
