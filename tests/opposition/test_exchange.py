from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.errors import ModelError
from claimtrack.opposition.exchange import (
    EVIDENCE,
    FORMAT,
    evidence,
    exchange,
    read_weights,
    takes_notice,
)
from claimtrack.records import Claim
from tests.builders import accuse, deny, make_claim, say
from tests.opposition.judging import met

SHIPPED = Path(__file__).parents[2] / "claimtrack" / "models" / "exchange" / "weights.json"

CLAIMS = [
    say("The anglers", "the company dumped acid in the Tolmin river", article="one"),
    deny("The company", "it had dumped acid in the Tolmin river", article="one", at=100),
    accuse("The anglers", "the company", "of lying about 40 tonnes of acid", article="one", at=200),
    say("The mayor", "the Tolmin river should be closed", article="one", at=300, form="direct"),
    say("Anna Holm", "the Tolmin river should not be closed", "insisted", article="one", at=900),
    say("Karl Berg", "acid will not kill 12 trout", "claimed", cue_class="claim", article="one",
        at=4000),
    make_claim("But the story is a hoax, Anna Holm's aides insist.", article="one", start=1500),
    say("Anna Holm", "the trout died because of the drought", article="two"),
]  # fmt: skip


def weighed(claim: Claim, other: Claim) -> dict[str, float]:
    return dict(zip(EVIDENCE, evidence(met(claim, other)), strict=True))


@given(st.sampled_from(CLAIMS), st.sampled_from(CLAIMS), st.floats(-1, 1))
def test_evidence_is_the_same_from_either_side(one: Claim, other: Claim, near: float) -> None:
    seen = met(one, other, near)
    assert evidence(seen) == evidence(seen.swapped())
    assert len(evidence(seen)) == len(EVIDENCE)
    assert exchange(seen) == exchange(seen.swapped())
    assert 0 <= exchange(seen)[0] <= 1


def test_evidence_has_no_two_of_one_name() -> None:
    assert len(set(EVIDENCE)) == len(EVIDENCE)


def test_the_weights_that_ship_are_those_of_the_evidence() -> None:
    data = json.loads(SHIPPED.read_text("utf-8"))
    assert tuple(data["weights"]) == EVIDENCE
    assert data["format"] == FORMAT
    assert read_weights(SHIPPED)[0] == data["intercept"]


@pytest.mark.parametrize(
    ("one", "other", "name", "value"),
    [
        (CLAIMS[0], CLAIMS[1], "denial", 1),
        (CLAIMS[0], CLAIMS[1], "next to each other", 1),
        (CLAIMS[0], CLAIMS[5], "far apart", 1),
        (CLAIMS[0], CLAIMS[7], "far apart", 1),
        (CLAIMS[3], CLAIMS[4], "opposite wishes", 1),
        (CLAIMS[1], CLAIMS[2], "accused speaks", 1),
        (CLAIMS[1], CLAIMS[2], "accusation", 1),
        (CLAIMS[0], CLAIMS[6], "called false", 1),
        (CLAIMS[4], CLAIMS[6], "names the other speaker", 1),
        (CLAIMS[4], CLAIMS[6], "rebuttal next to it", 0),
        (CLAIMS[4], CLAIMS[6], "contrast next to it", 0),
        (CLAIMS[5], CLAIMS[2], "both figures", 1),
        (CLAIMS[5], CLAIMS[2], "doubt in the cue", 1),
        (CLAIMS[0], CLAIMS[6], "both attributed", 0),
        (CLAIMS[0], CLAIMS[3], "rebuttal", 0),
        (CLAIMS[3], CLAIMS[4], "rebuttal", 1),
    ],
)
def test_evidence_says_what_stands_there(one: Claim, other: Claim, name: str, value: float) -> None:
    assert weighed(one, other)[name] == value


