"""Find who says what: sentences of a text → attributions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from claimtrack.attribution.rules import RuleAttributor
from claimtrack.records import Attribution, Span

__all__ = ["Attributor", "RuleAttributor"]


class Attributor(Protocol):
    """Whatever finds attributions; works on many texts at once, as a model would like to."""

    name: str

    def attribute(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[list[Attribution]]:
        """Return the attributions of every text; ``parent`` indexes into the same list."""
        ...
