"""Token sequences that turns are read from: sentences with their quotations as one token.

A quotation may hold several sentences and a sentence several quotations; what reports them
("…," she said. "…") stands outside. A *unit* is one sentence as seen from outside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimtrack.attribution.quotations import Quotation, find_quotations
from claimtrack.records import Span

__all__ = ["LINE", "QUOTE", "Paragraph", "Unit", "build_paragraphs"]

QUOTE = '"'
LINE = re.compile(r"[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_TOKEN = re.compile(
    r"[$£€#@]?[^\W_]+(?:[.,:](?=\d)\d+|[’'&/.-][^\W_]+)*%?|--+|[,;:—–―()\[\].?!…]|-(?=\s)"
)
_DASHES = frozenset(("—", "–", "―", "-", "--", "---"))


@dataclass(slots=True)
class Unit:
    """Tokens of one sentence: ``low`` are lower-case words and marks.

    A quotation is one token, ``QUOTE`` in ``low``. ``start`` and ``end`` are offsets into the
    article. ``quotations`` maps token index to quotation. ``leads`` is True for the first unit
    of its paragraph.
    """

    low: list[str]
    start: list[int]
    end: list[int]
    quotations: dict[int, Quotation]
    leads: bool = False

    def __len__(self) -> int:
        return len(self.low)

    def span(self, first: int, stop: int) -> Span:
        """Return the characters from token ``first`` up to and without token ``stop``."""
        return Span(self.start[first], self.end[stop - 1])

    def is_word(self, index: int) -> bool:
        """Say whether the token is a word or number (no mark, no quotation)."""
        return self.low[index][0].isalnum() or self.low[index][0] in "$£€#@"


@dataclass(slots=True)
class Paragraph:
    """One line of the text with its units."""

    span: Span
    units: list[Unit]


def build_paragraphs(text: str, sentences: Sequence[Span]) -> list[Paragraph]:
    """Return the paragraphs of ``text`` with their units, in order."""
    paragraphs = []
    first = 0
    for line in LINE.finditer(text):
        stop = first
        while stop < len(sentences) and sentences[stop].start < line.end():
            stop += 1
        ends = [sentence.end for sentence in sentences[first:stop]]
        first = stop
        units = _build_units(text, line.start(), line.end(), ends)
        if units:
            paragraphs.append(Paragraph(Span(line.start(), line.end()), units))
    return paragraphs


def _build_units(text: str, start: int, end: int, ends: list[int]) -> list[Unit]:
    quotations = find_quotations(text, start, end)
    units: list[Unit] = []
    unit = Unit([], [], [], {})
    boundary = 0
    position = start
    for quotation in [*quotations, None]:
        stop = quotation.span.start if quotation else end
        for found in _TOKEN.finditer(text, position, stop):
            if boundary < len(ends) and ends[boundary] <= found.start():
                boundary = _advance(ends, boundary, found.start())
                unit = _close(units, unit)
            _append(unit, found.group(), found.start(), found.end())
        if quotation is None:
            break
        if boundary < len(ends) and ends[boundary] <= quotation.span.start:
            boundary = _advance(ends, boundary, quotation.span.start)
            unit = _close(units, unit)
        unit.quotations[len(unit)] = quotation
        _append(unit, QUOTE, *quotation.span)
        position = quotation.span.end
        while boundary < len(ends) and ends[boundary] < position:
            boundary += 1
    _close(units, unit)
    return units


def _advance(ends: list[int], boundary: int, position: int) -> int:
    while boundary < len(ends) and ends[boundary] <= position:
        boundary += 1
    return boundary


def _close(units: list[Unit], unit: Unit) -> Unit:
    """Put a finished unit away, without the marks that end it, and return an empty one."""
    while unit.low and unit.low[-1] in ".?!…":
        _drop_last(unit)
    if unit.low:
        unit.leads = not units
        units.append(unit)
    return Unit([], [], [], {})


def _append(unit: Unit, raw: str, start: int, end: int) -> None:
    """Add a token; a full stop inside a sentence belongs to the abbreviation before it."""
    if unit.low and unit.low[-1] == "." and raw != QUOTE:
        dot_end = unit.end[-1]
        _drop_last(unit)
        if unit.low and unit.is_word(-1):
            unit.end[-1] = dot_end
    unit.low.append("-" if raw in _DASHES else raw.lower())
    unit.start.append(start)
    unit.end.append(end)


def _drop_last(unit: Unit) -> None:
    for column in (unit.low, unit.start, unit.end):
        column.pop()
