"""Whose words they are: subjects far from their verb, shared, blamed, or known by a turn."""

from __future__ import annotations

import pytest

from claimtrack.attribution import RuleAttributor
from claimtrack.sentences import split_sentences


def said(text: str) -> list[tuple[str, str]]:
    """Return (speaker, content) of every attribution, joined where they are in pieces."""
    found = RuleAttributor().attribute([text], [split_sentences(text)])[0]
    return [
        (
            " ".join(span.of(text) for span in attribution.speaker),
            " … ".join(span.of(text) for span in attribution.content),
        )
        for attribution in found
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        # A participle or second verb belongs to the subject of the main clause.
        (
            "Mr. Dorn, seeking to calm voters, issued a statement on Friday, saying, “We won.”",
            "Mr. Dorn",
            "“We won.”",
        ),
        (
            "Dorn said bakers expect losses if flour gets dearer and urged shops to wait.",
            "Dorn",
            "shops to wait",
        ),
        (
            "Ann Dorn admitted that the name was wrong, but said her office had found the file.",
            "Ann Dorn",
            "her office had found the file",
        ),
        (
            "Ann Dorn joked about bakers, declined to say more, and told her guests it was late.",
            "Ann Dorn",
            "it was late",
        ),
        (
            "The chairman was caught on camera saying that it leaks.",
            "The chairman",
            "that it leaks",
        ),
        # Whoever is blamed for saying something says it.
        ("Lee chided Dorn for saying that the tax was odd.", "Dorn", "that the tax was odd"),
        # Appositions end before another party begins.
        (
            "After bakers booed the company, the mayor of Narvik, Norway, suggested it was greedy.",
            "the mayor of Narvik, Norway",
            "it was greedy",
        ),
        (
            "Lee could get 90 votes, and Sen. Jon Dorn (R-Ohio), said he would cheer.",
            "Sen. Jon Dorn (R-Ohio)",
            "he would cheer",
        ),
        ("A jury cleared Lee, who alleged that Dorn lied.", "Lee", "that Dorn lied"),
        (
            "“It starts to rot,” said one well-connected baker in Oslo.",
            "one well-connected baker in Oslo",
            "“It starts to rot,”",
        ),
        ("But “truthers” said the moon was cheese.", "“truthers”", "the moon was cheese"),
        # Agents of passives and of nouns.
        (
            "The letters have been called “harmless” by several clerks.",
            "several clerks",
            "The letters … “harmless”",
        ),
        (
            "Lee was asked about a claim by a Dorn aide on Monday that the bridge is safe.",
            "a Dorn aide",
            "that the bridge is safe",
        ),
        (
            "Despite warnings from the harbour office that the law could hurt, they passed it.",
            "the harbour office",
            "that the law could hurt",
        ),
        # Asides between a subject and its verb.
        (
            "Several clerks – among them the oldest – have certified that it is real.",
            "Several clerks",
            "that it is real",
        ),
        (
            "Ida Moe, Norway's largest baker's old lawyer, warned that it would rain.",
            "Ida Moe, Norway's largest baker's old lawyer",
            "that it would rain",
        ),
        (
            "In a letter on Monday, the harbour chief, Jon Dorn, said it leaked.",
            "the harbour chief, Jon Dorn",
            "it leaked",
        ),
        ("The minister nevertheless insists that it is dry.", "The minister", "that it is dry"),
        # Nouns and adjectives that report.
        (
            "Moe's claim in a late interview that it leaked was odd.",
            "Moe's",
            "that it leaked was odd",
        ),
        ("Moe's argument in recent weeks is that it leaks.", "Moe's", "that it leaks"),
        ("The consensus among bakers is that it is dry.", "bakers", "that it is dry"),
        ("Ida Moe is still very sceptical about the new tax.", "Ida Moe", "the new tax"),
        ("Ida Moe is convinced that it is dry.", "Ida Moe", "that it is dry"),
        # Clauses with "as", verbs that only introduce another, parted cues.
        ("As Ida Moe noted on Monday, the gate was shut.", "Ida Moe", "the gate was shut"),
        ("The gate was shut, as Ida Moe noted.", "Ida Moe", "The gate was shut"),
        ("Ida Moe sought to make the case that it is dry.", "Ida Moe", "that it is dry"),
        ("Ida Moe called again for new elections.", "Ida Moe", "new elections"),
        # A quotation set off far from its verb or after a copula.
        (
            "Dorn grinned and said to Ida, after waiting to let it sink in, “So, it leaks.”",
            "Dorn",
            "“So, it leaks.”",
        ),
        (
            "The vote is “not helping anybody,” Jon Dorn said on Monday in a speech praising it.",
            "Jon Dorn",
            "The vote is “not helping anybody,”",
        ),
        # Stances, and judgements in other words.
        ("Ida Moe took issue with the new tax.", "Ida Moe", "the new tax"),
        ("Ida Moe has come out against the new tax.", "Ida Moe", "the new tax"),
        ("Two bakers support the new tax.", "Two bakers", "the new tax"),
        ("It will cost what Jon Dorn called “a fortune.”", "Jon Dorn", "“a fortune.”"),
        ("Jon Dorn fired back that it was fair.", "Jon Dorn", "that it was fair"),
        ("“Go,” he said. Dorn grinned and said to Ida, after a while, “Go.”", "Dorn", "“Go.”"),
        # Verbs that only their place tells.
        ("“This is fantastic!” he cried. “We won,” beamed Jon Dorn.", "Jon Dorn", "“We won,”"),
        ("If Dorn was too cold, Lee was too hot, analysts said afterward.", "analysts", "…"),
        (
            "“We will not pay,” Mr. Dorn told Radio One during an interview that was aired late.",
            "Mr. Dorn",
            "“We will not pay,”",
        ),
    ],
)
def test_who_says_it(text: str, speaker: str, content: str) -> None:
    found = [what for who, what in said(text) if who == speaker]
    assert content in found or (content == "…" and found)


def test_a_quotation_goes_on_over_paragraphs_that_nobody_closed() -> None:
    text = (
        "“We looked at it twice. It leaks.\n\n“We closed the gate,” warden Ida Moe said.\n\n"
        "“And we will not open it.”"
    )
    assert {who for who, _ in said(text)} == {"warden Ida Moe"}
    assert len(said(text)) == 3


def test_a_quoted_paragraph_after_reported_words_is_their_speakers() -> None:
    text = "Ida Moe said that the gate would not open.\n\n“That is because it rusted shut.”"
    assert said(text)[1] == ("Ida Moe", "“That is because it rusted shut.”")


def test_a_block_that_a_colon_announces_needs_no_marks() -> None:
    text = (
        "Dorn lashed out on his page, saying:\n\nThe warden has failed all of us. Her gate is gone."
        "\n\nThe warden did not answer."
    )
    assert said(text) == [("Dorn", "The warden has failed all of us … Her gate is gone")]


def test_an_announced_block_is_none_when_it_reports_somebody() -> None:
    text = "Dorn lashed out on his page, saying:\n\nIda Moe said the gate was safe."
    assert said(text) == [("Ida Moe", "the gate was safe")]


def test_a_bare_colon_announces_a_quoted_paragraph_but_no_other() -> None:
    text = "The council put out a statement:\n\n“It leaks. It is shut.”"
    assert said(text) == [("The council", "“It leaks. It is shut.”")]
    assert said("The council has three parts:\n\nIt leaks here.") == []


def test_words_with_nothing_to_report_make_no_attribution() -> None:
    assert said("The claim form in the drawer was lost.") == []
    assert said("The lock is certain to break.") == []
    assert said("The frequent demands of the growing claims office were met.") == []
