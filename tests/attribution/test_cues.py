"""What is told of a cue in plain code: class, negation, the accused, form, modality."""

from __future__ import annotations

import pytest

from claimtrack.attribution.cues import read_cue
from claimtrack.attribution.lexicon import load_lexicon
from claimtrack.attribution.modality import form_of, modality_of
from claimtrack.attribution.quotations import find_quotations
from claimtrack.attribution.targets import find_target
from claimtrack.records import CUE_CLASSES, CueClass, Form, Modality, Span


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("cue", "cue_class", "negated"),
    [
        ("said", "say", False),
        ("did not say", "say", True),
        ("didn’t say", "say", True),
        ("never claimed", "claim", True),
        ("denied", "deny", True),
        ("has flatly denied", "deny", True),
        ("did not deny", "deny", False),
        ("ruled out", "reject", True),
        ("refuted", "deny", True),
        ("would not confirm", "confirm", True),
        ("accused", "accuse", False),
        ("called for", "demand", False),
        ("according to", "say", False),
        ("warning", "warn", False),
        ("grumbled", "say", False),
        ("said in a report published on Tuesday", "say", False),
        ("", "say", False),
    ],
)
def test_class_and_negation(cue: str, cue_class: CueClass, negated: bool) -> None:
    text = f"Kim {cue} it."
    reading = read_cue(text, span(text, cue) if cue else Span(4, 4), load_lexicon())
    assert (reading.cue_class, reading.negated) == (cue_class, negated)


def test_a_negation_right_before_the_cue_counts() -> None:
    text = "Kim did not say it rained."
    assert read_cue(text, span(text, "say"), load_lexicon()).negated


@pytest.mark.parametrize(
    ("text", "cue", "content", "target"),
    [
        ("Ada accused the clan of shelling it.", "accused", "the clan of shelling it", "the clan"),
        (
            "Damar accused the head of the army of deliberately shelling it.",
            "accused", "the head of the army of deliberately shelling it", "the head of the army",
        ),
        ("Damar blamed the rebels for it.", "blamed", "the rebels for it", "the rebels"),
        ("Damar blamed the fire on the rebels.", "blamed", "the fire on the rebels", "the rebels"),
        ("On Friday, the mayor was accused of theft.", "was accused", "of theft", "the mayor"),
        ("He accused her of lying.", "accused", "her of lying", "her"),
        ("They accuse the vets.", "accuse", "the vets", "the vets"),
        ("The ministry said it rained.", "said", "it rained", None),
        ("Blamed for it.", "Blamed", "for it", None),
        ("Both sides trade blame over it.", "blame", "over it", None),
    ],
)  # fmt: skip
def test_the_accused(text: str, cue: str, content: str, target: str | None) -> None:
    cue_span = span(text, cue)
    cue_class = read_cue(text, cue_span, load_lexicon()).cue_class
    found = find_target(text, cue_span, cue_class, [span(text, content)])
    assert (found.of(text) if found else None) == target


def test_the_accused_before_the_cue_and_nobody_without_content() -> None:
    text = "The clerk is accused of theft."
    parts = [span(text, "The clerk"), span(text, "of theft")]
    found = find_target(text, span(text, "is accused"), "accuse", parts)
    assert found is not None
    assert found.of(text) == "The clerk"
    assert find_target(text, span(text, "is accused"), "accuse", []) is None


@pytest.mark.parametrize(
    ("text", "content", "form"),
    [
        ("“It rained,” the clerk said.", "“It rained,”", "direct"),
        ("“It rained,” the clerk said.", "It rained", "direct"),
        ("The clerk said it rained.", "it rained", "indirect"),
        ("The clerk said it “rained” here.", "it “rained” here", "mixed"),
    ],
)
def test_form(text: str, content: str, form: Form) -> None:
    assert form_of(find_quotations(text, 0, len(text)), [span(text, content)]) == form


@pytest.mark.parametrize(
    ("cue_class", "content", "modality"),
    [
        ("say", "the vault was empty", "asserted"),
        ("say", "the vault would be opened on Monday", "prediction"),
        ("say", "it would open the vault", "prediction"),
        ("say", "he would resign", "promise"),
        ("say", "“I will resign”", "promise"),
        ("predict", "a loss", "prediction"),
        ("question", "whether the vault was empty", "question"),
        ("say", "“Who opened the vault?”", "question"),
        ("demand", "an inquiry", "demand"),
        ("promise", "to open the vault", "promise"),
        ("say", "the vault would stay shut if the strike went on", "conditional"),
    ],
)
def test_modality(cue_class: CueClass, content: str, modality: Modality) -> None:
    text = f"The clerk said {content}."
    assert modality_of(text, cue_class, [span(text, content)]) == modality


def test_a_question_mark_right_after_the_content_makes_a_question() -> None:
    text = "Kim: “Who opened it?”"
    assert modality_of(text, "say", [span(text, "Who opened it")]) == "question"


def test_the_lexicon_inflects_and_uses_known_classes() -> None:
    lexicon = load_lexicon()
    for form in ("says", "told", "denied", "accusing", "pleaded", "forecast", "wrote", "quipped"):
        assert form in lexicon.verbs
    classes = {cue.cue_class for forms in lexicon.verbs.values() for cue in forms}
    assert classes | set(lexicon.nouns.values()) | set(lexicon.adjectives.values()) <= set(
        CUE_CLASSES
    )
