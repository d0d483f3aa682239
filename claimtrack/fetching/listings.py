"""Feeds and sitemaps as one thing: a listing of pages, newest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from claimtrack.fetching.exchange import unpack
from claimtrack.settings import Settings

__all__ = ["Entry", "Listing", "is_listing", "newest_first", "read_listing"]

# What may stand before the root element of an XML document.
_PROLOGUE = re.compile(
    r"\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,500}>\s*)*", re.S
)
_ROOT = re.compile(r"<(?:[a-z][\w.-]{0,20}:)?(rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE)
_SITEMAPS = frozenset({"urlset", "sitemapindex"})
_HEAD = 8_000
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One page that a listing names, with what it says of it.

    ``published`` is as written; ``dated`` is when it was published, else changed, and
    ``changed`` when it was last changed. ``content`` is the whole article as HTML, if it is there.
    """

    url: str | None
    id: str | None = None
    title: str | None = None
    source: str | None = None
    byline: str | None = None
    published: str | None = None
    dated: datetime | None = None
    changed: datetime | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed or sitemap: its title, its entries, and the further sitemaps of an index."""

    entries: tuple[Entry, ...]
    title: str | None = None
    sitemaps: tuple[Entry, ...] = ()


def is_listing(data: bytes) -> bool:
    """Tell whether the first bytes of a document, unpacked, begin a feed or a sitemap."""
    return _root(data) is not None


def read_listing(data: bytes, url: str | None, settings: Settings) -> Listing:
    """Return the listing that ``data`` holds; links in it are relative to ``url``.

    At most ``max_entries`` entries are kept, the newest. Raises FetchError for what is none, or
    unpacks to too much.
    """
    from claimtrack.fetching.feeds import read_feed
    from claimtrack.fetching.sitemaps import read_sitemap

    data = unpack(data, settings.max_unpacked_fetch_bytes)
    read = read_sitemap if _root(data) in _SITEMAPS else read_feed
    found = read(data, url)
    return Listing(
        newest_first(found.entries)[: settings.max_entries],
        found.title,
        newest_first(found.sitemaps)[: settings.max_sitemaps],
    )


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries, each address once, by date; those without one come last, as listed."""
    once: dict[str | None, Entry] = {}
    for entry in entries:
        once.setdefault(entry.url or entry.id, entry)
    return tuple(sorted(once.values(), key=lambda entry: entry.dated or _NEVER, reverse=True))


def _root(data: bytes) -> str | None:
    # UTF-16 has a NUL beside every plain letter.
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1")
    prologue = _PROLOGUE.match(head)
    root = _ROOT.match(head, prologue.end() if prologue else 0)
    return root.group(1).lower() if root else None
