from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.language.vocabulary import (
    concept,
    is_function_word,
    lexicon,
    phrase_concepts,
    stem,
    tokens,
    weight,
)


@given(st.text(max_size=200))
def test_tokens_are_exact_spans_in_order_of_any_text(text: str) -> None:
    found = tokens(text)
    ends = [0, *(token.start + len(token.text) for token in found)]
    for token, earlier in zip(found, ends, strict=False):
        assert text[token.start : token.start + len(token.text)] == token.text
        assert earlier <= token.start
        assert token.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("48,700 marchers.", ["48,700", "marchers"]),
        ("1.5 tonnes", ["1.5", "tonnes"]),
        ("ends in 5.", ["ends", "in", "5"]),
        ("the 34-year-old driver", ["the", "34", "year-old", "driver"]),
        ("didn’t / didn't", ["didn’t", "didn't"]),
        ("al-Brenna, Ž. Élan", ["al-Brenna", "Ž", "Élan"]),
        ("snake_case", ["snake", "case"]),
        ("—…“”", []),
        ("", []),
    ],
)
def test_words_and_numbers_are_cut_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text)] == expected


def test_both_apostrophes_are_one() -> None:
    assert tokens("Didn’t")[0].lower == tokens("didn't")[0].lower == "didn't"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("released", "release"),
        ("struck", "strike"),
        ("freed", "free"),
        ("children", "child"),
        ("guard's", "guards"),
        ("guard’s", "guards"),
        ("denied", "deny"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("toll", "died"),
        ("ship", "vessels"),
        ("released", "freed"),
        ("soldiers", "troops"),
        ("bill", "legislation"),
        ("blaze", "fires"),
    ],
)
def test_words_for_one_thing_share_a_concept(one: str, other: str) -> None:
    assert concept(one) == concept(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("killed", "injured"), ("rise", "fall"), ("open", "closed"), ("guilty", "innocent")],
)
def test_words_that_oppose_each_other_never_share_a_concept(one: str, other: str) -> None:
    assert concept(one) != concept(other)


def test_no_two_poles_of_an_antonym_share_a_concept() -> None:
    for kind in ("fact", "judgement"):
        for left, right in lexicon("antonyms")[kind]:
            assert not {concept(word) for word in left} & {concept(word) for word in right}


def test_no_word_has_two_concepts() -> None:
    groups = {name: words for name, words in lexicon("concepts").items() if name != "about"}
    stems = [stem(word) for words in groups.values() for word in set(words)]
    homes: dict[str, set[str]] = {}
    for name, words in groups.items():
        for word in words:
            homes.setdefault(stem(word), set()).add(name)
    assert stems
    assert {word: names for word, names in homes.items() if len(names) > 1} == {}


def test_weight_grows_with_rarity() -> None:
    assert weight(concept("government")) < weight(concept("landslide")) == weight("halvard") == 1
    assert 0 <= weight(concept("said")) < 0.3


def test_a_concept_weighs_no_more_than_its_most_frequent_word() -> None:
    assert weight("die") <= weight("perish")


def test_function_words_name_nothing() -> None:
    assert is_function_word("the")
    assert not is_function_word("gate")
    assert phrase_concepts(tokens("They did not open the gate")) == {"open", "gate"}


def test_a_word_of_any_length_costs_little() -> None:
    assert stem("x" * 100_000) == "x" * 100_000
    assert len(tokens("9" * 100_000)) == 1
