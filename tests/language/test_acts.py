from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.language.acts import Act, acts_of, find_acts, party_concepts, same_party
from claimtrack.language.vocabulary import lexicon, stem, tokens
from claimtrack.records import Claim
from tests.builders import accuse, deny, say

# What steers the search for agents, so that random texts reach its corners.
PARTS = [
    "the", "guards", "Coast", "Brigade", "and", "released", "releasing", "release", "was", "were",
    "by", "having", "did", "not", "if", "would", "of", "fired", "first", "left", "open", "we", "it",
    "who", ",", ".", "'s", "smugglers", "no", "then",
]  # fmt: skip
texts = st.lists(st.sampled_from(PARTS), max_size=14).map(" ".join)


def find(text: str) -> tuple[Act, ...]:
    return find_acts(text, tokens(text), party_concepts(tokens("the company")), None)


def told(claim: Claim) -> tuple[Act, ...]:
    return acts_of(claim, tokens(claim.text))


@pytest.mark.parametrize(
    ("text", "name", "agent", "objects"),
    [
        ("the guards released the smugglers", "release", "the guards", "smugglers"),
        ("the smugglers were released by the guards", "release", "the guards", "smugglers"),
        ("the smugglers were then freed by the guards", "release", "the guards", "smugglers"),
        ("the guards deliberately freed the smugglers", "release", "the guards", "smugglers"),
        ("the guards are releasing smugglers", "release", "the guards", "smugglers"),
        ("Karl Berg was shot dead by police", "shoot", "police", "Karl Berg"),
        ("the sluice was sabotaged on Monday by a deputy", "sabotage", "a deputy", "sluice"),
        ("the minister authorized the raid", "order", "the minister", "raid"),
        ("the company poisoned the river", "poison", "the company", "river"),
        ("Soldiers shot Karl Berg", "shoot", "Soldiers", "Karl Berg"),
        ("the mooring crew sank the barge", "destroy", "the mooring crew", "barge"),
        ("the night guards left the gate open", "leave open", "the night guards", "gate open"),
        ("a guard left the store unlocked", "leave open", "a guard", "store unlocked"),
        ("the Coast Brigade fired first at Orvana", "fire first", "the Coast Brigade",
         "first Orvana"),
        ("soldiers opened fire first", "fire first", "soldiers", "fire first"),
        ("a guard from Varden freed them", "release", "a guard from Varden", ""),
    ],
)  # fmt: skip
def test_an_act_has_agent_and_objects(text: str, name: str, agent: str, objects: str) -> None:
    [act] = find(text)
    assert (act.name, act.agent_words, act.negated) == (name, agent, False)
    assert act.objects == {token.concept for token in tokens(objects)}


@pytest.mark.parametrize(
    "text",
    [
        "the guards opened the gates and released the smugglers",
        "On Monday, the guards opened the gates and then released the smugglers",
    ],
)
def test_coordinated_verbs_share_their_agent(text: str) -> None:
    [act] = find(text)
    assert (act.name, act.agent_words) == ("release", "the guards")


def test_two_parties_joined_by_and_are_one_agent() -> None:
    [act] = find("the Coast Brigade and the League released the smugglers")
    assert act.agent_words == "the Coast Brigade and the League"
    assert same_party(act.agent, party_concepts(tokens("the League")))


def test_the_second_clause_has_an_agent_of_its_own() -> None:
    first, second = find("the guards started the fight and the League freed the smugglers")
    assert first.agent == {"guard"}
    assert second.agent == {"leagu"}


@pytest.mark.parametrize(
    "text",
    [
        "the smugglers were released",
        "the smugglers were released on Monday",
        "the released smugglers fled",
        "the farmer was killed by a falling tree",
        "the flood destroyed the mill",
        "rust sank the barge",
        "it released the smugglers",
        "people released the smugglers",
        "those who released the smugglers fled",
    ],
)
def test_an_act_whose_agent_stays_open_is_left_out(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "the causes of the fire",
        "the army's strikes of last week",
        "the ministers' orders were clear",
        "the army’s orders were clear",
        "the strike of the bakers",
        "the killing of Karl Berg",
        "police found a light in the mill",
        "guards in the start of the year",
        "The Daily Strike",
    ],
)
def test_nouns_that_look_like_verbs_are_left_out(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "the guards would release the smugglers",
        "the guards would have released the smugglers",
        "the guards could have released the smugglers",
        "the guards may have released the smugglers",
        "the guards must release the smugglers",
        "the guards will release the smugglers",
        "if the guards released the smugglers",
        "unless the guards released the smugglers",
        "whether the guards released the smugglers",
        "the guards wanted to release the smugglers",
        "the guards refused to release the smugglers",
        "let the guards release the smugglers",
    ],
)
def test_what_was_not_done_yet_or_only_may_have_been_is_left_out(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "the guards did not release the smugglers",
        "the guards didn't release the smugglers",
        "the guards do not release smugglers",
        "the guards never released the smugglers",
        "the guards have not released the smugglers",
        "the smugglers were not released by the guards",
        "no guard released the smugglers",
        "none of the guards released the smugglers",
        "neither the guards nor the police released the smugglers",
        "no smugglers were released by the guards",
    ],
)
def test_a_negated_act_says_so(text: str) -> None:
    [act] = find(text)
    assert act.negated
    assert "guard" in act.agent


