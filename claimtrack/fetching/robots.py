"""robots.txt: what a site lets programs fetch, and how fast."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from claimtrack.errors import FetchError
from claimtrack.fetching.addresses import UnreachableError
from claimtrack.fetching.locations import Location

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["Robots"]

_NAME = "claimtrack"
# RFC 9309 asks that at least 500 KiB be read.
_LONGEST = 512_000


class Robots:
    """The robots.txt of every site visited, each read once.

    ``read`` fetches one and returns its status and body; it may raise FetchError.
    """

    def __init__(self, read: Callable[[Location], tuple[int, bytes]]) -> None:
        self._read = read
        self._rules: dict[str, Protego | FetchError] = {}

    def check(self, location: Location) -> None:
        """Raise FetchError if the site does not let this location be fetched."""
        rules = self._of(location)
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(location.url, _NAME):
            raise FetchError("the site's robots.txt does not let programs fetch it")

    def delay(self, location: Location) -> float:
        """Return how many seconds the site asks to leave between requests, 0 if it says nothing.

        Only what has been read already is considered.
        """
        rules = self._rules.get(location.origin)
        if rules is None or isinstance(rules, FetchError):
            return 0.0
        return float(rules.crawl_delay(_NAME) or 0.0)

    def _of(self, location: Location) -> Protego | FetchError:
        if location.origin not in self._rules:
            self._rules[location.origin] = self._fetch(location)
        return self._rules[location.origin]

    def _fetch(self, location: Location) -> Protego | FetchError:
        """Read the rules as RFC 9309 has it: none there allow all, unreadable ones nothing."""
        from protego import Protego

        try:
            status, body = self._read(location.join("/robots.txt"))
        except UnreachableError as error:
            return error
        except FetchError as error:
            return type(error)(f"its robots.txt cannot be read: {error}", error.status)
        if status >= 500 or status == 429:
            return FetchError(f"its robots.txt cannot be read (status {status})", status)
        return Protego.parse(body[:_LONGEST].decode("utf-8-sig", "replace"))
