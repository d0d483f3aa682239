"""From what the network found to attributions: whole quotations, classes, nesting, turns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimtrack.attribution.cues import read_cue
from claimtrack.attribution.embedded import WRITTEN, embedded_attributions
from claimtrack.attribution.encoding import Found, WordPieces
from claimtrack.attribution.lexicon import load_lexicon
from claimtrack.attribution.modality import form_of, modality_of
from claimtrack.attribution.plain import plain_attributions
from claimtrack.attribution.quotations import Quotation
from claimtrack.attribution.targets import find_target
from claimtrack.attribution.transcripts import with_turns
from claimtrack.attribution.turns import Turns
from claimtrack.attribution.units import Paragraph, Unit, build_paragraphs
from claimtrack.records import Attribution, Span, merge_spans

__all__ = ["compose"]

# A sentence this much of which is said already is nobody's turn.
_SAID = 0.5
# Marks that end a quotation: what may stand between content and the closing mark.
_ENDING = frozenset(" .,;:?!…—–-")
_PARTICIPLE = re.compile(r"(?:\w+ly )?\w+ing\b")
# "a report | saying", "an article published by | the Herald | on Monday | saying", "comments from
# | Fia Roe |, an economist, | saying": what was written right before a participle says so, or who
# wrote it, whoever is the sentence's subject.
_WRITTEN = re.compile(
    rf"\b(?:({WRITTEN})"
    r"(?: (?:published |written |released |filed )?by (?P<by>[\w’'.&-]+(?: [\w’'.&-]+){0,4}?))?"
    r"(?: on \w+day| in [A-Z]\w+)?"
    r"|(?:letter|comments?|statement|memo|message|tweet|post|email|remarks) from "
    r"(?P<of>[\w’'.&-]+(?: [\w’'.&-]+){0,4}?)(?:, [^,;:.“”\"]{3,60}(?:\.\w+)?,)?) \Z"
)
_LONGEST_WRITTEN = 160
_MARKS = "“”„‟\"«»‹›‘’‚'`"


def compose(
    text: str, sentences: Sequence[Span], pieces: WordPieces, found: Sequence[Found]
) -> list[Attribution]:
    """Return the attributions of a text, in the order of their cues.

    ``found`` is what the network found. Quotations without a cue of their own are added where
    the turn tells whose they are.
    """
    paragraphs = build_paragraphs(text, sentences)
    units = [unit for paragraph in paragraphs for unit in paragraph.units]
    quotations = [unit.quotations[at] for unit in units for at in sorted(unit.quotations)]
    attributions = [_attribution(text, pieces, one, quotations) for one in found]
    attributions = _with_subjects(text, sentences, attributions)
    attributions = with_turns(text, paragraphs, attributions)
    attributions += plain_attributions(text, paragraphs, attributions)
    attributions += embedded_attributions(text, sentences, attributions)
    attributions.sort(key=lambda attribution: attribution.cue)
    return _in_turns(paragraphs, _nested(attributions))


def _attribution(
    text: str, pieces: WordPieces, found: Found, quotations: Sequence[Quotation]
) -> Attribution:
    cue = pieces.span(found.cue)
    content = _joined(text, [pieces.span(part) for part in found.content])
    content = _whole_quotations(text, content, quotations)
    reading = read_cue(text, cue, load_lexicon())
    return Attribution(
        content=tuple(content),
        speaker=tuple(pieces.span(part) for part in found.speaker),
        cue=(cue,),
        cue_class=reading.cue_class,
        form=form_of(_touching(quotations, content), content) if content else "direct",
        target=find_target(text, cue, reading.cue_class, content),
        negated=reading.negated,
        modality=modality_of(text, reading.cue_class, content) if content else "asserted",
    )


def _with_subjects(
    text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Give "saying that" its subject: what was written right before, or the cue's before it."""
    starts = [sentence.start for sentence in sentences]
    done: list[Attribution] = []
    for attribution in attributions:
        cue = attribution.cue[0]
        written = _WRITTEN.search(text, max(0, cue.start - _LONGEST_WRITTEN), cue.start)
        if written is not None and _PARTICIPLE.match(text, cue.start, cue.end):
            part = next((name for name in ("by", "of") if written[name]), 1)
            author = Span(*written.span(part))
            done.append(replace(attribution, speaker=(author,)))
        elif done and not attribution.speaker and _PARTICIPLE.match(text, cue.start, cue.end):
            same = bisect_right(starts, cue.start) == bisect_right(starts, done[-1].cue[0].start)
            done.append(replace(attribution, speaker=done[-1].speaker if same else ()))
        else:
            done.append(attribution)
    return done


