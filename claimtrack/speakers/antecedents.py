"""Whom a pronoun means: he, she, they, it and who."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from claimtrack.records import Attribution, Span
from claimtrack.speakers.context import Context
from claimtrack.speakers.entities import Entity, NamedMention
from claimtrack.speakers.mentions import Phrase, read_phrase
from claimtrack.speakers.words import fold, is_body_noun, load_words

__all__ = ["WEIGHTS", "Sought", "Weights", "most_present", "plural_subject", "pronoun_antecedent"]

_RECENT_SPEAKERS = 8
_MARKS = frozenset("“”\"„«»‘'`")
_FARTHEST = 8
# "Their home governments are reluctant …, because they believe …": the subject as far as its verb.
_PLURAL_SUBJECT = re.compile(
    r"\s*(?:(?:But|And|Yet|Still|Now|Meanwhile),? )?[“\"]?"
    r"(\w[\w’'-]*(?: [A-Za-z][\w’'-]*){0,4}(?: (?:of|in|from|for|at) [\w’' -]{3,40}?)?)"
    r"(?:, [^,.]{3,60},)? "
    r"(?:are|were|have|had|do|did|will|would|can|could|may|say|said|\w{3,12}ed)\b"
)
# "… with Lee, when | he …": nobody else comes between.
_WHEN = re.compile(r",? (?:when|where|in which|at which|after which) ")
_PRESSED_BY = re.compile(r"\s*[A-Z]\w+ed by [^.;:“”\"\n]{3,160}, ")
# Endings of nouns for people that no list holds.
_PERSONAL = ("er", "or", "ist", "ian", "ant", "man", "ee", "lord")
# "They" that opens a sentence, a connective before it or not, takes up the subject before.
_OPENING = len("However, ")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts when a pronoun looks for its antecedent.

    ``distance`` is taken off a sentence of distance, ``same`` goes to mentions in the pronoun's
    own; ``running`` goes to the latest speaker; ``introduced`` is for full names, ``told`` for
    mentions in what somebody says, ``when`` for the last before "when he".
    Calibrated on 385 pronouns that speak in annotated disputes inside single US articles and
    146 in half of the multi-outlet events; the other half served as the check. ``same`` to
    ``introduced`` were then fitted to those and GAP's development set by maximum likelihood,
    and taken half-way where news and GAP disagree: F1 on GAP validation .51 before, .56 after.
    ``frequency_of_described`` is for "the mogul" and "the company", who are whom the article is
    about more often than "he" is (of the single articles' speakers 4 more; .8 and 1.2 the same).
    """

    distance: float = 0.9
    same: float = 0.5
    subject: float = 0.6
    verb: float = 0.6
    possessive: float = 0.33
    preposition: float = -0.7
    introduced: float = -0.25
    quoted: float = -2.2
    running: float = 1.2
    spoken: float = 1.1
    frequency: float = 0.06
    frequency_of_described: float = 0.5
    known_gender: float = 1.1
    parent: float = 2.4
    told: float = -0.3
    when: float = 2.0


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

    ``parent`` is the speaker who reports the attribution, ``other_than`` never the answer.
    """
    quoted = parent is not None and context.is_quoted(place)

    def fits(entity: Entity) -> bool:
        # In a quotation its speaker is "I", not "he".
        himself = quoted and entity is parent
        return not himself and entity is not other_than and _agrees(entity, pronoun)

    return most_present(context, place, fits, attribution, Sought(pronoun, parent, quoted))


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of the mention that is resolved; ``quoted`` if it stands in a quotation."""

    pronoun: str = ""
    parent: Entity | None = None
    quoted: bool = False


def most_present(
    context: Context,
    place: int,
    fits: Callable[[Entity], bool],
    attribution: Attribution | None = None,
    sought: Sought = Sought(),
) -> Entity | None:
    """Return whom a reader has most in mind at an offset, of those whom a mention there fits.

    ``sought`` is what a pronoun says of itself; a description has said it all by ``fits``.
    Mentions inside the attribution's own content are no candidates ("Smith lied," he said).
    """
    own = _own_words(context, place, attribution)
    # A quotation of many sentences before "she said" takes nobody farther away.
    here = context.sentence(min([place, *(part.start for part in own)]))
    often = WEIGHTS.frequency if sought.pronoun else WEIGHTS.frequency_of_described
    best: tuple[float, int] | None = None
    chosen: Entity | None = None
    for entity, start, prominence in _offers(context, place, sought, (own, here)):
        if not fits(entity):
            continue
        away = max(0, min(_FARTHEST, here - context.sentence(start)))
        score = prominence - WEIGHTS.distance * away
        score += often * log(1 + entity.count)
        score += WEIGHTS.known_gender * (entity.gender == sought.pronoun)
        if best is None or (score, start) > best:
            best, chosen = (score, start), entity
    return chosen


