"""Transcripts: a label ("SMITH: …", "Q: …") says who speaks until the next one does."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimtrack.attribution.modality import modality_of
from claimtrack.attribution.units import Paragraph
from claimtrack.records import Attribution, Span

__all__ = ["with_turns"]

_WORD = r"[^\W\d_a-z][\w.’'-]*"
_NAME = rf"{_WORD}(?: (?:(?:van|von|der|de|da|di|la|le|al|bin|of) )*{_WORD}){{0,5}}"
# "[00:12:03] **Ada Holm (Harbour Board):** …"; what follows a name is no part of it.
_LABEL = re.compile(
    r"(?:[\[(]?\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?[\])]? )?(?:\*\*|__)?"
    rf"(?P<name>{_NAME})(?: ?\([^()\n]{{1,60}}\)|, [^:.!?\n]{{2,60}})?"
    r"(?P<mark>:)(?:\*\*|__)?(?:\s+|$)"
)
_QUESTION = re.compile(r"(?P<name>[QA])(?P<mark>[:.])\s+")
# Words that stand before a colon and are nobody.
_NOBODY = frozenset(
    (
        "note", "notes", "update", "updated", "correction", "photo", "photos", "picture",
        "source", "sources", "contact", "contacts", "location", "place", "date", "time",
        "subject", "re", "to", "from", "cc", "summary", "warning", "background", "example",
        "related", "tags", "topics", "video", "audio", "image", "caption", "copyright", "address",
        "phone", "email", "tel", "fax", "web", "website", "price", "score", "result", "results",
        "more", "fact", "myth", "claim", "truth", "verdict", "breaking", "exclusive", "live", "new",
    )
)  # fmt: skip
# A text is a transcript if three of its paragraphs have a label, which are this share of all from
# the first one on, and if one name comes back and is not alone unless every paragraph has it; or
# if each of its paragraphs has a name of several words. Of 6,370 news articles 145 have two such
# lines and three pass, all of them interviews.
_LABELLED_SHARE = 0.4
_FEWEST = 3
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")
# "(APPLAUSE)", "[crosstalk]": what the transcriber says.
_DIRECTION = re.compile(r"[\[(][^\[\]()]*[\])]$")


@dataclass(frozen=True, slots=True)
class _Label:
    """Who speaks: the name's and the mark's places, and where the words begin."""

    name: Span
    mark: Span
    start: int


def with_turns(
    text: str, paragraphs: Sequence[Paragraph], found: Sequence[Attribution]
) -> list[Attribution]:
    """Return ``found`` with the turns of a transcript around it; as it is for other texts.

    Every sentence below a label is an attribution of its own, since some ask and some assert.
    What somebody in turn reports is found within them and kept.
    """
    labels = _labels(text, paragraphs)
    if not labels:
        return list(found)
    places = [Span(label.name.start, label.mark.end) for label in labels if label]
    kept = [
        one for one in found if not any(_meets(part, places) for part in (*one.speaker, *one.cue))
    ]
    return [*kept, *_turns(text, paragraphs, labels)]


def _labels(text: str, paragraphs: Sequence[Paragraph]) -> list[_Label | None]:
    """Return the label of each paragraph; an empty list if the text is no transcript."""
    asked = [_label(_QUESTION, text, paragraph) for paragraph in paragraphs]
    if {label.name.of(text) for label in asked if label} == {"Q", "A"}:
        return asked
    named = [_label(_LABEL, text, paragraph) for paragraph in paragraphs]
    names = Counter(label.name.of(text).lower() for label in named if label)
    first = next((at for at, label in enumerate(named) if label), 0)
    number, total = names.total(), len(paragraphs) - first
    if 1 < number == len(paragraphs) and all(" " in name for name in names):
        return named
    if number < _FEWEST or number < _LABELLED_SHARE * total or max(names.values()) < 2:
        return []
    if len(names) == 1 and number < total:
        return []
    return named


def _label(pattern: re.Pattern[str], text: str, paragraph: Paragraph) -> _Label | None:
    found = pattern.match(text, *paragraph.span)
    if found is None or found["name"].lower().replace("’", "'") in _NOBODY:
        return None
    return _Label(Span(*found.span("name")), Span(*found.span("mark")), found.end())


def _turns(
    text: str, paragraphs: Sequence[Paragraph], labels: Sequence[_Label | None]
) -> Iterator[Attribution]:
    speaking: _Label | None = None
    for paragraph, label in zip(paragraphs, labels, strict=True):
        words = paragraph.span.of(text).strip()
        if label is None and (_DIRECTION.match(words) or not _SENTENCE_END.search(words)):
            continue  # a stage direction or a heading
        speaking = label or speaking
        if speaking is None:
            continue
        for sentence in _sentences(text, paragraph, label.start if label else 0):
            yield Attribution(
                (sentence,),
                (speaking.name,),
                (speaking.mark,),
                form="direct",
                modality=modality_of(text, "say", (sentence,)),
            )


def _sentences(text: str, paragraph: Paragraph, start: int) -> Iterator[Span]:
    """Yield the sentences of a paragraph from ``start`` on, each with its closing mark."""
    begins = [max(unit.start[0], start) for unit in paragraph.units]
    for begin, end in zip(begins, [*begins[1:], paragraph.span.end], strict=True):
        stop = begin + len(text[begin:end].rstrip())
        if begin < stop:
            yield Span(begin, stop)


def _meets(part: Span, places: Sequence[Span]) -> bool:
    """Tell whether a span shares characters with one of ``places``, disjoint and in order."""
    after = bisect_right(places, part.start, key=lambda place: place.end)
    return after < len(places) and places[after].start < part.end
