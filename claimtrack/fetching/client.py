"""The client: fetches one address at a time, politely, and only where the policy allows it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimtrack import __version__
from claimtrack.errors import FetchError
from claimtrack.fetching.addresses import Resolver, SystemResolver
from claimtrack.fetching.exchange import Answer, NoAnswerError, exchange, trusted_context, unpack
from claimtrack.fetching.locations import Location
from claimtrack.fetching.policy import Policy
from claimtrack.fetching.robots import Robots
from claimtrack.settings import Settings

if TYPE_CHECKING:
    import ssl

__all__ = ["USER_AGENT", "Client", "Fetched", "LeftAloneError", "Validators"]

USER_AGENT = f"claimtrack/{__version__}"
_EXTRA = "web addresses and feeds need an extra: `pip install 'claimtrack[web]'` adds it"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_TOO_MANY = 429
_LONGEST_VALIDATOR = 500
# Addresses of one host that are tried.
_MOST_TRIED = 3
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
# What is read from an address. Feeds and sitemaps are called by any of the names of XML.
_READ = frozenset({
    "", "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/xml",
    "application/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml",
    "application/gzip", "application/x-gzip",
})  # fmt: skip
_STATUS_WORDS = {
    401: "it asks for a password",
    402: "it asks for payment",
    403: "the server refuses it",
    404: "there is no such page; check the address",
    410: "the page is gone",
    451: "it may not be shown for legal reasons",
}


class LeftAloneError(FetchError):
    """A host, or the whole run, that has had enough: asking for more pages is of no use."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer is recognised by: the address it came from, ETag, Last-Modified."""

    final_url: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one address led to.

    ``body`` is None where the server says that nothing has changed. ``media_type`` is in
    lower case, "" where none was told; ``charset`` is what the header says, if anything.
    """

    final_url: str
    status: int
    body: bytes | None
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(slots=True)
class Client:
    """Fetches addresses one after the other, within one run.

    Parameters
    ----------
    settings
        Bounds of sizes, times and numbers.
    policy
        What may be connected to; by default the public internet.
    resolver
        Looks up hosts. Its answer is checked and then connected to, never looked up again.
    pause
        Waits so many seconds between two requests to one host.
    context
        Verifies certificates, in place of the authorities that the machine trusts.

    Raises
    ------
    FetchError
        If the libraries of the extra are not installed.
    """

    settings: Settings = field(default_factory=Settings)
    policy: Policy = field(default_factory=Policy.from_environment)
    resolver: Resolver = field(default_factory=SystemResolver)
    pause: Callable[[float], None] = time.sleep
    context: ssl.SSLContext | None = None
    _robots: Robots = field(init=False)
    _requests: int = field(init=False, default=0)
    _last: dict[str, float] = field(init=False, default_factory=dict)
    _unanswered: Counter[str] = field(init=False, default_factory=Counter)
    _left_alone: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        try:
            import certifi  # noqa: F401
            import feedparser  # noqa: F401
            import protego  # noqa: F401
            import urllib3  # noqa: F401
        except ImportError:
            raise FetchError(_EXTRA) from None
        self._robots = Robots(self._read_robots)

    def fetch(self, url: str, known: Validators | None = None) -> Fetched:
        """Return what ``url`` leads to, or that it is still what ``known`` tells of.

        Raises FetchError with the reason, LeftAloneError if more pages of the host, or of
        the run, would fail alike.
        """
        location, answer = self._follow(Location.parse(url), known, obey=True)
        return self._accepted(location, answer, known)

    def _follow(
        self, location: Location, known: Validators | None, *, obey: bool
    ) -> tuple[Location, Answer]:
        """Follow redirects, each checked like a new address, to the location that answers."""
        for _ in range(self.settings.max_redirects + 1):
            self.policy.check_location(location)
            if obey:
                self._robots.check(location)
            answer = self._request(location, _conditions(location, known))
            leads_to = _as_utf8(answer.headers.get("location", ""))
            if answer.status not in _REDIRECTS or not leads_to:
                return location, answer
            location = location.join(leads_to)
        raise FetchError(f"more than {self.settings.max_redirects} redirects")

    def _request(self, location: Location, conditions: Mapping[str, str]) -> Answer:
        """Look the host up, check what it resolves to, and ask the first address that answers."""
        self._admit(location)
        addresses = self.resolver.resolve(location.host, location.port)
        for address in addresses:
            self.policy.check_address(location, address)
        headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, **conditions}
        try:
            answer = self._first_answer(location, addresses, headers)
        except NoAnswerError as error:
            self._unanswered[location.host] += 1
            if self._unanswered[location.host] >= self.settings.max_unanswered:
                self._left_alone[location.host] = str(error)
            raise
        finally:
            self._last[location.host] = time.monotonic()
        self._unanswered[location.host] = 0
        if answer.status == _TOO_MANY:
            self._left_alone[location.host] = "the server asks to slow down (status 429)"
        return answer

    def _admit(self, location: Location) -> None:
        """Wait for the host's turn; LeftAloneError if it, or the run, has none left."""
        reason = self._left_alone.get(location.host)
        if reason:
            raise LeftAloneError(f"{reason}; {location.host} is left alone for this run")
        if self._requests >= self.settings.max_requests:
            limit = self.settings.max_requests
            raise LeftAloneError(f"the limit of {limit:,} requests in one run is reached")
        self._requests += 1
        last = self._last.get(location.host)
        if last is not None:
            asked = min(self._robots.delay(location), self.settings.longest_fetch_delay)
            wait = max(self.settings.fetch_delay, asked) - (time.monotonic() - last)
            if wait > 0:
                self.pause(wait)

    def _first_answer(
        self, location: Location, addresses: list[str], headers: Mapping[str, str]
    ) -> Answer:
        if location.scheme == "https" and self.context is None:
            self.context = trusted_context()
        failure = NoAnswerError(f"there is no host {location.host}; check the address")
        for address in addresses[:_MOST_TRIED]:
            try:
                return exchange(location, address, headers, self.settings, self.context)
            except NoAnswerError as error:
                failure = error
        raise failure

    def _read_robots(self, location: Location) -> tuple[int, bytes]:
        _, answer = self._follow(location, None, obey=False)
        return answer.status, answer.body

    def _accepted(self, location: Location, answer: Answer, known: Validators | None) -> Fetched:
        media_type, charset = _content_type(answer.headers.get("content-type", ""))
        same = known if answer.status == _NOT_MODIFIED else None
        if answer.status == _TOO_MANY:
            raise LeftAloneError(self._left_alone[location.host], answer.status)
        if answer.status != 200 and same is None:
            words = _STATUS_WORDS.get(answer.status, "the server does not give it")
            raise FetchError(f"{words} (status {answer.status})", answer.status)
        if same is None and media_type not in _READ and not _is_packed(location, media_type):
            raise FetchError(
                f"{media_type[:60]} is not read from an address; download it and give the file",
                answer.status,
            )
        return Fetched(
            location.url,
            answer.status,
            None if same else unpack(answer.body, self.settings.max_unpacked_fetch_bytes),
            media_type,
            charset,
            # What is unchanged is recognised by the same, said again or not.
            _validator(answer.headers.get("etag")) or (same.etag if same else None),
            _validator(answer.headers.get("last-modified")) or (same.modified if same else None),
        )


def _conditions(location: Location, known: Validators | None) -> dict[str, str]:
    """Return the headers that ask for a change only; another site has no use for them."""
    if known is None or known.final_url != location.url:
        return {}
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in conditions.items() if value}


def _validator(value: str | None) -> str | None:
    """Return a validator that is worth keeping: they are short and printable."""
    return value if value and len(value) <= _LONGEST_VALIDATOR and value.isprintable() else None


def _as_utf8(header: str) -> str:
    """Return a header's value, read as Latin-1, as what servers mean by it today."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _content_type(header: str) -> tuple[str, str | None]:
    from email.message import Message

    if not header:
        return "", None
    message = Message()
    message["Content-Type"] = header
    return message.get_content_type(), message.get_content_charset()


def _is_packed(location: Location, media_type: str) -> bool:
    """Tell whether it may be a packed sitemap: servers call them what they like."""
    path = location.target.partition("?")[0]
    return media_type == "application/octet-stream" and path.endswith((".gz", ".xml"))
