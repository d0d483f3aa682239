"""One record (a JSON object or a table row) → an article, whatever its fields are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimtrack.ingest.cleaning import clean_field, clean_text, clean_url
from claimtrack.ingest.dates import normalise_published
from claimtrack.records import Article
from claimtrack.settings import Settings

__all__ = ["Defaults", "Record", "has_text_field", "make_article", "read_record"]

# Names compare without case, spaces, "_" and "-"; the first that holds something counts.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "guid", "articleid", "identifier"),
    "url": ("url", "link", "canonicalurl", "permalink", "articleurl", "weburl"),
    "source": (
        "source", "outlet", "publisher", "publication", "sitename", "sourcename", "newspaper",
        "site", "domain",
    ),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "creator"),
    "published": (
        "published", "date", "publishedat", "datepublished", "publishdate", "publicationdate",
        "publisheddate", "pubdate", "datetime", "timestamp",
    ),
    "text": ("text", "body", "content", "articlebody", "fulltext", "maintext", "articletext"),
}  # fmt: skip
# What nested values call their readable part: {"source": {"id": null, "name": "The Post"}}.
_INNER = ("name", "title", "text", "value", "url")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What to take where a file says nothing: source, publication date and url."""

    source: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one article as read, cleaned by ``make_article``; ``text`` may be empty."""

    text: str = ""
    id: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    byline: str | None = None
    published: object = None


def has_text_field(names: Iterable[str]) -> bool:
    """Tell whether one of ``names`` is a name for an article's text."""
    return any(_plain(name) in _NAMES["text"] for name in names)


def read_record(values: Mapping[str, object]) -> Record:
    """Return the fields found in ``values`` under any of their usual names.

    Values of odd types degrade: numbers become strings, objects their name, lists are joined
    (paragraphs of a text by a blank line), anything else is left out.
    """
    found = {_plain(name): value for name, value in reversed(list(values.items()))}

    def first(field: str, joint: str = ", ") -> str | None:
        named = (_as_text(found.get(name), joint) for name in _NAMES[field])
        return next((value for value in named if value and not value.isspace()), None)

    dated = (found.get(name) for name in _NAMES["published"])
    return Record(
        text=first("text", "\n\n") or "",
        id=first("id"),
        url=first("url"),
        source=first("source"),
        title=first("title"),
        byline=first("byline"),
        published=next((value for value in dated if value not in (None, "")), None),
    )


def make_article(record: Record, defaults: Defaults, settings: Settings) -> Article:
    """Return ``record`` as a cleaned article, with ``defaults`` for what it lacks."""
    limit = settings.max_field_characters
    return Article.create(
        clean_text(record.text),
        source=clean_field(record.source, limit) or clean_field(defaults.source, limit),
        title=clean_field(record.title, limit),
        url=clean_url(record.url) or clean_url(defaults.url),
        published=normalise_published(record.published) or normalise_published(defaults.published),
        byline=clean_field(record.byline, limit),
    )


def _plain(name: str) -> str:
    """Fold a field's name: "Published-At", "published_at" and "publishedAt" are one."""
    return "".join(c for c in name[:40].lower() if c.isalnum())


def _as_text(value: object, joint: str) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, dict):
        inner = (value.get(name) for name in _INNER)
        return next((part for part in inner if isinstance(part, str) and part), None)
    if isinstance(value, list):
        parts = [_as_text(part, joint) for part in value if not isinstance(part, list)]
        return joint.join(part for part in parts if part) or None
    return None


def _number(value: float) -> str | None:
    try:
        return str(value)
    except ValueError:  # an integer of thousands of digits
        return None
