"""The rule attributor: classes, targets, negation, modality, nesting, turns, odd input."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.attribution import Attributor, RuleAttributor
from claimtrack.attribution.lexicon import load_lexicon
from claimtrack.records import CUE_CLASSES, Attribution, Form, Modality, Span
from claimtrack.sentences import split_sentences
from claimtrack.settings import Settings


def attribute(text: str) -> list[Attribution]:
    return RuleAttributor().attribute([text], [split_sentences(text)])[0]


def only(text: str) -> Attribution:
    (attribution,) = attribute(text)
    return attribution


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(text) for span in spans]


def test_it_is_an_attributor_and_keeps_the_order_of_texts() -> None:
    attributor: Attributor = RuleAttributor()
    texts = ["The ministry said it rained.", "", "It rained."]
    found = attributor.attribute(texts, [split_sentences(text) for text in texts])
    assert [len(attributions) for attributions in found] == [1, 0, 0]
    assert attributor.name == "rules"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“It rained all day,” the clerk said.", "direct"),
        ("The clerk said it rained all day.", "indirect"),
        ("The clerk said it “rained all day” in Brno.", "mixed"),
    ],
)
def test_form(text: str, form: Form) -> None:
    assert only(text).form == form


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Damar accused the rebels of shelling the market.", "the rebels"),
        ("Damar accused the rebels of deliberately shelling the market.", "the rebels"),
        ("Damar blamed the rebels for the shelling.", "the rebels"),
        ("Damar blamed the shelling on the rebels.", "the rebels"),
        ("The old mayor was accused of taking bribes.", "The old mayor"),
        ("He accused her of lying.", "her"),
        ("The ministry said it rained.", None),
    ],
)
def test_target(text: str, target: str | None) -> None:
    found = only(text).target
    assert (found.of(text) if found else None) == target


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The army said the village was empty.", False),
        ("The army did not say that the village was empty.", True),
        ("The army didn’t say that the village was empty.", True),
        ("The army never claimed the village was empty.", True),
        ("The army denied that the village was empty.", True),
        ("The army did not deny that the village was empty.", False),
        ("The army ruled out a retreat.", True),
        ("The army refuted the report.", True),
        ("The army confirmed that the village was empty.", False),
    ],
)
def test_negated(text: str, negated: bool) -> None:
    assert only(text).negated is negated


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The bank said the vault was empty.", "asserted"),
        ("The bank said the vault would be opened on Monday.", "prediction"),
        ("The bank said it would open the vault.", "prediction"),
        ("The clerk said he would resign.", "promise"),
        ("“I will resign,” the clerk said.", "promise"),
        ("The bank predicted a loss.", "prediction"),
        ("The clerk asked whether the vault was empty.", "question"),
        ("“Who opened the vault?” the clerk said.", "question"),
        ("The unions demanded an inquiry.", "demand"),
        ("The bank promised to open the vault.", "promise"),
        ("The bank said the vault would stay shut if the strike went on.", "conditional"),
    ],
)
def test_modality(text: str, modality: Modality) -> None:
    assert only(text).modality == modality


def test_two_speakers_in_one_sentence_stay_apart() -> None:
    text = (
        "Damar accused the rebels of shelling the market, while the rebels accused the army "
        "of using it as a base."
    )
    first, second = attribute(text)
    assert words(text, first.speaker) == ["Damar"]
    assert words(text, second.speaker) == ["the rebels"]
    assert words(text, first.content) == ["the rebels of shelling the market"]
    assert first.parent is second.parent is None


def test_nested_attributions_know_who_reports_them() -> None:
    text = "It rained. The aide says that the mayor claimed the money was his."
    outer, inner = attribute(text)
    assert words(text, inner.speaker) == ["the mayor"]
    assert outer.parent is None
    assert inner.parent == 0


def test_parents_count_from_the_start_of_the_text() -> None:
    text = "Kim said it rained. Lee said that Pak claimed it snowed."
    assert [attribution.parent for attribution in attribute(text)] == [None, None, 1]


def test_the_same_speaker_on_the_same_thing_is_said_once() -> None:
    text = "The coach said he hoped that the keeper would stay."
    assert words(text, only(text).cue) == ["said"]


def test_a_quotation_goes_on_after_its_report() -> None:
    text = "“It rained,” Kim said on Friday. “It poured.” But “nobody left.”"
    assert words(text, only(text).content) == ["“It rained,”", "“It poured.”", "But “nobody left.”"]


def test_a_turn_without_cue_follows_the_speaker() -> None:
    text = "“It rained,” Kim said.\n\n“It poured.”\n\nThe road was shut.\n\n“Nobody left.”"
    first, second = attribute(text)
    assert second.speaker == first.speaker
    assert second.cue == ()
    assert words(text, second.content) == ["“It poured.”"]


def test_a_quotation_out_of_the_blue_has_no_speaker() -> None:
    assert attribute("The road was shut.\n\n“Nobody left the valley that day.”") == []


def test_a_report_may_follow_in_its_own_sentence() -> None:
    text = "“The courts will decide.” Mr. Obi wrote in a letter."
    assert words(text, only(text).content) == ["“The courts will decide.”"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The women who sued the clinic said they won.", "The women who sued the clinic"),
        ("Last week the palace said the king was well.", "the palace"),
        ("On Friday, Ines Roth, 41, a nurse, said it rained.", "Ines Roth, 41, a nurse"),
        ("Rep. Mara Holt (R-N.Y.) said it rained.", "Rep. Mara Holt (R-N.Y.)"),
        ("The envoy, speaking in Oslo, said it rained.", "The envoy"),
        ("Amid the noise, police and medics said it rained.", "police and medics"),
        (
            "The head of the city’s water board said it rained.",
            "The head of the city’s water board",
        ),
        ("Mr. Obi himself said it rained.", "Mr. Obi"),
    ],
)
def test_speaker_is_the_whole_noun_phrase(text: str, speaker: str) -> None:
    assert [found.rstrip(",") for found in words(text, attribute(text)[-1].speaker)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The painting is said to be a copy.",
        "The claims office said nothing.",
        "A group called Clean Rivers planted trees.",
        "What he called home was a tent.",
        "The alleged plot was never proved.",
        "The report runs to 90 pages.",
        "He said so.",
    ],
)
def test_words_that_only_look_like_cues(text: str) -> None:
    assert [a for a in attribute(text) if a.content and a.content[0].of(text) != "nothing"] == []


def test_a_list_of_cue_words_is_no_sentence() -> None:
    text = "Kim said Lee said Pak said Roth said it rained."
    sentences = [split_sentences(text)]
    assert RuleAttributor(Settings(cue_limit=3)).attribute([text], sentences) == [[]]
    assert RuleAttributor(Settings(cue_limit=4)).attribute([text], sentences) != [[]]


def test_the_lexicon_inflects_and_uses_known_classes() -> None:
    lexicon = load_lexicon()
    for form in ("says", "told", "denied", "accusing", "pleaded", "forecast", "wrote", "quipped"):
        assert form in lexicon.verbs
    classes = {cue.cue_class for forms in lexicon.verbs.values() for cue, _ in forms}
    classes |= set(lexicon.nouns.values()) | set(lexicon.adverbs.values())
    assert classes == set(CUE_CLASSES)
    assert "that" in lexicon.words["subordinator"]


@pytest.mark.parametrize(
    "piece",
    [
        '"', "said ", "he said that ", '"a. b ', '"a," he said. ', "according to ",
        "man who lied and ", "(a)", "x, the man, ", "reportedly ", '"B b." ', "שלום ", "\u200b",
    ],
)  # fmt: skip
def test_time_is_linear_in_odd_text(piece: str) -> None:
    text = "“It rained,” Kim said. " + piece * (200_000 // len(piece)) + " said it rained."
    sentences = split_sentences(text)
    start = time.perf_counter()
    RuleAttributor().attribute([text], [sentences])
    assert time.perf_counter() - start < 10


_PIECES = st.sampled_from(
    ["said", "that", "the minister", "denied", "“", "”", '"', "'", ",", ".", ":", "\n", "(", ")",
     "accused", "of", "who", "while", "and", "Kim", "he", "according to", "reportedly", "claims",
     "was", "—", "\u200b", "\ud800", "called", "on Friday", "?", "to"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=30).map(" ".join))
def test_whatever_comes_spans_slice_the_text_and_parents_exist(text: str) -> None:
    found = attribute(text)
    assert found == attribute(text)
    for index, attribution in enumerate(found):
        assert attribution.content
        target = (attribution.target,) if attribution.target else ()
        for span in (*attribution.content, *attribution.speaker, *attribution.cue, *target):
            assert 0 <= span.start < span.end <= len(text)
        assert list(attribution.content) == sorted(attribution.content)
        assert attribution.parent != index
        assert attribution.parent is None or 0 <= attribution.parent < len(found)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        # Verbs that look like nouns, and a cue that "in a report …" follows.
        ("The tunnel cost 90 million crowns, police said.", "The tunnel cost 90 million crowns"),
        (
            "The tunnel cost 90 million crowns, auditor Ada Nilsen said in a report published "
            "on Tuesday.",
            "The tunnel cost 90 million crowns",
        ),
        ("He said in a letter sent on Tuesday that the dam leaked.", "that the dam leaked"),
    ],
)
def test_statements_around_their_reporting_clause(text: str, content: str) -> None:
    assert words(text, only(text).content) == [content]


def test_an_opening_adverbial_is_no_statement() -> None:
    assert attribute("In a long letter to the council, the minister said.") == []
