"""What is kept beside articles, links and reviews, each kind with methods of its own."""

from __future__ import annotations

import sqlite3
from functools import cached_property
from pathlib import Path

from claimtrack.store.fetches import Fetches
from claimtrack.store.opinions import Opinions

__all__ = ["Annexes"]


class Annexes:
    """The base of `Store`, over its connection."""

    path: Path | None
    _connection: sqlite3.Connection

    @cached_property
    def opinions(self) -> Opinions:
        """What language models say of pairs of claims."""
        return Opinions(self._connection, self.path)

    @cached_property
    def fetches(self) -> Fetches:
        """Which web addresses have been visited, and what came of it."""
        return Fetches(self._connection, self.path)
