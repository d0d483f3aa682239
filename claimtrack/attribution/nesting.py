"""Attributions within attributions: what is said is read again, as if it stood alone.

The training texts annotate no attribution inside the content of another ("A says that B denied
it" is A's alone there), so the network finds none at its first reading; read as a text of its
own the content shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimtrack.attribution.encoding import Found, Range, WordPieces
from claimtrack.attribution.lexicon import load_lexicon
from claimtrack.attribution.windows import Window
from claimtrack.records import CueClass

__all__ = ["reported_windows", "with_reported"]

_WORD = re.compile(r"[^\W\d_]+")
# Cues that report words. What somebody reported thinks or wants is seldom a claim of its own.
_REPORTING: frozenset[CueClass] = frozenset(
    ("say", "claim", "accuse", "blame", "deny", "reject", "confirm", "warn", "report", "think")
)
# A speaker, a cue and something said take that many pieces at least.
_SHORTEST = 5


def reported_windows(
    texts: Sequence[str], pieces: Sequence[WordPieces], found: Sequence[Sequence[Found]]
) -> list[tuple[int, Window]]:
    """Return, with the index of its text, every content in which a reporting verb stands."""
    return [
        (index, Window(first, stop, (first, stop)))
        for index, attributions in enumerate(found)
        for first, stop in _contents(attributions)
        if stop - first >= _SHORTEST and _reports(texts[index], pieces[index], (first, stop))
    ]


def _contents(found: Sequence[Found]) -> Iterator[Range]:
    for attribution in found:
        yield from attribution.content


def _reports(text: str, pieces: WordPieces, content: Range) -> bool:
    verbs = load_lexicon().verbs
    span = pieces.span(content)
    words = (word.group().lower() for word in _WORD.finditer(text, *span))
    return any(cue.cue_class in _REPORTING for word in words for cue in verbs.get(word, ()))


def with_reported(found: Sequence[Found], inner: Sequence[Found]) -> list[Found]:
    """Return the attributions and those inside them that are whole and new, by their cues."""
    taken = [attribution.cue for attribution in found]
    added = [
        attribution
        for attribution in inner
        if attribution.speaker
        and attribution.content
        and not any(cue[0] < attribution.cue[1] and attribution.cue[0] < cue[1] for cue in taken)
    ]
    return sorted([*found, *added], key=lambda attribution: attribution.cue)
