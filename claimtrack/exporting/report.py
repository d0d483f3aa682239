"""One HTML page that can be mailed and printed: chosen disputes with all that backs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from claimtrack import __version__
from claimtrack.exporting.selection import Selection
from claimtrack.exporting.texts import clean, day, link, outlet, speaker
from claimtrack.records import Claim

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["html_report"]


@dataclass(frozen=True, slots=True)
class _Quotation:
    """The words of a claim and what its sentence has around them."""

    before: str
    exact: str
    after: str


def html_report(selection: Selection, *, made: str) -> Iterator[str]:
    """Yield the page in pieces; ``made`` is the day it says it was made on.

    It loads nothing and runs nothing: styles are inside, and every stored text is escaped.
    """
    yield from _template().generate(selection=selection, made=made, version=__version__)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("claimtrack.exporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "clean": clean,
        "day": day,
        "link": link,
        "outlet": outlet,
        "quotation": _quotation,
        "speaker": speaker,
    }
    return environment.get_template("report.html")


def _quotation(claim: Claim) -> _Quotation:
    start = claim.start - claim.sentence_start
    end = start + len(claim.text)
    if claim.sentence[max(start, 0) : end] != claim.text:
        return _Quotation("", clean(claim.text), "")
    around = (claim.sentence[:start], claim.text, claim.sentence[end:])
    return _Quotation(*map(clean, around))
