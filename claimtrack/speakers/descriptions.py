"""Whom a description means: "the council", "her lawyer", "the Clinton campaign", "a source"."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import log

from claimtrack.records import Attribution, Span
from claimtrack.speakers.antecedents import most_present
from claimtrack.speakers.bodies import known_body
from claimtrack.speakers.context import Context
from claimtrack.speakers.entities import Entity
from claimtrack.speakers.mentions import DETERMINERS, Phrase, read_phrase
from claimtrack.speakers.names import find_runs, read_name, surname_key
from claimtrack.speakers.profiles import role_gender
from claimtrack.speakers.words import fold, load_words, related_roles

__all__ = ["described_entity"]

# Nouns by which a person's staff or followers speak: their party, not the person.
_PARTY_NOUNS = frozenset(
    ("campaign", "office", "team", "staff", "administration", "camp", "family", "aide", "ally",
     "adviser", "supporter", "attorneys", "lawyers", "government", "cabinet")
)  # fmt: skip
# Nouns that describe a person so loosely that the running speaker is meant.
_LOOSE = frozenset(
    ("republican", "democrat", "independent", "candidate", "lawmaker", "politician", "nominee",
     "businessman", "businesswoman", "billionaire", "mogul", "hopeful", "contender", "frontrunner",
     "front-runner", "star", "native", "man", "woman", "conservative", "liberal", "libertarian",
     "veteran", "legislator", "tycoon", "author", "incumbent", "senator", "governor", "congressman",
     "congresswoman", "representative", "mayor", "actor", "actress", "singer", "president",
     "secretary", "ambassador", "minister", "general", "judge", "professor", "leader")
)  # fmt: skip
# What a person writes or says speaks for that person: "his statement", "Mr. Smith's letter".
_UTTERANCES = frozenset(
    ("statement", "letter", "tweet", "post", "email", "e-mail", "memo", "speech", "remark",
     "comment", "message", "testimony", "interview", "op-ed", "essay", "book", "account", "word",
     "memoir", "complaint", "claim", "allegation", "view", "argument", "fear", "belief",
     "affidavit", "article", "call", "assertion", "suggestion", "warning", "answer", "reply")
)  # fmt: skip
# Of these, what goes back to the running speaker when only "the" stands before it.
_RUNNING_UTTERANCES = frozenset(("statement", "tweet", "post", "message", "email", "e-mail"))
# Offices: someone known for another role is not meant.
_OFFICES = frozenset(
    ("senator", "governor", "congressman", "congresswoman", "representative", "mayor", "president",
     "secretary", "ambassador", "minister", "general", "judge", "professor", "leader", "lawmaker")
)  # fmt: skip
# "An analysis of the records" is about them; who made it stands elsewhere.
_ABOUT = (" of ", " of the ", " for ", " for the ")
# "His lawyer" is no United States attorney.
_PUBLIC = frozenset(("states", "u.s", "us", "district", "state", "federal", "prosecutor"))
_DESCRIPTIONS_KEPT = 40
# Where "the letter" was introduced, and how far the words for who wrote it reach.
_INTRODUCED_WITHIN = 2000
_SHORTEST_NAME, _LONGEST_INTRODUCTION = 12, 120

Pronouns = Callable[[str, int, Attribution | None], Entity | None]


def described_entity(
    context: Context, phrase: Phrase, attribution: Attribution | None, pronouns: Pronouns
) -> Entity | None:
    """Return whom a description means: someone named before it, or a new party.

    ``pronouns`` resolves a possessive ("his office") given its letter and offset.
    """
    owner = _owner(context, phrase, attribution, pronouns)
    author = _author(context, phrase, owner)
    if author is not None:
        # "The report" later on means the same author.
        context.described.append((author, phrase))
        return author
    if phrase.definite or phrase.owner is not None:
        known = _known(context, phrase, owner, attribution)
        if known is not None:
            return known
    if phrase.head in _PARTY_NOUNS and "including" not in phrase.description:
        party = _party(context, phrase, owner, attribution)
        if party is not None:
            return party
    if phrase.definite and not phrase.plural and owner is None:
        loose = (phrase.head in _LOOSE or phrase.head.endswith("-old")) and not _office(phrase)
        if loose or phrase.head in _RUNNING_UTTERANCES:
            return _running(context, phrase, attribution) or _new(context, phrase, owner)
    return _new(context, phrase, owner)


def _author(context: Context, phrase: Phrase, owner: Entity | None) -> Entity | None:
    """Return who speaks in what was written: "her letter", "a Times report", "a poll by Lee"."""
    if phrase.head in _UTTERANCES:
        return owner or _writer(context, phrase)
    if phrase.head not in load_words().reports:
        return None
    if owner is not None:
        about = phrase.owner and context.text.endswith(_ABOUT, 0, phrase.owner.start)
        return None if about else owner
    stop = phrase.start + len(" ".join(phrase.words))
    run = next(find_runs(context.text, phrase.start, stop), None)
    if run is None or run.possessive:
        return None
    name = read_name(run.words)
    named = context.roster.person(name) or context.roster.body(name)
    return named if named is not None and named.kind in ("body", "person") else None


def _writer(context: Context, phrase: Phrase) -> Entity | None:
    """Return who wrote "the letter" that was introduced as "a letter from the lawyer, Fia Roe"."""
    if phrase.words[0] != "the" or phrase.plural:
        return None
    pattern = re.compile(rf"\b{re.escape(phrase.head)} (?:from|by|written by|signed by) ")
    start = max(0, phrase.start - _INTRODUCED_WITHIN)
    introduced = [found.end() for found in pattern.finditer(context.text, start, phrase.start)]
    if not introduced:
        return None
    first, latest = introduced[-1], introduced[-1] + _LONGEST_INTRODUCTION
    end = context.text.find(".", first + _SHORTEST_NAME, latest)
    written = read_phrase(context.text, Span(first, end if end > 0 else latest))
    name = written and (written.apposed[0] if written.apposed else written.name)
    return (context.roster.person(name) or context.roster.body(name)) if name else None


def _owner(
    context: Context, phrase: Phrase, attribution: Attribution | None, pronouns: Pronouns
) -> Entity | None:
    if phrase.owner_pronoun and phrase.owner_pronoun != "s":
        return pronouns(phrase.owner_pronoun, phrase.start, attribution)
    if phrase.owner is not None:
        name = read_name(phrase.owner.words)
        return context.roster.person(name) or context.roster.body(name)
    for index, word in enumerate(phrase.words[:-1]):
        if word.endswith("'s") and len(word) > 3:
            inner = (*phrase.words[:index], word[:-2])
            title = Phrase("nominal", phrase.start, "", head=word[:-2], words=inner, definite=True)
            holder = _known_role(context, title, None)
            return holder if holder and title.modifiers <= holder.traits else None
    return None


def _known(
    context: Context, phrase: Phrase, owner: Entity | None, attribution: Attribution | None
) -> Entity | None:
    named = _known_role(context, phrase, owner)
    if named is not None or _introduces(phrase):
        return named
    return known_body(context, phrase, owner, attribution) or _described_before(context, phrase)


def _party(
    context: Context, phrase: Phrase, owner: Entity | None, attribution: Attribution | None
) -> Entity | None:
    """Return the campaign, office or administration of a person."""
    if owner is None:
        owner = _modifying_person(context, phrase)
    if owner is None and phrase.head == "campaign" and not phrase.modifiers:
        owner = _running(context, phrase, attribution)
    if owner is None and phrase.head == "administration":
        owner = _known_role(
            context,
            Phrase("nominal", phrase.start, "", head="president", words=("the", "president")),
            None,
        )
    if owner is None or owner.kind != "person":
        return None
    noun = phrase.words[-1].removesuffix("'s")
    if phrase.head == "administration":
        label = f"{owner.words[-1] if owner.words else owner.name} {noun}"
    else:
        label = f"{owner.name}'s {noun}"
    return context.remember(Entity(label, "body", plural=phrase.plural), phrase)


def _modifying_person(context: Context, phrase: Phrase) -> Entity | None:
    """Return the person in "the Clinton campaign"."""
    for word in phrase.words[:-1]:
        people = [
            entity
            for entity in context.roster.by_surname.get(surname_key((word,)), ())
            if entity.sure
        ]
        if people:
            return max(people, key=lambda entity: entity.count)
    return None


def _known_role(context: Context, phrase: Phrase, owner: Entity | None) -> Entity | None:
    """Return the person who was given the role that the description names."""
    if phrase.head not in load_words().roles or phrase.plural:
        return None
    head = phrase.head
    if len(phrase.words) > 1 and phrase.words[-2] in ("vice", "deputy", "assistant"):
        head = f"vice-{head}"
    wanted = related_roles(head)
    office = _office(phrase)
    modifiers = phrase.modifiers
    recent = {id(entity) for _, entity in context.spoken[-2:]}
    best: tuple[float, int] | None = None
    chosen = None
    for mention in reversed(context.before(phrase.start)):
        entity = mention.entity
        if entity.kind != "person" or not entity.roles & wanted or entity is owner:
            continue
        if (office and office not in entity.roles) or not _serves(phrase, entity):
            continue
        if owner is not None and phrase.owner_pronoun and entity.traits & _PUBLIC:
            continue
        score = 1.0 * (head in entity.roles) + 0.5 * (id(entity) in recent)
        score += 0.7 * len(modifiers & entity.traits)
        score += 0.3 * log(1 + entity.count)
        score -= 1.0 * (("former" in modifiers) != entity.is_former(head))
        if best is None or (score, mention.start) > best:
            best, chosen = (score, mention.start), entity
    if chosen is not None or head in _LOOSE - _OFFICES:
        # "The hopeful" is somebody the reader knows by now.
        return chosen
    holders = [entity for entity in context.holders(head) if entity is not owner]
    holders = [e for e in holders if not office or office in e.roles]
    holders = [entity for entity in holders if _serves(phrase, entity)]
    fit = [e for e in holders if ("former" in modifiers) == e.is_former(head)] or holders
    return max(fit, key=lambda entity: entity.count, default=None)


def _introduces(phrase: Phrase) -> bool:
    """Tell whether a description with an owner introduces somebody ("a spokesman for Lee")."""
    return phrase.owner is not None and phrase.words[0] in ("a", "an", "another", "one")


def _serves(phrase: Phrase, entity: Entity) -> bool:
    """Tell whether "a spokesman for Lee" can be somebody: only who was said to be Lee's."""
    if phrase.owner is None or not _introduces(phrase):
        return True
    return fold(phrase.owner.words[-1]) in {trait.removesuffix("'s") for trait in entity.traits}


