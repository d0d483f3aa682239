"""What the words around a person's mentions tell: roles, party, gender."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from claimtrack.speakers.entities import Entity, NamedMention
from claimtrack.speakers.names import Name, Run
from claimtrack.speakers.words import fold, load_words

__all__ = ["acts", "governs_verb", "learn_genders", "learn_roles", "role_gender"]

# "R-Tenn.", "(D)", ", D-N.Y.," after a name.
_PARTY = re.compile(r",? \(?([RDI])(?:[-–‑ ]([A-Z][A-Za-z.]*)|\)|[.]?,)")
_STATES = {
    "ala": "alabama", "ariz": "arizona", "ark": "arkansas", "calif": "california",
    "colo": "colorado", "conn": "connecticut", "del": "delaware", "fla": "florida",
    "ga": "georgia", "ill": "illinois", "ind": "indiana", "kan": "kansas", "ky": "kentucky",
    "la": "louisiana", "mass": "massachusetts", "md": "maryland", "mich": "michigan",
    "minn": "minnesota", "miss": "mississippi", "mo": "missouri", "mont": "montana",
    "neb": "nebraska", "nev": "nevada", "nh": "new hampshire", "nj": "new jersey",
    "nm": "new mexico", "ny": "new york", "nc": "north carolina", "nd": "north dakota",
    "okla": "oklahoma", "ore": "oregon", "pa": "pennsylvania", "ri": "rhode island",
    "sc": "south carolina", "sd": "south dakota", "tenn": "tennessee", "tex": "texas",
    "va": "virginia", "vt": "vermont", "wash": "washington", "wis": "wisconsin",
    "wva": "west virginia", "wyo": "wyoming",
}  # fmt: skip
_PARTIES = {"R": "republican", "D": "democrat", "I": "independent"}
_APPOSITION = re.compile(r"(?: \([^()\n]{1,40}\))?, (?:age \d+, |\d+, )?([^,;:.“”\"()\n]{3,90})")
_NOUN_BEFORE_COMMA = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne)|['’]s) ([^,;:.“”\"\n]{3,80}), \Z"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_PRONOUN = re.compile(r"\b(?:([Hh]e|[Hh]is|[Hh]im|[Hh]imself)|([Ss]he|[Hh]ers?|[Hh]erself))\b")
_ADVERB = r" (?:also |then |later |first |now |never |has |had |have )?"
_VERB = (
    r"[a-z]{2,12}ed|said|told|wrote|took|went|made|gave|came|did|has|had|have|is|was|were|will|would"
    r"|can|could|may|might|should|began|held|won|led|met|saw|spoke|stood|thought|knew"
)
_SURE_VERB_AFTER = re.compile(rf"{_ADVERB}(?:{_VERB})\b")
# A word in -s may be a noun as well.
_VERB_AFTER = re.compile(rf"{_ADVERB}(?:{_VERB}|[a-z]{{2,10}}[^su\W]s)\b")
_VERBS_BEFORE = ("said ", "says ", "added ", "asked ", "told ", "wrote ", "argued ")
_PREPOSITIONS = frozenset(
    ("of", "for", "from", "in", "with", "to", "at", "by", "on", "about", "against", "under", "over")
)
_CLAUSE_WORDS = frozenset(
    ("said", "says", "told", "who", "which", "that", "has", "had", "is", "was", "were", "will",
     "would", "and")
)  # fmt: skip
_PREDICATES = frozenset(
    ("said", "says", "told", "has", "had", "is", "was", "were", "will", "would")
)
# Participles that describe whom an apposition names ("the envoy appointed in May").
_PARTICIPLES = frozenset(
    ("accused", "appointed", "charged", "elected", "hired", "involved", "killed", "named",
     "nominated", "assigned", "convicted", "based", "called", "tasked", "picked", "chosen")
)  # fmt: skip
_ADJECTIVES_IN_ED = frozenset(
    ("retired", "united", "appointed", "elected", "embattled", "disgraced")
)
# "The vice president" is not the president.
_UNDER = frozenset(("vice", "deputy", "assistant"))
# How far after a mention a pronoun still tells its gender: about a sentence.
_PRONOUN_REACH = 160
_ROLE_REACH = 100
_WORDS_BEFORE = 6
# An apposition names the role early: "the Al-Aqtan security chief".
_WORDS_TO_ROLE = 4


def role_gender(role: str) -> str | None:
    """Return m or f for a role that tells a gender ("congresswoman"), None for others."""
    words = load_words()
    if role in words.masculine:
        return "m"
    return "f" if role in words.feminine else None


def governs_verb(text: str, start: int, end: int) -> bool:
    """Tell whether a verb follows a name, or a verb of saying comes before it."""
    if _VERB_AFTER.match(text, end):
        return True
    return text.endswith(_VERBS_BEFORE, max(0, start - 12), start)


def acts(text: str, end: int) -> bool:
    """Tell whether a name that ends at ``end`` is followed by what can only be a verb."""
    return _SURE_VERB_AFTER.match(text, end) is not None


def learn_roles(text: str, run: Run, name: Name, entity: Entity) -> None:
    """Note what the words around a mention tell about a person: title, party, apposition."""
    if entity.kind != "person":
        return
    before_name = [fold(word).rstrip(".") for word in run.words[: -len(name.words)]]
    entity.roles.update(name.title)
    if "former" not in before_name:
        entity.offices.update(name.title)
    entity.traits.update(before_name)
    entity.sure = entity.sure or bool(before_name and len(name.words) == 1) or bool(name.title)
    if name.title or (name.gender and before_name):
        entity.gender = name.gender or entity.gender
    party = _PARTY.match(text, run.end)
    if party:
        entity.roles.add(_PARTIES[party[1]])
        entity.traits.update(_state_words(party[2]))
        entity.sure = True
    if run.possessive:
        return
    apposition = _APPOSITION.match(text, run.end, run.end + _ROLE_REACH)
    if apposition:
        _learn_phrase(apposition[1], entity)
    before = text[max(0, run.start - _ROLE_REACH) : run.start]
    if before.endswith(", "):
        close = _NOUN_BEFORE_COMMA.search(before)
        if close:
            _learn_phrase(close[1], entity)
    elif before.endswith(" "):
        _learn_preposed(before.split()[-_WORDS_BEFORE:], entity)


def _state_words(written: str | None) -> Sequence[str]:
    """Return the words of the state in "R-Tenn." or "R-Utah", none for no state."""
    short = fold(written or "").replace(".", "")
    return _STATES.get(short, short).split()


def _learn_phrase(phrase: str, entity: Entity) -> None:
    """Take the role out of an apposition: "the Al-Aqtan security chief", "a lawyer for X"."""
    words = [fold(word) for word in _WORD.findall(phrase)]
    stop = next((i for i, word in enumerate(words) if _ends_noun_phrase(word)), len(words))
    if stop < len(words) and _is_predicate(words[stop]):
        # ", the governor pointed to …" is a clause of its own, no apposition.
        return
    head = next((word for word in reversed(words[:stop]) if word.removesuffix("'s")), "")
    roles = load_words().roles
    held = [word for word in words[: min(stop, _WORDS_TO_ROLE)] if word in roles]
    if head in roles:
        entity.sure = True
        held.append(head)
    under = not _UNDER.isdisjoint(words[:stop])
    entity.roles.update(f"vice-{role}" if under else role for role in held)
    if head in roles:
        entity.traits.update(words)
        entity.gender = entity.gender or role_gender(head)


def _ends_noun_phrase(word: str) -> bool:
    """Tell whether a word can no longer belong to the noun of an apposition."""
    if word in _PREPOSITIONS or word in _CLAUSE_WORDS:
        return True
    return word.endswith("ed") and word not in _ADJECTIVES_IN_ED


def _is_predicate(word: str) -> bool:
    """Tell whether a word is the finite verb of the noun phrase that it ends."""
    return word in _PREDICATES or (word.endswith("ed") and word not in _PARTICIPLES)


def _learn_preposed(before: Sequence[str], entity: Entity) -> None:
    """Take the role out of the words in front of a name: "former senator", "his lawyer"."""
    role = fold(before[-1]) if before else ""
    if role in ("former", "ex"):
        entity.traits.add("former")
    if role not in load_words().roles or not before[-1][0].islower():
        return
    first = next((i for i in range(len(before) - 1, -1, -1) if not before[i][0].islower()), -1)
    words = [fold(word) for word in before[first + 1 :]]
    entity.sure = True
    entity.roles.add(role if _UNDER.isdisjoint(words) else f"vice-{role}")
    entity.traits.update(words)
    entity.gender = entity.gender or role_gender(role)


def learn_genders(text: str, mentions: Sequence[NamedMention]) -> None:
    """Let pronouns after a lone person's mentions vote on a gender nothing else tells."""
    people = [mention for mention in mentions if mention.entity.kind == "person"]
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for index, mention in enumerate(people):
        if mention.entity.gender is not None:
            continue
        limit = mention.end + _PRONOUN_REACH
        if index + 1 < len(people) and people[index + 1].entity is not mention.entity:
            limit = min(limit, people[index + 1].start)
        pronoun = _PRONOUN.search(text, mention.end, limit)
        # Into the next sentence a pronoun follows whoever the last one was about.
        if pronoun and (mention.subject or ". " not in text[mention.end : pronoun.start()]):
            votes[id(mention.entity)]["m" if pronoun[1] else "f"] += 1
    for mention in people:
        cast = votes.get(id(mention.entity))
        if cast and cast["m"] != cast["f"]:
            mention.entity.gender = "m" if cast["m"] > cast["f"] else "f"
