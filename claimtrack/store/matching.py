"""Matching names as a person types them with names as the database holds them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

__all__ = ["folded", "named"]

_ARTICLES = frozenset({"a", "an", "the"})


def folded(text: str) -> str:
    """Return ``text`` without case, accents, a leading article and superfluous white space."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    words = "".join(char for char in apart if not unicodedata.combining(char)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def named(asked: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """Return the ids out of (id, name) pairs that ``asked`` means, sorted.

    That is an id itself, else every exact name (without case and accents), else every name
    that holds all the words asked for.
    """
    pairs = [(key, folded(name)) for key, name in names]
    if any(key == asked for key, _ in pairs):
        return [asked]
    wanted = folded(asked)
    exact = {key for key, name in pairs if name == wanted}
    if exact:
        return sorted(exact)
    words = _words(wanted)
    return sorted({key for key, name in pairs if words and words <= _words(name)})


def _words(text: str) -> frozenset[str]:
    spaced = "".join(char if char.isalnum() else " " for char in text)
    return frozenset(spaced.split())
