from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.opposition.evidence import EVIDENCE, READING, UNSAID, evidence, reading_evidence
from claimtrack.opposition.reading import OUTCOMES
from claimtrack.opposition.signals import opposing_signals
from claimtrack.records import Claim
from tests.builders import accuse, deny, make_claim, say
from tests.opposition.judging import met

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
    seen = met(claim, other)
    return dict(zip(EVIDENCE, evidence(seen, opposing_signals(seen)), strict=True))


@given(st.sampled_from(CLAIMS), st.sampled_from(CLAIMS), st.floats(-1, 1))
def test_evidence_is_the_same_from_either_side(one: Claim, other: Claim, near: float) -> None:
    seen = met(one, other, near)
    found, turned = opposing_signals(seen), opposing_signals(seen.swapped())
    assert evidence(seen, found) == evidence(seen.swapped(), turned)
    assert len(evidence(seen, found)) == len(EVIDENCE)


def test_evidence_has_no_two_of_one_name() -> None:
    assert len({*EVIDENCE, *READING}) == len(EVIDENCE) + len(READING)
    assert {*EVIDENCE, *READING} > UNSAID


def test_what_an_explicit_signal_found_is_evidence_as_well() -> None:
    seen = met(CLAIMS[0], CLAIMS[1])
    [denial] = [signal for signal in opposing_signals(seen) if signal.name == "denial"]
    found = dict(zip(EVIDENCE, evidence(seen, [denial]), strict=True))
    assert found["signal: denial"] == denial.score > 0
    assert found["signal: figures"] == 0


def test_a_contested_subject_counts_for_both_claims_and_for_the_less_contested() -> None:
    seen = replace(met(CLAIMS[0], CLAIMS[1]), contested=(1.5, -0.5))
    found = dict(zip(EVIDENCE, evidence(seen, []), strict=True))
    assert found["contested subject"] == 1.0
    assert found["both contested"] == -0.5


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
        (CLAIMS[0], CLAIMS[1], "same article", 1),
        (CLAIMS[0], CLAIMS[7], "same article", 0),
        (CLAIMS[0], CLAIMS[6], "one narrated", 1),
        (CLAIMS[0], CLAIMS[1], "shared words across", 0),
        (CLAIMS[4], CLAIMS[7], "same speaker", 1),
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


def test_a_denial_of_what_is_called_false_is_no_denial_of_it() -> None:
    false = say("The mayor", "the story of acid in the Tolmin river is false", article="one")
    assert weighed(CLAIMS[1], false)["denial of shared words"] == 0
    assert weighed(CLAIMS[1], CLAIMS[0])["denial of shared words"] > 0


def test_what_turns_one_thing_down_in_two_ways_stands_on_one_side() -> None:
    dumped = "the company dumped acid in the Tolmin river"
    claims = [
        deny("The mayor", dumped),
        say("Anna Holm", "the story of acid in the Tolmin river is false"),
        say("The anglers", "the company did not dump acid in the Tolmin river"),
    ]
    for one, other in combinations(claims, 2):
        found = weighed(one, other)
        assert (found["both reject"], found["one side rejects"], found["called false"]) == (1, 0, 0)
    for one in claims:
        found = weighed(one, say("The police", dumped))
        assert (found["both reject"], found["one side rejects"]) == (0, 1)


def reading(**likely: float) -> list[float]:
    rest = (1 - sum(likely.values())) / (len(OUTCOMES) - len(likely))
    return [likely.get(outcome, rest) for outcome in OUTCOMES]


def test_a_reading_counts_as_log_odds_of_conflict_and_of_agreement() -> None:
    opposed, agreeing, _ = reading_evidence(reading(agree=0.1, neither=0.4), across=False)
    assert opposed == pytest.approx(0, abs=1e-4)
    assert agreeing == pytest.approx(-2.197, abs=1e-3)
    assert reading_evidence(reading(denial=0.6, agent=0.35), across=False)[0] > 2


def test_a_reading_of_two_articles_has_a_weight_of_its_own() -> None:
    row = reading(denial=0.9)
    within, across = (reading_evidence(row, across=across) for across in (False, True))
    assert within[:2] == across[:2]
    assert within[2] == 0 < across[2] == across[0]


def test_no_reading_counts_beyond_all_else() -> None:
    sure = reading_evidence(reading(agree=1.0), across=True)
    assert sure == (-6.0, 6.0, -6.0)
