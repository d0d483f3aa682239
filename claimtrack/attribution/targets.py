"""Whom an accusation is about: the accused, as the text words them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimtrack.records import CueClass, Span

__all__ = ["find_target"]

_ACCUSING = frozenset(("accuse", "blame"))
# "the rebels | of shelling": what an accusation goes on with after the accused.
_OF_DOING = re.compile(r" of (?:\w+ly )?\w+ing\b")
_GROUNDS = re.compile(r" (?:of|for|over|as|with|after|because|that|when)\b")
_BLAMED_ON = re.compile(r".* on (?=\w)", re.DOTALL)
_STARTS_WITH_GROUNDS = re.compile(r"\W*(?:of|for|over|as|with)\b")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|gets|got)\b", re.IGNORECASE)
# Accused are named in a few words; what is longer was read wrongly.
_LONGEST = 80
_CLAUSE = re.compile(r"(?:[.!?;:,—–“”\"\n] *|\b(?:and|but|that|while|who|which) )")
_TRIM = " ,.;:“”\"'’"


def find_target(text: str, cue: Span, cue_class: CueClass, content: Sequence[Span]) -> Span | None:
    """Return the accused of an accusation, None for other cues and where nothing tells.

    "accused A of B", "blamed A for B", "blamed B on A", "A was accused of B".
    """
    if cue_class not in _ACCUSING or not content:
        return None
    if content[0].start < cue.start:
        return _checked(text, content[0]) if content[0].end <= cue.start else None
    if _STARTS_WITH_GROUNDS.match(text, content[0].start, content[0].end):
        if not _PASSIVE.search(text, cue.start, cue.end):
            return None  # "Both sides trade blame over it"
        return _checked(text, Span(_clause_start(text, cue.start), cue.start))
    return _checked(text, _object(text, cue, content[0]))


def _object(text: str, cue: Span, content: Span) -> Span:
    words = content.of(text)
    on = _BLAMED_ON.match(words)
    grounds = _OF_DOING.search(words) or _GROUNDS.search(words)
    if on and "blam" in cue.of(text).lower() and not grounds:
        return Span(content.start + on.end(), content.end)
    return Span(content.start, content.start + (grounds.start() if grounds else len(words)))


def _clause_start(text: str, end: int) -> int:
    """Return where the words right before ``end`` begin that no clause mark parts."""
    low = max(0, end - _LONGEST)
    starts = [low, *(found.end() for found in _CLAUSE.finditer(text, low, end))]
    return starts[-1]


def _checked(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return Span(start, end) if 0 < end - start <= _LONGEST else None
