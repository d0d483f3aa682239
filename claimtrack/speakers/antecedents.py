"""Whom a pronoun means: he, she, they, it and who."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log

from claimtrack.records import Attribution, Span
from claimtrack.speakers.context import Context
from claimtrack.speakers.entities import Entity
from claimtrack.speakers.mentions import Phrase, read_phrase

__all__ = ["WEIGHTS", "Weights", "plural_subject", "pronoun_antecedent", "relative_antecedent"]

_RECENT_SPEAKERS = 8
_FARTHEST = 8
_NOUN_BEFORE = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Ss]ome|[Tt]hose|[Oo]ne) [^,.;:“”\"\n]{3,80}?,? \Z")
_NOUN_REACH = 100
# "Their home governments are reluctant …, because they believe …": the subject as far as its verb.
_PLURAL_SUBJECT = re.compile(
    r"\s*[“\"]?([A-Z][\w’'-]*(?: [a-z][\w’'-]*){0,3})"
    r" (?:are|were|have|had|do|did|will|would|can|could)\b"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts when a pronoun looks for its antecedent.

    ``distance`` is taken off a sentence of distance; ``running`` goes to the latest speaker.
    Calibrated on the pronoun mentions of annotated disputes inside single US articles.
    """

    distance: float = 0.6
    subject: float = 0.3
    verb: float = 0.5
    possessive: float = -0.4
    quoted: float = -0.8
    running: float = 1.4
    spoken: float = 0.9
    frequency: float = 0.25
    known_gender: float = 0.8
    parent: float = 1.5


WEIGHTS = Weights()


def pronoun_antecedent(
    context: Context,
    pronoun: str,
    place: int,
    attribution: Attribution | None = None,
    parent: Entity | None = None,
    other_than: Entity | None = None,
) -> Entity | None:
    """Return whom he (m), she (f), they (p) or it (n) at an offset means.

    Mentions inside the attribution's own content are no candidates ("Smith lied," he said);
    ``parent`` is the speaker who reports the attribution, ``other_than`` never the answer.
    """
    best: tuple[float, int] | None = None
    chosen: Entity | None = None
    here = context.sentence(place)
    own = [part for part in attribution.content if part.start < place] if attribution else []

    def offer(entity: Entity, start: int, score: float) -> None:
        nonlocal best, chosen
        if entity is other_than or not _agrees(entity, pronoun):
            return
        score -= WEIGHTS.distance * min(_FARTHEST, here - context.sentence(start))
        score += WEIGHTS.frequency * log(1 + entity.count)
        score += WEIGHTS.known_gender * (entity.gender == pronoun)
        if best is None or (score, start) > best:
            best, chosen = (score, start), entity

    for mention in context.before(place):
        if any(part.start <= mention.start < part.end for part in own):
            continue
        score = WEIGHTS.subject * context.is_subject(mention) + WEIGHTS.verb * mention.subject
        score += WEIGHTS.possessive * mention.possessive
        score += WEIGHTS.quoted * context.is_quoted(mention.start)
        offer(mention.entity, mention.start, score)
    for start, entity in context.spoken[-_RECENT_SPEAKERS:]:
        latest = start == context.spoken[-1][0]
        offer(entity, start, WEIGHTS.running if latest else WEIGHTS.spoken)
    if parent is not None:
        offer(parent, place, WEIGHTS.parent)
    return chosen


def _agrees(entity: Entity, pronoun: str) -> bool:
    """Tell whether an entity can be meant by he (m), she (f), they (p) or it (n)."""
    if pronoun in ("m", "f"):
        described = entity.kind == "anonymous" and entity.sure and not entity.plural
        return (entity.kind == "person" or described) and entity.gender in (None, pronoun)
    if pronoun == "n":
        return entity.kind in ("body", "place") and not entity.plural
    return entity.plural or entity.kind in ("body", "anonymous")


def plural_subject(context: Context, place: int) -> Phrase | None:
    """Return the common noun in the plural that opens the sentence in which "they" stands."""
    start = context.sentence_start(place)
    opening = _PLURAL_SUBJECT.match(context.text, start, place)
    if opening is None:
        return None
    phrase = read_phrase(context.text, Span(*opening.span(1)))
    return phrase if phrase is not None and phrase.sort == "nominal" and phrase.plural else None


def relative_antecedent(context: Context, place: int) -> Entity | Phrase | None:
    """Return whom "who" at an offset goes back to: somebody named, or words that describe."""
    before = context.before(place)
    if before and place - before[-1].end <= len(", ("):
        return before[-1].entity
    start = max(place - _NOUN_REACH, context.sentence_start(place))
    noun = _NOUN_BEFORE.search(context.text[start:place])
    if noun and not (before and before[-1].start > start + noun.start()):
        phrase = read_phrase(context.text, Span(start + noun.start(), place))
        if phrase is not None and phrase.sort == "nominal":
            return phrase
    return next((mention.entity for mention in before if mention.start >= start), None)
