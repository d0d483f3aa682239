"""Quotations: which marks pair, and what is no quotation."""

from __future__ import annotations

import time

import pytest

from claimtrack.attribution.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [quotation.span.of(text) for quotation in find_quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Go,” he said. “Now.”", ["“Go,”", "“Now.”"]),
        ('"Go," he said. "Now."', ['"Go,"', '"Now."']),
        ("''Go,'' he said. ''It's the 'last' bus.''", ["''Go,''", "''It's the 'last' bus.''"]),
        ("‘Go,’ he said. It’s the boys’ club.", ["‘Go,’"]),
        ("„Los“, rief sie, «weiter», »schnell«!", ["„Los“", "«weiter»", "»schnell«"]),
        ("‹Oui› and « Non »", ["‹Oui›", "« Non »"]),
        ("“He said ‘go’ to us” again", ["“He said ‘go’ to us”"]),
        ('("Go")—"now"', ['"Go"', '"now"']),
        ("”Go,” he said.", ["”Go,”"]),
        ("“Go,“ he said.", ["“Go,“"]),
        ("“It was not “his war.” It was ours.” So.", ["“It was not “his war.” It was ours.”"]),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The '90s were the players' years, weren't they?",
        'A 6\'2" guard and a 12" pipe.',
        "Rock 'n' roll is the fans' music.",
        "The mark at the end”",
    ],
)
def test_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_never_closed_runs_to_the_end_of_the_paragraph() -> None:
    text = "He said: “We will stay. All of us."
    (quotation,) = find_quotations(text, 0, len(text))
    assert quotation.span.of(text) == "“We will stay. All of us."
    assert not quotation.closed


def test_a_forgotten_mark_before_the_report_opens_nothing() -> None:
    assert quoted('"We will stay, the clerk said.') == []
    assert quoted('"We will stay, he said. "All of us."') == ['"All of us."']


@pytest.mark.parametrize("piece", ['"', "“", "'a ", "„« ", "“ ‘ „ « » \" '' ", '"a. b '])
def test_time_is_linear(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    start = time.perf_counter()
    find_quotations(text, 0, len(text))
    assert time.perf_counter() - start < 5


def test_many_quotations_opened_inside_each_other_cost_no_more_than_their_length() -> None:
    text = "It was “" + "not “a " * 40_000 + ", he said."
    start = time.perf_counter()
    find_quotations(text, 0, len(text))
    assert time.perf_counter() - start < 5
