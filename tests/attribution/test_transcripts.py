from __future__ import annotations

import pytest

from claimtrack.attribution.transcripts import with_turns
from claimtrack.attribution.units import build_paragraphs
from claimtrack.records import Attribution
from claimtrack.sentences import split_sentences
from tests.builders import span_of


def turns(text: str, *found: Attribution) -> list[tuple[str, str]]:
    """Return who says what in a text, in text order."""
    paragraphs = build_paragraphs(text, split_sentences(text))
    attributions = with_turns(text, paragraphs, found)
    attributions.sort(key=lambda one: one.content[0].start)
    return [(one.speaker[0].of(text), one.content[0].of(text)) for one in attributions]


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("SMITH: ", "JONES: ", ("SMITH", "JONES")),
        ("Ada Holm: ", "Lena van Dijk: ", ("Ada Holm", "Lena van Dijk")),
        ("MR. LIND: ", "SEN. KAREN OSTBY (R-Vale): ", ("MR. LIND", "SEN. KAREN OSTBY")),
        ("JAN McDONALD: ", "ADA HOLM, HARBOUR BOARD: ", ("JAN McDONALD", "ADA HOLM")),
        ("**Ada Holm:** ", "**Karl Berg (Water Board):** ", ("Ada Holm", "Karl Berg")),
        ("[00:01:02] Ada Holm: ", "[00:01:09] Karl Berg: ", ("Ada Holm", "Karl Berg")),
        ("Q: ", "A: ", ("Q", "A")),
        ("Q. ", "A. ", ("Q", "A")),
        ("Ada Holm:\n", "Karl Berg:\n", ("Ada Holm", "Karl Berg")),
    ],
)
def test_labels_of_every_usual_form(first: str, second: str, names: tuple[str, str]) -> None:
    text = f"{first}Was the door open?\n\n{second}No. The door was shut.\n\n{first}I saw it open.\n"
    assert turns(text) == [
        (names[0], "Was the door open?"),
        (names[1], "No."),
        (names[1], "The door was shut."),
        (names[0], "I saw it open."),
    ]


def test_the_label_speaks_until_the_next_one() -> None:
    text = (
        "Hearing of the harbour board\n\nCHAIR: The board will hear the mate.\n\n"
        "MATE: The door was shut.\n\nI closed it myself.\n\n(APPLAUSE)\n\nRecess\n\n"
        "CHAIR: Thank you.\n"
    )
    assert turns(text) == [
        ("CHAIR", "The board will hear the mate."),
        ("MATE", "The door was shut."),
        ("MATE", "I closed it myself."),
        ("CHAIR", "Thank you."),
    ]


def test_two_full_names_are_enough_where_nothing_else_stands() -> None:
    text = "Ada Holm: The door was open.\n\nKarl Berg: The door was shut.\n"
    assert [name for name, _ in turns(text)] == ["Ada Holm", "Karl Berg"]
    assert turns(text + "\nBoth were asked by the board.\n") == []


def test_questions_are_told_from_answers_in_one_turn() -> None:
    text = "Q: The door was open. Who opened it?\nA: The mate opened it.\nQ: Why?\n"
    paragraphs = build_paragraphs(text, split_sentences(text))
    found = with_turns(text, paragraphs, [])
    assert [one.modality for one in found] == ["asserted", "question", "asserted", "question"]
    assert all(one.form == "direct" for one in found)


def test_what_a_turn_reports_is_kept_and_what_was_made_of_its_label_is_not() -> None:
    text = "SMITH: Brandt said the door was open.\nJONES: No.\nSMITH: Yes, he did say it.\n"
    reported = Attribution(
        (span_of(text, "the door was open"),),
        (span_of(text, "Brandt"),),
        (span_of(text, "said"),),
    )
    wrong = Attribution(
        (span_of(text, "Yes"),), (span_of(text, "SMITH", 1),), (span_of(text, ":", 2),)
    )
    found = turns(text, reported, wrong)
    assert ("Brandt", "the door was open") in found
    assert ("SMITH", "Yes") not in found
    assert ("SMITH", "Yes, he did say it.") in found


@pytest.mark.parametrize(
    "text",
    [
        "OSLO: The minister denied it. He said that the door was shut.\n",
        "Ada Holm: the captain of the ferry\nThe door was shut.\nAda Holm: again\n",
        "Note: The door was shut.\nNote: It was open.\nNote: It was shut.\n",
        "MORE: The ferry\nThe door was shut.\nMORE: The port\nMORE: The mate\n",
        "Where: Lennport\nWhen: Monday\nWhat: a hearing\n",
        "Q: is a letter.\nThe door was shut.\n",
        "A. The first point.\nB. The second point.\nC. The third point.\n",
        "",
    ],
)
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert turns(text) == []
