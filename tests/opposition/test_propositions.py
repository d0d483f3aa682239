from __future__ import annotations

import pytest

from claimtrack.language.vocabulary import concept, weight
from claimtrack.opposition.propositions import axis_kind, mass, propose
from claimtrack.records import Claim
from tests.builders import accuse, deny, make_claim, say


@pytest.mark.parametrize(
    "claim",
    [
        deny("The company", "it had dumped acid"),
        deny("The company", "dumping acid"),
        deny("The company", "the allegations"),
        deny("The company", "any wrongdoing"),
        deny("The company", "it had dumped acid", "has denied"),
        deny("The company", "the charge", "disputes"),
        deny("The company", "claims that it dumped acid", "rejected", cue_class="reject"),
        deny("The company", "the idea that acid was dumped", "rejected", cue_class="reject"),
        deny("The company", "reports of acid", "dismissed", cue_class="reject"),
        deny("The company", "the report as nonsense", "dismissed", cue_class="reject"),
        say("Anna Holm", "the bridge is safe", "does not believe", negated=True),
        say("Anna Holm", "the bridge is safe", "doesn’t think", negated=True),
        say("Anna Holm", "the bridge is safe", "refused to believe"),
    ],
)
def test_a_cue_of_denial_denies_what_was_said(claim: Claim) -> None:
    assert propose(claim).is_denial
    assert not propose(claim).is_open


@pytest.mark.parametrize(
    "claim",
    [
        deny("The bakery", "service to the couple"),
        deny("The port", "entry to the ship"),
        deny("Parliament", "the president's veto", "rejected", cue_class="reject"),
        deny("Parliament", "an offer of talks", "rejected", cue_class="reject"),
        deny("Parliament", "a compromise that the mayor had floated", "rejected",
             cue_class="reject"),
        deny("The mayor", "the plan as too dear", "dismissed", cue_class="reject"),
        deny("The mayor", "to sign the treaty", "rejected", cue_class="reject"),
        deny("The company", "it had dumped acid", "did not deny", negated=False),
        deny("The company", "it had dumped acid", "neither confirmed nor denied"),
        say("The ministry", "how many died", "did not say", negated=True),
        say("The ministry", "the dam leaked", "does not know", negated=True),
        say("The ministry", "the dam leaked", "could not confirm", cue_class="confirm",
            negated=True),
        say("The ministry", "the dam leaked", "declined to say"),
        say("The ministry", "the dam leaked", "refused to say"),
    ],
)  # fmt: skip
def test_what_a_cue_leaves_open_is_neither_said_nor_denied(claim: Claim) -> None:
    assert propose(claim).is_open
    assert not propose(claim).is_denial


@pytest.mark.parametrize("cue", ["said", "insisted", "warned", "told reporters", None])
def test_other_cues_assert(cue: str | None) -> None:
    claim = say("Anna Holm", "the bridge is safe", "said")
    proposition = propose(make_claim(claim.text, claim.speaker, cue=cue))
    assert not proposition.is_denial
    assert not proposition.is_open


def test_a_denial_ends_with_its_clause() -> None:
    denied = propose(deny("The company", "it dumped acid, which came as trout died"))
    assert denied.content == {"dump", "acid"}
    assert "trout" in propose(say("The mayor", "it dumped acid, and trout died")).content


def test_context_holds_the_sentence_and_the_accused() -> None:
    accused = propose(accuse("The army", "the League", "of burning the silo"))
    assert accused.context >= {"armi", "leagu", "silo"} - {"armi"} | {concept("army")}
    assert accused.target == {"leagu"}
    assert accused.speaker == {concept("army")}


def test_a_speaker_is_known_by_name_mention_and_initials() -> None:
    claim = say("Northern League of Fishermen", "the quay is ours", mention="its spokesman")
    assert propose(claim).speaker >= {"northern", "leagu", "nlf", "spokesman"}
    assert propose(claim).speaker_names == {"northern", "leagu", "fishermen"}
    assert propose(make_claim("The quay is ours.")).speaker == set()


def test_names_weigh_half() -> None:
    assert mass({"halvard"}) == 1
    assert mass({"halvard"}, frozenset({"halvard"})) == 0.5
    assert mass({"halvard", "govern"}) == pytest.approx(1 + weight("govern"))
    assert mass(()) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the pass is open", {"open"}),
        ("prices rose", {"rose"}),
        ("the verdict was unfair", {"unfair"}),
        ("the pass is not open", set()),
        ("the pass is never closed", set()),
        ("the pass is wide", set()),
    ],
)
def test_poles_are_words_with_an_opposite_that_are_not_negated(text: str, words: set[str]) -> None:
    poles = propose(say("The mayor", text)).poles
    assert {word for word, _ in poles.values()} == words


