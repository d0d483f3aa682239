"""Quotations without a cue of their own: whose turn it is to speak."""

from __future__ import annotations

from dataclasses import replace

from claimtrack.attribution.modality import form_of
from claimtrack.attribution.units import QUOTE, Unit
from claimtrack.records import Attribution, Span

__all__ = ["Turns"]


class Turns:
    """Keeps whose quotation was the last one while a text is read from its start."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: int | None = None
        self._in_paragraph = False
        self._open = False

    def start_paragraph(self) -> None:
        """Say that a paragraph begins: what follows is a turn of its own."""
        self._in_paragraph = False

    def note(self, unit: Unit, found: list[Attribution], offset: int) -> None:
        """Remember the last attribution of a unit that quotes somebody."""
        for index in range(len(found) - 1, offset - 1, -1):
            attribution = found[index]
            if attribution.speaker and attribution.form != "indirect":
                self._last, self._in_paragraph = index, True
                self._open = not all(q.closed for q in unit.quotations.values())
                return
        if any(attribution.parent is None for attribution in found[offset:]):
            self._last, self._in_paragraph = offset, True
            self._open = False

    def continue_in(self, unit: Unit, found: list[Attribution]) -> None:
        """Give the quotations of a unit without cue to whoever was speaking, when that is sure.

        In the same paragraph they continue the attribution; a paragraph that is nothing but a
        quotation and follows one of the same speaker is a turn with an empty cue.
        """
        if self._last is None or unit.low[0] != QUOTE or len(unit) > 1:
            if not self._in_paragraph:
                self._last = None
            return
        attribution = found[self._last]
        if not attribution.speaker:
            return
        span = unit.quotations[0].span
        if self._in_paragraph:
            found[self._last] = _extended(unit, attribution, span)
        elif attribution.form == "direct":
            found.append(
                replace(
                    attribution,
                    content=(span,),
                    cue=(),
                    form="direct",
                    parent=None,
                    target=None,
                    negated=False,
                    modality="asserted",
                )
            )
            self._last, self._in_paragraph = len(found) - 1, True


def _extended(unit: Unit, attribution: Attribution, span: Span) -> Attribution:
    form = attribution.form if attribution.form == form_of(unit, (span,)) else "mixed"
    return replace(attribution, content=(*attribution.content, span), form=form)
