"""An Atom feed of disputes (RFC 4287), newest first by when the database first held them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimtrack import __version__
from claimtrack.exporting.selection import Selection
from claimtrack.exporting.texts import clean, day, outlet, speaker
from claimtrack.records import Claim, Dispute

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["atom_feed", "newest"]

_ATOM = "http://www.w3.org/2005/Atom"
# Every id follows from this and from what it names, so it is the same in every run.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:claimtrack:feed")


def newest(disputes: Iterable[Dispute], limit: int) -> list[Dispute]:
    """Return the ``limit`` disputes found last, the newest first."""
    # The sort is stable: those found at one moment stay in order, the best first.
    return sorted(disputes, key=lambda one: one.found or "", reverse=True)[:limit]


def atom_feed(
    selection: Selection, *, name: str, moment: str, base_url: str | None = None
) -> bytes:
    """Return a feed of the disputes, in their order, as a document in UTF-8.

    ``name`` tells this feed from others and has to stay the same for its id to do so.
    ``moment`` (ISO 8601 with a time zone) is when a feed without entries was last updated.
    ``base_url`` is where Datasette serves the database; entries link to it.
    """
    from lxml import etree

    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(feed, "id", _urn("feed", name))
    _add(feed, "title", "New disputes: who said what, and who says otherwise")
    updated = [_updated(selection, dispute) for dispute in selection.disputes]
    _add(feed, "updated", max(updated, default=moment))
    _add(_add(feed, "author"), "name", "claimtrack")
    _add(feed, "generator", "claimtrack", version=__version__)
    if base_url:
        _add(feed, "link", rel="alternate", type="text/html", href=base_url)
    for dispute, changed in zip(selection.disputes, updated, strict=True):
        _add_entry(feed, dispute, changed, base_url)
    etree.indent(feed)
    document: bytes = etree.tostring(feed, encoding="UTF-8", xml_declaration=True)
    return document + b"\n"


def _add_entry(feed: _Element, dispute: Dispute, updated: str, base_url: str | None) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", _urn("dispute", dispute.id))
    _add(entry, "title", dispute.question)
    _add(entry, "published", dispute.found or updated)
    _add(entry, "updated", updated)
    if base_url:
        page = f"{base_url.rstrip('/')}/-/disputes/{dispute.id}"
        _add(entry, "link", rel="alternate", type="text/html", href=page)
    _add(entry, "category", term=dispute.kind)
    _add(entry, "content", _words(dispute), type="text")


def _updated(selection: Selection, dispute: Dispute) -> str:
    """Return when a reader would look again: it was found, or a person decided on it."""
    reviewed = [review.created for review in selection.reviews.get(dispute.id, ())]
    return max([dispute.found or "", *reviewed])


def _words(dispute: Dispute) -> str:
    """Return the dispute as plain text: each side's position and holders, and the reasons."""
    lines = []
    for side in dispute.sides:
        lines += [f"“{side.position.strip()}”", *dict.fromkeys(map(_holder, side.claims)), ""]
    lines.append(f"{dispute.kind}, score {dispute.score:.2f}")
    lines += [f"because: {'; '.join(dispute.reasons)}"] if dispute.reasons else []
    lines += [f"review: {dispute.review}"] if dispute.review else []
    return "\n".join(lines)


def _holder(claim: Claim) -> str:
    return f"– {speaker(claim)} ({outlet(claim)}, {day(claim.published)})"


def _urn(kind: str, key: str) -> str:
    return uuid.uuid5(_NAMESPACE, f"{kind}:{key}").urn


def _add(parent: _Element, tag: str, text: str | None = None, /, **attributes: str) -> _Element:
    from lxml import etree

    child = etree.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    child.text = None if text is None else clean(text)
    return child
