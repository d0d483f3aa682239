"""Whom a pronoun anywhere in a text means, told by the text alone."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.records import Span
from claimtrack.speakers.antecedents import pronoun_antecedent
from claimtrack.speakers.context import Context
from claimtrack.speakers.entities import Entity

__all__ = ["PronounReader"]


class PronounReader:
    """The resolver's view of a text in which nobody is known to speak."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._context = Context(text, sentences, ())

    def antecedent(self, pronoun: str, place: int) -> Entity | None:
        """Return whom he (m), she (f), they (p) or it (n), in any case, means at an offset."""
        return pronoun_antecedent(self._context, pronoun, place)

    def named(self, start: int, end: int) -> list[Entity]:
        """Return who is named between two offsets, in whole or in part."""
        mentions = self._context.roster.mentions
        return [one.entity for one in mentions if one.start < end and start < one.end]
