"""What was fetched, or what a feed holds in full → an article, or why there is none."""

from __future__ import annotations

import html
from dataclasses import replace

from claimtrack.errors import FetchError
from claimtrack.fetching import Entry, Fetched, Location, same_site
from claimtrack.ingest import Defaults, normalise_published
from claimtrack.ingest.decoding import decode, decode_page, marked_encoding
from claimtrack.ingest.documents import read_page, read_text
from claimtrack.ingest.fields import Record, make_article
from claimtrack.ingest.formats import binary_kind
from claimtrack.records import Article
from claimtrack.settings import Settings

__all__ = ["article_of_entry", "article_of_page", "defaults_of"]

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_HEAD = 65_536  # bytes that tell a text from what servers take for one
_TEXTS = frozenset({"text/plain", "text/markdown"})


def defaults_of(entry: Entry, title: str | None, defaults: Defaults) -> Defaults:
    """Return what an entry of a listing called ``title`` tells where the page does not.

    What the user gave comes last, as it does for files.
    """
    dated = normalise_published(entry.published) or (entry.dated and entry.dated.isoformat())
    return Defaults(entry.source or title or defaults.source, dated or defaults.published)


def article_of_page(
    fetched: Fetched, title: str | None, defaults: Defaults, settings: Settings
) -> Article | str:
    """Return the article on a fetched page, or why there is none.

    ``title`` and ``defaults`` are what is known of it otherwise.
    """
    body = _in_utf8(fetched.body or b"", fetched.charset)
    place = Location.parse(fetched.final_url)
    refused = binary_kind(body[:_HEAD])
    if refused:
        return refused
    if fetched.media_type in _PAGES or (not fetched.media_type and body.lstrip()[:1] == b"<"):
        record = read_page(decode_page(body), fetched.final_url, settings.max_page_tags)
    elif fetched.media_type in _TEXTS or not fetched.media_type:
        record = read_text(decode(body), markdown=fetched.media_type == "text/markdown")
    else:
        return "it is neither a page nor a feed or sitemap; download it and give the file"
    if isinstance(record, str):
        return record
    if not record.text.strip():
        return "empty: it holds no text"
    # A host is no name of a publication where there is a better one.
    nameless = not record.source or same_site(record.source.partition(":")[0], place.host)
    source = (defaults.source or place.host) if nameless else record.source
    own = replace(
        record, source=source, url=_own_address(record.url, place), title=record.title or title
    )
    return make_article(own, defaults, settings)


def article_of_entry(entry: Entry, defaults: Defaults, settings: Settings) -> Article | str:
    """Return the article that a feed's entry holds in full, or why there is none."""
    if not entry.content:
        return "the feed does not hold the article itself"
    title = html.escape(entry.title or "")
    page = f"<html><head><title>{title}</title></head><body><article>{entry.content}</article>"
    record = read_page(f"{page}</body></html>", None, settings.max_page_tags)
    if isinstance(record, str):
        return record
    own = Record(
        text=record.text,
        url=entry.url or (f"id:{defaults.source or 'feed'}/{entry.id}" if entry.id else None),
        source=defaults.source,
        title=entry.title,
        byline=entry.byline,
    )
    return make_article(own, defaults, settings)


def _own_address(canonical: str | None, place: Location) -> str:
    """Return the address that an article is filed under.

    A page may say which of a site's addresses is the right one for it. It may not claim another
    site's, whose article it would replace, nor the home page, which stands for no article.
    """
    if not canonical:
        return place.url
    try:
        named = place.join(canonical)
    except FetchError:
        return place.url
    if not same_site(named.host, place.host) or named.target == "/":
        return place.url
    return named.url


def _in_utf8(body: bytes, charset: str | None) -> bytes:
    """Return ``body`` in UTF-8 if the server names another encoding and it is not UTF-8 already."""
    if charset is None or marked_encoding(body):
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return body.decode(charset, "replace").encode("utf-8-sig", "replace")
        except (LookupError, ValueError):  # no encoding of text
            pass
    return body
