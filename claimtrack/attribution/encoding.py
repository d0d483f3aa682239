"""From a text to what the network reads: word pieces and their features."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from claimtrack.attribution.quotations import find_quotations
from claimtrack.attribution.units import LINE
from claimtrack.records import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["FEATURES", "Found", "Range", "WordPieces", "encode_text"]

Range = tuple[int, int]

# How many values each feature has. Capitals: lower, Title, UPPER, no letter. Quotation:
# outside, inside, mark. Beginning: none, of a sentence, of a line.
FEATURES = (4, 3, 3)
_CAPITALS, _QUOTATION, _BEGINNING = range(3)
_INSIDE, _MARK = 1, 2
_SENTENCE, _LINE = 1, 2
_SURROGATE = re.compile("[\ud800-\udfff]")
_JOINERS = frozenset("-‐‑.,&/")


@dataclass(frozen=True, slots=True)
class WordPieces:
    """A text's word pieces: ``ids``, character offsets, ``features`` (pieces × kinds).

    ``joined`` is True for a piece that goes on with the word of the piece before; ``lines``
    are the pieces that lines begin with.
    """

    ids: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    features: NDArray[np.uint8]
    joined: NDArray[np.bool_]
    lines: list[int]

    def range(self, span: Span) -> Range:
        """Return the pieces, first to stop, that share a character with ``span``."""
        first = int(np.searchsorted(self.end, span.start, "right"))
        return first, max(first, int(np.searchsorted(self.start, span.end, "left")))

    def span(self, pieces: Range) -> Span:
        """Return the characters of a range of pieces that is not empty."""
        return Span(int(self.start[pieces[0]]), int(self.end[pieces[1] - 1]))


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in pieces of its text: cue, speaker and content."""

    cue: Range
    speaker: list[Range]
    content: list[Range]


def encode_text(text: str, sentences: Sequence[Span], tokenizer: Tokenizer) -> WordPieces:
    """Return the word pieces of ``text``."""
    # A lone surrogate is no character that the tokenizer could take.
    encoding = tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
    offsets = np.array(encoding.offsets, np.int32).reshape(-1, 2)
    pieces = WordPieces(
        np.array(encoding.ids, np.int32),
        np.ascontiguousarray(offsets[:, 0]),
        np.ascontiguousarray(offsets[:, 1]),
        np.zeros((len(offsets), len(FEATURES)), np.uint8),
        np.array([_joined(text, start, end) for start, end in encoding.offsets], bool),
        [],
    )
    _set_capitals(text, pieces, encoding.word_ids)
    _set_lines(text, pieces)
    _set_sentences(pieces, sentences)
    return pieces


def _joined(text: str, start: int, end: int) -> bool:
    """Tell whether a piece stands inside a word: "##ing", or the last two of "fact-checked"."""
    if not 0 < start < end:
        return False
    if text[start] in _JOINERS:
        return text[start - 1].isalnum() and text[end : end + 1].isalnum()
    before = text[start - 1]
    if before in _JOINERS:
        return start > 1 and text[start - 2].isalnum() and text[start].isalnum()
    return before.isalnum() and text[start].isalnum()


def _set_capitals(text: str, pieces: WordPieces, words: Sequence[int | None]) -> None:
    """Give every piece of a word the word's capitals."""
    column = pieces.features[:, _CAPITALS]
    first = 0
    for stop in range(1, len(words) + 1):
        if stop == len(words) or words[stop] is None or words[stop] != words[first]:
            column[first:stop] = _capitals(text[pieces.start[first] : pieces.end[stop - 1]])
            first = stop


def _capitals(word: str) -> int:
    if not word[:1].isalpha():
        return 3
    if not word[0].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def _set_lines(text: str, pieces: WordPieces) -> None:
    """Mark the quotations of every line, and the piece that it begins with."""
    quoted = pieces.features[:, _QUOTATION]
    for line in LINE.finditer(text):
        for quotation in find_quotations(text, line.start(), line.end()):
            first, stop = pieces.range(quotation.span)
            if first == stop:
                continue
            quoted[first:stop] = _INSIDE
            quoted[first] = _MARK
            if quotation.closed:
                quoted[stop - 1] = _MARK
        first, stop = pieces.range(Span(line.start(), line.end()))
        if first < stop:
            pieces.features[first, _BEGINNING] = _LINE
            pieces.lines.append(first)


def _set_sentences(pieces: WordPieces, sentences: Sequence[Span]) -> None:
    for sentence in sentences:
        first, stop = pieces.range(sentence)
        if first < stop and pieces.features[first, _BEGINNING] != _LINE:
            pieces.features[first, _BEGINNING] = _SENTENCE
