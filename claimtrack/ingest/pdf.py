"""PDF → text: pages without their running heads, lines joined into paragraphs."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from claimtrack.errors import is_interrupt
from claimtrack.ingest.fields import Record
from claimtrack.ingest.lines import join_lines
from claimtrack.settings import Settings

if TYPE_CHECKING:
    from pypdf import DocumentInformation, PdfReader

__all__ = ["read_pdf"]

# Lines at the top and at the bottom of a page that may be a running head or foot, and how many
# characters one has at most: whole sentences that differ in a figure are no heads.
_EDGE = 2
_LONGEST_HEAD = 80
# Such a line stands on this share of the pages, and on three at least.
_RUNNING_SHARE = 0.5
_FEWEST_RUNS = 3
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—|]?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|\|)\s*\d{1,4})?\s*[-–—|]?$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
# Characters of the first page in which a title, an author and a date are looked for.
_FRONT = 3_000
# "Bridge reopens | The Border Herald": browsers print the name of the site with the title.
_SITE = re.compile(r"\s+[|–—-]\s+")
_FEWEST_WORDS = 3
_LONGEST_TITLE = 250
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_LOCKED = "this PDF is locked with a password; save a copy without one"


def read_pdf(data: bytes, settings: Settings) -> Record | str:
    """Return the text of a PDF as a record, or why there is none.

    Its metadata are often wrong (the template's title, the day it was scanned), so title,
    author and date count only where the first page says the same.
    """
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, LimitReachedError

    # Whatever is wrong with the file is said in one line, not in the library's many.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            return _LOCKED
        if len(reader.pages) > settings.max_pages:
            return f"more than {settings.max_pages:,} pages; split it"
        return _read(reader, settings)
    except DependencyError:
        return "this PDF is encrypted; what opens it comes with: pip install 'claimtrack[formats]'"
    except LimitReachedError:
        return "this PDF unpacks to more than is safe to read; save its text as .txt"
    except Exception as error:  # damaged files fail in many ways
        if is_interrupt(error):
            raise
        return f"this PDF is damaged ({type(error).__name__}); open it and save it anew, or as text"


def _read(reader: PdfReader, settings: Settings) -> Record | str:
    pages: list[list[str]] = []
    size = 0
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        if size > settings.max_text_bytes:
            return f"text longer than {settings.max_text_bytes:,} characters; split it"
        pages.append(text.splitlines())
    if not pages:
        return "this PDF has no pages"
    text = join_lines(list(_body(pages)))
    if not any(map(str.isalnum, text)):
        count = f"{len(pages)} page" + ("" if len(pages) == 1 else "s")
        return f"no text on its {count}: a scan? Recognise its text first (OCR, as ocrmypdf does)"
    return _with_metadata(text, reader.metadata)


def _body(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of all pages but running heads, feet and page numbers."""
    filled = [[line.strip() for line in page if not line.isspace() and line] for page in pages]
    counts = Counter(key for page in filled for key in {*map(_key, page[:_EDGE] + page[-_EDGE:])})
    least = max(_FEWEST_RUNS, _RUNNING_SHARE * len(pages))
    running = {key for key, count in counts.items() if count >= least}

    def margin(lines: Sequence[str]) -> int:
        """Return how many of the outermost lines are no part of the text."""
        for at, line in enumerate(lines[:_EDGE]):
            numbered = len(pages) > 1 and _PAGE_NUMBER.match(line)
            if not numbered and (len(line) > _LONGEST_HEAD or _key(line) not in running):
                return at
        return min(_EDGE, len(lines))

    for page in filled:
        yield from page[margin(page) : len(page) - margin(page[::-1])]


def _key(line: str) -> str:
    """Return a line with its numbers left open: heads count pages."""
    return _DIGITS.sub("#", line)


def _with_metadata(text: str, metadata: DocumentInformation | None) -> Record:
    front = " ".join(text[:_FRONT].split()).lower()
    title = author = published = None
    if metadata is not None:
        parts = _SITE.split(str(metadata.title or ""))
        title = next((part for part in parts if _confirmed(part, front)), None)
        author = _confirmed(metadata.author, front)
        created = metadata.creation_date
        if created is not None and any(day in front for day in _written(created.date())):
            published = created.date().isoformat()
    return Record(
        text=text,
        title=title or _heading(text),
        byline=author,
        published=published,
    )


def _heading(text: str) -> str | None:
    """Return the first paragraph that looks like a title; a menu or a place has fewer words."""
    for paragraph in text.split("\n\n", 3)[:3]:
        if len(paragraph.split()) >= _FEWEST_WORDS:
            sentence = paragraph.endswith(".") or len(paragraph) > _LONGEST_TITLE
            return None if sentence else paragraph
    return None


def _confirmed(value: str | None, front: str) -> str | None:
    """Return a field of the metadata if the first page has these words."""
    plain = " ".join(str(value or "").split())
    return plain if plain and plain.lower() in front else None


def _written(day: date) -> Iterator[str]:
    """Yield a day in the forms in which documents write it, in lower case."""
    month = _MONTHS[day.month - 1]
    for name in (month, month[:3], f"{month[:3]}."):
        yield from (f"{day.day} {name} {day.year}", f"{name} {day.day}, {day.year}")
        yield f"{day.day:02d} {name} {day.year}"
    yield day.isoformat()
    for mark in "./":
        yield f"{day.day:02d}{mark}{day.month:02d}{mark}{day.year}"
        yield f"{day.day}{mark}{day.month}{mark}{day.year}"
