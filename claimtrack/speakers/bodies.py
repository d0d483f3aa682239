"""Which body "the council", "the company" or "the group" goes back to."""

from __future__ import annotations

from claimtrack.records import Attribution
from claimtrack.speakers.antecedents import most_present
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


def known_body(
    context: Context, phrase: Phrase, owner: Entity | None, attribution: Attribution | None
) -> Entity | None:
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
        return most_present(context, phrase.start, lambda e: _can_be(e, head), attribution)
    return None


def _can_be(entity: Entity, head: str) -> bool:
    """Tell whether somebody is a body to be called a company or an agency, going by its name."""
    if entity.kind != "body" or entity.plural or not entity.sure:
        return False
    words = {fold(word) for word in entity.words}
    if head in _COMPANIES:
        return words.isdisjoint(_PUBLIC_BODIES)
    if head in _AGENCIES:
        return words.isdisjoint(_PUBLIC_BODIES - _AGENCIES) and not words & _PAPERS
    return True
