"""From what a network found to attributions, with findings made by hand."""

from __future__ import annotations

import pytest

from claimtrack.attribution.composing import compose
from claimtrack.attribution.encoding import Found, Range, WordPieces, encode_text
from claimtrack.attribution.weights import load_tokenizer
from claimtrack.records import Attribution, Span
from claimtrack.sentences import split_sentences

Said = tuple[str | None, str, str | list[str]]


def composed(text: str, *found: Said) -> list[Attribution]:
    """Return what becomes of (speaker, cue, content) triples, each by its first occurrence."""
    sentences = split_sentences(text)
    pieces = encode_text(text, sentences, load_tokenizer())
    findings = []
    for speaker, cue, content in found:
        parts = [content] if isinstance(content, str) else content
        findings.append(
            Found(
                _range(text, pieces, cue),
                [_range(text, pieces, speaker)] if speaker else [],
                [_range(text, pieces, part) for part in parts if part],
            )
        )
    return compose(text, sentences, pieces, findings)


def _range(text: str, pieces: WordPieces, words: str) -> Range:
    start = text.index(words)
    return pieces.range(Span(start, start + len(words)))


def contents(text: str, attribution: Attribution) -> list[str]:
    return [span.of(text) for span in attribution.content]


@pytest.mark.parametrize(
    ("text", "found", "content"),
    [
        ("“It rained,” Kim said.", "It rained", "“It rained,”"),
        ("Kim called it “a great day.”", "it “a great day", "it “a great day.”"),
        ("Kim said it “rained” in Brno.", "it “rained” in Brno", "it “rained” in Brno"),
        ("« Il pleut », said Kim.", "Il pleut", "« Il pleut »"),
        ("Kim said it rained.", "it rained", "it rained"),
    ],
)
def test_a_quotation_is_whole(text: str, found: str, content: str) -> None:
    cue = "called" if "called" in text else "said"
    assert contents(text, composed(text, ("Kim", cue, found))[0]) == [content]


def test_parts_that_only_punctuation_parts_are_one() -> None:
    text = "Kim said it rained, in Brno, and hailed."
    (one,) = composed(text, ("Kim", "said", ["it rained", "in Brno"]))
    assert contents(text, one) == ["it rained, in Brno"]
    text = "It rained, Kim said, in Brno."
    (one,) = composed(text, ("Kim", "said", ["It rained", "in Brno"]))
    assert contents(text, one) == ["It rained", "in Brno"]


def test_what_the_cue_says_comes_with_it() -> None:
    text = "Damar accused the rebels of shelling the market."
    (one,) = composed(text, ("Damar", "accused", "the rebels of shelling the market"))
    assert one.target is not None
    assert (one.cue_class, one.negated, one.target.of(text)) == ("accuse", False, "the rebels")


def test_a_label_speaks() -> None:
    text = "MODERATOR: The polls are open.\nJoan Pike: “Nobody asked.”\nNote: it rained."
    found = composed(text)
    assert [one.speaker[0].of(text) for one in found] == ["MODERATOR", "Joan Pike"]
    assert [contents(text, one) for one in found] == [["The polls are open."], ["“Nobody asked.”"]]


def test_a_dateline_is_no_label_but_in_a_transcript_everybody_has_one() -> None:
    text = "OSLO: The minister said it rained."
    (one,) = composed(text, ("The minister", "said", "it rained"))
    assert one.parent is None
    text = "ROTH: The minister said it rained.\nPAK: It did not."
    found = composed(text, ("The minister", "said", "it rained"))
    assert [a.speaker[0].of(text) for a in found] == ["ROTH", "The minister", "PAK"]
    assert found[1].parent == 0


def test_hearsay_is_nobodys() -> None:
    text = "The pilot reportedly slept. Kim said he allegedly drank."
    hearsay, said = composed(text, ("Kim", "said", "he allegedly drank"))
    assert (hearsay.speaker, hearsay.cue_class) == ((), "report")
    assert contents(text, hearsay) == ["The pilot reportedly slept"]
    assert said.speaker


@pytest.mark.parametrize(
    ("text", "cue", "speakers"),
    [
        ("Kim denied it, saying the road was shut.", "saying", ["Kim", "Kim"]),
        ("Kim denied it. Saying so is easy.", "Saying", ["Kim", None]),
        ("Kim denied it, but it is alleged.", "is alleged", ["Kim", None]),
    ],
)
def test_a_participle_shares_the_speaker_of_its_sentence(
    text: str, cue: str, speakers: list[str | None]
) -> None:
    found = composed(text, ("Kim", "denied", "it"), (None, cue, "so" if "so" in text else "it"))
    assert [one.speaker[0].of(text) if one.speaker else None for one in found] == speakers


@pytest.mark.parametrize(
    ("written", "speaker"),
    [
        ("a Courier report", "a Courier report"),
        ("an article published by the Lenn Courier on Friday", "the Lenn Courier"),
        ("a letter from Ann Roe, Liberal of Lenn,", "Ann Roe"),
        ("comments from Ann Roe", "Ann Roe"),
        ("the new study by two doctors", "two doctors"),
    ],
)
def test_what_is_written_says_so_whoever_is_the_subject(written: str, speaker: str) -> None:
    text = f"Kim denied {written} claiming that it rained."
    found = composed(text, ("Kim", "denied", written), ("Kim", "claiming", "that it rained"))
    assert [one.speaker[0].of(text) for one in found] == ["Kim", speaker]


def test_a_letter_is_its_writers() -> None:
    text = "Kim sent a letter to Lee saying that it rained."
    (found,) = composed(text, ("Kim", "saying", "that it rained"))
    assert found.speaker[0].of(text) == "Kim"


def test_the_parent_has_the_shortest_content_around_the_cue() -> None:
    text = "Kim said that Lee claimed that Roth denied it."
    found = composed(
        text,
        ("Kim", "said", "that Lee claimed that Roth denied it"),
        ("Lee", "claimed", "that Roth denied it"),
        ("Roth", "denied", "it"),
    )
    assert [one.parent for one in found] == [None, 0, 1]


def test_nobody_reports_himself() -> None:
    text = "Kim said it and Lee denied it."
    one, other = composed(text, ("Kim", "said", "Lee denied it"), ("Lee", "denied", "Kim said it"))
    assert one.parent is None
    assert other.parent is None


def test_a_turn_goes_on_over_paragraphs() -> None:
    text = "“It rained,” Kim said.\n\n“It poured.”\n\nThe road was shut."
    first, second = composed(text, ("Kim", "said", "It rained"))
    assert second.cue == ()
    assert second.speaker == first.speaker
    assert contents(text, second) == ["“It poured.”"]


def test_what_is_said_already_is_no_turn() -> None:
    text = "“It rained,” Kim said. “It poured.”"
    (one,) = composed(text, ("Kim", "said", ["It rained", "It poured"]))
    assert contents(text, one) == ["“It rained,”", "“It poured.”"]


def test_a_report_without_words_takes_the_quotation_before_it() -> None:
    text = "“The courts will decide.” Mr. Obi told us."
    (one,) = composed(text, ("Mr. Obi", "told", ""))
    assert contents(text, one) == ["“The courts will decide.”"]


def test_parents_count_in_the_list_with_turns() -> None:
    text = "“It rained,” Kim said.\n\n“It poured.”\n\nRoth said Pak denied it."
    found = composed(
        text,
        ("Kim", "said", "It rained"),
        ("Roth", "said Pak"[:4], "Pak denied it"),
        ("Pak", "denied", "it"),
    )
    assert found[-1].parent is not None
    assert contents(text, found[found[-1].parent])
