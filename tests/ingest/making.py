"""Files in the formats of offices and archives, made from words."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claimtrack.ingest import Defaults, Rejection, find_inputs, read_articles
from claimtrack.records import Article
from claimtrack.settings import Settings

NONE = Defaults()
USUAL = Settings()


def read(
    path: Path | str, defaults: Defaults = NONE, limits: Settings = USUAL
) -> tuple[list[Article], list[Rejection]]:
    """Return the articles of a file or directory, and what was refused."""
    return split(read_articles(find_inputs([str(path)]), defaults, limits))


def split(results: Iterator[Article | Rejection]) -> tuple[list[Article], list[Rejection]]:
    articles: list[Article] = []
    rejections: list[Rejection] = []
    for result in results:
        if isinstance(result, Article):
            articles.append(result)
        else:
            rejections.append(result)
    return articles, rejections


def file(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def pdf(
    *pages: Sequence[str], about: Mapping[str, str] | None = None, password: str | None = None
) -> bytes:
    """Return a PDF whose pages show these lines, one below the other."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 11 Tf 14 TL 50 780 Td\n{shown}ET".encode("cp1252"))
        page[NameObject("/Contents")] = content
    if about:
        writer.add_metadata(dict(about))
    if password is not None:
        writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    return _written(writer)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def docx(
    *paragraphs: str,
    heading: str | None = None,
    author: str | None = None,
    created: datetime | None = None,
) -> bytes:
    """Return a DOCX document of these paragraphs."""
    document = Document()
    if heading:
        document.add_heading(heading, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if author:
        document.core_properties.author = author
    if created:
        document.core_properties.created = created
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def warc(*responses: tuple[str, str, bytes], gzipped: bool = False) -> bytes:
    """Return a WARC of responses, each an address, a content type and a body."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=gzipped)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "test"}))
    for address, kind, body in responses:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            address,
            "response",
            payload=io.BytesIO(body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2026-03-03T08:00:00Z"},
        )
        writer.write_record(record)
    return buffer.getvalue()
