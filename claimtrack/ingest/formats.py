"""What a file holds: by its suffix, or by looking at its first bytes."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Literal

from claimtrack.ingest.decoding import decode
from claimtrack.ingest.fields import has_text_field

__all__ = [
    "SUFFIXES",
    "Format",
    "binary_kind",
    "cells_of",
    "delimiter_of",
    "format_of_name",
    "sniff_format",
]

Format = Literal[
    "text", "markdown", "html", "json", "jsonl", "csv",
    "pdf", "docx", "warc", "mail", "mailbox", "webvtt", "srt",
]  # fmt: skip

SUFFIXES: dict[str, Format] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".json": "json",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv",
    ".pdf": "pdf", ".docx": "docx", ".warc": "warc", ".eml": "mail", ".mbox": "mailbox",
    ".vtt": "webvtt", ".srt": "srt",
}  # fmt: skip

# First bytes → what to call it and what to do. Longer marks of one family come first.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "RTF is not read; save it as DOCX or text first"),
    # Office wraps a document with a password in the container of its old formats.
    (
        b"\xd0\xcf\x11\xe0",
        "an old Office document, or one with a password; save it as DOCX without one",
    ),
    (b"\x1f\x8b", "a gzip file inside a gzip file is not read; unpack it first"),
    (b"\x89PNG", "an image (PNG) holds no text to read; give its text as a file"),
    (b"\xff\xd8\xff", "an image (JPEG) holds no text to read; give its text as a file"),
    (b"GIF8", "an image (GIF) holds no text to read; give its text as a file"),
    (b"II*\0", "an image (TIFF) holds no text to read; give its text as a file"),
    (b"MM\0*", "an image (TIFF) holds no text to read; give its text as a file"),
    (b"SQLite format 3\0", "an SQLite database; export its articles as CSV or JSON Lines first"),
    (b"BZh", "a bzip2 archive is not read; unpack it or use gzip"),
    (b"\xfd7zXZ\0", "an xz archive is not read; unpack it or use gzip"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive is not read; unpack it or use gzip"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive is not read; unpack it first"),
    (b"Rar!", "a RAR archive is not read; unpack it first"),
    (b"ID3", "sound is not read; give a transcript as text"),
    (b"OggS", "sound is not read; give a transcript as text"),
    (b"RIFF", "sound, video or an image is not read; give its text as a file"),
    (b"\x7fELF", "a program, not a text"),
)  # fmt: skip
_ZIP_MEMBERS: tuple[tuple[bytes, str], ...] = (
    (b"xl/", "XLSX is not read; save it as CSV first"),
    (b"ppt/", "PPTX is not read; save it as text first"),
    (b"application/epub", "EPUB is not read; convert it to text first"),
    (b"opendocument", "OpenDocument is not read; save it as DOCX, text or CSV first"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1b") + b"\x7f"
# Above this share of control bytes it is no text: damaged news texts measured stay under
# 0.1 %, random bytes hold 11 %, programs and images more.
_MOST_CONTROLS = 0.05
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|"
    r"article|main|section|div|h1|p|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_JSON_ARRAY = re.compile(r"\s*\[\s*(?:\{|\]\s*\Z)")
_JSON_OBJECT = re.compile(r'\s*\{\s*(?:"|\}\s*\Z)')


def format_of_name(name: str) -> Format | None:
    """Return the format that a file name's suffix (before ``.gz``) tells, None if unknown."""
    path = PurePath(name.lower())
    if path.suffix == ".gz":
        path = path.with_suffix("")
    return SUFFIXES.get(path.suffix)


def binary_kind(head: bytes) -> str | None:
    """Return why a file beginning with ``head`` is not text and what to do; None if it may be."""
    if head.startswith(b"PK\x03\x04"):
        return next((why for mark, why in _ZIP_MEMBERS if mark in head), _zip())
    for mark, why in _MAGIC:
        if head.startswith(mark):
            return why
    if head[4:8] == b"ftyp":
        return "video or sound is not read; give a transcript as text"
    if _FEED.match(head[:1000].decode("latin-1")):
        return "an XML feed; give its own path or address to have its pages fetched"
    if _mostly_controls(head):
        return "it looks like a binary file, not a text"
    return None


def sniff_format(head: bytes) -> Format:
    """Return what ``head``, the first bytes of something without a telling name, looks like."""
    text = decode(head)
    if _MARKUP.match(text):
        return "html"
    if _JSON_ARRAY.match(text):
        return "json"
    if _JSON_OBJECT.match(text):
        return "jsonl" if _is_object(text.lstrip().partition("\n")[0]) else "json"
    return "csv" if delimiter_of(text.partition("\n")[0]) else "text"


def delimiter_of(header: str) -> str | None:
    """Return the delimiter under which ``header`` names at least two columns, one the text."""
    for delimiter in ",\t;|":
        cells = cells_of(header[:10_000], delimiter)
        if len(cells) > 1 and has_text_field(cells):
            return delimiter
    return None


def cells_of(header: str, delimiter: str) -> Sequence[str]:
    """Return the cells of one line of a table; none where it cannot be read as one."""
    try:
        return next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []


def _zip() -> str:
    return "a zip archive is not read; unpack it first"


def _is_object(line: str) -> bool:
    """Tell whether ``line`` is a whole object: JSON Lines, or one compact one, read alike."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _mostly_controls(head: bytes) -> bool:
    text = decode(head).encode("utf-8", "replace")
    controls = len(text) - len(text.translate(None, _CONTROLS))
    return controls > max(_MOST_CONTROLS * len(text), 4)
