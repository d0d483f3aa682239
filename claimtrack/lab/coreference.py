"""How often the pronoun resolver is right, on texts annotated by others.

Two forms are read, an object a line: GAP (Webster et al. 2018, "Mind the GAP: A Balanced Corpus
of Gendered Ambiguous Pronouns"), a pronoun with two names, and texts with ``chains``, lists of
[start, end] that mean one thing (OntoGUM).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimtrack.errors import InputError
from claimtrack.lab.annotations import read_lines
from claimtrack.records import Span
from claimtrack.sentences import split_sentences
from claimtrack.speakers import PronounReader

__all__ = ["evaluate_pronouns"]

_GENDERS = {
    "m": frozenset(("he", "him", "his")),
    "f": frozenset(("she", "her", "hers")),
    "p": frozenset(("they", "them", "their", "theirs")),
    "n": frozenset(("it", "its")),
}
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]*")


@dataclass(slots=True)
class _Tally:
    """Pairs of a pronoun and a name: rightly said, said, and truly of one person."""

    right: int = 0
    said: int = 0
    true: int = 0

    def figures(self, name: str) -> dict[str, float]:
        """Return precision, recall and F1."""
        return {
            f"{name}_precision": self.right / max(1, self.said),
            f"{name}_recall": self.right / max(1, self.true),
            f"{name}_f1": 2 * self.right / max(1, self.said + self.true),
        }


def evaluate_pronouns(path: Path) -> dict[str, float]:
    """Return the figures on a file of one of the two forms.

    For GAP: precision, recall and F1 of "this name is whom the pronoun means", of all and by
    gender, and ``bias``, the F1 of feminine over that of masculine pronouns. For chains: by
    kind of pronoun and of all, the share of pronouns with a name before them in their chain
    whose answer lies in that chain. Raises InputError if the file is of neither form.
    """
    entries = []
    for number, line in enumerate(read_lines(path), 1):
        if not line.strip():
            continue
        try:
            entries.append(json.loads(line))
            chained = "chains" in entries[-1]
            (_check_chains if chained else _check_pair)(entries[-1])
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(
                f"{path}, line {number}: neither a GAP pair nor a text with chains"
            ) from error
    if not entries:
        raise InputError(f"{path}: nothing annotated in it")
    if all("chains" in entry for entry in entries):
        return _chain_figures(entries)
    return _pair_figures(entries)


def _check_pair(entry: Mapping[str, Any]) -> None:
    for name in ("pronoun", "a", "b"):
        start = entry[f"{name}_offset"]
        if entry["text"][start : start + len(entry[name])] != entry[name]:
            raise ValueError(name)
    if _gender(entry["pronoun"]) is None:
        raise ValueError("no pronoun")


def _check_chains(entry: Mapping[str, Any]) -> None:
    for chain in entry["chains"]:
        for start, end in chain:
            if not 0 <= start < end <= len(entry["text"]):
                raise ValueError("a mention outside the text")


def _gender(pronoun: str) -> str | None:
    low = pronoun.lower()
    return next((gender for gender, words in _GENDERS.items() if low in words), None)


def _pair_figures(entries: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    tallies = {name: _Tally() for name in ("overall", "masculine", "feminine")}
    for entry in entries:
        text, gender = entry["text"], _gender(entry["pronoun"])
        assert gender is not None, "checked when it was read"  # noqa: S101
        reader = PronounReader(text, split_sentences(text))
        answer = reader.antecedent(gender, entry["pronoun_offset"])
        for name in ("a", "b"):
            start = entry[f"{name}_offset"]
            said = answer is not None and answer in reader.named(start, start + len(entry[name]))
            true = bool(entry[f"{name}_coref"])
            for kind in ("overall", "masculine" if gender == "m" else "feminine"):
                tallies[kind].said += said
                tallies[kind].true += true
                tallies[kind].right += said and true
    figures: dict[str, float] = {}
    for kind, tally in tallies.items():
        figures |= tally.figures(kind)
    figures["bias"] = figures["feminine_f1"] / max(figures["masculine_f1"], 1e-9)
    return figures


def _chain_figures(entries: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    right = dict.fromkeys(_GENDERS, 0)
    asked = dict.fromkeys(_GENDERS, 0)
    for entry in entries:
        text = entry["text"]
        reader = PronounReader(text, split_sentences(text))
        for chain in entry["chains"]:
            names = [Span(*span) for span in sorted(chain) if _NAME.search(text, *span)]
            names = [span for span in names if _gender(span.of(text)) is None]
            for start, end in chain:
                gender = _gender(text[start:end])
                before = [span for span in names if span.end <= start]
                if gender is None or not before:
                    continue
                asked[gender] += 1
                answer = reader.antecedent(gender, start)
                right[gender] += any(answer in reader.named(*span) for span in before if answer)
    words = {"m": "he", "f": "she", "p": "they", "n": "it"}
    figures = {words[g]: right[g] / asked[g] for g in _GENDERS if asked[g]}
    figures["overall"] = sum(right.values()) / max(1, sum(asked.values()))
    return figures
