"""Bytes → text: byte order marks, then UTF-8, then charset-normalizer on a bounded sample."""

from __future__ import annotations

import codecs
import re

__all__ = ["decode", "decode_line", "decode_page", "guess_encoding", "marked_encoding"]

# UTF-32's little-endian mark begins with UTF-16's, so it comes first.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 32_768  # bytes charset-normalizer looks at: 10 ms or so, and plenty to tell
_ODD = re.compile(rb"[\x80-\xff]+")
_NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # bytes cp1252 has no characters for
_FALLBACK = "cp1252"  # what Western newsrooms' old files are in
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{2,30})""", re.I
)
# The HTML standard reads these names as their Windows supersets, as browsers do.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}

# Python also knows codecs that are no character sets (zlib, idna), and those may raise.
_CHARACTER_SETS = (
    "cp", "iso8859", "koi8", "mac", "gb", "big5", "shift_jis", "euc", "iso2022", "utf-8", "tis",
)  # fmt: skip


def marked_encoding(head: bytes) -> str | None:
    """Return the encoding that a byte order mark, or UTF-16 without one, gives away."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    return _unmarked_utf16(head[:4096])


def _unmarked_utf16(head: bytes) -> str | None:
    """Western text in UTF-16 has a NUL in nearly every second place, and only there."""
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def decode(data: bytes) -> str:
    """Return ``data`` as text; bytes that fit nothing become U+FFFD. Never raises."""
    marked = marked_encoding(data)
    if marked:
        return data.decode(marked, "replace")
    return decode_line(data, None)


def decode_line(data: bytes, encoding: str | None) -> str:
    """Return ``data`` as text: UTF-8 where that fits, else ``encoding``, else a guess.

    ``encoding`` is what the file as a whole looks like (``guess_encoding``); lines of one
    file may differ, as they do where exports were joined.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    # A cut or damaged byte among many good sequences is still UTF-8.
    damaged = text.count("\ufffd")
    if sum(1 for c in text if c > "\x7f") > 10 * damaged:
        return text
    return data.decode(encoding or guess_encoding(data), "replace")


def decode_page(data: bytes) -> str:
    """Return an HTML page as text, trusting its own ``charset`` where UTF-8 does not fit."""
    if marked_encoding(data):
        return decode(data)
    declared = _DECLARED.search(data[:4096])
    return decode_line(data, _known(declared.group(1)) if declared else None)


def guess_encoding(data: bytes) -> str:
    """Return the likeliest encoding of ``data``, from the part around its first odd bytes.

    Latin script has its accents and quotation marks one by one among plain letters, other
    scripts have runs of odd bytes. For the former the code pages differ in a few letters only
    and short samples mislead charset-normalizer, so that is asked about the latter alone.
    """
    first = _ODD.search(data)
    if first is None:
        return _FALLBACK
    start = max(0, first.start() - _SAMPLE // 4)
    sample = data[start : start + _SAMPLE]
    runs = _ODD.findall(sample)
    if sum(map(len, runs)) < 1.5 * len(runs) and not _NOT_WINDOWS.search(sample):
        return _FALLBACK
    from charset_normalizer import from_bytes  # slow to import, few inputs need it

    best = from_bytes(sample).best()
    return best.encoding if best else _FALLBACK


def _known(name: bytes) -> str | None:
    """Return Python's name of a declared text encoding; None where there is none."""
    try:
        found = codecs.lookup(name.decode("ascii")).name
    except LookupError:
        return None
    found = _SUPERSETS.get(found, found)
    return found if found.startswith(_CHARACTER_SETS) else None
