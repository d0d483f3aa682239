from __future__ import annotations

from collections import Counter

import pytest

from claimtrack.filters import WORTH_READING
from claimtrack.opposition.agreements import agreement, compatible
from claimtrack.opposition.signals import opposing_signals
from claimtrack.records import Claim, Kind
from tests.builders import accuse, deny, make_claim, say
from tests.opposition.compatible import COMPATIBLE
from tests.opposition.conflicts import CONFLICTS
from tests.opposition.judging import judge, met

ACID = "the company dumped acid in the Tolmin river"


@pytest.mark.parametrize(
    ("one", "other"),
    [pytest.param(one, other, id=name) for name, one, other in COMPATIBLE],
)
def test_claims_that_can_both_be_right_are_no_conflict(one: Claim, other: Claim) -> None:
    relation = judge(one, other)
    shown = relation.label == "conflict" and relation.score >= WORTH_READING
    assert not shown, (relation.kind, relation.score, relation.reasons)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [pytest.param(kind, one, other, id=name) for kind, name, one, other in CONFLICTS],
)
def test_claims_that_cannot_both_be_right_are_a_conflict_of_a_kind(
    kind: Kind, one: Claim, other: Claim
) -> None:
    relation = judge(one, other)
    assert (relation.label, relation.kind) == ("conflict", kind), relation
    assert all(relation.reasons)


def test_the_tables_hold_every_kind_and_no_case_twice() -> None:
    kinds = Counter(kind for kind, *_ in CONFLICTS)
    expected = {"agent", "denial", "quantity", "cause", "fact", "forecast", "judgement", "reversal"}
    assert set(kinds) == expected
    for names in ([name for name, *_ in COMPATIBLE], [name for _, name, *_ in CONFLICTS]):
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("one", "other", "signal", "reason"),
    [
        (
            accuse("The army", "the League", "of burning the grain silo"),
            accuse("The League", "the army", "of burning the grain silo"),
            "mutual accusation",
            "mutual accusation: The League accuses the army; The army accuses the League",
        ),
        (
            say("The mayor", "the guards freed the smugglers of Kestrel jail"),
            say("The judge", "the League freed the smugglers of Kestrel jail"),
            "exclusive agent",
            "exclusive act “freed”: done by “the League” or by “the guards”",
        ),
        (
            say("The anglers", "the company poisoned the Tolmin river"),
            say("The mayor", "the company did not poison the Tolmin river"),
            "act denied",
            "says that “the company” did not do it: “poison”",
        ),
        (say("The anglers", ACID), deny("The company", ACID), "denial",
         "denies what the other says: “denied”"),
        (say("The anglers", ACID), say("The mayor", "the company did not dump acid in the Tolmin"),
         "negation", "negated on one side: dump"),
        (say("The anglers", ACID), say("The mayor", f"it is false that {ACID}"), "called false",
         "calls what the other says “false”"),
        (say("The mayor", "the Tolmin pass is open to lorries"),
         say("The hauliers", "the Tolmin pass is closed to lorries"), "antonyms",
         "words that exclude each other: “closed”, “open”"),
        (say("The police", "the Orvana landslide killed 14 miners"),
         say("The union", "the Orvana landslide killed 36 miners"), "figures", "14 against 36"),
        (say("The mayor", "the ferry Halvard sank on Monday off Brenna island"),
         say("The police", "the ferry Halvard sank on Tuesday off Brenna island"), "days",
         "monday against tuesday"),
        (say("The mayor", "the Halden bridge fell because of rust"),
         say("The engineers", "the Halden bridge fell because of the flood"), "causes",
         "different causes of one thing"),
    ],
)  # fmt: skip
def test_every_signal_names_what_a_person_can_check(
    one: Claim, other: Claim, signal: str, reason: str
) -> None:
    found = {found.name: found.reason for found in opposing_signals(met(one, other))}
    swapped = {found.name: found.reason for found in opposing_signals(met(other, one))}
    assert found[signal] == swapped[signal] == reason


def test_a_deed_told_by_the_accused_itself_weighs_more() -> None:
    told = say("The mayor", "the League burned the grain silo of Tolmin")
    by_other = opposing_signals(met(told, say("The judge", "the army burned the silo of Tolmin")))
    by_accused = opposing_signals(
        met(told, say("The League", "the army burned the silo of Tolmin"))
    )
    assert by_accused[0].score > by_other[0].score


