"""DOCX → text: paragraphs and tables in order, changes accepted, behind a size guard."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from claimtrack.errors import is_interrupt
from claimtrack.ingest.documents import title_of
from claimtrack.ingest.fields import Record
from claimtrack.settings import Settings

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

__all__ = ["read_docx"]

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {_WORDS + "br": "\n", _WORDS + "cr": "\n", _WORDS + "tab": "\t"}
# What was moved away or is said again for old programs is no part of the text.
_LEFT_OUT = frozenset(
    (_WORDS + "moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
)
# Programs fill the properties of a new document with these.
_NO_TITLES = frozenset(("untitled", "document", "document1", "word document", "microsoft word"))
_NO_AUTHORS = frozenset(
    ("python-docx", "author", "user", "admin", "administrator", "owner", "microsoft office user")
)
# The date of python-docx's own template, which all that is made with it keeps.
_NO_DATE = datetime(2013, 12, 23, 23, 15, tzinfo=UTC)


def read_docx(data: bytes, settings: Settings) -> Record | str:
    """Return the text of a DOCX document as a record, or why there is none."""
    from docx import Document

    try:
        refused = _bomb(data, settings)
        return refused or _record(Document(io.BytesIO(data)))
    except Exception as error:  # damaged files fail in many ways
        if is_interrupt(error):
            raise
        kind = type(error).__name__
        return f"this DOCX is damaged ({kind}); open it and save it anew, or as text"


def _bomb(data: bytes, settings: Settings) -> str | None:
    """Return why a document would take too much memory; nothing is unpacked to tell.

    A part never unpacks to more than its entry says: `zipfile` stops there.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if len(parts) > settings.max_document_parts:
        return f"a DOCX of more than {settings.max_document_parts:,} parts; save its text as .txt"
    if sum(part.file_size for part in parts) > settings.max_document_bytes:
        size = settings.max_document_bytes / 1e6
        return f"unpacks to more than {size:,.0f} MB; save its text as .txt"
    # A tree of the markup takes ten times its size in memory.
    if any(part.file_size > settings.max_text_bytes for part in parts if _is_markup(part)):
        return f"markup of more than {settings.max_text_bytes / 1e6:,.0f} MB; save its text as .txt"
    return None


def _is_markup(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _record(document: Document) -> Record | str:
    paragraphs = list(_paragraphs(document.iter_inner_content()))
    lines = [text for paragraph in paragraphs if (text := _text(paragraph).strip())]
    if not any(c.isalnum() for line in lines for c in line):
        return "no text in this DOCX; pictures of text have to be recognised first (OCR)"
    text = "\n\n".join(lines)
    properties = document.core_properties
    created = properties.created
    return Record(
        text=text,
        title=_proper(properties.title, _NO_TITLES) or _heading(paragraphs, text),
        byline=_proper(properties.author, _NO_AUTHORS),
        published=created.date().isoformat() if created and created != _NO_DATE else None,
    )


def _paragraphs(items: Iterable[object]) -> Iterator[Paragraph]:
    """Yield the paragraphs, those of tables row by row, each merged cell once."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for item in items:
        if isinstance(item, Paragraph):
            yield item
        elif isinstance(item, Table):
            seen: set[object] = set()
            for row in item.rows:
                for cell in row.cells:
                    if _is_new(cell, seen):
                        yield from _paragraphs(cell.iter_inner_content())


def _is_new(cell: _Cell, seen: set[object]) -> bool:
    element = cell._tc
    if element in seen:
        return False
    seen.add(element)
    return True


def _text(paragraph: Paragraph) -> str:
    """Return a paragraph's words with insertions, links and text boxes, without deletions."""

    def parts(element: object) -> Iterator[str]:
        for child in element:  # type: ignore[attr-defined]
            if child.tag == _WORDS + "t":
                yield child.text or ""
            elif child.tag in _BREAKS:
                yield _BREAKS[child.tag]
            elif child.tag == _WORDS + "p":  # of a text box
                yield from ("\n", *parts(child), "\n")
            elif child.tag not in _LEFT_OUT:
                yield from parts(child)

    return "".join(parts(paragraph._p))


def _heading(paragraphs: Iterable[Paragraph], text: str) -> str | None:
    """Return the first heading, else a first line that looks like one."""
    for paragraph in paragraphs:
        style = paragraph.style.name if paragraph.style else None
        if style in ("Title", "Heading 1") and not paragraph.text.isspace() and paragraph.text:
            return paragraph.text
    return title_of(text, markdown=False)


def _proper(value: str | None, generic: frozenset[str]) -> str | None:
    plain = " ".join((value or "").split())
    return plain if plain and plain.lower() not in generic else None
