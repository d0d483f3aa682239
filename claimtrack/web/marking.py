"""Stretches of text that a page sets off: claims in their article, and the words that differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from claimtrack.language.vocabulary import is_function_word
from claimtrack.records import Claim, Dispute, Span, merge_spans

__all__ = ["Piece", "Surroundings", "cut", "differing", "named_in", "surroundings"]

_T = TypeVar("_T")

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_QUOTED = re.compile("“([^”]+)”")
# How reasons name two figures or two days.
_AGAINST = re.compile(r"^(.+) against (.+)$")
# Two claims that share less are worded so differently that nearly every word would be marked.
_ALIKE = 0.4
# Characters shown of an article before and after the sentence of a claim.
_AROUND = 320


class Piece(NamedTuple, Generic[_T]):
    """A stretch of text, what covers it, and what of that ends with it."""

    text: str
    over: tuple[_T, ...]
    ending: tuple[_T, ...]


class Surroundings(NamedTuple):
    """A claim in its article: what comes before it and after it, whole words only."""

    before: str
    text: str
    after: str


def cut(text: str, spans: Iterable[tuple[Span, _T]]) -> list[Piece[_T]]:
    """Return ``text`` in pieces, cut wherever one of the spans begins or ends.

    Spans may overlap. What lies beyond the end of the text is left out.
    """
    inside = [
        (Span(span.start, min(span.end, len(text))), over)
        for span, over in spans
        if span.start < min(span.end, len(text))
    ]
    starting: dict[int, list[int]] = defaultdict(list)
    ending: dict[int, list[int]] = defaultdict(list)
    for number, (span, _) in enumerate(inside):
        starting[span.start].append(number)
        ending[span.end].append(number)
    pieces = []
    # Numbers of the spans that cover the place reached, in the order given.
    over: set[int] = set()
    for start, end in pairwise(sorted({0, len(text), *starting, *ending})):
        over = over.difference(ending[start]).union(starting[start])
        pieces.append(
            Piece(
                text[start:end],
                tuple(inside[number][1] for number in sorted(over)),
                tuple(inside[number][1] for number in ending[end]),
            )
        )
    return pieces


def surroundings(claim: Claim, text: str) -> Surroundings:
    """Return the sentences of the article ``text`` that stand around a claim."""
    end = claim.sentence_start + len(claim.sentence)
    start = max(0, min(claim.start, claim.sentence_start) - _AROUND)
    stop = min(len(text), max(claim.end, end) + _AROUND)
    before, after = text[start : claim.start], text[claim.end : stop]
    if start and " " in before:
        before = "… " + before.partition(" ")[2]
    if stop < len(text) and " " in after:
        after = after.rpartition(" ")[0] + " …"
    return Surroundings(before, claim.text, after)


def differing(claim: Claim, dispute: Dispute) -> list[Span]:
    """Return where in a claim's text the words stand that make it oppose the other sides.

    These are the words that the dispute's reasons name; and where a claim of another side is
    worded alike, the words of this one that the other lacks.
    """
    others = [
        other.text
        for side in dispute.sides
        if claim.id not in {own.id for own in side.claims}
        for other in side.claims
    ]
    return merge_spans([*named_in(claim, dispute), *_unshared(claim.text, others)])


def named_in(claim: Claim, dispute: Dispute) -> list[Span]:
    """Return where a claim's text has words that the dispute's reasons name."""
    return merge_spans(
        Span(*match.span())
        for phrase in _named(dispute.reasons)
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", claim.text, re.IGNORECASE)
    )


def _named(reasons: Sequence[str]) -> set[str]:
    named = set()
    for reason in reasons:
        named.update(_QUOTED.findall(reason))
        if match := _AGAINST.match(reason):
            named.update(match.groups())
    return {phrase for phrase in named if phrase.strip()}


def _unshared(text: str, others: Sequence[str]) -> list[Span]:
    """Return the words of ``text`` that the one most alike lacks, none if none is alike."""
    own = _content(text)
    alike, nearest = max(
        ((_overlap(own, words), words) for words in map(_content, others)),
        key=lambda found: (found[0], sorted(found[1])),
        default=(0.0, frozenset()),
    )
    if alike < _ALIKE:
        return []
    return [
        Span(*match.span()) for match in _WORD.finditer(text) if match[0].lower() in own - nearest
    ]


def _content(text: str) -> frozenset[str]:
    words = (match[0].lower() for match in _WORD.finditer(text))
    return frozenset(word for word in words if not is_function_word(word))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