def test_more_shared_words_make_a_denial_surer() -> None:
    denied = deny("The company", "it had dumped acid in the Tolmin river")
    near = opposing_signals(met(denied, say("The anglers", ACID)))
    far = opposing_signals(
        met(denied, say("The anglers", "someone put acid in wells by the river"))
    )
    assert near[0].score > max([signal.score for signal in far], default=0.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (say("The mayor", "the Halden bridge was rebuilt with oak beams"),
         say("The engineers", "the Halden bridge has been rebuilt with beams of oak")),
        (say("The mayor", "the guards freed the smugglers of Kestrel jail"),
         say("The judge", "the smugglers were released from Kestrel jail by the guards")),
        (deny("The army", "it had shelled the Orvana hospital"),
         say("The minister", "the army did not shell the Orvana hospital")),
        (deny("The army", "it had shelled the Orvana hospital"),
         deny("The minister", "the army had shelled the Orvana hospital")),
    ],
)  # fmt: skip
def test_claims_that_say_the_same_agree(one: Claim, other: Claim) -> None:
    relation = judge(one, other)
    assert (relation.label, relation.kind) == ("agree", None)
    assert relation.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (say("The police", "the landslide in Orvana killed 14 people", published="2031-05-02"),
         say("The mayor", "the landslide in Orvana killed 22 people", published="2031-05-04")),
        (say("The mayor", "the Halden bridge was closed to lorries on Monday"),
         say("The police", "the Halden bridge was closed to lorries on Friday")),
        (say("The mayor", "the Brenna ferry sank near Halden island"),
         say("The police", "the Brenna ferry sank near Varden island")),
        (say("The mayor", "the Halden bridge was built in 1911"),
         say("The police", "the Halden bridge was built in 1934")),
        (say("The mayor", "the story about acid in the Tolmin river is a hoax"),
         say("The police", "the story about acid in the Tolmin river")),
        (say("The mayor", "the guards did not free the smugglers of Kestrel jail"),
         say("The judge", "the guards freed the smugglers of Kestrel jail")),
        (say("The mayor", "the guards freed the smugglers of Kestrel jail"),
         say("The judge", "the League freed the smugglers of Kestrel jail")),
    ],
)  # fmt: skip
def test_claims_that_differ_in_one_thing_never_agree(one: Claim, other: Claim) -> None:
    assert agreement(met(one, other)) is None


def test_two_sources_telling_one_story_are_not_set_against_each_other_by_negations() -> None:
    one = make_claim("The alarm rang aboard the Brenna ferry.", source="A")
    other = make_claim("The alarm did not ring aboard the Brenna ferry.", source="B")
    assert "negation" not in {signal.name for signal in opposing_signals(met(one, other))}


@pytest.mark.parametrize(
    ("one", "other", "is_negated"),
    [
        # Short denials of common words; "she" may well be the mayor.
        ("The mayor never signed the order.", "she had signed the order on June 3", True),
        ("It is not the mayor's war.", "this is the mayor's war", True),
        # More is said than what the other negates, somebody else signed, or nothing is there.
        ("The mayor never signed the order.", "the chairman had signed the order on June 3", False),
        ("The mayor never signed the order or the plan.", "she had signed the order", False),
        ("There is no port order.", "the port order on the mayor's desk", False),
    ],
)
def test_a_short_negation_of_another_speakers_words(
    one: str, other: str, *, is_negated: bool
) -> None:
    signals = opposing_signals(met(say("Ben Lund", one), say("Fia Roe", other)))
    assert ("negation" in {signal.name for signal in signals}) == is_negated


def test_a_short_negation_needs_two_speakers() -> None:
    negation, told = "The mayor never signed the order.", "she had signed the order on June 3"
    for one, other in (
        (say("Fia Roe", negation), say("Fia Roe", told)),
        (say("Fia Roe", negation), make_claim(told, source="A")),
    ):
        assert "negation" not in {signal.name for signal in opposing_signals(met(one, other))}


def test_signals_come_strongest_first_and_each_makes_the_conflict_surer() -> None:
    accusation = accuse("The army", "the League", "of burning the grain silo of Tolmin")
    denial = deny("The League", "it had burned the grain silo of Tolmin")
    scores = [signal.score for signal in opposing_signals(met(accusation, denial))]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert scores[0] / 2 < judge(accusation, denial).score < 1


def test_who_did_not_do_it_and_who_did_can_both_be_right() -> None:
    cleared = deny("The League", "it had freed the smugglers of Kestrel jail")
    other = say("The judge", "the guards freed the smugglers of Kestrel jail")
    same = say("The judge", "the League freed the smugglers of Kestrel jail")
    assert compatible(met(cleared, other))
    assert not compatible(met(cleared, same))
    assert not compatible(met(other, same))


@pytest.mark.parametrize(
    ("words", "is_denied"),
    [("the allegations", True), ("it", True), ("the critic Anna Holm", False)],
)
def test_a_denial_of_the_accusation_itself_names_nothing_else(words: str, is_denied: bool) -> None:
    accusation = accuse("The judge", "the League", "of freeing smugglers", article="one")
    answer = deny("The League", words, "dismissed", article="one", at=300)
    names = {signal.name for signal in opposing_signals(met(accusation, answer))}
    assert ("denial" in names) == is_denied


def test_a_sum_asked_for_does_not_oppose_a_sum_paid() -> None:
    paid = say("The council", "the Halden bridge repair cost 40 million crowns")
    other = say("The engineers", "the Halden bridge repair cost 60 million crowns")
    asked = say("The engineers", "the Halden bridge repair request was 60 million crowns")
    assert "figures" in {signal.name for signal in opposing_signals(met(paid, other))}
    assert "figures" not in {signal.name for signal in opposing_signals(met(paid, asked))}
