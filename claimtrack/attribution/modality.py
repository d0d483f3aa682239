"""Tell direct from indirect content, and assertions from questions, demands and promises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claimtrack.attribution.quotations import Quotation
from claimtrack.records import CueClass, Form, Modality, Span

__all__ = ["form_of", "modality_of"]

_BY_CLASS: dict[CueClass, Modality] = {
    "demand": "demand",
    "question": "question",
    "promise": "promise",
    "predict": "prediction",
}
_FUTURE = re.compile(r"\b(?:will|won[’']t|shall|would)\b|[’']ll\b", re.IGNORECASE)
_SELF = re.compile(r"^\W*(?:that\s)?\W*(?:I|we|he|she|they)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|unless|provided that)\b", re.IGNORECASE)
_ASKS = re.compile(r"[”’\"'»“\s]*\?")
_WINDOW = 240


def form_of(quotations: Iterable[Quotation], content: Sequence[Span]) -> Form:
    """Return direct when all content stands in quotation marks, mixed when a part does."""
    quoted = [quotation.span for quotation in quotations]
    inside = touched = 0
    for span in content:
        for quote in quoted:
            if quote.start <= span.start + 1 and span.end - 1 <= quote.end:
                inside += 1
                break
            if quote.start < span.end and span.start < quote.end:
                touched += 1
                break
    if inside == len(content):
        return "direct"
    return "mixed" if inside or touched else "indirect"


def modality_of(text: str, cue_class: CueClass, content: Sequence[Span]) -> Modality:
    """Return what kind of saying it is; anything not otherwise marked is asserted."""
    by_class = _BY_CLASS.get(cue_class)
    if by_class:
        return by_class
    if content[-1].of(text).rstrip("”’\"'»“ ").endswith("?") or _ASKS.match(text, content[-1].end):
        return "question"
    head = text[content[0].start : min(content[0].end, content[0].start + _WINDOW)]
    if _IF.search(head):
        return "conditional"
    if _FUTURE.search(head):
        return "promise" if _SELF.match(head) else "prediction"
    return "asserted"