def _office(phrase: Phrase) -> str:
    """Return "inspector" of "the inspector general": an office of two nouns, no mere general."""
    before = phrase.words[-2] if len(phrase.words) > 1 else ""
    return before if phrase.head == "general" and before in load_words().roles else ""


def _described_before(context: Context, phrase: Phrase) -> Entity | None:
    """Return the party that an earlier description with the same head introduced."""
    content = set(phrase.words) - DETERMINERS
    modifiers = content - {phrase.words[-1]}
    best: tuple[int, int] | None = None
    chosen = None
    for index, (entity, earlier) in enumerate(context.described[-_DESCRIPTIONS_KEPT:]):
        if earlier.head != phrase.head or earlier.plural != phrase.plural:
            continue
        if not modifiers <= set(earlier.words):
            continue
        score = (len(content & set(earlier.words)), index)
        if best is None or score > best:
            best, chosen = score, entity
    return chosen


def _running(context: Context, phrase: Phrase, attribution: Attribution | None) -> Entity | None:
    """Return the person most present where "the Republican" or "the mogul" stands."""
    wanted = related_roles(phrase.head)
    gender = role_gender(phrase.head)

    def fits(entity: Entity) -> bool:
        if entity.kind != "person" or (gender and entity.gender not in (None, gender)):
            return False
        return not entity.roles or phrase.head not in _OFFICES or bool(entity.roles & wanted)

    modifiers = phrase.modifiers
    for mention in reversed(context.before(phrase.start)):
        if fits(mention.entity) and mention.entity.traits & modifiers:
            return mention.entity
    return most_present(context, phrase.start, fits, attribution)


def _new(context: Context, phrase: Phrase, owner: Entity | None) -> Entity:
    """Return a new party known by its description alone."""
    words = load_words()
    description = phrase.description
    if phrase.owner_pronoun:
        description = description.split(" ", 1)[-1]
        # "Their" may be many people's without a name, of whom a body was only told.
        if owner is not None and (phrase.owner_pronoun != "p" or owner.plural):
            description = f"{owner.name}'s {description}"
    elif phrase.owner is not None and phrase.owner.possessive:
        # "Norland Rep. Fia Roe's lawyer" is Fia Roe's.
        name = read_name(phrase.owner.words)
        written = context.text[phrase.owner.start : phrase.owner.end]
        if name.kind == "person":
            description = description.replace(written, name.text, 1)
    first = fold(description.split(" ", 1)[0]).removesuffix("'s")
    body = phrase.head in words.bodies and (first in words.adjectives or first in words.places)
    entity = Entity(description, "body" if body else "anonymous", plural=phrase.plural)
    entity.sure = phrase.head in words.roles
    return context.remember(entity, phrase)
