"""RSS and Atom feeds, through feedparser."""

from __future__ import annotations

import calendar
import io
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from claimtrack.errors import FetchError
from claimtrack.fetching.listings import Entry, Listing

__all__ = ["read_feed"]


def read_feed(data: bytes, url: str | None) -> Listing:
    """Return the entries of a feed; FetchError if there is nothing of one in ``data``.

    Feeds that are not well-formed are read as far as they go.
    """
    import feedparser

    headers = {"content-location": url} if url else {}
    try:
        found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except Exception as error:  # hostile markup breaks the parser in many ways
        raise FetchError(f"this feed cannot be parsed ({type(error).__name__})") from None
    if not found.get("version") and not found.entries:
        raise FetchError("this feed cannot be parsed; check that it is RSS or Atom")
    return Listing(tuple(_entry(entry) for entry in found.entries), _text(found.feed.get("title")))


def _entry(entry: Mapping[str, Any]) -> Entry:
    published = _moment(entry.get("published_parsed"))
    # Asked for what is not there, feedparser would answer with the date of publication.
    changed = _moment(entry["updated_parsed"]) if "updated_parsed" in entry else None
    return Entry(
        url=_text(entry.get("link")),
        id=_text(entry.get("id")),
        title=_text(entry.get("title")),
        byline=_text(entry.get("author")),
        published=_text(entry.get("published")) or _text(entry.get("updated") if changed else None),
        dated=published or changed,
        changed=changed,
        content=_content(entry.get("content")),
    )


def _content(parts: object) -> str | None:
    """Return the longest text that an entry has under content: RSS's summary is not the article."""
    if not isinstance(parts, list):
        return None
    texts = [part.get("value") for part in parts if isinstance(part, Mapping)]
    return max((text for text in texts if isinstance(text, str)), key=len, default=None) or None


def _moment(parsed: object) -> datetime | None:
    if not isinstance(parsed, time.struct_time):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
