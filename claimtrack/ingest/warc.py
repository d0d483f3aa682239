"""Web archives (WARC) → an article for every HTML page in them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claimtrack.errors import is_interrupt
from claimtrack.ingest.decoding import decode_page
from claimtrack.ingest.documents import read_page
from claimtrack.ingest.listings import Row
from claimtrack.ingest.opening import TooLargeError, read_whole
from claimtrack.settings import Settings

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

__all__ = ["read_warc"]

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: io.BufferedReader, settings: Settings) -> Iterator[Row]:
    """Yield the article of every page that was found (status 200), with its address and date.

    Where the archive is damaged, what came before is kept.
    """
    from warcio.archiveiterator import WARCIterator

    records = WARCIterator(_Prompt(stream))
    number = 0
    while True:
        try:
            # The library reports a broken record's remains on stderr, which is ours.
            with redirect_stderr(io.StringIO()):
                record = next(records, None)
            if record is None:
                return
            number += 1
            row = _row(record, number, settings) if _is_page(record) else None
        except (TooLargeError, OSError):
            raise
        except Exception as error:  # damaged archives fail in many ways
            if is_interrupt(error):
                raise
            yield f"record {number + 1}", "this WARC is damaged from here on; fetch it again"
            return
        if row is not None:
            yield row


class _Prompt:
    """Reads what is there: asking for more would lose it where the file then turns out cut off."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        return self._stream.read1(size)


def _is_page(record: ArcWarcRecord) -> bool:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return False
    kind = str(headers.get_header("Content-Type", "")).partition(";")[0].strip().lower()
    return kind in _PAGES


def _row(record: ArcWarcRecord, number: int, settings: Settings) -> Row:
    address = _header(record, "WARC-Target-URI")
    place = address or f"record {number}"
    try:
        data = read_whole(record.content_stream(), settings.max_text_bytes, "left out")
    except TooLargeError as error:
        return place, str(error)
    page = read_page(decode_page(data), address, settings.max_page_tags)
    if isinstance(page, str):
        return place, page
    date = _header(record, "WARC-Date")
    return place, replace(page, url=page.url or address, published=page.published or date)


def _header(record: ArcWarcRecord, name: str) -> str | None:
    value: Any = record.rec_headers.get_header(name)
    return str(value).strip("<> ") or None if value else None
