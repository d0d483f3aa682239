"""Whose a verb is when its subject stands away from it, on short invented texts."""

from __future__ import annotations

import pytest

from claimtrack.records import Attribution
from claimtrack.speakers import resolve_speakers
from tests.builders import span_of
from tests.speakers.test_resolution import sentences_of


def speaker_of(text: str, cue: str, content: str, written: str = "") -> str | None:
    """Return the name of who speaks; ``written`` are the words taken for the speaker."""
    attribution = Attribution(
        (span_of(text, content),),
        (span_of(text, written),) if written else (),
        (span_of(text, cue),),
    )
    (found,) = resolve_speakers(text, sentences_of(text), [attribution]).speakers
    return found.name if found else None


@pytest.mark.parametrize(
    ("text", "cue", "name"),
    [
        ("Fia Roe, though, told the host that the port is shut", "told", "Fia Roe"),
        (
            "NORPORT — The harbour board official who first disclosed the leak, and in doing so"
            " upset the mayor, denied on Monday that the port is shut",
            "denied",
            "harbour board official",
        ),
        (
            "On Monday, critics of the toll rejoiced when Fia Roe wrote to the board and warned"
            " that the port is shut",
            "warned",
            "Fia Roe",
        ),
        # The article is the judge of what only seems, and nobody is of what is passive.
        ("Fia Roe, though, appeared to say that the port is shut", "appeared to say", None),
        ("The ferry was late, and expected to say that the port is shut", "expected to say", None),
        ("Fia Roe, though, is accused of saying the port is shut", "is accused", None),
        # A noun's verb is right before it: it has no subject to look for.
        ("Fia Roe left after questions that the port is shut", "questions", None),
    ],
)
def test_a_verb_without_a_speaker_is_its_subjects(text: str, cue: str, name: str | None) -> None:
    assert speaker_of(f"{text}.", cue, "the port is shut") == name


@pytest.mark.parametrize(
    ("text", "cue", "written", "name"),
    [
        (
            "Members of the mayor's staff — alarmed by the envoy, a calm 70-year-old man — have"
            " urged that the port is shut",
            "have urged",
            "a calm 70-year-old man",
            "Members of the mayor's staff",
        ),
        (
            "Fia Roe’s campaign denied the theft, which the Lenn Herald had reported, telling the"
            " paper the port is shut",
            "telling",
            "the Lenn Herald",
            "Fia Roe’s campaign",
        ),
        (
            "As the Lenn Herald reported, various lawyers have left the hall, saying"
            " the port is shut",
            "saying",
            "the Lenn Herald",
            "various lawyers",
        ),
        # Who stands right before the verb is its subject, whatever is inserted elsewhere.
        (
            "The mayor — a calm man — left, and Fia Roe said the port is shut",
            "said",
            "Fia Roe",
            "Fia Roe",
        ),
        # Passives have their speaker after "by".
        (
            "In a note by Fia Roe, such dockers are called calm where the port is shut",
            "are called",
            "Fia Roe",
            "Fia Roe",
        ),
    ],
)
def test_words_inserted_before_the_verb_do_not_speak(
    text: str, cue: str, written: str, name: str
) -> None:
    found = speaker_of(f"{text}.", cue, "the port is shut", written)
    assert found is not None
    assert found.replace("’", "'") == name.replace("’", "'")
