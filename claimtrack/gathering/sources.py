"""What a source is: an address, a feed or sitemap in a file, or something to read as it stands."""

from __future__ import annotations

import zlib
from pathlib import Path

from claimtrack.fetching import is_address, is_listing

__all__ = ["is_followed"]

_GZIP = b"\x1f\x8b"
# Bytes within which the root element of a feed or sitemap begins.
_HEAD = 8_000


def is_followed(source: str) -> bool:
    """Tell whether a source leads to the web: an address, or a file that is a feed or sitemap."""
    return is_address(source) or is_listing(_head(source))


def _head(path: str) -> bytes:
    """Return how a file begins, unpacked; nothing of what is no file that can be read."""
    try:
        if not Path(path).is_file():
            return b""
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
        return zlib.decompressobj(wbits=31).decompress(head, _HEAD) if head[:2] == _GZIP else head
    except (OSError, ValueError, zlib.error):
        return b""
