"""Pages from templates: everything stored is escaped, and nothing is loaded from elsewhere."""

from __future__ import annotations

import textwrap
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from claimtrack.render import printable

if TYPE_CHECKING:
    from datasette.utils.asgi import Response
    from jinja2 import Environment

__all__ = ["STYLE_PATH", "render", "respond", "style", "web_address"]

# Beside Datasette's own static files; what follows is the version of the file.
STYLE_PATH = "/-/claimtrack/style.css"
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}


def render(template: str, **values: Any) -> str:
    """Return the HTML of a template of this package."""
    return _environment().get_template(f"claimtrack/{template}").render(**values)


def respond(html: str, status: int = 200) -> Response:
    """Return a page as a response with the headers that every page of ours has."""
    from datasette.utils.asgi import Response

    return Response.html(html, status=status, headers=dict(_HEADERS))


@cache
def style() -> tuple[str, str]:
    """Return the style sheet and a version that changes with it."""
    text = (files("claimtrack.web") / "static" / "claimtrack.css").read_text(encoding="utf-8")
    return text, sha256(text.encode()).hexdigest()[:12]


def web_address(text: str | None) -> str | None:
    """Return a stored address if it is one of the web that can be linked to, else None."""
    address = (text or "").strip()
    try:
        parts = urlsplit(address)
        safe = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return address if safe and address.isprintable() and " " not in address else None


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("claimtrack.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        plain=printable, short=_short, day=_day, moment=_moment, web_address=web_address
    )
    environment.globals["style_version"] = style()[1]
    return environment


def _short(text: str | None, size: int = 160) -> str:
    """Return ``text`` on one line, cut at a word before ``size`` characters."""
    line = printable(text)
    if len(line) <= size:
        return line
    return (
        textwrap.shorten(line, size, placeholder=" …") if " " in line[:size] else f"{line[:size]}…"
    )


def _day(moment: str | None) -> str:
    return printable(moment)[:10] if moment else "undated"


def _moment(moment: str | None) -> str:
    """Return when something was stored, to the minute."""
    return printable(moment)[:16].replace("T", " ") + " UTC" if moment else ""
