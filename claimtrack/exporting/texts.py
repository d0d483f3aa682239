"""Other people's texts made fit for a document: no character that it can't hold or would obey."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from claimtrack.records import Claim

__all__ = ["clean", "day", "link", "outlet", "speaker"]

# What XML can't hold (controls, surrogates, noncharacters) and what turns or hides the text
# around it (bidirectional overrides, zero-width space, byte-order mark).
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def clean(text: str | None) -> str:
    """Return ``text`` without the characters that no document should hold."""
    return _UNFIT.sub("", text or "")


def link(url: str | None) -> str | None:
    """Return ``url`` if it is one that a reader may follow: http or https, with a host."""
    if not url or clean(url) != url or any(char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def speaker(claim: Claim) -> str:
    """Return who says it, in words where nobody is named."""
    if claim.speaker:
        reported = f", reported by {claim.reported_by}" if claim.reported_by else ""
        return clean(claim.speaker + reported)
    return "the article itself" if claim.form == "narrated" else "no speaker named"


def outlet(claim: Claim) -> str:
    """Return the publication, else the title of the article."""
    return clean(claim.source) or clean(claim.title) or "source unknown"


def day(moment: str | None) -> str:
    """Return the day of an ISO 8601 date or date-time."""
    return moment[:10] if moment else "undated"
