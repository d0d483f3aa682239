from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.lab.dispute_scores import evaluate_topics, score_disputes
from claimtrack.lab.gold import Gold, read_gold
from claimtrack.records import Claim, Dispute, Side
from tests.builders import make_claim
from tests.lab.making import THINGS, dispute, rows, write_gold


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    disputes = [dispute(0), dispute(1) | {"kind": "agent", "strength": "soft"}]
    disputes[0]["sides"][0]["claims"][0] |= {"speaker": "Anna Holm", "mention": "she"}
    return read_gold(write_gold(tmp_path / "data", rows(3), disputes))


def claim(gold: Gold, number: int, part: str, speaker: str | None = None) -> Claim:
    article = gold.articles[number]
    start = article.text.index(part)
    return make_claim(
        part, article=article.id, start=start, speaker=speaker, id=f"{number}-{start}"
    )


def sold(gold: Gold, number: int) -> tuple[Claim, Claim]:
    """Return the two claims that oppose each other in an article."""
    thing = THINGS[number]
    asserted = claim(gold, number, f"{thing} was sold to a shipping line", "Anna Holm")
    return asserted, claim(gold, number, f"that {thing} was sold.", "Karl Berg")


def rain(gold: Gold, number: int) -> Claim:
    return claim(gold, number, f"rain fell on {THINGS[number]} for {number + 3} days", "office")


def listed(score: float, one: Claim, other: Claim) -> Dispute:
    sides = tuple(Side(side.text, (), (side,)) for side in (one, other))
    return Dispute(
        id=f"{one.id}{other.id}",
        question="?",
        kind="fact",
        score=score,
        headline=(one.id, other.id),
        reasons=(),
        sides=sides,
    )


def test_a_list_is_held_against_the_annotated_disputes(gold: Gold) -> None:
    found, second, wrong = sold(gold, 0), sold(gold, 1), rain(gold, 0)
    disputes = [listed(0.9, *found), listed(0.8, wrong, found[0]), listed(0.7, *second)]
    scores = score_disputes(gold, [*found, *second, wrong], disputes)
    assert scores.figures["recall_hard"] == scores.figures["recall_all"] == 1
    assert scores.figures["precision"] == scores.figures["precision_of_50"] == pytest.approx(2 / 3)
    assert scores.figures["average_precision"] == pytest.approx((1 + 2 / 3) / 2)
    assert scores.figures["f1"] == pytest.approx(0.8)
    assert scores.by_kind == {"agent": (1, 1), "fact": (1, 1)}


def test_a_dispute_listed_again_is_a_duplicate_and_costs_no_precision(gold: Gold) -> None:
    found = sold(gold, 0)
    figures = score_disputes(gold, found, [listed(0.9, *found), listed(0.8, *found)]).figures
    assert (figures["listed"], figures["duplicates"], figures["precision"]) == (2, 1, 1)
    assert figures["recall_all"] == 0.5


def test_joining_two_events_is_counted(gold: Gold) -> None:
    figures = score_disputes(gold, [], [listed(0.9, rain(gold, 0), rain(gold, 2))]).figures
    assert figures["across_events"] == 1
    assert figures["precision"] == figures["average_precision"] == figures["f1"] == 0


def test_claims_and_their_speakers_are_counted(gold: Gold) -> None:
    asserted, denied = sold(gold, 0)
    figures = score_disputes(gold, [asserted, denied], []).figures
    assert figures["claim_recall"] == 0.5
    assert figures["speaker_accuracy"] == 0.5  # the other span names nobody
    nameless = claim(gold, 0, asserted.text, "her spokesman")
    assert score_disputes(gold, [nameless], []).figures["speaker_accuracy"] == 0
    assert score_disputes(gold, [], []).figures["claim_recall"] == 0


def test_topics_are_held_against_events(tmp_path: Path) -> None:
    folder = write_gold(tmp_path / "data", rows(4), [dispute(number) for number in range(4)])
    figures = evaluate_topics(folder, progress=lambda *_: None)
    assert figures["claims"] >= 8
    assert 0 < figures["pairwise_f1"] <= 1
    assert 0 < figures["v_measure"] <= 1
    assert figures["candidates_recall"] == 1
    assert figures["candidates_per_claim"] > 0
