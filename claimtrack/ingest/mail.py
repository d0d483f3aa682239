"""E-mail (.eml, .mbox) → articles: what the sender wrote, without quoted replies and signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import Any, BinaryIO, cast

from claimtrack.errors import is_interrupt
from claimtrack.ingest.decoding import decode, decode_page
from claimtrack.ingest.documents import read_page
from claimtrack.ingest.fields import Record
from claimtrack.ingest.lines import join_lines
from claimtrack.ingest.listings import Row
from claimtrack.ingest.opening import read_lines
from claimtrack.ingest.signatures import is_separator
from claimtrack.settings import Settings

__all__ = ["read_mail", "read_mailbox"]

# Reading a header takes time that grows with the square of its length (30 s for 260,000
# characters); no subject, sender or type needs more than this.
_LONGEST_HEADER = 2_000
# Every part that holds others has one; a mail of 1,000 in each other takes 10 s.
_MOST_BOUNDARIES = 200
_QUOTED = re.compile(r"\s{0,3}>")
# "On 3 March 2026 at 10:12, Ada Holm <…> wrote:", which mail programs also break in two.
_WROTE = r"\b(?:wrote|schrieb|écrit|escribió|scritto)\s?:$"
_INTRODUCES = re.compile(r"(?:On|Am|Le|El|Il) .{5,200}" + _WROTE)
_ENDS_INTRODUCTION = re.compile(r".{0,120}" + _WROTE)
# Below these lines stands an older mail, whole.
_OLDER = re.compile(
    r"-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine)\s*-{2,}$|_{20,}$"
)
_SENT = re.compile(r"(?:Sent|Date):\s")


class _Policy(EmailPolicy):
    """Reads the beginning of absurdly long headers only."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER])


def read_mail(data: bytes, settings: Settings) -> Record | str:
    """Return one mail as a record, or why it cannot be read.

    The subject is the title, the sender the byline and (unless an Organization is named) the
    source. Attachments are not read.
    """
    if data.lower().count(b"boundary=") > _MOST_BOUNDARIES:
        return f"a mail of more than {_MOST_BOUNDARIES} nested parts; save its text as .txt"
    try:
        message = cast(EmailMessage, message_from_bytes(data, policy=_Policy()))
        if not message.keys():
            return "not a mail: it has no headers; rename it to .txt if it is a text"
        return _record(message, settings)
    except Exception as error:  # the parser meets hostile headers with any of them
        if is_interrupt(error):
            raise
        return f"this mail cannot be read ({type(error).__name__}); save its text as .txt"


def read_mailbox(stream: BinaryIO, settings: Settings) -> Iterator[Row]:
    """Yield the mails of an mbox file, one after the other."""
    lines: list[bytes] = []
    size = number = 0
    empty_before, something = True, False
    for _, line in read_lines(stream, settings.max_text_bytes):
        data = line or b"\n"
        if empty_before and is_separator(data):
            if number:
                yield _numbered(number, lines, size, settings)
            lines, size, number = [], 0, number + 1
        elif number:
            size += len(data)
            if size <= settings.max_document_bytes:
                # Lines of a mail that begin like a separator have been marked.
                lines.append(data[1:] if re.match(rb">+From ", data) else data)
        empty_before = not data.strip()
        something = something or not empty_before
    if number:
        yield _numbered(number, lines, size, settings)
    elif something:
        yield None, "not an mbox file: it does not begin with a From line; is it one mail (.eml)?"


def _numbered(number: int, lines: list[bytes], size: int, settings: Settings) -> Row:
    place = f"mail {number}"
    if size > settings.max_document_bytes:
        return place, f"larger than {settings.max_document_bytes / 1e6:,.0f} MB; save its text"
    return place, read_mail(b"".join(lines), settings)


def _record(message: EmailMessage, settings: Settings) -> Record | str:
    body = message.get_body(("plain", "html"))
    if body is None or body.is_multipart():
        return "no text in this mail; attachments are not read, save them as files"
    page = _body(cast(EmailMessage, body), settings)
    if isinstance(page, str):
        return page
    if not any(map(str.isalnum, page.text)):
        return "no text of its own in this mail"
    name, address = parseaddr(_header(message, "From") or "")
    identity = (_header(message, "Message-ID") or "").strip("<> \t")
    return Record(
        text=page.text,
        # RFC 2392 gives every message its address.
        url=f"mid:{identity}" if identity and " " not in identity else None,
        source=_header(message, "Organization") or name or address.rpartition("@")[2] or None,
        title=_header(message, "Subject"),
        byline=name or address or None,
        published=_date(message),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except Exception:  # a broken header costs itself only
        return None
    return " ".join(str(value).split()) if value else None


def _date(message: EmailMessage) -> str | None:
    """Return when the mail was sent; the header's own reader knows odd zones and comments."""
    try:
        moment = message["Date"].datetime
    except Exception:
        return None
    return moment.isoformat() if moment else None


def _body(body: EmailMessage, settings: Settings) -> Record | str:
    """Return what the sender wrote as a record of its text, or why there is none."""
    data = body.get_payload(decode=True)
    if not isinstance(data, bytes):
        return Record()
    if body.get_content_type() == "text/html":
        return read_page(_decoded(body, data, html=True), None, settings.max_page_tags)
    lines = _decoded(body, data, html=False).splitlines()
    flowed = str(body.get_param("format", "")).lower() == "flowed"
    return Record(join_lines(_own_words(_unflowed(lines) if flowed else lines)))


def _decoded(body: EmailMessage, data: bytes, *, html: bool) -> str:
    try:
        return data.decode(body.get_content_charset() or "utf-8")
    except (LookupError, ValueError):
        return decode_page(data) if html else decode(data)


def _unflowed(lines: list[str]) -> list[str]:
    """Join the lines that format=flowed (RFC 3676) has broken: those that end in a space."""
    joined: list[str] = []
    open_line = False
    for line in lines:
        if open_line and line and not _QUOTED.match(line):
            joined[-1] += line
        else:
            joined.append(line)
        open_line = line.endswith(" ") and line != "-- " and not _QUOTED.match(line)
    return joined


def _own_words(lines: list[str]) -> list[str]:
    """Return the lines that the sender wrote: no quoted mail, no signature."""
    own: list[str] = []
    for at, line in enumerate(lines):
        plain = line.strip()
        if line.rstrip("\r\n") in ("-- ", "--") or _OLDER.match(plain):
            break
        if plain.startswith("From:") and any(map(_SENT.match, lines[at + 1 : at + 3])):
            break
        if _QUOTED.match(line):
            _drop_introduction(own)
            continue
        own.append(line)
    return own


def _drop_introduction(own: list[str]) -> None:
    """Remove the one or two lines that say whose words the quotation below them is."""
    while own and not own[-1].strip():
        own.pop()
    last = own[-1].strip() if own else ""
    if _INTRODUCES.match(last):
        own.pop()
    elif (
        len(own) > 1
        and _ENDS_INTRODUCTION.match(last)
        and _INTRODUCES.match(f"{own[-2].strip()} {last}")
    ):
        del own[-2:]
