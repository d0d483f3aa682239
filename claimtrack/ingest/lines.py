"""Hard-wrapped lines (PDF, mail) → paragraphs: no later stage reads across a line break."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["join_lines"]

# A line this much shorter than the usual one that ends as a sentence does ends a paragraph.
_SHORT = 0.8
# Where no line is longer, nothing was wrapped: a list, a poem, an address.
_SHORTEST_WRAP = 30
_SENTENCE_END = re.compile(r"[.!?:…][\"”’')\]]*$")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# What begins a line of its own: a bullet, a number, or a speaker's label.
_OPENING = re.compile(r"[•▪‣*–—-]\s|\(?\d{1,3}[.)]\s|[A-Z][A-Z.’'-]*(?: [A-Z][A-Z.’'-]*){0,4}: ")


def join_lines(lines: Sequence[str]) -> str:
    """Return ``lines`` as paragraphs with an empty line between them.

    Empty lines separate paragraphs, and so does a short line that ends a sentence or a heading.
    A word divided at the end of a line is joined again; it keeps its hyphen where the text has
    it with one elsewhere, and where the next line goes on in capitals.
    """
    usual = _usual_length(lines)
    known = set(" ".join(lines).lower().split())
    paragraphs: list[str] = []
    current = ""
    before = ""
    for line in (" ".join(raw.split()) for raw in lines):
        if not line or (current and _breaks(before, line, usual)):
            if current:
                paragraphs.append(current)
            current = line
        else:
            current = _joined(current, line, known) if current else line
        before = line
    return "\n\n".join([*paragraphs, current] if current else paragraphs)


def _usual_length(lines: Sequence[str]) -> int:
    """Return how long full lines are: nine in ten are no longer."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[round(0.9 * (len(lengths) - 1))] if lengths else 0


def _breaks(before: str, line: str, usual: int) -> bool:
    if usual < _SHORTEST_WRAP or _OPENING.match(line):
        return True
    if len(before) >= _SHORT * usual:
        return False
    # A short line without a full stop is a heading, unless the sentence visibly goes on.
    return bool(_SENTENCE_END.search(before)) or not (line[0].islower() or before[-1] in ",;-")


def _joined(current: str, line: str, known: set[str]) -> str:
    broken = _HYPHENATED.search(current)
    following = _FIRST_WORD.match(line)
    if not broken or not following:
        return f"{current} {line}"
    if line[0].isupper() or f"{broken[1]}-{following[0]}".lower() in known:
        return current + line
    return current[: broken.end(1)] + line
