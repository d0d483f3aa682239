"""Web addresses: told from paths, taken apart once, and shown without their secrets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from claimtrack.errors import FetchError

__all__ = ["Location", "is_address", "same_site", "shown"]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{0,20}://", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(?<=://)[^/?#]*@")
_PORTS = {"http": 80, "https": 443}
# Longer ones hold data, and many servers refuse them.
_LONGEST = 2_048


@dataclass(frozen=True, slots=True)
class Location:
    """An http or https address, normalised: what is checked is what is connected to."""

    scheme: str
    host: str
    port: int
    target: str

    @classmethod
    def parse(cls, url: str) -> Location:
        """Take an address apart; FetchError for one that is none, or that is never fetched."""
        from urllib3.exceptions import LocationParseError
        from urllib3.util import parse_url

        if len(url) > _LONGEST:
            raise FetchError(f"an address of more than {_LONGEST:,} characters")
        try:
            parts = parse_url(url.strip())
        except LocationParseError:
            raise FetchError("this is no address; check how it is written") from None
        scheme = parts.scheme or ""
        if scheme not in _PORTS:
            raise FetchError("only http and https addresses are fetched; give a file by its path")
        if parts.auth is not None:
            raise FetchError("an address with a name or password in it is not fetched")
        host = (parts.host or "").strip("[]").rstrip(".")
        if not host or "%" in host:
            raise FetchError("this address names no host; check how it is written")
        return cls(scheme, host, parts.port or _PORTS[scheme], parts.request_uri)

    def join(self, url: str) -> Location:
        """Return where ``url``, found at this location, leads."""
        try:
            return self.parse(urljoin(self.url, url))
        except ValueError:
            raise FetchError("it leads to what is no address") from None

    @property
    def authority(self) -> str:
        """Host and, unless it is the usual one, port, as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return self.origin + self.target


def is_address(text: str) -> bool:
    """Tell whether a source is a web address (of any scheme) and not a path."""
    return bool(_ADDRESS.match(text))


def shown(url: str) -> str:
    """Return an address as it may be shown and stored: without a name and password."""
    return _CREDENTIALS.sub("", url)


def same_site(one: str, other: str) -> bool:
    """Tell whether two hosts are one, or one is a part of the other, ``www.`` aside."""
    one, other = (host.lower().removeprefix("www.") for host in (one, other))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
