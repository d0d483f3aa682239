"""Which body "the council", "the company" or "the group" goes back to."""

from __future__ import annotations

from math import log

from claimtrack.speakers.context import Context
from claimtrack.speakers.entities import Entity
from claimtrack.speakers.mentions import DETERMINERS, Phrase
from claimtrack.speakers.words import fold, load_words

__all__ = ["known_body"]

# What bodies' names tell of their kind.
_COMPANIES = frozenset(
    ("company", "firm", "corporation", "giant", "maker", "manufacturer", "retailer", "airline",
     "lender", "operator", "chain", "publisher", "broadcaster")
)  # fmt: skip
_AGENCIES = frozenset(("agency", "bureau", "department", "ministry", "regulator"))
_PUBLIC_BODIES = _AGENCIES | frozenset(
    ("administration", "army", "center", "centre", "commission", "committee", "congress",
     "council", "court", "foundation", "fund", "government", "house", "institute", "parliament",
     "party", "senate", "union", "university")
)  # fmt: skip
_PAPERS = frozenset(("times", "post", "journal", "news", "herald", "tribune", "fox", "cnn"))
# Beyond so many sentences it makes no difference how far back a body was named.
_FARTHEST = 8
_LEAST_PRESENT = -5.0


def known_body(context: Context, phrase: Phrase, owner: Entity | None) -> Entity | None:
    """Return the body that "the council" or "the group" goes back to."""
    words = load_words()
    head = phrase.head
    if phrase.plural or owner is not None or head not in words.bodies | words.generic_bodies:
        return None
    modifiers = phrase.modifiers
    for mention in reversed(context.before(phrase.start)):
        folded = {fold(word) for word in mention.entity.words}
        single = mention.entity.kind == "body" and not mention.entity.plural
        if single and head in folded and modifiers <= folded:
            return mention.entity
    bare = not modifiers and phrase.words[0] in DETERMINERS
    if bare and head in words.generic_bodies - {"campaign"}:
        return _present_body(context, phrase)
    return None


def _present_body(context: Context, phrase: Phrase) -> Entity | None:
    """Return the body most present where "the company" or "the group" stands."""
    here = context.sentence(phrase.start)
    recent = [entity for _, entity in context.spoken[-3:]]
    best = _LEAST_PRESENT
    chosen = None
    for mention in reversed(context.before(phrase.start)):
        entity = mention.entity
        if entity.kind != "body" or entity.plural or not entity.sure:
            continue
        if context.is_quoted(mention.start) or not _can_be(entity, phrase.head):
            continue
        score = 0.8 * context.is_subject(mention) + 0.5 * mention.subject
        score += 1.0 * (entity in recent) + 0.3 * log(1 + entity.count)
        score -= 0.6 * min(_FARTHEST, here - context.sentence(mention.start))
        if score > best:
            best, chosen = score, entity
    spoken = (e for e in reversed(recent) if e.kind == "body" and not e.plural)
    return chosen or next((e for e in spoken if _can_be(e, phrase.head)), None)


def _can_be(entity: Entity, head: str) -> bool:
    """Tell whether a body can be called a company, an agency, a newspaper …, going by its name."""
    words = {fold(word) for word in entity.words}
    if head in _COMPANIES:
        return words.isdisjoint(_PUBLIC_BODIES)
    if head in _AGENCIES:
        return words.isdisjoint(_PUBLIC_BODIES - _AGENCIES) and not words & _PAPERS
    return True
