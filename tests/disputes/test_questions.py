from __future__ import annotations

from typing import Any

import pytest

from claimtrack.disputes.questions import position_of, question_of, shortened
from claimtrack.records import Claim, Kind
from tests.builders import make_claim


def question(kind: Kind, a: Claim, b: Claim) -> str:
    return question_of(kind, (a, b), [a, b])


def denied(text: str, speaker: str = "Mayor") -> Claim:
    return make_claim(text, speaker, cue="denied", cue_class="deny", negated=True)


def accused(text: str, target: str, speaker: str = "Union", **fields: Any) -> Claim:
    return make_claim(text, speaker, cue="accused", cue_class="accuse", target=target, **fields)


def test_who_did_it_is_asked_with_the_deed_and_what_was_done_to() -> None:
    a = make_claim("the rebels released the hostages on Friday", "Army")
    b = accused("soldiers of releasing the hostages", "soldiers", "Rebels")
    assert question("agent", a, b) == "Who released hostages?"


def test_the_longer_wording_of_a_deed_gives_way_to_the_shorter() -> None:
    a = make_claim("the crew left the cargo hatch open before the storm", "Port")
    b = make_claim("the pilots left the cargo hatch open", "Line")
    assert question("agent", a, b) == "Who left cargo hatch open?"


def test_figures_are_asked_side_by_side() -> None:
    a = make_claim("12 hikers were lost on Mount Orrin", "Police")
    b = make_claim("19 hikers were lost on Mount Orrin", "Rangers")
    assert question("quantity", a, b) == "hikers lost Mount Orrin: 12 or 19?"


def test_figures_are_not_named_twice() -> None:
    a = make_claim("the tunnel cost 9 million crowns", "Auditor")
    b = make_claim("the tunnel cost 7 million crowns", "Mayor")
    assert question("quantity", a, b) == "tunnel cost crowns: 9 million or 7 million?"


def test_a_denial_asks_whether_what_was_asserted_is_so() -> None:
    a = make_claim("the mayor sold the harbour plot", "Voss")
    assert question("denial", a, denied("he sold the plot")) == (
        "Is it true: “the mayor sold the harbour plot”?"
    )


def test_a_denied_accusation_asks_in_the_words_of_the_denial() -> None:
    a = accused("the mayor of selling the harbour plot", "the mayor")
    assert question("denial", a, denied("he had sold the harbour plot")) == (
        "Is it true: “he had sold the harbour plot”?"
    )


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("cause", "which cause"),
        ("fact", "which is so"),
        ("forecast", "what will happen"),
        ("judgement", "right or wrong"),
        ("reversal", "then and now"),
    ],
)
def test_other_kinds_put_a_neutral_label_behind_shared_words(kind: Kind, label: str) -> None:
    a = make_claim("the harbour tunnel fails every test", "Voss")
    b = make_claim("the harbour tunnel meets every test", "Mayor")
    assert question(kind, a, b) == f"harbour tunnel test: {label}?"


def test_without_shared_words_a_claim_is_quoted() -> None:
    a = make_claim("the harbour tunnel leaks", "Voss")
    b = make_claim("nothing is wrong", "Mayor")
    assert question("fact", a, b) == "“the harbour tunnel leaks”: which is so?"


def test_a_question_is_made_of_the_claims_words() -> None:
    a = make_claim("sluice repairs cost ninety thousand crowns", "Council")
    b = make_claim("the repairs of the sluice cost far less", "Mill")
    words = question("fact", a, b).split(":")[0].split()
    assert words and all(word in a.text for word in words)


def test_a_position_is_the_claims_own_words() -> None:
    assert position_of(make_claim("the dam is sound", "Engineer")) == "the dam is sound"


def test_a_denied_position_says_that_it_is_denied() -> None:
    assert position_of(denied("the dam leaks")) == "denied: the dam leaks"


def test_the_accused_is_named_once() -> None:
    named = accused("the miller of opening the gate", "the miller")
    unnamed = accused("of opening the gate", "the miller")
    assert position_of(named) == "accused the miller of opening the gate"
    assert position_of(unnamed) == "the miller: of opening the gate"


def test_long_words_are_cut_at_a_word_and_say_so() -> None:
    assert shortened("one  two\nthree four", 12) == "one two…"
    assert shortened("one two", 12) == "one two"
    assert len(shortened("x" * 50, 12)) <= 12
