"""Inputs → articles and rejections, one after the other, whatever the files hold."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO

from claimtrack.errors import InputError
from claimtrack.ingest.cleaning import clean_field
from claimtrack.ingest.dates import normalise_published
from claimtrack.ingest.decoding import decode, decode_page
from claimtrack.ingest.documents import read_page, read_text
from claimtrack.ingest.docx import read_docx
from claimtrack.ingest.fields import Defaults, Record, make_article
from claimtrack.ingest.formats import Format, binary_kind, format_of_name, sniff_format
from claimtrack.ingest.inputs import Input, Inputs, Rejection
from claimtrack.ingest.listings import Row, read_json, read_json_lines, read_table
from claimtrack.ingest.mail import read_mail, read_mailbox
from claimtrack.ingest.opening import TooLargeError, open_input, read_whole
from claimtrack.ingest.pdf import read_pdf
from claimtrack.ingest.signatures import marked_format
from claimtrack.ingest.subtitles import read_subtitles
from claimtrack.ingest.warc import read_warc
from claimtrack.records import Article, make_id
from claimtrack.settings import Settings

__all__ = ["read_articles"]

_NO_DEFAULTS = Defaults()
_SETTINGS = Settings()

# What reads a whole file that is no plain text.
_DOCUMENTS: Mapping[Format, Callable[[bytes, Settings], Record | str]] = {
    "pdf": read_pdf, "docx": read_docx, "mail": read_mail,
}  # fmt: skip
# Formats that cannot be meant where the first bytes do not show them.
_NEEDS_MARK: Mapping[Format, str] = {"pdf": "a PDF", "docx": "a DOCX", "warc": "a WARC"}
# Libraries of the extra.
_EXTRA = frozenset(("docx", "pypdf", "warcio", "webvtt"))


def read_articles(
    inputs: Inputs,
    defaults: Defaults = _NO_DEFAULTS,
    settings: Settings = _SETTINGS,
    *,
    stdin: BinaryIO | None = None,
    advance: Callable[[int], None] | None = None,
) -> Iterator[Article | Rejection]:
    """Read every input in turn; a bad file or record is a rejection and stops nothing.

    ``advance`` is called with the bytes taken from disk as reading goes on, so that the calls
    add up to ``inputs.size``. ``stdin`` stands in for the process's standard input.

    Raises InputError at once for defaults that cannot be meant: a date that is none, or one
    url for several files. The iterator raises it, before it yields anything of that file,
    where one url is given and the file holds several articles.
    """
    if defaults.published and normalise_published(defaults.published) is None:
        raise InputError(f"{defaults.published!r} is not a date; write it as 2024-05-17")
    if defaults.url and len(inputs.found) > 1:
        raise InputError(
            f"one url cannot stand for {len(inputs.found)} files; "
            "give each file its own, or put a url field in JSON or CSV"
        )
    return _read_all(inputs, defaults, settings, stdin, advance or (lambda _: None))


def _read_all(
    inputs: Inputs,
    defaults: Defaults,
    settings: Settings,
    stdin: BinaryIO | None,
    advance: Callable[[int], None],
) -> Iterator[Article | Rejection]:
    yield from inputs.rejections
    for item in inputs.found:
        left = item.size

        def count(size: int) -> None:
            nonlocal left
            left -= size
            advance(size)

        read = _read_input(item, defaults, settings, stdin, count)
        yield from _only_one(item, read) if defaults.url else read
        if left > 0:  # given up early
            advance(left)


def _only_one(item: Input, read: Iterator[Article | Rejection]) -> Iterator[Article | Rejection]:
    """Hold everything back until it is sure that one url serves one article."""
    held: list[Article | Rejection] = []
    articles = 0
    for result in read:
        held.append(result)
        articles += isinstance(result, Article)
        if articles > 1:
            raise InputError(
                f"one url cannot stand for the several articles of {item.name}; "
                "put a url field in each record"
            )
    yield from held


def _read_input(
    item: Input,
    defaults: Defaults,
    settings: Settings,
    stdin: BinaryIO | None,
    count: Callable[[int], None],
) -> Iterator[Article | Rejection]:
    try:
        with open_input(item, stdin, settings.max_unpacked_bytes, count) as stream:
            yield from _convert(item, _rows(item, stream, defaults, settings), defaults, settings)
    except TooLargeError as error:
        yield Rejection(item.name, None, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Rejection(item.name, None, "this gzip file is cut off or damaged; fetch it again")
    except OSError as error:
        reason = error.strerror or str(error)
        yield Rejection(item.name, None, f"cannot be read ({reason}); check the file")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        reason = "what reads this format is not installed: pip install 'claimtrack[formats]'"
        yield Rejection(item.name, None, reason)


def _rows(
    item: Input, stream: io.BufferedReader, defaults: Defaults, settings: Settings
) -> Iterator[Row]:
    head = stream.peek(1)
    named = None if item.is_stdin else format_of_name(item.name)
    marked = marked_format(head, named)
    refused = None if marked else _refused(head, named)
    if refused:
        yield None, refused
        return
    kind = marked or _format(named, head)
    if kind == "json":
        yield from read_json(stream, settings)
    elif kind == "jsonl":
        yield from read_json_lines(stream, settings)
    elif kind == "csv":
        yield from read_table(stream, settings, tabs=".tsv" in PurePath(item.name.lower()).suffixes)
    elif kind == "warc":
        yield from read_warc(stream, settings)
    elif kind == "mailbox":
        yield from read_mailbox(stream, settings)
    else:
        yield None, _read_one(stream, kind, defaults, settings)


def _read_one(
    stream: io.BufferedReader, kind: Format, defaults: Defaults, settings: Settings
) -> Record | str:
    """Read a format that holds one article a file."""
    if kind in _DOCUMENTS:
        data = read_whole(stream, settings.max_document_bytes, "save its text as .txt")
        return _DOCUMENTS[kind](data, settings) if data.strip() else Record()
    data = read_whole(stream, settings.max_text_bytes, "split it into articles")
    if kind in ("webvtt", "srt") and data.strip():
        return read_subtitles(decode(data), srt=kind == "srt")
    if kind == "html" and data.strip():
        return read_page(decode_page(data), defaults.url, settings.max_page_tags)
    return read_text(decode(data), markdown=kind == "markdown")


def _refused(head: bytes, named: Format | None) -> str | None:
    """Return why a file without a mark of its own is not read; None if it may be text."""
    known = _NEEDS_MARK.get(named) if named else None
    reason = binary_kind(head)
    if reason is None and known and head.strip():
        return f"its name says that it is {known}, but it is none; give it its right suffix"
    return reason


def _format(named: Format | None, head: bytes) -> Format:
    if named in ("json", "jsonl"):
        # Many tools call JSON Lines .json, and some the other way round.
        looks = sniff_format(head)
        if looks == "jsonl" or (
            looks == "json" and head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"["
        ):
            return looks
    return named or sniff_format(head)


def _convert(
    item: Input, rows: Iterator[Row], defaults: Defaults, settings: Settings
) -> Iterator[Article | Rejection]:
    addresses = _Addresses(item)
    articles = bad = 0
    for place, record in rows:
        reason = record if isinstance(record, str) else _refusal(record, place, settings)
        if isinstance(record, str) or reason:
            yield Rejection(item.name, place, reason or "")
            bad += 1
            if not articles and bad >= settings.max_bad_records:
                yield Rejection(
                    item.name, None, f"left alone after {bad} bad records and no article"
                )
                return
        else:
            yield make_article(addresses.give(record, defaults), defaults, settings)
            articles += 1
    if not articles and not bad:
        yield Rejection(item.name, None, "empty: it holds no article")


def _refusal(record: Record, place: str | None, settings: Settings) -> str | None:
    if len(record.text) > settings.max_text_bytes:
        return f"text longer than {settings.max_text_bytes:,} characters; split it into articles"
    if any(not c.isspace() and c.isprintable() for c in record.text):
        return None
    if place is None:
        return "empty: it holds no text"
    return "no text; give the article under text, body or content"


class _Addresses:
    """Give a url to records that have only an id, so that they can be found again and revised.

    Ids are unique within a source, or within a file where no source is told; the address is
    ``id:SOURCE/ID``. An id used for several texts of one file gets ``#2``, ``#3`` …: they are
    different articles, not revisions of one.
    """

    def __init__(self, item: Input) -> None:
        self._file = "" if item.is_stdin else PurePath(item.name).name.removesuffix(".gz")
        self._texts: dict[str, list[str]] = {}

    def give(self, record: Record, defaults: Defaults) -> Record:
        """Return ``record`` with a url made of its id, where it has an id and no url."""
        name = clean_field(record.id, 200)
        if record.url or defaults.url or not name:
            return record
        if name.startswith(("http://", "https://")):
            return replace(record, url=name)
        home = clean_field(record.source or defaults.source or self._file, 100)
        if not home:
            return record
        address = f"id:{home}/{name}"
        texts = self._texts.setdefault(address, [])
        text = make_id(record.text)
        if text not in texts:
            texts.append(text)
        number = texts.index(text)
        return replace(record, url=f"{address}#{number + 1}" if number else address)
