"""The cue lexicon: which words signal that somebody says something, and what saying it is.

The words themselves are data (``data/cues.json``); this module inflects the verbs and answers
look-ups by word form.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from claimtrack.records import CueClass

__all__ = ["Cue", "Lexicon", "load_lexicon"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One verbal cue.

    ``negates``: the speaker holds the content to be wrong. ``tail``: the words after the verb
    that belong to the cue ("call" "for").
    """

    lemma: str
    cue_class: CueClass
    negates: bool = False
    tail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by lower-case form.

    ``verbs`` gives for a form every cue it may (begin to) be; phrasal cues come first, longest
    first, so that the first one whose tail fits is the right one. ``deeds`` are nouns that
    are cues only beside whose they are ("her plan to").
    """

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, CueClass]
    deeds: dict[str, CueClass]
    adjectives: dict[str, CueClass]
    adverbs: dict[str, CueClass]


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that ships with the package (read once)."""
    source = files("claimtrack").joinpath("data/cues.json").read_text(encoding="utf-8")
    raw: dict[str, Any] = json.loads(source)
    irregular: dict[str, list[str]] = {**raw["irregular"], **raw["phrasal_irregular"]}
    return Lexicon(
        verbs=_verb_forms(_cues(raw), irregular),
        nouns=_noun_forms(raw["nouns"]),
        deeds=_noun_forms(raw["deeds"]),
        adjectives={
            word: cue_class
            for cue_class, words in raw["adjectives"].items()
            for word in words.split()
        },
        adverbs=dict(raw["adverbs"]),
    )


def _cues(raw: dict[str, Any]) -> list[Cue]:
    """Return the verb cues, those with a tail first."""
    phrasal = []
    for entry in raw["phrasal"]:
        lemma, *tail = entry["words"].split()
        phrasal.append(Cue(lemma, entry["class"], entry.get("negates", False), tuple(tail)))
    phrasal.sort(key=lambda cue: (-len(cue.tail), cue.lemma, cue.tail))
    plain = [
        Cue(lemma, entry["class"], entry.get("negates", False))
        for entry in raw["verbs"]
        for lemma in entry["lemmas"].split()
    ]
    return phrasal + plain


def _noun_forms(nouns: dict[CueClass, list[str]]) -> dict[str, CueClass]:
    """Return the class of each noun by its singular and its plural."""
    return {
        form: cue_class
        for cue_class, lemmas in nouns.items()
        for lemma in lemmas
        for form in (lemma, _third_person(lemma))
    }


def _verb_forms(cues: Iterable[Cue], irregular: dict[str, list[str]]) -> dict[str, tuple[Cue, ...]]:
    forms: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        for form in _inflect(cue.lemma, irregular.get(cue.lemma)):
            forms[form].append(cue)
    return {form: tuple(found) for form, found in forms.items()}


def _inflect(lemma: str, irregular: list[str] | None) -> list[str]:
    """Return the forms of a verb, each once."""
    if irregular:
        return list(dict.fromkeys([lemma, *irregular]))
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    return [lemma, _third_person(lemma), stem + "ed", stem + "ing"]


def _third_person(lemma: str) -> str:
    """Return the -s form of a regular verb or noun."""
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return lemma[:-1] + "ies"
    return lemma + "s"