def test_a_contrast_counts_where_it_follows_at_once() -> None:
    said = say("Anna Holm", "the Tolmin river is clean", article="one")
    reply = make_claim("But dead trout drift in the Tolmin river.", article="one", start=150)
    assert weighed(said, reply)["contrast next to it"] == 1
    later = make_claim("But dead trout drift in the Tolmin river.", article="one", start=650)
    assert weighed(said, later)["contrast next to it"] == 0


def test_a_denial_of_shared_words_makes_an_exchange_likelier() -> None:
    text = "it had dumped acid in the Tolmin river"
    denied = deny("The company", text, article="one", at=100)
    said = say("The company", text, article="one", at=100)
    assert exchange(met(CLAIMS[0], denied))[0] > 2 * exchange(met(CLAIMS[0], said))[0]


def test_a_denial_of_what_is_called_false_is_no_denial_of_it() -> None:
    false = say("The mayor", "the story of acid in the Tolmin river is false", article="one")
    assert weighed(CLAIMS[1], false)["denial of shared words"] == 0
    assert weighed(CLAIMS[1], CLAIMS[0])["denial of shared words"] > 0


def test_nearness_in_meaning_makes_an_exchange_likelier() -> None:
    one, other = CLAIMS[3], CLAIMS[5]
    assert exchange(met(one, other, 0.8))[0] > exchange(met(one, other, 0.1))[0]


def test_the_reason_names_what_weighed_most_first() -> None:
    seen = met(CLAIMS[0], CLAIMS[1])
    _, weights = read_weights(SHIPPED)
    parts = {
        name: weight * value
        for name, weight, value in zip(EVIDENCE, weights, evidence(seen), strict=True)
    }
    named = exchange(seen)[1].removeprefix("exchange: ").split(", ")
    assert named[0] == "denial of shared words"
    assert len(named) <= 3
    assert [parts[name] for name in named] == sorted((parts[n] for n in named), reverse=True)
    assert min(parts[name] for name in named) > 0


def broken(tmp_path: Path, **changes: object) -> Path:
    """Write the shipped weights with some entries changed, None leaving one out."""
    data = json.loads(SHIPPED.read_text("utf-8")) | changes
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({k: v for k, v in data.items() if v is not None}), "utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": FORMAT + 1}, f"format {FORMAT + 1}, but this version reads {FORMAT}"),
        ({"format": None}, "no file of weights"),
        ({"weights": {}}, f"no weight of '{EVIDENCE[0]}'"),
        ({"weights": None}, "no file of weights"),
        ({"weights": dict.fromkeys(EVIDENCE, "much")}, "no file of weights"),
        ({"intercept": None}, "no file of weights"),
    ],
)
def test_weights_of_another_kind_are_refused_in_one_line(
    tmp_path: Path, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(ModelError, match=message) as refusal:
        read_weights(broken(tmp_path, **changes))
    assert "\n" not in str(refusal.value)


def test_weights_that_are_not_there_or_no_json_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot read the weights"):
        read_weights(tmp_path / "weights.json")
    (tmp_path / "weights.json").write_text("[", "utf-8")
    with pytest.raises(ModelError, match="no file of weights"):
        read_weights(tmp_path / "weights.json")


def test_a_denial_and_a_negation_of_one_thing_stand_on_one_side() -> None:
    denial = deny("The company", "it had dumped acid in the Tolmin river", article="one")
    negation = say("Anna Holm", "nobody dumped acid in the Tolmin river", article="one", at=200)
    found = weighed(denial, negation)
    assert found["negated shared words"] == 0
    assert found["one side negative"] == 0


def test_a_reaction_or_a_name_is_taking_notice() -> None:
    lone = say("Karl Berg", "the trout are few", article="one")
    other = say("Anna Holm", "we saw no anglers", article="one", at=200)
    assert not takes_notice(met(lone, other))
    for answer in (
        say("Anna Holm", "Karl Berg saw no anglers", article="one", at=200),
        deny("Anna Holm", "she had seen anglers", article="one", at=200),
        say("Anna Holm", "that is a hoax", article="one", at=200),
    ):
        assert takes_notice(met(lone, answer))
