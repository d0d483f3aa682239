"""What is read from an answer: all of it names what was asked about, or nothing is taken."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from claimtrack.errors import ModelError
from claimtrack.records import KINDS, Kind

__all__ = ["SCHEMA", "read_pairs"]

# For models that can be held to a form.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "pairs": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "a": {"type": "string"},
                    "b": {"type": "string"},
                    "kind": {"type": "string", "enum": list(KINDS)},
                },
                "required": ["a", "b", "kind"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["pairs"],
    "additionalProperties": False,
}
_OPENING = re.compile(r'\{\s*"pairs"\s*:')
_KIND_OF: Mapping[str, Kind] = {kind: kind for kind in KINDS}


def read_pairs(answer: str, given: Collection[str]) -> dict[tuple[str, str], Kind]:
    """Return the pairs (``a < b``) of the ids ``given`` that an answer opposes, and why.

    Raises ModelError for an answer without the JSON that was asked for, and for one that names
    a claim that was not given or a kind that there is not.
    """
    pairs: dict[tuple[str, str], Kind] = {}
    for entry in _entries(answer):
        pair, kind = _pair(entry, given)
        pairs.setdefault(pair, kind)
    return pairs


def _entries(answer: str) -> list[Any]:
    """Return the last list of pairs in an answer: a model may think aloud before it."""
    decoder = json.JSONDecoder()
    for match in reversed(list(_OPENING.finditer(answer))):
        try:
            found, _ = decoder.raw_decode(answer, match.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(found["pairs"], list):
            return found["pairs"]
    raise ModelError("the answer is not the JSON that was asked for")


def _pair(entry: Any, given: Collection[str]) -> tuple[tuple[str, str], Kind]:
    if not isinstance(entry, dict):
        raise ModelError("the answer has a pair without ids")
    ids = [_known(entry.get(name), given) for name in ("a", "b")]
    if ids[0] == ids[1]:
        raise ModelError(f"the answer opposes claim {ids[0]} to itself")
    kind = _KIND_OF.get(str(entry.get("kind")).strip().lower())
    if kind is None:
        raise ModelError(f"the answer gives {_short(entry.get('kind'))} as a kind")
    return (min(ids), max(ids)), kind


def _known(value: Any, given: Collection[str]) -> str:
    if not isinstance(value, str) or value not in given:
        raise ModelError(f"the answer names a claim {_short(value)}, which was not given")
    return value


def _short(value: Any) -> str:
    """Return the beginning of a value as JSON, which nothing can steer a terminal with."""
    return json.dumps(value)[:40]
