"""Attributions that need no network: labels before what is said, and words of hearsay."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from claimtrack.attribution.lexicon import load_lexicon
from claimtrack.attribution.modality import form_of, modality_of
from claimtrack.attribution.units import Paragraph, Unit
from claimtrack.records import Attribution, Span, merge_spans

__all__ = ["plain_attributions"]

# "MODERATOR: …", and "Joan Pike: “…”"; a name before other words is a heading or a list.
_LABEL = re.compile(
    r"([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]*){0,4}|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}(?=: [“\"]))"
    r"(:) +(?=\S)"
)


def plain_attributions(
    text: str, paragraphs: Sequence[Paragraph], known: Sequence[Attribution]
) -> list[Attribution]:
    """Return the attributions of labels and hearsay where ``known`` has none.

    "MODERATOR: The polls are open" is the moderator's; "The pilot reportedly slept" is nobody's.
    """
    spans = (span for one in known for span in (*one.speaker, *one.cue, *one.content))
    taken = merge_spans(spans)
    labels = [_labelled(text, paragraph) for paragraph in paragraphs]
    # One label alone may be a dateline ("OSLO: The minister said …").
    lone = sum(label is not None for label in labels) == 1
    found = []
    for paragraph, labelled in zip(paragraphs, labels, strict=True):
        if labelled is not None:
            start, end = labelled.speaker[0].start, labelled.cue[0].end
            if not _touches(Span(start, labelled.content[0].end if lone else end), taken):
                found.append(labelled)
            continue
        found.extend(
            one
            for unit in paragraph.units
            if not _touches(unit.span(0, len(unit)), taken)
            for one in _hearsay(text, unit)
        )
    return found


def _touches(span: Span, taken: Sequence[Span]) -> bool:
    """Tell whether a span shares characters with one of ``taken``, disjoint and in order."""
    after = bisect_right(taken, span.start, key=lambda other: other.end)
    return after < len(taken) and taken[after].start < span.end


def _labelled(text: str, paragraph: Paragraph) -> Attribution | None:
    label = _LABEL.match(text, paragraph.span.start, paragraph.span.end)
    if label is None:
        return None
    content = (Span(label.end(), paragraph.span.end),)
    quotations = (q for unit in paragraph.units for q in unit.quotations.values())
    return Attribution(
        content,
        (Span(*label.span(1)),),
        (Span(*label.span(2)),),
        form="direct" if label[1].isupper() else form_of(quotations, content),
        modality=modality_of(text, "say", content),
    )


def _hearsay(text: str, unit: Unit) -> Iterator[Attribution]:
    adverbs = load_lexicon().adverbs
    for at, word in enumerate(unit.low):
        if word in adverbs:
            content = (unit.span(0, len(unit)),)
            yield Attribution(
                content,
                cue=(unit.span(at, at + 1),),
                cue_class=adverbs[word],
                modality=modality_of(text, adverbs[word], content),
            )
            return
