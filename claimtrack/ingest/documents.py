"""Formats that hold one article a file: plain text, Markdown and HTML."""

from __future__ import annotations

import re

from claimtrack.ingest.cleaning import clean_text
from claimtrack.ingest.fields import Record

__all__ = ["read_page", "read_text", "title_of"]

# A first line longer than this is a paragraph; the longest title of the load texts has 176.
_LONGEST_TITLE = 250
# A title is looked for in this many characters only, whatever the file's size.
_HEAD = 4_000
_RELEASE = re.compile(
    r"\A\W{0,5}(?:for immediate release|(?:press|news|media) release)\W{0,5}(?:\n|\Z)",
    re.IGNORECASE,
)


def read_text(text: str, *, markdown: bool) -> Record:
    """Return plain text or Markdown as a record; the text stays whole, title line included."""
    return Record(text=text, title=title_of(text, markdown=markdown))


def title_of(text: str, *, markdown: bool) -> str | None:
    """Return the first line if a blank line and then more text follow it, else None.

    In Markdown leading ``#`` go, and an underlined first line is a title as well. The line that
    marks a press release is passed over.
    """
    head = _RELEASE.sub("", clean_text(text[:_HEAD]).lstrip(), count=1)
    lines = [line.strip() for line in head.lstrip().split("\n")]
    title, rest = lines[0], lines[1:]
    if markdown:
        if rest and len(rest[0]) > 1 and set(rest[0]) in ({"="}, {"-"}):
            rest = rest[1:]
        if title.startswith("#"):
            title = title.lstrip("#").strip()
    if not title or len(title) > _LONGEST_TITLE or not rest or rest[0] or not any(rest):
        return None
    return title


def read_page(page: str, url: str | None, max_tags: int) -> Record | str:
    """Return the article on an HTML page, or why there is none.

    ``url`` is where the page came from, if that is known; the page's own canonical address
    goes before it.
    """
    if page.count("<") > max_tags:
        return f"a page of more than {max_tags:,} tags; save the article's text itself as .txt"
    from trafilatura import bare_extraction  # 0.5 s to import

    try:
        found = bare_extraction(
            page,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # A date guessed from somewhere in the text is worse than none.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # hostile markup breaks the parser in many ways
        return f"this HTML cannot be parsed ({type(error).__name__}); save the text itself as .txt"
    text = getattr(found, "text", None)
    if not text or text.isspace():
        return "no article text found on this page; save the text itself as .txt"
    return Record(
        text=text,
        url=getattr(found, "url", None),
        source=getattr(found, "sitename", None) or getattr(found, "hostname", None),
        title=getattr(found, "title", None),
        byline=getattr(found, "author", None),
        published=getattr(found, "date", None),
    )
