"""Who speaks where the speaker is away from the verb: "Roe, though, told the host that …"."""

from __future__ import annotations

import re

from claimtrack.records import Attribution, Span
from claimtrack.speakers.context import Context
from claimtrack.speakers.entities import Entity
from claimtrack.speakers.mentions import Phrase, read_phrase
from claimtrack.speakers.words import is_body_noun, load_words

__all__ = ["subject_of", "subject_outside"]

# A subject farther in front of its verb is not looked for.
_REACH = 600
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_BEING = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_SMALL = frozenset(("has", "have", "had", "also", "then", "did", "not", "never"))
_IRREGULAR = frozenset(
    ("said", "told", "wrote", "thought", "knew", "felt", "held", "saw", "heard", "sought", "swore")
)
# Of these the article is the judge: "he appeared to", "it seemed".
_SEEMING = re.compile(r"\b(?:appear|seem|look|expect|reportedly|allegedly)")
# Between a verb and a subject that does not stand right before it.
_JOINT = re.compile(
    r"(?:,|\b(?:and|but|or|then|who))(?: (?:has|had|have|also|then|later|not|never|\w+ly))*\s?\Z"
)
_LONGEST_JOINT = 40
# "… | — alarmed by the envoy — | have": what stands between a subject and its verb.
_INSERTED = re.compile(
    r"(?: (?:--|[—–]) [^—–\n]{3,160} (?:--|[—–])|, which [^,;—\n]{3,80},)"
    r"(?: (?:in|by|also|have|has|had|later|\w+ly))* ?\Z"
)
# "NORPORT — But on Tuesday, | the mayor": what comes before the subject of a sentence.
_OPENING = re.compile(
    r"\s*(?:[A-Z][A-Z., ]{1,40} (?:\([A-Z]\w{1,20}\) )?[—–-]+ )?"
    r"(?:(?:But|And|Yet|Still|So|Then|However|Meanwhile|Later|Instead|Also),? "
    r"|(?:On|In|At|By|During|After|Before|With|Since|Earlier|Last|For|As) [^,]{2,80}, )*"
)
# The noun phrase at the head of a sentence, when something is set between it and its verb.
_HEAD = re.compile(
    r"((?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|One|Other|[A-Z])[^,;:—()“”\"]{0,90}?)"
    r"(?=, | who | whose | \(| — )"
)
_FINITE = re.compile(r" (?:has|have|had|is|are|was|were|will|would|said|told|[a-z]{3,}ed)\b")


def subject_of(context: Context, attribution: Attribution) -> Entity | Phrase | None:
    """Return who does what an attribution without a speaker reports, by the active verb of it.

    None where the verb is passive or only seems ("is accused of", "appeared to"): such
    attributions are nobody's.
    """
    if not attribution.cue or not _is_active(context.text, attribution.cue[0]):
        return None
    place = attribution.cue[0].start
    start = max(context.sentence_start(place), place - _REACH)
    return _head(context, start, place) or _clause_subject(context, start, place)


def subject_outside(context: Context, attribution: Attribution) -> Phrase | None:
    """Return who acts where the speaker found stands in words inserted before the verb.

    "The mayor's staff — alarmed by the envoy — have urged him …" is what the staff did, and
    "As the Herald reported, the dockers left, saying …" what the dockers said. None where
    nothing is inserted.
    """
    if not attribution.speaker or not attribution.cue:
        return None
    cue, speaker = attribution.cue[0], attribution.speaker[0]
    start = max(context.sentence_start(cue.start), cue.start - _REACH)
    begin = _after_opening(context.text, start, cue.start)
    inserted = _INSERTED.search(context.text, begin, cue.start)
    within = inserted is not None and inserted.start() < speaker.start < cue.start
    passive = _BEING & set(cue.of(context.text).split())
    if passive or not (within or start < speaker.start < begin < cue.start):
        return None
    end = inserted.start() if inserted is not None and within else cue.start
    return _party(context.text, begin, end)


def _is_active(text: str, cue: Span) -> bool:
    """Tell whether a cue is an active verb in the past tense, its subject farther in front."""
    lead = _JOINT.search(text, max(0, cue.start - _LONGEST_JOINT), cue.start)
    if lead is None or _SEEMING.search(text, *cue):
        return False
    words = [word.group().lower() for word in _WORD.finditer(text, *cue)]
    verb = next((word for word in words if word not in _SMALL and not word.endswith("ly")), "")
    return not _BEING & set(words) and (verb in _IRREGULAR or verb.endswith("ed"))


def _head(context: Context, start: int, end: int) -> Phrase | None:
    """Return the people or the body by whose name or description the sentence begins."""
    head = _HEAD.match(context.text, _after_opening(context.text, start, end), end)
    return _party(context.text, *head.span(1)) if head else None


def _clause_subject(context: Context, start: int, end: int) -> Entity | None:
    """Return who does something last between two offsets: the subject of a verb before "and"."""
    named = [one for one in context.before(end) if one.start >= start]
    doing = [one for one in named if one.subject and not context.is_told(one.start)]
    return doing[-1].entity if doing else None


def _after_opening(text: str, start: int, end: int) -> int:
    opening = _OPENING.match(text, start, end)
    return opening.end() if opening else start


def _party(text: str, start: int, end: int) -> Phrase | None:
    """Return the words from an offset on, as far as a verb, if they name people or a body."""
    verb = _FINITE.search(text, start, end)
    phrase = read_phrase(text, Span(start, verb.start() if verb else end))
    if phrase is None or phrase.sort == "pronoun":
        return None
    described = phrase.head in load_words().roles or is_body_noun(phrase.head)
    return phrase if phrase.sort == "named" or described else None
