"""Attributions that what is said holds by the way, as relative clauses and nouns."""

from __future__ import annotations

import time

import pytest

from claimtrack.attribution.embedded import embedded_attributions
from claimtrack.records import Attribution, Span
from claimtrack.sentences import split_sentences
from tests.builders import span_of


def found_in(text: str, content: str, *cues: str) -> list[tuple[str, str, str, str]]:
    """Return (speaker, cue, class, content) of what is found inside ``content``."""
    known = Attribution((span_of(text, content),), cue=tuple(span_of(text, cue) for cue in cues))
    return found_beside(text, known)


def found_beside(text: str, *known: Attribution) -> list[tuple[str, str, str, str]]:
    """Return (speaker, cue, class, content) of what is found where ``known`` is."""
    return [
        (one.speaker[0].of(text), one.cue[0].of(text), one.cue_class, one.content[0].of(text))
        for one in embedded_attributions(text, split_sentences(text), known)
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "it would hear the farmers who have long warned that the dam could burst",
            ("who", "warned", "warn", "that the dam could burst"),
        ),
        (
            "it met two unions, which called for an inquiry into the fire",
            ("which", "called for", "demand", "an inquiry into the fire"),
        ),
        (
            "it had lost the voters who are critical of the new harbour toll",
            ("who", "critical", "accuse", "of the new harbour toll"),
        ),
        (
            "it would stop the Ahlgren administration’s plan to close the northern port",
            ("the Ahlgren administration", "plan", "promise", "to close the northern port"),
        ),
        (
            "it regretted their refusal to publish the tender, which was late",
            ("their", "refusal", "reject", "to publish the tender"),
        ),
        (
            "it had heard loud calls from both unions to strike before the summer",
            ("both unions", "calls", "demand", "to strike before the summer"),
        ),
        (
            "it was told that Senator Roe had long argued that the toll was fair",
            ("Senator Roe", "argued", "claim", "that the toll was fair"),
        ),
        (
            "it regretted that most farmers believe the old dam will burst",
            ("most farmers", "believe", "think", "the old dam will burst"),
        ),
        (
            "it could not follow Liberal criticism that the toll was unlawful",
            ("Liberal", "criticism", "accuse", "that the toll was unlawful"),
        ),
        (
            "the chairman “believes this suit is an error” and had to leave",
            ("the chairman", "believes", "think", "this suit is an error"),
        ),
        (
            "it knew Ann Roe remains hopeful that the ferry will sail",
            ("Ann Roe", "hopeful", "think", "that the ferry will sail"),
        ),
        (
            "it knew many bakers have decided -- wrongly, in my view -- that the toll is fair",
            ("many bakers", "decided", "think", "that the toll is fair"),
        ),
        (
            "it asked the clerk who concluded, after a long review, that the toll was fair",
            ("who", "concluded", "say", "that the toll was fair"),
        ),
        (
            "it met Ann Roe, who a week ago asserted that the toll was fair",
            ("who", "asserted", "claim", "that the toll was fair"),
        ),
        (
            "it told Ann Roe, the mayor of Lennport, denies any part in the flood",
            ("Ann Roe", "denies", "deny", "any part in the flood"),
        ),
        (
            "it pushed back on a report claiming the northern port was sold",
            ("a report", "claiming", "claim", "the northern port was sold"),
        ),
        (
            "it did not know the Lenn port guard denies any part in the leak",
            ("the Lenn port guard", "denies", "deny", "any part in the leak"),
        ),
    ],
)
def test_what_others_say_inside_what_is_said(
    said: str, expected: tuple[str, str, str, str]
) -> None:
    assert found_in(f"The council said {said}.", said, "said") == [expected]


@pytest.mark.parametrize(
    "said",
    [
        "it pitied the pilot who was accused of sleeping on the bridge",  # whose accusation?
        "it would visit the mayor's house on the hill next week",
        "it had their plan to go",
        "the man who opened the gate to the flooded fields had left",
    ],
)
def test_nothing_where_nobody_says_anything(said: str) -> None:
    assert found_in(f"The council said {said}.", said, "said") == []


def test_neither_outside_contents_nor_twice() -> None:
    text = "The mayor's plan to close the northern port failed. Ann Roe spoke of her sorrow."
    assert found_in(text, "her sorrow", "spoke of") == []
    inner = "the mayor's plan to close the northern port"
    told = f"Ann Roe spoke of {inner}."
    assert found_in(told, inner, "spoke of", "plan") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The boat sank, but the Lenn government denies any part in the flood.",
            ("the Lenn government", "denies", "deny", "any part in the flood"),
        ),
        (
            "Ann Roe resigned despite loud calls from both unions to strike before the summer.",
            ("both unions", "calls", "demand", "to strike before the summer"),
        ),
        (
            "Ann Roe ignored Liberal accusations that the old toll was unlawful.",
            ("Liberal", "accusations", "accuse", "that the old toll was unlawful"),
        ),
        # What may be a deed, or a noun, is left to the network.
        ("The council began the long process of repealing the toll.", None),
        ("Ann Roe sold plans that the council had drawn up in the summer.", None),
        ("The mayor's demand for the new harbour toll came late.", None),
    ],
)
def test_what_is_surely_said_in_the_articles_own_voice(
    text: str, expected: tuple[str, str, str, str] | None
) -> None:
    assert found_beside(text) == ([expected] if expected else [])


def test_nothing_is_added_to_what_the_network_found() -> None:
    text = "The Lenn government denies any part in the flood."
    known = Attribution(
        (span_of(text, "any part in the flood"),),
        (span_of(text, "The Lenn government"),),
        (span_of(text, "denies"),),
    )
    assert found_beside(text, known) == []


def test_time_is_linear() -> None:
    for piece in (
        "A-", "who have ", "plan from a ", "the mayor's ", "A B C plan to ", "denies ",
        "the a said ", "Ann, the mayor, ", " -- that", "calls from a ",
    ):  # fmt: skip
        text = piece * (60_000 // len(piece))
        known = [Attribution((Span(0, len(text)),))]
        start = time.perf_counter()
        embedded_attributions(text, [Span(0, len(text))], known)
        assert time.perf_counter() - start < 5, piece


@pytest.mark.parametrize(
    "said",
    [
        # Nouns, the speaker's own words, passives, what is no report.
        "the private email server of the port had to be replaced",
        "it hoped I think the best of every one of its members",
        "the ferry captain is believed the best man for the job",
        "the dockers continued to load the northern ferries",
    ],
)
def test_what_nobody_else_says(said: str) -> None:
    assert found_in(f"The council said {said}.", said, "said") == []
