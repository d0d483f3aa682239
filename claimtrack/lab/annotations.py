"""Annotated attributions: texts with who says what, a JSON object a line.

``{"id", "text", "attributions": [{"speaker": [[start, end], …], "cue": …, "content": …}]}``,
offsets in characters of ``text``; a ``category`` may stand beside them. The form of PolNeAR as
our scorers read it, and that of ``fixtures/attribution.jsonl``.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimtrack.errors import InputError
from claimtrack.records import Span

__all__ = ["AnnotatedText", "Roles", "read_annotations", "read_lines", "trim", "write_annotations"]

# White space and punctuation at the ends of a span tell annotators apart, not attributions.
_TRIM = " \n\t\r\u00a0\"'“”‘’`,.;:!?—–-()[]"


@dataclass(frozen=True, slots=True)
class Roles:
    """The spans of one attribution."""

    speaker: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """One text with its attributions; ``category`` is empty where none is given."""

    id: str
    text: str
    attributions: tuple[Roles, ...]
    category: str = ""


def trim(text: str, span: Span) -> Span:
    """Return ``span`` without white space and punctuation at its ends."""
    start, end = span
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return Span(start, end)


def read_annotations(path: Path) -> list[AnnotatedText]:
    """Return the annotated texts of a .jsonl or .jsonl.gz file.

    Raises InputError with the line's number where the file is not of the form above.
    """
    texts: list[AnnotatedText] = []
    for number, line in enumerate(read_lines(path), 1):
        if not line.strip():
            continue
        try:
            texts.append(_annotated(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path}, line {number}: {_complaint(error)}") from error
    if not texts:
        raise InputError(f"{path}: no annotated text in it")
    return texts


def read_lines(path: Path) -> list[str]:
    """Return the lines of a text file, gzipped or not; InputError if it cannot be read."""
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        return data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text") from error
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"cannot read {path}: {error}") from error


def _annotated(entry: Any) -> AnnotatedText:
    text = entry["text"]
    if not isinstance(text, str):
        raise TypeError("text is no string")
    attributions = tuple(
        Roles(*(_spans(text, one.get(role) or ()) for role in ("speaker", "cue", "content")))
        for one in entry["attributions"]
    )
    return AnnotatedText(str(entry["id"]), text, attributions, str(entry.get("category") or ""))


def _spans(text: str, pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    spans = tuple(Span(int(start), int(end)) for start, end in pairs)
    for start, end in spans:
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"[{start}, {end}] is not within the text")
    return spans


def _complaint(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"no {error.args[0]!r} in it"
    return str(error).splitlines()[0][:200]


def write_annotations(path: Path, texts: Sequence[AnnotatedText]) -> None:
    """Write texts in the form that ``read_annotations`` reads. Raises InputError if it cannot."""
    lines = []
    for one in texts:
        attributions = [
            {"speaker": roles.speaker, "cue": roles.cue, "content": roles.content}
            for roles in one.attributions
        ]
        entry: dict[str, Any] = {"id": one.id, "text": one.text, "attributions": attributions}
        if one.category:
            entry["category"] = one.category
        lines.append(json.dumps(entry, ensure_ascii=False) + "\n")
    try:
        path.write_text("".join(lines), "utf-8")
    except OSError as error:
        raise InputError(f"cannot write {path}: {error}") from error
