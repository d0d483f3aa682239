"""The checklist of own sentences: every category stays at least as good as it was."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from claimtrack.attribution import RuleAttributor
from claimtrack.records import Attribution, Span
from claimtrack.sentences import split_sentences

_FIXTURE = Path(__file__).parent.parent / "fixtures" / "attribution.jsonl"
_TRIM = " \n\t\"'“”‘’«»„,.;:!?—–-()"
# Share of gold attributions found with speaker, cue and content exact, and the number of
# attributions too many that a category may have.
_FLOORS: dict[str, tuple[float, int]] = {
    "accuse": (1.0, 0), "according": (1.0, 0), "agentless": (1.0, 0), "broadcast": (1.0, 0),
    "courts": (1.0, 0), "deny": (1.0, 0), "direct": (1.0, 0), "hard": (1.0, 0),
    "indirect": (1.0, 0), "inverted": (1.0, 0), "marks": (1.0, 0), "mixed": (1.0, 0),
    "modal": (1.0, 0), "multi": (1.0, 0), "names": (1.0, 0), "nested": (1.0, 0),
    "none": (1.0, 0), "press": (1.0, 0), "scare": (1.0, 0), "sports": (1.0, 0),
    "tabloid": (1.0, 0), "two": (1.0, 0), "war": (1.0, 0), "wire": (1.0, 0),
}  # fmt: skip

Roles = tuple[tuple[str, ...], ...]


def _trimmed(text: str, spans: Any) -> tuple[str, ...]:
    return tuple(text[start:end].strip(_TRIM) for start, end in spans)


def _roles(text: str, attribution: Attribution) -> Roles:
    spans = (attribution.speaker, attribution.cue, attribution.content)
    return tuple(_trimmed(text, role) for role in spans)


def _load() -> dict[str, list[dict[str, Any]]]:
    by_category: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in _FIXTURE.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        by_category[entry["category"]].append(entry)
    return by_category


def test_the_checklist_is_complete() -> None:
    entries = _load()
    assert set(entries) == set(_FLOORS)
    assert sum(map(len, entries.values())) >= 100


@pytest.mark.parametrize("category", sorted(_FLOORS))
def test_category(category: str) -> None:
    attributor = RuleAttributor()
    found = wanted = surplus = 0
    for entry in _load()[category]:
        text = entry["text"]
        gold = [
            tuple(_trimmed(text, attribution[role]) for role in ("speaker", "cue", "content"))
            for attribution in entry["attributions"]
        ]
        spans: list[Span] = split_sentences(text)
        predicted = [_roles(text, a) for a in attributor.attribute([text], [spans])[0]]
        matched = sum(roles in predicted for roles in gold)
        found, wanted = found + matched, wanted + len(gold)
        surplus += len(predicted) - matched
    floor, allowed = _FLOORS[category]
    assert wanted == 0 or found / wanted >= floor
    assert surplus <= allowed