def _offers(
    context: Context, place: int, sought: Sought, around: tuple[Sequence[Span], int]
) -> Iterator[tuple[Entity, int, float]]:
    """Yield who may be meant, where that is told and how present it makes them.

    ``around`` are the attribution's own words and the number of its sentence.
    """
    own, here = around
    for mention in context.before(place):
        if _is_own(context, mention, own):
            continue
        score = _prominence(context, mention, place)
        score -= WEIGHTS.quoted * (sought.quoted and context.is_quoted(mention.start))
        score += WEIGHTS.same * (context.sentence(mention.start) >= here)
        yield mention.entity, mention.start, score
    for first, entity in context.together(place) if sought.pronoun == "p" else ():
        if not _is_own(context, first, own):
            score = WEIGHTS.subject * context.is_subject(first) + WEIGHTS.verb
            score += WEIGHTS.quoted * context.is_quoted(first.start)
            yield entity, first.start, score
    for span, entity in context.bodies(place) if sought.pronoun == "n" else ():
        score = WEIGHTS.preposition * context.follows_preposition(span.start)
        score += WEIGHTS.same * (context.sentence(span.start) >= here)
        yield entity, span.start, score
    for start, entity in context.spoken[-_RECENT_SPEAKERS:]:
        latest = start == context.spoken[-1][0]
        yield entity, start, WEIGHTS.running if latest else WEIGHTS.spoken
    if sought.parent is not None:
        yield sought.parent, place, WEIGHTS.parent


def _is_own(context: Context, mention: NamedMention, own: Sequence[Span]) -> bool:
    """Tell whether a mention is in the attribution's own words, as more than their subject."""
    inside = next((part for part in own if part.start <= mention.start < part.end), None)
    if inside is None:
        return False
    # "Lee is close to a deal, she said": of words without marks, their subject may speak.
    marked = context.text[inside.start] in _MARKS or context.is_quoted(mention.start)
    return marked or not mention.subject


def _own_words(context: Context, place: int, attribution: Attribution | None) -> list[Span]:
    """Return what the pronoun's own attribution says in front of it."""
    if attribution is None:
        return []
    own = [part for part in attribution.content if part.start < place]
    ends = max((cue.end for cue in attribution.cue), default=place)
    start = context.sentence_start(place)
    if _PRESSED_BY.fullmatch(context.text, start, place):
        # "Pressed by Lee and Roe, they refused": neither Lee nor Roe did.
        own.append(Span(start, place))
    inserted = context.text.endswith(", ", 0, place) and context.text.startswith(", ", ends)
    if inserted and not any(part.end + len(", ") >= place for part in own):
        # "Calling Roe a liar, he said, was easy": the words before are his as well.
        own.append(Span(start, place))
    return own


def _prominence(context: Context, mention: NamedMention, place: int) -> float:
    """Return how present a mention makes whom it names at a later offset."""
    score = WEIGHTS.subject * context.is_subject(mention) + WEIGHTS.verb * mention.subject
    score += WEIGHTS.possessive * mention.possessive
    score += WEIGHTS.preposition * context.follows_preposition(mention.start)
    score += WEIGHTS.introduced * (" " in context.text[mention.start : mention.end])
    score += WEIGHTS.quoted * context.is_quoted(mention.start)
    score += WEIGHTS.told * context.is_told(mention.start)
    return score + WEIGHTS.when * (_WHEN.fullmatch(context.text, mention.end, place) is not None)


def _agrees(entity: Entity, pronoun: str) -> bool:
    """Tell whether an entity can be meant by he (m), she (f), they (p) or it (n)."""
    if pronoun in ("m", "f"):
        described = entity.kind == "anonymous" and entity.sure and not entity.plural
        return (entity.kind == "person" or described) and entity.gender in (None, pronoun)
    if pronoun == "n":
        described = entity.kind == "anonymous" and is_body_noun(
            fold(entity.name.rsplit(" ", 1)[-1])
        )
        return (entity.kind in ("body", "place") or described) and not entity.plural
    return entity.plural or (entity.kind == "body" and entity.sure)


def plural_subject(context: Context, place: int) -> Phrase | None:
    """Return the people in the plural that open the sentence of "they", or the one before."""
    start = context.sentence_start(place)
    found = _people(context, start, place)
    if found is None and place - start <= _OPENING and start > 0:
        found = _people(context, context.sentence_start(start - 1), start)
    return found


def _people(context: Context, start: int, end: int) -> Phrase | None:
    """Return the plural common noun, people or bodies, that is the subject at ``start``."""
    opening = _PLURAL_SUBJECT.match(context.text, start, end)
    if opening is None:
        return None
    phrase = read_phrase(context.text, Span(*opening.span(1)))
    if phrase is None or phrase.sort != "nominal" or not phrase.plural:
        return None
    words = load_words()
    personal = phrase.head in words.roles or is_body_noun(phrase.head)
    return phrase if personal or phrase.head.endswith(_PERSONAL) else None
