"""The pronoun resolver against annotated texts, in both forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimtrack.errors import InputError
from claimtrack.lab.coreference import evaluate_pronouns

TEXT = "Maria Lind met Jonas Berg in Oslo. Berg left when he had signed the paper."


def pair(text: str, pronoun: str, a: str, b: str, answer: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"text": text, "pronoun": pronoun}
    entry["pronoun_offset"] = text.index(f" {pronoun} ") + 1
    for name, words in (("a", a), ("b", b)):
        entry |= {name: words, f"{name}_offset": text.index(words), f"{name}_coref": name == answer}
    return entry


def write(path: Path, *entries: Any) -> Path:
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), "utf-8")
    return path


def test_pairs_of_names(tmp_path: Path) -> None:
    right = pair(TEXT, "he", "Jonas Berg", "Maria Lind", "a")
    wrong = pair(TEXT, "he", "Jonas Berg", "Maria Lind", "b")
    figures = evaluate_pronouns(write(tmp_path / "gap.jsonl", right, wrong))
    assert figures["overall_precision"] == figures["masculine_recall"] == 0.5
    assert figures["overall_f1"] == 0.5
    assert figures["feminine_f1"] == 0.0


def test_chains(tmp_path: Path) -> None:
    text = "Maria Lind spoke first. She said it rained. Jonas Berg spoke last. He agreed."
    spans = {word: [text.index(word), text.index(word) + len(word)] for word in
             ("Maria Lind", "She", "it", "Jonas Berg", "He")}  # fmt: skip
    chains = [
        [spans["Maria Lind"], spans["She"]],
        [spans["Jonas Berg"], spans["He"]],
        [spans["it"]],
    ]
    figures = evaluate_pronouns(write(tmp_path / "c.jsonl", {"text": text, "chains": chains}))
    # "It" goes back to no name: it is not asked about.
    assert figures == {"he": 1.0, "she": 1.0, "overall": 1.0}


@pytest.mark.parametrize(
    "entry",
    [
        {},
        [],
        {"text": "He left.", "chains": [[[0, 99]]]},
        {**pair(TEXT, "he", "Jonas Berg", "Maria Lind", "a"), "a_offset": 3},
        {**pair(TEXT, "he", "Jonas Berg", "Maria Lind", "a"), "pronoun": "in"},
    ],
)
def test_other_forms_are_refused_with_the_line(tmp_path: Path, entry: Any) -> None:
    good = pair(TEXT, "he", "Jonas Berg", "Maria Lind", "a")
    with pytest.raises(InputError, match="line 2: neither"):
        evaluate_pronouns(write(tmp_path / "gap.jsonl", good, entry))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing annotated"):
        evaluate_pronouns(write(tmp_path / "gap.jsonl"))
