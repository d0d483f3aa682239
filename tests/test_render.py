from __future__ import annotations

from dataclasses import replace

import pytest

from claimtrack.records import Kind, Opinion, Review
from claimtrack.render import (
    article_lines,
    claim_lines,
    dispute_lines,
    full_dispute_lines,
    printable,
    table_lines,
)
from tests.builders import make_article, make_claim, make_dispute

GATE = make_dispute(
    (
        "the guards opened the gate",
        [
            make_claim(
                "the guards opened the gate", "Anna Holm", source="A", published="2026-01-02"
            ),
            make_claim("guards opened it", "Anna Holm", source="B", published="2026-01-03"),
        ],
    ),
    ("the army opened the gate", [make_claim("the army opened the gate", "Karl Berg", source="A")]),
    topic="t",
    topic_label="gate, guards",
)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("two\nlines\tand\x00more", "two lines andmore"),
        ("abc\u202edef\u2066", "abcdef"),
        ("\x9b31m", "31m"),
        ("zero\u200bwidth", "zerowidth"),
        ("naïve “quote” 漢字", "naïve “quote” 漢字"),
        (None, ""),
    ],
)
def test_nothing_that_could_steer_a_terminal_is_shown(stored: str | None, shown: str) -> None:
    assert printable(stored) == shown


def test_a_listed_dispute_names_its_sides_and_who_holds_them() -> None:
    text = "\n".join(dispute_lines(GATE, 1, 80))
    assert text.startswith("1. Who opened the gate?\n")
    assert "agent · score 0.75" in text
    assert "“the guards opened the gate”" in text
    assert "Anna Holm (A, 2026-01-02; B, 2026-01-03)" in text
    assert "Karl Berg (A, undated)" in text
    assert "because: each names another agent" in text


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for lines in (
        dispute_lines(GATE, 12, width),
        full_dispute_lines(GATE, [], width),
        claim_lines(GATE.sides[0].claims[0], width),
        article_lines(make_article("word " * 100), [], frozenset(), width),
    ):
        assert max(map(len, lines)) <= width


def test_a_dispute_in_full_shows_every_claim_its_place_and_the_reviews() -> None:
    review = Review(GATE.id, "confirmed", "checked by phone", "Mia", "2026-02-03T04:05:06+00:00")
    text = "\n".join(full_dispute_lines(GATE, [review], 80))
    assert text.count("characters 0-") == 3
    assert "confirmed by Mia on 2026-02-03: checked by phone" in text


@pytest.mark.parametrize(("kind", "words"), [("agent", "opposed (agent)"), (None, "not opposed")])
def test_an_opinion_is_shown_as_that_of_a_language_model(kind: Kind | None, words: str) -> None:
    opinion = Opinion("oracle\x1b[31m", kind is not None, kind, "2026-02-03T04:05:06+00:00")
    dispute = replace(GATE, opinion=opinion)
    for lines in (dispute_lines(dispute, 1, 100), full_dispute_lines(dispute, [], 100)):
        shown = f"opinion of oracle[31m, a language model, on 2026-02-03: {words}"
        assert shown in [line.strip() for line in lines]


def test_an_articles_claims_are_marked_where_they_stand() -> None:
    article = make_article("Anna said the gate is shut. It rained.", title="Gate")
    claim = make_claim("the gate is shut", "Anna", start=10)
    text = "\n".join(article_lines(article, [claim], frozenset([claim.id]), 80))
    assert "Anna said [1: the gate is shut]. It rained." in text
    assert "[1] Anna · indirect · said · disputed" in text


def test_a_listed_claim_has_its_facts_and_its_words_apart() -> None:
    claim = make_claim("word " * 300, "Anna\x1b[2J", source="A", published="2026-01-02T03:04:05")
    head, *words = claim_lines(claim, 80)
    assert head == f"Anna[2J · indirect, said · A, 2026-01-02 · article {claim.article[:8]}"
    assert len(words) < 10
    assert all(line.startswith("  word") for line in words)
    assert words[-1].endswith(" …")


def test_tables_use_the_room_there_is() -> None:
    lines = table_lines([["x" * 40, "short"]], ["who", "what"], 80)
    assert lines[-1].split() == ["x" * 40, "short"]


def test_tables_wrap_their_last_column() -> None:
    lines = table_lines([["Anna", "word " * 40], ["Karl", "short"]], ["who", "what"], 60)
    assert max(map(len, lines)) <= 60
    assert lines[0].split() == ["who", "what"]
    assert table_lines([], ["who"], 60) == []
