from __future__ import annotations

import pytest

from claimtrack.opposition.standing import STANDING, standing
from claimtrack.records import Claim
from tests.builders import accuse, make_claim, say
from tests.opposition.judging import met

TITLE = "Tolmin closes its river after fish die"
EARLY = say("The mayor", "the river is closed because fish die", article="one", title=TITLE)
LATE = say("Anna Holm", "lunch was late", article="one", at=7900, title=TITLE)


def stands(one: Claim, other: Claim) -> dict[str, float]:
    return dict(zip(STANDING, standing(met(one, other)), strict=True))


def test_every_name_has_a_value_and_the_order_of_the_claims_does_not_matter() -> None:
    assert len(set(STANDING)) == len(STANDING)
    assert standing(met(EARLY, LATE)) == standing(met(LATE, EARLY))


def test_what_stands_early_and_speaks_of_the_headline_counts() -> None:
    found = stands(EARLY, LATE)
    assert found["early in the article"] > 0.5
    assert found["both early in the article"] < 0.01
    assert found["of the headline"] > 0.5
    assert found["both of the headline"] == 0


def test_a_claim_beyond_the_end_of_the_scale_and_one_without_a_title_count_nothing() -> None:
    far = say("Anna Holm", "fish die", article="one", at=90_000)
    assert stands(far, far)["early in the article"] == 0
    assert stands(far, far)["of the headline"] == 0


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ("Republicans", "Conservative leaders", "both of the right"),
        ("Republicans", "Democrats", "two parties"),
        ("Republicans", "Anna Holm", "one of the right"),
        ("Labour", "Democrats", "both of the left"),
        ("the company", "union leaders", "two roles"),
        ("police", "the governor", "both in charge"),
        ("critics", "Anna Holm", "one against it"),
        ("Anna Holm", "Anna Holm's lawyer", "one circle"),
    ],
)
def test_camps_are_told_by_what_speakers_are_called(one: str, other: str, name: str) -> None:
    assert stands(say(one, "it is so"), say(other, "it is not so"))[name] == 1


def test_nobody_is_of_a_camp_by_name_alone() -> None:
    found = stands(say("Anna Holm", "it is so"), say("Karl Berg", "it is not so"))
    camps = [name for name in STANDING if name.startswith(("both of the r", "one of", "two "))]
    assert camps
    assert not any(found[name] for name in camps)


def test_the_manner_of_speaking_counts() -> None:
    accused = accuse("The anglers", "the mill", "of dumping acid", article="one")
    blamed = accuse("Farmers", "the mill", "of dumping acid", article="one", at=200)
    joins = make_claim("they saw it", "Anna Holm", article="one", start=310, sentence_start=300,
                       sentence="Also Anna they saw it")  # fmt: skip
    turns = make_claim("it was rain", "Karl Berg", article="one", start=414, sentence_start=400,
                       sentence="But Karl said it was rain", form="direct")  # fmt: skip
    assert stands(accused, blamed)["like cues"] == 1
    assert stands(accused, blamed)["cue to accuse"] == 2
    assert stands(accused, joins)["joins in"] == 1
    assert stands(accused, turns)["but before it"] == 1
    assert stands(accused, turns)["one quoted"] == 1
    elsewhere = say("Anna Holm", "it was rain", article="two")
    assert stands(elsewhere, turns)["but before it"] == 0
