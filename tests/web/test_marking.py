from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.records import Claim, Dispute, Span
from claimtrack.web.marking import cut, differing, named_in, surroundings
from tests.builders import make_claim, make_dispute


def dispute_of(one: str, other: str, *reasons: str) -> tuple[Claim, Dispute]:
    claim = make_claim(one, "Ada")
    sides = (("one", [claim]), ("other", [make_claim(other, "Bo")]))
    return claim, make_dispute(*sides, reasons=reasons)


def marked(claim: Claim, spans: list[Span]) -> list[str]:
    return [span.of(claim.text) for span in spans]


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted), max_size=5),
)
def test_pieces_make_up_the_text(text: str, spans: list[list[int]]) -> None:
    given_spans = [(Span(*span), number) for number, span in enumerate(spans)]
    pieces = cut(text, given_spans)
    assert "".join(piece.text for piece in pieces) == text
    for span, number in given_spans:
        covered = "".join(piece.text for piece in pieces if number in piece.over)
        assert covered == span.of(text)
        assert sum(number in piece.ending for piece in pieces) == bool(covered)


def test_overlapping_spans_are_cut_at_every_edge() -> None:
    pieces = cut("abcdef", [(Span(0, 4), "one"), (Span(2, 6), "two")])
    assert [(piece.text, piece.over) for piece in pieces] == [
        ("ab", ("one",)),
        ("cd", ("one", "two")),
        ("ef", ("two",)),
    ]


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        (("240 million against 310 million",), ["310 million"]),
        (("says that “the bridge” did not do it: “cost”",), ["The bridge cost"]),
        (("words that exclude each other: “rid”, “old”",), []),
        (("evidence: shared words, near each other",), []),
        (("“” against ",), []),
    ],
)
def test_words_that_the_reasons_name(reasons: tuple[str, ...], expected: list[str]) -> None:
    claim, dispute = dispute_of("The bridge cost 310 million", "It was dear", *reasons)
    found = " ".join(marked(claim, named_in(claim, dispute)))
    assert found == " ".join(expected)


def test_words_that_a_claim_worded_alike_lacks() -> None:
    claim, dispute = dispute_of(
        "the guards opened the northern gate", "the guards opened the southern gate"
    )
    assert marked(claim, differing(claim, dispute)) == ["northern"]


def test_claims_worded_differently_are_not_marked_all_over() -> None:
    claim, dispute = dispute_of("the guards opened the gate", "nobody has been near that fence")
    assert differing(claim, dispute) == []


def test_a_claim_stands_in_whole_words_of_its_article() -> None:
    text = "word " * 200 + "Ada said it is so. " + "more " * 200
    start = text.index("it is so")
    claim = make_claim(
        "it is so", "Ada", start=start, sentence="Ada said it is so.",
        sentence_start=text.index("Ada"),
    )  # fmt: skip
    found = surroundings(claim, text)
    assert found.before.startswith("… word")
    assert found.before.endswith("Ada said ")
    assert found.text == "it is so"
    assert found.after.startswith(". more")
    assert found.after.endswith("more …")


def test_a_short_article_is_shown_whole() -> None:
    claim = make_claim("It is so", sentence="It is so.")
    assert surroundings(claim, "It is so. Yes.") == ("", "It is so", ". Yes.")
