"""One request for a page: what it asks for, who asks, and where the other pages are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

__all__ = ["Links", "Paging", "Visit"]


@dataclass(frozen=True, slots=True)
class Links:
    """Paths of the pages of one database; ``base`` is Datasette's own page of it."""

    base: str

    def __call__(self, place: str, key: str = "", /, **query: object) -> str:
        """Return the path of a page ("disputes", "articles" …), or of one thing there."""
        path = f"{self.base}/-/{place}" + (f"/{quote(key, safe='')}" if key else "")
        return path + _query(query)

    def table(self, name: str, /, **query: object) -> str:
        """Return the path of a table or view as Datasette shows it."""
        return f"{self.base}/{name}{_query(query)}"


@dataclass(frozen=True, slots=True)
class Visit:
    """A request: the id in its path, what its query asks, and what its actor may do.

    ``reviewer`` is the name put into the review form, None for who may not change anything.
    """

    links: Links
    key: str
    asked: Mapping[str, str]
    reviewer: str | None = None

    def given(self, name: str) -> str | None:
        """Return a value of the query without the space around it, None if it is empty."""
        return self.asked.get(name, "").strip() or None

    def number(self, name: str, default: int) -> int:
        """Return a whole number of the query, ``default`` for anything else or below one."""
        text = self.asked.get(name, "")
        fits = text.isascii() and text.isdecimal() and len(text) < 9
        return max(1, int(text)) if fits else default


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list a page shows; pages count from 1."""

    page: int
    size: int
    total: int

    @property
    def offset(self) -> int:
        """How many come before this page."""
        return (self.page - 1) * self.size

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def _query(query: Mapping[str, object]) -> str:
    given = {name: value for name, value in query.items() if value not in (None, "")}
    return f"?{urlencode(given)}" if given else ""