def test_a_negated_agent_is_the_agent() -> None:
    [act] = find("none of the guards released the smugglers")
    assert act.agent == {"guard"}


def test_did_without_not_stresses_the_act() -> None:
    [act] = find("the guards did release the smugglers")
    assert not act.negated


@pytest.mark.parametrize(
    ("claim", "agent", "negated"),
    [
        (accuse("The army", "the League", "of releasing smugglers"), {"leagu"}, False),
        (accuse("The army", "the League", "of having released smugglers"), {"leagu"}, False),
        (accuse("The army", "guards of the League", "of freeing smugglers"), {"guard", "leagu"},
         False),
        (say("The League", "we released smugglers"), {"leagu"}, False),
        (say("The League", "our fighters released smugglers"), {"leagu"}, False),
        (deny("The League", "it had released smugglers"), {"leagu"}, True),
        (deny("The League", "its fighters had released smugglers"), {"leagu"}, True),
        (deny("The League", "they had released smugglers"), {"leagu"}, True),
        (deny("The League", "releasing smugglers"), {"leagu"}, True),
        (deny("The League", "having released smugglers"), {"leagu"}, True),
        (deny("The League", "that the army had released smugglers"), {"army"}, True),
        (deny("The League", "the army had not released smugglers"), {"army"}, False),
    ],
)  # fmt: skip
def test_whose_words_they_are_tells_who_did_it(
    claim: Claim, agent: set[str], negated: bool
) -> None:
    [act] = told(claim)
    assert (act.name, act.negated) == ("release", negated)
    assert act.agent == agent


@pytest.mark.parametrize(
    "claim",
    [
        say("The League", "it had released smugglers"),
        say("The League", "releasing smugglers was wrong"),
        say("The League", "releasing smugglers", cue_class="report", target="the army"),
    ],
)
def test_outside_denials_and_accusations_it_and_gerunds_stay_open(claim: Claim) -> None:
    assert told(claim) == ()


def test_the_accused_did_all_that_they_are_accused_of() -> None:
    acts = told(accuse("The army", "the League", "of freeing smugglers and burning the silo"))
    assert {(act.name, act.agent) for act in acts} == {
        ("release", frozenset({"leagu"})),
        ("set fire", frozenset({"leagu"})),
    }


def test_a_speaker_goes_by_name_and_by_mention() -> None:
    [act] = told(say("Coast Brigade", "we released smugglers", mention="its captain"))
    assert act.agent >= {"coast", "brigad", "captain"}


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("the League", "the Northern League", True),
        ("Northern League of Fishermen", "NLF", True),
        ("Anna Holm", "Holm", True),
        ("the army", "soldiers", True),
        ("Anna Holm", "Karl Berg", False),
        ("the League", "the Brigade", False),
        ("", "the League", False),
    ],
)
def test_one_party_by_two_names(one: str, two: str, same: bool) -> None:
    a, b = party_concepts(tokens(one)), party_concepts(tokens(two))
    assert same_party(a, b) is same_party(b, a) is same


@given(texts)
def test_every_act_of_any_text_has_an_agent_and_a_word_of_the_text(text: str) -> None:
    for act in find(text):
        assert act.agent
        assert act.verb in text
        assert act.agent_words == "the speaker" or set(act.agent_words.split()) <= {
            token.text for token in tokens(text)
        }


def test_no_verb_names_two_deeds() -> None:
    deeds = {name: verbs for name, verbs in lexicon("exclusive_acts").items() if name != "about"}
    stems = [stem(verb) for verbs in deeds.values() for verb in verbs]
    assert len(stems) == len(set(stems))


def test_a_long_line_of_acts_is_read_in_one_pass() -> None:
    assert len(find("the guards released smugglers, " * 2000)) == 2000


def test_what_a_report_says_begins_a_clause_of_its_own() -> None:
    [act] = find("a statement disputing a report claiming the League released the smugglers")
    assert act.agent_words == "the League"