def test_a_pole_knows_what_it_is_said_of_and_of_what_kind_it_is() -> None:
    poles = propose(say("The mayor", "the Tolmin pass is open to lorries")).poles
    assert all({"tolmin", "lorri"} <= beside for _, beside in poles.values())
    assert "fact" in {axis_kind(index) for index, _ in poles}
    judged = propose(say("The mayor", "the verdict was unjustified")).poles
    assert {axis_kind(index) for index, _ in judged} == {"judgement"}


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        ("the bridge fell because of rust", {"rust"}),
        ("the bridge fell due to rust", {"rust"}),
        ("the fall was caused by rust", {"rust"}),
        ("the fall resulted from rust", {"rust"}),
        ("rust caused the fall", {"rust"}),
        ("the blaze was blamed on a cigarette", {"cigarett"}),
        ("the bridge fell after the flood", set()),
        ("it caused the fall", set()),
    ],
)
def test_a_cause_is_named_before_or_after_its_effect(text: str, causes: set[str]) -> None:
    assert propose(say("The mayor", text)).causes == causes


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("it fell in Brenna", {"brenna"}),
        ("it fell near Lower Varden", {"lower", "varden"}),
        ("In The Hague it fell", {"hagu"}),
        ("it sailed from Halden", {"halden"}),
        ("it fell in March", set()),
        ("it is shut from Monday", set()),
        ("it fell in the north", set()),
        ("it sailed to Halden", set()),
        ("it fell in", set()),
    ],
)
def test_places_are_names_where_something_happens(text: str, places: set[str]) -> None:
    assert propose(say("The mayor", text)).places == places


@pytest.mark.parametrize(
    "text",
    [
        "if it leaked, we would know",
        "unless it leaks",
        "suppose it leaked",
        "imagine it leaked",
        "let's say it leaked",
        "what if it leaked",
        "whether it leaked is open",
        "had the dam leaked, we would know",
        "were it to leak, villages would drown",
        "should the dam leak, villages drown",
        "it will sail only if the storm ends",
    ],
)
def test_suppositions_and_conditions_are_hypothetical(text: str) -> None:
    assert propose(say("The mayor", text)).is_hypothetical


@pytest.mark.parametrize(
    "text",
    ["it leaked", "we had the dam mended", "should be mended", "it is iffy", "had leaked", ""],
)
def test_plain_statements_are_not_hypothetical(text: str) -> None:
    assert not propose(make_claim(text, "The mayor")).is_hypothetical


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("did it leak?", True),
        ("did it leak?”", True),
        ("did it leak? '", True),
        ("it leaked", False),
        ("“leak?” is the word.", False),
    ],
)
def test_questions_are_told_by_how_they_end(text: str, expected: bool) -> None:
    assert propose(make_claim(text, "The mayor")).is_question is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("villagers believe that it leaked", True),
        ("many suspect a leak", True),
        ("I believe that it leaked", False),
        ("we really don't think that it leaked", False),
        ("believe me, it leaked", False),
    ],
)
def test_what_others_believe_is_told_apart(text: str, expected: bool) -> None:
    assert propose(say("The mayor", text)).is_reported_belief is expected


@pytest.mark.parametrize(
    ("text", "falsity"),
    [
        ("the story is a hoax", "hoax"),
        ("it is false that acid was dumped", "false"),
        ("the story is no hoax", None),
        ("the story is not false", None),
        ("the story is long", None),
    ],
)
def test_what_is_called_false_is_not_what_is_called_no_hoax(text: str, falsity: str | None) -> None:
    assert propose(say("The mayor", text)).falsity == falsity


@pytest.mark.parametrize(
    ("text", "future", "wish", "earlier", "timeless"),
    [
        ("the dam will be built", True, False, False, False),
        ("the dam should be built", False, True, False, False),
        ("the dam was once closed", False, False, True, False),
        ("nobody can cross the dam", False, False, False, True),
        ("the dam was built", False, False, False, False),
    ],
)
def test_modes_are_told_apart(
    text: str, future: bool, wish: bool, earlier: bool, timeless: bool
) -> None:
    found = propose(say("The mayor", text))
    modes = (found.is_future, found.is_normative, found.is_earlier, found.is_timeless)
    assert modes == (future, wish, earlier, timeless)


def test_modalities_found_by_attribution_count_as_modes() -> None:
    assert propose(say("The mayor", "the dam leaks", modality="prediction")).is_future
    assert propose(say("The mayor", "mend the dam", modality="demand")).is_normative


def test_rebuttal_and_contrast_are_read_off_the_sentence() -> None:
    claim = make_claim("the dam is safe", "Ray", sentence="But Ray insisted the dam is safe.")
    assert propose(claim).rebuttal == "insisted"
    assert propose(claim).begins_contrast
    plain = propose(say("Ray", "the dam is safe"))
    assert (plain.rebuttal, plain.begins_contrast) == (None, False)


@pytest.mark.parametrize("text", ["", "…", "\ud800", "²", "not", "if", "in", "because of", "?"])
def test_texts_without_words_are_propositions_too(text: str) -> None:
    assert propose(make_claim(text, "The mayor")).weighty == pytest.approx(0, abs=1)
