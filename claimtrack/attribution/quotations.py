"""Find quotations: pairs of quotation marks of any kind, within one paragraph.

A quotation that is never closed runs to the end of its paragraph. One pass for every kind of
mark and no backtracking: time is linear however the marks are (un)balanced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimtrack.records import Span

__all__ = ["Quotation", "find_quotations"]

# What may open a quotation, and what closes it. Straight marks are told apart by their
# neighbours; French and German marks may point either way; "”" for "“" is a common slip.
_CLOSERS = {
    '"': ('"', "”"),
    "''": ("''", '"', "”"),
    "``": ("''", '"', "”"),
    "“": ("”", '"', "''"),
    "”": ("”",),
    "„": ("“", "”", '"'),
    "‟": ("”",),
    "«": ("»",),
    "»": ("«",),
}
_SINGLE_CLOSERS = {"‘": "’", "'": "'’", "’": "’", "‚": "‘’", "‹": "›", "`": "'"}
_MARK = re.compile(r"''|``|[“”„‟\"«»‹›‘’‚'`]")
_CLOSED_BY = ".,!?;:)]…%"
# Words that begin with an apostrophe, which is no opening mark.
_ELIDED = re.compile(r"['’](?:\d|(?:em|til|tis|twas|cause|bout|round|n)\b)", re.IGNORECASE)
# Quotations open inside one another; more are marks that nobody closed, not worth a search.
_DEEPEST = 3
# A reporting tail inside what looks like an open quotation: its closing mark was forgotten.
_TAIL = re.compile(r",\s(?!as\s)(?:[\w.’'-]{1,20}\s){1,3}(?:said|says|added|told|wrote|asked)\b")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks; ``closed`` is False when it ran to the paragraph's end."""

    span: Span
    closed: bool


def find_quotations(text: str, start: int, end: int) -> list[Quotation]:
    """Return the outermost quotations of ``text[start:end]`` (one paragraph) in order."""
    marks = [(found.start(), found.group()) for found in _MARK.finditer(text, start, end)]
    if not marks:
        return []
    singles = _pair_singles(text, marks, start, end)
    quotations: list[Quotation] = []
    index = 0
    while index < len(marks):
        at, mark = marks[index]
        closing = singles.get(index)
        if closing is None and mark in _CLOSERS and _opens(text, at, mark, start, end):
            closing = _closing(text, marks, index, end)
        if closing is None:
            index += 1
            continue
        closed = closing < len(marks)
        stop = marks[closing][0] + len(marks[closing][1]) if closed else end
        quotations.append(Quotation(Span(at, stop), closed))
        index = closing + 1
    return quotations


def _opens(text: str, at: int, mark: str, start: int, end: int) -> bool:
    """Say whether a double mark can open a quotation where it stands."""
    after = at + len(mark)
    before = text[at - 1] if at > start else " "
    if after >= end:
        return False
    if mark in ('"', "''"):
        return not (text[after].isspace() or before.isalnum() or before in _CLOSED_BY)
    if mark in "”»":
        return before.isspace() and not text[after].isspace()
    return not (text[after].isspace() and before in _CLOSED_BY)


def _closing(text: str, marks: list[tuple[int, str]], index: int, end: int) -> int | None:
    """Return the index of the mark that closes ``marks[index]``, None when it opens nothing.

    ``len(marks)`` stands for the end of the paragraph. A second opening mark before any
    closing one means that the first was never closed, and nobody knows where it should end.
    """
    at, opening = marks[index]
    closers = _CLOSERS[opening]
    nested = 0
    for position in range(index + 1, len(marks)):
        place, mark = marks[position]
        if mark in closers:
            if nested:
                nested -= 1
                continue
            if mark != "”" and mark not in "“«»" and _opens(text, place, mark, at, end):
                return None
            return position
        if mark == opening and nested < _DEEPEST and _goes_on(text, place):
            nested += 1
        elif mark == opening:
            return position if text[place + len(mark) : place + len(mark) + 1].isspace() else None
    return None if _TAIL.search(text, at, end) else len(marks)


def _goes_on(text: str, place: int) -> bool:
    """Say whether a quotation opens within a sentence (it was not “his war”): a nested one."""
    before = text[max(0, place - 2) : place]
    return text[place] == "“" and before[-1:].isspace() and before[:1].isalpha()


def _pair_singles(text: str, marks: list[tuple[int, str]], start: int, end: int) -> dict[int, int]:
    """Return, for every single mark that opens a quotation, the index of the one closing it.

    Apostrophes look the same: an opening mark stands after no letter and before one, a closing
    one after none of white space and before no letter. The nearest fitting mark closes.
    """
    pairs: dict[int, int] = {}
    opened: int | None = None
    for index, (at, mark) in enumerate(marks):
        if mark not in _SINGLE_CLOSERS and mark != "›":
            continue
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        opens = not (before.isalnum() or before in _CLOSED_BY or after.isspace())
        if opens and mark not in "’›" and not _ELIDED.match(text, at):
            opened = index
        elif opened is not None and not after.isalnum() and not before.isspace():
            if mark in _SINGLE_CLOSERS[marks[opened][1]]:
                pairs[opened] = index
            opened = None
    return pairs
