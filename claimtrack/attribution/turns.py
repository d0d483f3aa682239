"""Quotations without a cue of their own: whose turn it is to speak."""

from __future__ import annotations

from dataclasses import replace

from claimtrack.attribution.modality import form_of
from claimtrack.attribution.units import QUOTE, Unit
from claimtrack.records import Attribution, Span

__all__ = ["Turns"]

# Of a sentence that goes on quoting without a cue, quotations cover at least this share.
_QUOTED_SHARE = 0.5
# Spans of one attribution; whoever says more in one paragraph gets another turn.
_LONGEST_TURN = 40


class Turns:
    """Keeps whose quotation was the last one while a text is read from its start."""

    def __init__(self) -> None:
        self._last: int | None = None
        self._pending: Attribution | None = None
        self._in_paragraph = False
        self._in_block = False
        self._orphans: list[Span] = []
        self._unclosed = False

    def start_paragraph(self) -> None:
        """Say that a paragraph begins: what follows is a turn of its own."""
        self._in_paragraph = self._in_block = False
        if not self._unclosed:
            self._orphans = []

    def report(self, unit: Unit, announced: Attribution, found: list[Attribution]) -> None:
        """Take a report without content: that is the quotation before or after it.

        "“…!” Smith told us." is about the one before, "She went on:" about the next.
        """
        self._unclosed = False
        if unit.low[-1] == ":":
            self._pending, self._last = announced, None
        elif self._orphans:
            content = (self._orphans[-1],)
            self._add(found, replace(announced, content=content, form="direct"))
        elif not self._in_paragraph:
            self._last = None

    def note(self, unit: Unit, found: list[Attribution], offset: int) -> None:
        """Remember which of the attributions from ``offset`` on may go on speaking.

        A quotation of paragraphs that are never closed ends in this one, so that the paragraphs
        before it are its speaker's too.
        """
        self._pending = None
        self._last, self._in_paragraph = None, False
        for index in range(len(found) - 1, offset - 1, -1):
            attribution = found[index]
            if attribution.speaker and attribution.parent is None:
                self._last, self._in_paragraph = index, True
                if attribution.form != "indirect":
                    break
        if self._last is not None and self._unclosed and self._orphans and unit.leads:
            speaker = found[self._last].speaker
            content = tuple(self._orphans)
            found.append(Attribution(content, speaker, form="direct"))
        self._orphans = []
        self._unclosed = _is_open(unit)

    def pass_over(self, unit: Unit) -> None:
        """Leave a unit alone that is part of an attribution already; the turn goes on."""
        self._pending, self._orphans = None, []
        self._unclosed = _is_open(unit)

    def continue_in(self, unit: Unit, found: list[Attribution]) -> None:
        """Give the quotations of a unit without cue to whoever was speaking, when that is sure.

        In the same paragraph they continue the attribution; a paragraph that is nothing but a
        quotation and follows one of the same speaker is a turn with an empty cue.
        """
        whole = unit.low[0] == QUOTE and len(unit) == 1
        span = unit.span(0, len(unit))
        self._unclosed = _is_open(unit)
        # A bare colon announces words in quotation marks only.
        pending = self._pending
        if pending and (unit.low[0] == QUOTE or (unit.leads and _is_verbal(pending.cue))):
            self._in_block = unit.low[0] != QUOTE
            content = span if self._in_block else unit.quotations[0].span
            self._add(found, replace(pending, content=(content,), form="direct"))
        elif self._last is None:
            self._orphans = [*self._orphans[-_LONGEST_TURN:], span] if whole else []
        elif self._in_paragraph and self._has_room(found) and self._quotes(unit, span, whole=whole):
            attribution = found[self._last]
            same = self._in_block or form_of(unit.quotations.values(), (span,)) == attribution.form
            form = attribution.form if same else "mixed"
            found[self._last] = replace(
                attribution, content=(*attribution.content, span), form=form
            )
        elif whole:
            self._add(found, Attribution((span,), found[self._last].speaker, form="direct"))
        elif not self._in_paragraph:
            self._last = None
            self._orphans = [span] if whole else []

    def _quotes(self, unit: Unit, span: Span, *, whole: bool) -> bool:
        """Say whether a unit is quoted: by its marks, or in a block that a colon announced."""
        return whole or self._in_block or _mostly_quoted(unit, span)

    def _has_room(self, found: list[Attribution]) -> bool:
        return self._last is not None and len(found[self._last].content) < _LONGEST_TURN

    def _add(self, found: list[Attribution], attribution: Attribution) -> None:
        found.append(attribution)
        self._pending, self._orphans = None, []
        self._last, self._in_paragraph = len(found) - 1, True


def _is_verbal(cue: tuple[Span, ...]) -> bool:
    """Say whether a cue is a verb, not the colon alone."""
    return any(span.end - span.start > 1 for span in cue)


def _is_open(unit: Unit) -> bool:
    """Say whether a unit ends in a quotation that nobody closed: it goes on after the line."""
    return unit.low[-1] == QUOTE and not unit.quotations[len(unit) - 1].closed


def _mostly_quoted(unit: Unit, span: Span) -> bool:
    """Say whether a sentence is a quotation but for a word or two before it (But “…”)."""
    if unit.low[-1] != QUOTE or unit.low.index(QUOTE) > 2:
        return False
    quoted = sum(q.span.end - q.span.start for q in unit.quotations.values())
    return quoted >= _QUOTED_SHARE * (span.end - span.start)
