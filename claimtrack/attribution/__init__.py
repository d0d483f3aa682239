"""Find who says what: sentences of a text → attributions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from claimtrack.attribution.model import ModelAttributor
from claimtrack.records import Attribution, Span

__all__ = ["Attributor", "ModelAttributor"]


class Attributor(Protocol):
    """Whatever finds attributions; works on many texts at once, as a model would like to."""

    @property
    def name(self) -> str:
        """What tells this attributor from others."""
        ...

    def attribute(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[list[Attribution]]:
        """Return the attributions of every text; ``parent`` indexes into the same list."""
        ...
