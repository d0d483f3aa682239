from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.language.vocabulary import tokens
from claimtrack.opposition.polarity import (
    has_negator,
    negated_subject,
    negated_words,
    polarity_stems,
    polarity_words,
)

PARTS = [
    "not", "no", "never", "neither", "nor", "didn't", "failed", "to", "the", "crew", "think",
    "opened", "gate", "until", "noon", "but", "only", "who", "was", ",", "yet",
]  # fmt: skip
texts = st.lists(st.sampled_from(PARTS), max_size=14).map(" ".join)


def negated(text: str) -> frozenset[str]:
    return negated_words(text, tokens(text))[0]


def denied(text: str) -> frozenset[str]:
    return negated_words(text, tokens(text))[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the company did not dump acid", {"dump", "acid"}),
        ("the company never dumped acid", {"dump", "acid"}),
        ("the company didn’t dump acid", {"dump", "acid"}),
        ("the crew cannot open the gate", {"open", "gate"}),
        ("the gate is hardly open", {"open"}),
        ("nobody was warned", {"warn"}),
        ("the doubts that the crew opened the gate", {"crew", "open", "gate"}),
        ("real doubts about whether the gate is open", {"gate", "open"}),
        ("no doubt that the gate is open", set()),
        ("the doubts of the crew", set()),
        ("none of the pilgrims was warned", {"pilgrim", "warn"}),
        ("no acid was dumped", {"acid", "dump"}),
        ("there is no evidence of sabotage", {"evidence", "sabotag"}),
        ("it is clearly not safe", {"safe"}),
        ("the captain failed to warn pilgrims", {"warn", "pilgrim"}),
        ("the captain refused to warn pilgrims", {"warn", "pilgrim"}),
        ("the captain has yet to warn pilgrims", {"warn", "pilgrim"}),
        ("the gate was neither open nor shut", {"open", "shut"}),
        ("the captain, who lied, did not warn pilgrims", {"warn", "pilgrim"}),
        ("it did not sink, the crew fled", {"sink"}),
        ("it did not sink and the crew fled", {"sink"}),
        ("it did not sink because the crew pumped", {"sink"}),
    ],
)
def test_a_negation_reaches_to_the_end_of_its_clause(text: str, expected: set[str]) -> None:
    assert negated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the flood not only wrecked the bridge",
        "not just the bridge was wrecked",
        "no fewer than nine homes burned",
        "not a crown more was paid",
        "no doubt the gate was open",
        "no matter what, the gate was open",
        "whether or not the gate was open",
        "the gate was not open until noon",
        "farmers who did not insure the barley were paid",
        "farmers whose barley is not insured were paid",
        "the flood wrecked the bridge but not the wall",
        "the ferry left with no pilgrims aboard",
        "the captain failed",
        "the gate is open",
        "",
    ],
)
def test_what_only_looks_like_a_negation_turns_nothing(text: str) -> None:
    assert not negated(text) & {"wreck", "burn", "pay", "open", "paid", "leav"}


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("the captain did not fail to warn pilgrims", {"warn", "pilgrim"}),
        ("the captain never refused to warn pilgrims", {"warn", "pilgrim"}),
        ("nobody failed to warn pilgrims", {"warn", "pilgrim"}),
    ],
)
def test_two_negations_assert(text: str, asserted: set[str]) -> None:
    assert not negated(text) & asserted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the company did not dump acid", {"dump"}),
        ("I don't think the gate was open", {"gate"}),
        ("it is not true that acid was dumped", {"acid"}),
        ("it is not the case that acid was dumped", {"acid"}),
        ("the gate was neither open nor shut", {"open", "shut"}),
    ],
)
def test_what_is_denied_is_the_statement_and_not_the_thinking(
    text: str, expected: set[str]
) -> None:
    assert denied(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the crew did not open the sluice", {"crew"}),
        ("the mayor said that the crew did not open the sluice", {"crew"}),
        ("the storm came, and the crew never fled", {"crew"}),
        ("they did not open the sluice", set()),
        ("nobody opened the sluice", set()),
        ("the crew opened the sluice", set()),
    ],
)
def test_a_negated_statement_has_a_subject(text: str, expected: set[str]) -> None:
    assert negated_subject(text, tokens(text)) == expected


@given(texts)
def test_what_is_denied_is_negated_and_stands_in_the_text(text: str) -> None:
    concepts = {token.concept for token in tokens(text)}
    assert denied(text) <= negated(text) <= concepts
    assert negated_subject(text, tokens(text)) <= concepts


def test_denial_cues_are_known_in_every_form() -> None:
    assert "deni" in polarity_stems("denial_cues")
    assert "not" in polarity_words("negators")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the gate was never open", True),
        ("it is safe, not cheap", True),
        ("they don’t know", True),
        ("the gate was open", False),
        ("the notary opened it", False),
    ],
)
def test_any_negator_is_noticed_whatever_it_turns(text: str, expected: bool) -> None:
    assert has_negator(tokens(text)) is expected