def _joined(text: str, content: Sequence[Span]) -> list[Span]:
    """Return the content with those parts in one that only punctuation stands between."""
    joined: list[Span] = []
    for span in content:
        between = text[joined[-1].end : span.start] if joined else "x"
        if any(map(str.isalnum, between)):
            joined.append(span)
        else:
            joined[-1] = Span(joined[-1].start, span.end)
    return joined


def _touching(quotations: Sequence[Quotation], content: Sequence[Span]) -> Iterator[Quotation]:
    """Yield those of the ordered quotations that share characters with the content."""
    first = bisect_right(quotations, content[0].start, key=lambda quotation: quotation.span.end)
    for index in range(first, len(quotations)):
        if quotations[index].span.start >= content[-1].end:
            return
        yield quotations[index]


def _whole_quotations(
    text: str, content: Sequence[Span], quotations: Sequence[Quotation]
) -> list[Span]:
    """Return the content with the marks of a quotation that it begins or ends with."""
    whole = []
    for span in content:
        start, end = span
        for quotation in _touching(quotations, [span]):
            opens, closes = quotation.span
            if opens < start and not text[opens:start].strip(_MARKS + " "):
                start = opens
            if end < closes and set(text[end:closes].rstrip(_MARKS)) <= _ENDING:
                end = closes
        whole.append(Span(start, end))
    return whole


def _nested(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Set every parent: the one with the shortest content that holds the cue."""
    holders = sorted(
        (content.start, content.end, index)
        for index, attribution in enumerate(attributions)
        for content in attribution.content
    )
    parents: list[int | None] = []
    around: list[tuple[int, int, int]] = []
    at = 0
    for index, attribution in enumerate(attributions):
        start, end = attribution.cue[0]
        while at < len(holders) and holders[at][0] <= start:
            around.append(holders[at])
            at += 1
        around = [holder for holder in around if holder[1] > start]
        others = [holder for holder in around if holder[1] >= end and holder[2] != index]
        shortest = min(others, key=lambda holder: holder[1] - holder[0], default=None)
        parents.append(shortest[2] if shortest else None)
    return [
        replace(attribution, parent=None if _is_round(parents, index) else parents[index])
        for index, attribution in enumerate(attributions)
    ]


def _is_round(parents: Sequence[int | None], index: int) -> bool:
    """Tell whether an attribution would report itself."""
    seen = set()
    at = parents[index]
    while at is not None and at not in seen:
        if at == index:
            return True
        seen.add(at)
        at = parents[at]
    return False


def _in_turns(
    paragraphs: Sequence[Paragraph], attributions: Sequence[Attribution]
) -> list[Attribution]:
    """Return the attributions with those of the quotations that have no cue."""
    starts = [attribution.cue[0].start for attribution in attributions]
    said = merge_spans(span for one in attributions for span in (*one.content, *one.speaker))
    placed: list[Attribution] = []
    moved: dict[int, int] = {}
    turns = Turns()
    at = 0
    units = [(unit, index == 0) for p in paragraphs for index, unit in enumerate(p.units)]
    for number, (unit, opens) in enumerate(units):
        if opens:
            turns.start_paragraph()
        following = units[number + 1][0].start[0] if number + 1 < len(units) else None
        stop = len(starts) if following is None else bisect_right(starts, following - 1)
        here = range(at, stop)
        at = stop
        spoken = [index for index in here if attributions[index].content]
        if spoken:
            offset = len(placed)
            for index in spoken:
                moved[index] = len(placed)
                placed.append(attributions[index])
            turns.note(unit, placed, offset)
        elif here and attributions[here[0]].speaker:
            turns.report(unit, attributions[here[0]], placed)
        elif _is_said(unit, said):
            turns.pass_over(unit)
        else:
            turns.continue_in(unit, placed)
    return [
        replace(one, parent=moved.get(one.parent)) if one.parent is not None else one
        for one in placed
    ]


def _is_said(unit: Unit, said: Sequence[Span]) -> bool:
    """Tell whether most of a unit is part of an attribution; ``said`` are disjoint, in order."""
    start, end = unit.span(0, len(unit))
    covered = 0
    for index in range(bisect_right(said, start, key=lambda span: span.end), len(said)):
        if said[index].start >= end:
            break
        covered += min(end, said[index].end) - max(start, said[index].start)
    return covered >= _SAID * (end - start)
