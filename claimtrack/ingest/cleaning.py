"""Clean texts and fields once, at the door, so that no later stage has to.

Texts keep their length character by character: offsets into the stored text are offsets into
what the file held. Fields (title, source, byline) are names for people to read and lose
whatever cannot be printed on one line.
"""

from __future__ import annotations

import re

__all__ = ["clean_field", "clean_text", "clean_url"]

# C0 and C1 control characters, DEL and the two Unicode line separators; \n and \t stay.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Invisible characters that make two equal names differ or turn a line around.
_INVISIBLE = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Longer addresses are broken or hold data; a shortened one would name another page.
_URL_LIMIT = 2048


def clean_text(text: str) -> str:
    r"""Return ``text`` with every character kept or replaced by exactly one other.

    Control characters and U+2028/2029 become a space, ``\r\n`` becomes `` \n``, a lone
    ``\r`` a ``\n`` and a lone surrogate U+FFFD; ``\n`` and ``\t`` stay. Nothing is stripped
    or normalised, so ``len(clean_text(text)) == len(text)`` always holds.
    """
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def clean_field(value: str | None, limit: int) -> str | None:
    """Return ``value`` on one line, at most ``limit`` characters; None where nothing is left."""
    if not value:
        return None
    # Ten times the limit is room for any white space to be collapsed.
    text = _INVISIBLE.sub("", clean_text(value[: limit * 10]))
    return " ".join(text.split())[:limit].rstrip() or None


def clean_url(value: str | None) -> str | None:
    """Return ``value`` as a one-line address, None where it is empty or absurdly long."""
    url = clean_field(value, _URL_LIMIT + 1)
    return url if url and len(url) <= _URL_LIMIT else None
