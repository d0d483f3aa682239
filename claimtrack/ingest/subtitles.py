"""Subtitles (WebVTT, SRT) → running text, a line a turn, with the voice as its label.

A caption is cut to fit the screen, not the sentence, so captions are joined again. A new line
begins where the voice changes, where a mark (``>>``, ``-``) says that somebody else speaks, and
after a pause.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.errors import is_interrupt
from claimtrack.ingest.fields import Record

if TYPE_CHECKING:
    from webvtt import Caption

__all__ = ["read_subtitles"]

# Milliseconds of silence after which a new paragraph begins; within speech captions follow each
# other at once, or after the length of a breath.
_PAUSE = 2_000
# Characters of a paragraph without a voice after which the end of a sentence ends it too.
_LONG = 600
_ENDS = (".", "!", "?", "”", '"')
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]{1,200})>")
_TAG = re.compile(r"</?(?:[a-z]+|\d)[^<>\n]{0,200}>", re.IGNORECASE)
# SubStation marks that some SRT files carry: {\an8}.
_STYLE = re.compile(r"\{\\[^{}\n]{0,100}\}")
_TURN = re.compile(r"(?:>>+|[-–—])\s*(?=\S)")
# "MODERATOR: …" within a caption.
_LABEL = re.compile(r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]*){0,4}: ")
# "[Music]", "(applause)", "♪ … ♪": heard, not said.
_SOUND = re.compile(r"[\[(][^\[\]()]*[\])]|♪.*")


class _Line(NamedTuple):
    """One line on the screen: who says it, if that is told, and whether a turn begins."""

    text: str
    voice: str | None
    turn: bool


def read_subtitles(text: str, *, srt: bool) -> Record | str:
    """Return what is said in ``text`` as a record, or why it cannot be read.

    A voice stands before its words as a transcript has it: "Ada Holm: The door was shut."
    """
    from webvtt import WebVTT

    try:
        # Its string reader knows no SRT.
        buffer = io.StringIO(text.lstrip("\ufeff \t\r\n"))
        captions = WebVTT.from_buffer(buffer, format="srt" if srt else "vtt").captions
        paragraphs = list(_paragraphs(captions))
    except Exception as error:  # damaged captions fail in many ways
        if is_interrupt(error):
            raise
        name = "SRT subtitles" if srt else "WebVTT subtitles"
        return f"not what {name} look like; check the file, or save its words as .txt"
    if not paragraphs:
        return "these subtitles hold no words"
    return Record(text="\n\n".join(paragraphs))


def _paragraphs(captions: Sequence[Caption]) -> Iterator[str]:
    """Yield the paragraphs, each led by its voice where that is told."""
    words: list[str] = []
    last: _Line | None = None
    ended = 0
    for caption in captions:
        silent = caption.start_time.in_milliseconds() - ended > _PAUSE
        for line in _lines(caption):
            if last and line[:2] == last[:2]:
                continue  # captions that roll show every line twice
            if last and words and (silent or _is_new(line, last, words)):
                yield _labelled(last.voice, words)
                words = []
            words.append(line.text)
            last, silent = line, False
        ended = caption.end_time.in_milliseconds()
    if last and words:
        yield _labelled(last.voice, words)


def _is_new(line: _Line, last: _Line, words: Sequence[str]) -> bool:
    """Tell whether a paragraph begins at ``line``, and not within the one of ``words``."""
    if line.turn or line.voice != last.voice:
        return True
    return line.voice is None and last.text.endswith(_ENDS) and sum(map(len, words)) > _LONG


def _labelled(speaker: str | None, words: Sequence[str]) -> str:
    text = " ".join(words)
    return f"{speaker}: {text}" if speaker else text


def _lines(caption: Caption) -> Iterator[_Line]:
    """Yield the lines of a caption that hold words, without marks and tags."""
    voice: str | None = None
    for raw in caption.raw_text.split("\n"):
        at = 0
        for mark in [*_VOICE.finditer(raw), None]:
            yield from _line(raw[at : mark.start() if mark else len(raw)], voice)
            if mark:
                voice = " ".join(html.unescape(mark[1]).split()) or None
                at = mark.end()


def _line(raw: str, voice: str | None) -> Iterator[_Line]:
    plain = html.unescape(_TAG.sub("", _STYLE.sub("", raw)))
    plain = " ".join(plain.split())
    turn = _TURN.match(plain)
    plain = _SOUND.sub("", plain[turn.end() :] if turn else plain).strip()
    plain = " ".join(plain.split())
    if any(map(str.isalnum, plain)):
        yield _Line(plain, voice, bool(turn or _LABEL.match(plain)))
