"""The cue lexicon: which words signal that somebody says something, and how they are used.

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
from typing import Any, Literal

from claimtrack.records import CueClass

__all__ = ["Cue", "Lexicon", "Tense", "load_lexicon"]

Tense = Literal["base", "third", "past", "ing", "participle"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue and its use.

    ``takes`` says what may follow the verb: ``clause`` (with or without "that"), ``wh``,
    ``quote``, ``np`` (a thing), ``to`` (an infinitive), ``person`` (an addressee before the
    content), ``of`` (accuse somebody of something). ``negates``: the speaker holds the content
    to be wrong. ``tail``: the words after the verb that belong to the cue ("call" "for").
    """

    lemma: str
    cue_class: CueClass
    takes: frozenset[str]
    negates: bool = False
    tail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by the lower-case form of their (first) word.

    ``verbs`` gives for a form every (cue, tense) it may be; phrasal cues come first, longest
    first, so that the first one whose tail fits is the right one. ``finite`` holds further
    verb forms that end a noun phrase; ``words`` are small closed classes by name.
    """

    verbs: dict[str, tuple[tuple[Cue, Tense], ...]]
    nouns: dict[str, CueClass]
    noun_of: frozenset[str]
    adjectives: dict[str, CueClass]
    adverbs: dict[str, CueClass]
    prepositional: dict[str, tuple[tuple[tuple[str, ...], CueClass], ...]]
    words: dict[str, frozenset[str]]


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that ships with the package (read once)."""
    folder = files("claimtrack").joinpath("data")
    raw: dict[str, Any] = json.loads(folder.joinpath("cues.json").read_text(encoding="utf-8"))
    irregular: dict[str, list[str]] = {**raw["irregular"], **raw["phrasal_irregular"]}
    prepositional: dict[str, list[tuple[tuple[str, ...], CueClass]]] = defaultdict(list)
    for phrase, cue_class in raw["prepositional"].items():
        first, *rest = phrase.split()
        prepositional[first].append((tuple(rest), cue_class))
    return Lexicon(
        verbs=_verb_forms(_cues(raw), irregular),
        nouns={
            form: cue_class
            for cue_class, lemmas in raw["nouns"].items()
            for lemma in lemmas
            for form in (lemma, _third_person(lemma))
        },
        noun_of=frozenset(
            form for lemma in raw["noun_of"] for form in (lemma, _third_person(lemma))
        ),
        adjectives={
            word: cue_class
            for cue_class, words in raw["adjectives"].items()
            for word in words.split()
        },
        adverbs=dict(raw["adverbs"]),
        prepositional={first: tuple(rest) for first, rest in prepositional.items()},
        words={name: frozenset(words.split()) for name, words in raw["words"].items()},
    )


def _cues(raw: dict[str, Any]) -> list[Cue]:
    """Return the verb cues, those with a tail first; entries of one lemma are united."""
    phrasal = []
    for entry in raw["phrasal"]:
        lemma, *tail = entry["words"].split()
        takes = frozenset(entry["takes"].split())
        negates = entry.get("negates", False)
        phrasal.append(Cue(lemma, entry["class"], takes, negates, tuple(tail)))
    phrasal.sort(key=lambda cue: (-len(cue.tail), cue.lemma, cue.tail))
    plain: dict[str, Cue] = {}
    for entry in raw["verbs"]:
        takes = frozenset(entry["takes"].split())
        for lemma in entry["lemmas"].split():
            known = plain.get(lemma)
            if known:
                plain[lemma] = Cue(lemma, known.cue_class, known.takes | takes, known.negates)
            else:
                plain[lemma] = Cue(lemma, entry["class"], takes, entry.get("negates", False))
    return phrasal + list(plain.values())


def _verb_forms(
    cues: Iterable[Cue], irregular: dict[str, list[str]]
) -> dict[str, tuple[tuple[Cue, Tense], ...]]:
    forms: dict[str, list[tuple[Cue, Tense]]] = defaultdict(list)
    for cue in cues:
        for form, tense in _inflect(cue.lemma, irregular.get(cue.lemma)):
            forms[form].append((cue, tense))
    return {form: tuple(found) for form, found in forms.items()}


def _inflect(lemma: str, irregular: list[str] | None) -> list[tuple[str, Tense]]:
    """Return the forms of a verb; a form that is past and participle counts as past."""
    if irregular:
        third, past, ing, *participles = irregular
        further: list[tuple[str, Tense]] = [(form, "participle") for form in participles]
        return [(lemma, "base"), (third, "third"), (past, "past"), (ing, "ing"), *further]
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    return [
        (lemma, "base"),
        (_third_person(lemma), "third"),
        (stem + "ed", "past"),
        (stem + "ing", "ing"),
    ]


def _third_person(lemma: str) -> str:
    """Return the -s form of a regular verb or noun."""
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return lemma[:-1] + "ies"
    return lemma + "s"
