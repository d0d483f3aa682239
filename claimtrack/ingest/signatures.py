"""Formats that the first bytes of a file give away, so that a wrong name does no harm."""

from __future__ import annotations

import re

from claimtrack.ingest.decoding import decode
from claimtrack.ingest.formats import Format

__all__ = ["is_separator", "marked_format"]

_ZIP = b"PK\x03\x04"
_OTHER_OFFICE = (b"xl/", b"ppt/", b"opendocument", b"application/epub")
# A PDF may have this much in front of it, left there by a printer or a mail program.
_PDF_HEAD = 1024
_WEBVTT = re.compile(r"WEBVTT(?:\s|$)")
_SRT = re.compile(r"\s*\d{1,6}\s*\n\s*\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->")
_SEPARATOR = re.compile(rb"From \S+.* \d{4}\s*$")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:(?:[ \t]|\r?\n)")
# Headers of which a mail has at least two before its first empty line.
_TELLING = frozenset(
    (b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received",
     b"return-path", b"content-type", b"delivered-to")
)  # fmt: skip


def marked_format(head: bytes, named: Format | None) -> Format | None:
    """Return the format that ``head``, the first bytes of a file, gives away; None if none.

    ``named`` is the format that the file's name tells. A mail's headers are also what a text may
    begin with, so they count only where the name does not say that it is one.
    """
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_ZIP):
        other = any(mark in head for mark in _OTHER_OFFICE)
        return "docx" if b"word/" in head or (named == "docx" and not other) else None
    if start.startswith(b"%PDF-") or (named == "pdf" and b"%PDF-" in head[:_PDF_HEAD]):
        return "pdf"
    if start.startswith(b"WARC/1."):
        return "warc"
    if named in (None, "text", "webvtt", "srt"):
        return _subtitles(head) or (_mail(start) if named is None else None)
    return _mail(start) if named in ("mail", "mailbox") else None


def is_separator(line: bytes) -> bool:
    """Tell whether a line begins a mail in an mbox file: "From ada@post.example … 2026"."""
    return bool(_SEPARATOR.match(line))


def _subtitles(head: bytes) -> Format | None:
    text = decode(head[:1_000]).lstrip("\ufeff")
    if _WEBVTT.match(text):
        return "webvtt"
    return "srt" if _SRT.match(text) else None


def _mail(head: bytes) -> Format | None:
    names = set()
    for at, line in enumerate(head[:8_000].splitlines(keepends=True)):
        if at == 0 and is_separator(line):
            return "mailbox"
        if not line.strip():
            break
        if line[:1] in b" \t":  # the header goes on
            continue
        if not _HEADER.match(line):
            return None
        names.add(line.partition(b":")[0].lower())
    return "mail" if len(names & _TELLING) >= 2 else None
