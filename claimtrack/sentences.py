"""Split a text into sentence spans, inside quotations too.

The splitters keep a quotation in one piece however many sentences it has, and so would hide
where one claim of a speaker ends; they therefore see the text with its quotation marks blanked
(same length, so offsets hold), and the marks are given back to the sentence they belong to.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from claimtrack.records import Span
from claimtrack.settings import Settings

__all__ = ["split_sentences"]

_DEFAULTS = Settings()
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
# Apostrophes inside words are letters; the others may be quotation marks.
_MARK = re.compile(r"[“”„‟\"«»‹›]|''|``|(?<!\w)['’‘‚`]|['’](?!\w)")
_CLOSING = frozenset("”“\"»«›‹’‘')]}`")
_WORD = re.compile(r"[^\W_][\w’'-]*")


def split_sentences(text: str, settings: Settings = _DEFAULTS) -> list[Span]:
    """Return the sentence spans of ``text`` in order, without the white space around them.

    No span crosses a line break, and a line longer than ``settings.splitter_limit`` characters
    is cut at white space before it is split, so that time stays linear whatever comes in.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        for start, end in _pieces(text, line.start(), line.end(), settings.splitter_limit):
            spans.extend(_split_piece(text, start, end))
    return spans


def _pieces(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > limit:
        window = (start + limit // 2, start + limit)
        cut = text.rfind(". ", *window) + 2
        if cut == 1:
            cut = text.rfind(" ", *window) + 1 or start + limit
        pieces.append((start, cut))
        start = cut
    pieces.append((start, end))
    return pieces


def _split_piece(text: str, start: int, end: int) -> list[Span]:
    original = text[start:end]
    blanked = _MARK.sub(lambda mark: " " * len(mark.group()), original)
    if not blanked.strip():
        return _trimmed(original, start, [len(original)])
    ends: list[int] = []
    for cut in _boundaries(blanked):
        moved = _after_closing(original, len(blanked[:cut].rstrip()) if cut else 0, cut)
        if moved >= len(original) or _is_boundary(original, moved):
            ends.append(moved)
    if not ends or ends[-1] < len(original):
        ends.append(len(original))
    return _trimmed(original, start, ends)


def _boundaries(blanked: str) -> list[int]:
    """Ask the splitters where sentences end (the fallback only when the first one fails)."""
    import sentencex

    try:
        return [found["end_index"] for found in sentencex.get_sentence_boundaries("en", blanked)]
    except Exception:  # lone surrogates, for one
        return _fallback_boundaries(blanked)
    except BaseException as panic:  # a panic of the compiled library is no Exception
        if type(panic).__name__ != "PanicException":
            raise
        return _fallback_boundaries(blanked)


def _fallback_boundaries(blanked: str) -> list[int]:
    import nupunkt

    try:
        return [end for _, end in nupunkt.sent_spans(blanked)]
    except Exception:
        return [len(blanked)]


def _after_closing(original: str, stop: int, cut: int) -> int:
    """Return where the sentence really ends: past the marks that close it, before the next."""
    while stop < cut and original[stop] in _CLOSING:
        stop += 1
    return stop


def _trimmed(original: str, offset: int, ends: list[int]) -> list[Span]:
    spans = []
    start = 0
    for end in ends:
        piece = original[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            spans.append(Span(offset + left, offset + right))
        start = end
    return spans


def _is_boundary(original: str, at: int) -> bool:
    """Say whether a sentence may end at ``at``, against what the splitter found there."""
    before = original[max(0, at - 24) : at]
    after = original[at : at + 80].lstrip()
    if not after or after[0] in ",;:)" or after[0].islower():
        return False
    words = _words()
    token = before.rsplit(None, 1)[-1].lstrip("(\"'“‘[") if before.strip() else ""
    if token.endswith(".") and not token.endswith(".."):
        core = token[:-1]
        if core.lower() in words["never_final"]:
            return False
        if core.lower() in words["time_of_day"]:
            following = _WORD.match(after)
            return following is None or following.group().lower() not in words["after_time"]
        if len(core) <= 4 and core[-1:].isupper() and re.match(r"[A-Z]\.", after):
            return False
    asks = token[-1:] in _CLOSING and token.rstrip("”“\"»«›‹’‘'")[-1:] in tuple("?!…")
    return not (asks and _reports(after, words["reporting"]))


def _reports(after: str, reporting: frozenset[str]) -> bool:
    """Say whether ``after`` is the reporting tail of a quotation ("…?" Smith asked)."""
    if after[0] in _CLOSING:
        return False
    for position, word in enumerate(_WORD.findall(after)[:5]):
        if word in reporting:
            return position > 0
        if position and not word[0].isupper():
            return False
    return False


@cache
def _words() -> dict[str, frozenset[str]]:
    source = files("claimtrack").joinpath("data/sentences.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(source)
    return {name: frozenset(entries) for name, entries in loaded.items()}
