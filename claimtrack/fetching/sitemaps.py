"""Sitemaps and indexes of sitemaps, with what news sitemaps add to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from claimtrack.errors import FetchError
from claimtrack.fetching.listings import Entry, Listing

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_sitemap"]

# The names of a <url>'s parts, those of the news extension included; nested in any way.
_PARTS = frozenset({"loc", "lastmod", "publication_date", "name", "title"})


def read_sitemap(data: bytes, url: str | None) -> Listing:
    """Return the pages of a sitemap, or the sitemaps of an index; FetchError if it is neither."""
    from lxml import etree

    # No entity is resolved and nothing is loaded from elsewhere.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise FetchError("this sitemap cannot be parsed; check that it is XML")
    pages = tuple(_entries(root, "url", url))
    sitemaps = tuple(_entries(root, "sitemap", url))
    return Listing(pages, sitemaps=sitemaps)


def _entries(root: _Element, tag: str, base: str | None) -> list[Entry]:
    found = []
    for element in root.iterfind(f"{{*}}{tag}"):
        parts = _parts(element)
        if "loc" in parts:
            found.append(_entry(parts, base))
    return found


def _parts(element: _Element) -> Mapping[str, str]:
    """Return the text of each part, the first of a name."""
    parts: dict[str, str] = {}
    for part in element.iter():
        name = part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""
        if name in _PARTS and part.text and not part.text.isspace():
            parts.setdefault(name, part.text.strip())
    return parts


def _entry(parts: Mapping[str, str], base: str | None) -> Entry:
    changed = _moment(parts.get("lastmod"))
    published = parts.get("publication_date")
    return Entry(
        url=urljoin(base or "", parts["loc"]),
        title=parts.get("title"),
        source=parts.get("name"),
        published=published or parts.get("lastmod"),
        dated=_moment(published) or changed,
        changed=changed,
    )


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
