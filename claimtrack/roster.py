"""Who is named in an article: people, bodies and places with all their mentions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claimtrack.names import Name, Run, find_runs, name_key, normalise_name, read_name, surname_key
from claimtrack.records import SpeakerKind
from claimtrack.speaker_words import fold, load_words, related_roles

__all__ = ["Entity", "NamedMention", "Roster", "make_roster", "role_gender"]

_ACRONYM = re.compile(r"\s?\(\s?(?:the\s)?[\"“‘']?([A-Z][A-Za-z.&]{1,11})[\"”’']?(?:\)|,| or )")
_OR_ACRONYM = re.compile(r", or (?:the )?([A-Z]{2,8})\b")
# "R-Tenn.", "(D)", ", D-N.Y.," after a name.
_PARTY = re.compile(r",? \(?([RDI])(?:[-–‑ ][A-Z]|\)|[.]?,)")
_PARTIES = {"R": "republican", "D": "democrat", "I": "independent"}
_APPOSITION = re.compile(r"(?: \([^()\n]{1,40}\))?, (?:age \d+, |\d+, )?([^,;:.“”\"()\n]{3,90})")
_NOUN_BEFORE_COMMA = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne)|['’]s) ([^,;:.“”\"\n]{3,80}), \Z"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_PRONOUN = re.compile(r"\b(?:([Hh]e|[Hh]is|[Hh]im|[Hh]imself)|([Ss]he|[Hh]ers?|[Hh]erself))\b")
_VERB_AFTER = re.compile(
    r" (?:also |then |later |first |now |never |has |had |have )?"
    r"(?:[a-z]{2,12}ed|[a-z]{2,10}[^su\W]s|said|told|wrote|took|went|made|gave|came|did|has|had|have|is|was|were|will|would|can|could|may"
    r"|might|should|began|held|won|led|met|saw|spoke|stood|thought|knew)\b"
)
_VERBS_BEFORE = ("said ", "says ", "added ", "asked ", "told ", "wrote ", "argued ")
_NEWS_AGENCIES = frozenset(("ap", "afp", "upi", "cnn", "reuters", "bbc", "cbs", "abc", "nbc"))
_PREPOSITIONS = frozenset(
    ("of", "for", "from", "in", "with", "to", "at", "by", "on", "about", "against", "under", "over")
)
_CLAUSE_WORDS = frozenset(
    ("said", "says", "told", "who", "which", "that", "has", "had", "is", "was", "were", "will",
     "would", "and")
)  # fmt: skip
_ADJECTIVES_IN_ED = frozenset(
    ("retired", "united", "appointed", "elected", "embattled", "disgraced")
)
# People of one surname who are told apart; an article has a handful, hostile input thousands.
_NAMESAKES = 50
# How far after a mention a pronoun still tells its gender: about a sentence.
_PRONOUN_REACH = 160
_ROLE_REACH = 100
_WORDS_BEFORE = 6
# An apposition names the role early: "the Al-Aqtan security chief".
_WORDS_TO_ROLE = 4


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that an article names or describes.

    ``roles`` are nouns for the person (senator, lawyer), ``traits`` the words around them;
    ``sure`` is False for capitalised words that merely look like a name.
    """

    name: str
    kind: SpeakerKind
    words: tuple[str, ...] = ()
    gender: str | None = None
    plural: bool = False
    acronym: str | None = None
    sure: bool = True
    roles: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    count: int = 0

    @property
    def label(self) -> str:
        """The in-article name: the full name, with its acronym if the article introduced one."""
        return f"{self.name} ({self.acronym})" if self.acronym else self.name


@dataclass(frozen=True, slots=True)
class NamedMention:
    """One place where an entity is named; ``subject`` if it probably governs a verb there."""

    start: int
    end: int
    entity: Entity
    possessive: bool = False
    subject: bool = False


@dataclass(slots=True)
class Roster:
    """The entities of an article, their mentions in text order and the ways to look them up."""

    mentions: list[NamedMention] = field(default_factory=list)
    by_surname: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    by_given: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, Entity] = field(default_factory=dict)

    def add_person(self, entity: Entity) -> None:
        """Enter a person under full name, surname and given name."""
        self.by_name[normalise_name(entity.name)] = entity
        namesakes = self.by_surname[surname_key(entity.words)]
        if len(namesakes) < _NAMESAKES:
            namesakes.append(entity)
        given = self.by_given[name_key(entity.words[0])]
        if len(entity.words) > 1 and len(given) < _NAMESAKES:
            given.append(entity)

    def person(self, name: Name) -> Entity | None:
        """Return the person whom a name stands for: by full name, surname or given name."""
        exact = self.by_name.get(normalise_name(name.text))
        if exact is not None and (exact.kind == "person" or len(name.words) > 1):
            return exact
        found = self.by_surname.get(surname_key(name.words), [])
        if len(name.words) > 1:
            return next(
                (entity for entity in found if _same_person(entity.words, name.words)), exact
            )
        if not found:
            found = [] if exact else self.by_given.get(name_key(name.words[0]), [])
            if len({id(entity) for entity in found}) != 1:
                return exact
        return _best_fit(found, name)

    def body(self, name: Name) -> Entity | None:
        """Return the body or place of that name, acronym or tail of a name."""
        return self.by_name.get(normalise_name(name.text))


def _same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two full names of one surname are one person's (initials, nicknames)."""
    first, second = fold(one[0]).rstrip("."), fold(other[0]).rstrip(".")
    if len(one) < 2 or len(other) < 2:
        return False
    if _suffix(one) != _suffix(other) and _suffix(one) and _suffix(other):
        return False
    same = first == second or second in load_words().nicknames.get(first, ())
    initial = 1 in (len(first), len(second)) and first[:1] == second[:1]
    return same or initial


def _suffix(words: Sequence[str]) -> str:
    last = fold(words[-1]).rstrip(".")
    return last if last in ("jr", "sr", "ii", "iii", "iv") else ""


def _best_fit(found: Sequence[Entity], name: Name) -> Entity | None:
    """Return the bearer of a surname that fits the title best, else the most mentioned one.

    None if the title's gender rules all of them out.
    """

    def fit(entity: Entity) -> tuple[bool, bool, int]:
        shared = any(related_roles(role) & entity.roles for role in name.title)
        return shared, not _suffix(entity.words), entity.count

    fitting = [entity for entity in found if not _clash(name.gender, entity.gender)]
    return max(fitting, key=fit, default=None)


def _clash(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def role_gender(role: str) -> str | None:
    """Return m or f for a role that tells a gender ("congresswoman"), None for others."""
    words = load_words()
    if role in words.masculine:
        return "m"
    return "f" if role in words.feminine else None


def make_roster(text: str) -> Roster:
    """Return everybody and everything that capitalised words of ``text`` name."""
    roster = Roster()
    read = [(run, read_name(run.words)) for run in find_runs(text)]
    counts = Counter(name.words for _, name in read)
    for _, name in read:
        if name.kind == "person" and len(name.words) > 1:
            _enter_person(roster, name, counts[name.words])
        elif name.kind in ("body", "place") or len(name.words) > 1:
            _enter_body(roster, name)
    _introduce_acronyms(text, roster, read)
    _name_countries(text, roster, read)
    for _, name in read:
        titled = name.kind == "person" and len(name.words) == 1
        if titled and roster.person(name) is None:
            _enter_person(roster, name, counts[name.words])
    for run, name in read:
        entity = _named(roster, name)
        if entity is not None:
            entity.count += 1
            if len(name.words) == 1 < len(entity.words) and entity.kind == "person":
                entity.sure = True
            _learn(text, run, name, entity)
            start = run.start if name.skip == 0 else _after_skip(text, run, name)
            subject = not run.possessive and _governs_verb(text, start, run.end)
            mention = NamedMention(start, run.end, entity, run.possessive, subject)
            roster.mentions.append(mention)
    _learn_genders(text, roster.mentions)
    return roster


def _governs_verb(text: str, start: int, end: int) -> bool:
    """Tell whether a verb follows a name, or a verb of saying comes before it."""
    if _VERB_AFTER.match(text, end):
        return True
    return text.endswith(_VERBS_BEFORE, max(0, start - 12), start)


def _after_skip(text: str, run: Run, name: Name) -> int:
    lead = sum(len(word) + 1 for word in run.words[: name.skip])
    return min(run.start + lead, run.end - 1)


def _named(roster: Roster, name: Name) -> Entity | None:
    if name.kind in ("body", "place"):
        entity = roster.body(name)
        person = roster.person(name) if len(name.words) == 1 else None
        return person if person is not None and person.kind == "person" else entity
    return roster.person(name)


def _enter_person(roster: Roster, name: Name, count: int) -> None:
    found = roster.person(name)
    if found is not None and found.kind == "person":
        return
    sure = bool(name.title) or name.gender is not None
    entity = Entity(name.text, "person", name.words, name.gender, sure=sure, count=count)
    roster.add_person(entity)


def _enter_body(roster: Roster, name: Name) -> None:
    key = normalise_name(name.text)
    if not key or key in roster.by_name:
        return
    kind: SpeakerKind = "place" if name.kind == "place" else "body"
    plural = fold(name.words[-1]) in load_words().peoples
    sure = name.kind != "unknown"
    roster.by_name[key] = Entity(name.text, kind, name.words, plural=plural, sure=sure)


def _name_countries(text: str, roster: Roster, read: Sequence[tuple[Run, Name]]) -> None:
    """Call a body by its country too where the article does: "Iraq's Judicial Council"."""
    for (owner, country), (run, name) in pairwise(read):
        adjacent = owner.possessive and run.start - owner.end <= len("'s ")
        if adjacent and country.kind == "place" and len(name.words) > 1:
            body = roster.by_name.get(normalise_name(name.text))
            if body is not None and body.kind == "body" and body.name == name.text:
                body.name = text[owner.end - len(country.text) : run.end]


def _introduce_acronyms(text: str, roster: Roster, read: Sequence[tuple[Run, Name]]) -> None:
    """Let "Syrian Democratic Forces (SDF)" and "SDF (Syrian …)" name one body."""
    for run, name in read:
        match = _ACRONYM.match(text, run.end) or _OR_ACRONYM.match(text, run.end)
        if match is None or name.kind == "person" or sum(map(str.isupper, match[1])) < 2:
            continue
        acronym = match[1].rstrip(".,")
        short = normalise_name(acronym)
        words = _expansion(run.words[name.skip :], short)
        if words is None or len(words) == 1:
            continue
        full = " ".join(words)
        entity = roster.by_name.get(normalise_name(full))
        if entity is None or entity.kind == "person":
            entity = Entity(full, "body", words)
        entity.kind, entity.acronym = "body", acronym
        for form in (full, acronym, name.text):
            roster.by_name[normalise_name(form)] = entity


def _expansion(words: tuple[str, ...], acronym: str) -> tuple[str, ...] | None:
    """Return the part of ``words`` that the acronym stands for, None if it cannot."""
    if len(words) < 2 or (acronym in _NEWS_AGENCIES and len(words) != len(acronym)):
        return None
    initials = [fold(word)[0] for word in words if word[0].isupper()]
    for first in range(len(words) - 1):
        rest = [fold(word)[0] for word in words[first:] if word[0].isupper()]
        if "".join(rest) == acronym:
            return words[first:]
    lead = 1 if fold(words[0]).endswith(("-led", "-backed")) else 0
    return words[lead:] if initials and len(words) - lead >= 2 else None


def _learn(text: str, run: Run, name: Name, entity: Entity) -> None:
    """Note what the words around a mention tell about a person: title, party, apposition."""
    if entity.kind != "person":
        return
    before_name = [fold(word).rstrip(".") for word in run.words[: -len(name.words)]]
    entity.roles.update(name.title)
    entity.traits.update(before_name)
    entity.sure = entity.sure or bool(before_name and len(name.words) == 1) or bool(name.title)
    if name.title or (name.gender and before_name):
        entity.gender = name.gender or entity.gender
    party = _PARTY.match(text, run.end)
    if party:
        entity.roles.add(_PARTIES[party[1]])
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


def _learn_phrase(phrase: str, entity: Entity) -> None:
    """Take the role out of an apposition: "the Al-Aqtan security chief", "a lawyer for X"."""
    words = [fold(word) for word in _WORD.findall(phrase)]
    stop = next((i for i, word in enumerate(words) if _ends_noun_phrase(word)), len(words))
    head = next((word for word in reversed(words[:stop]) if word.removesuffix("'s")), "")
    roles = load_words().roles
    entity.roles.update(word for word in words[: min(stop, _WORDS_TO_ROLE)] if word in roles)
    if head in roles:
        entity.sure = True
        entity.roles.add(head)
        entity.traits.update(words)
        entity.gender = entity.gender or role_gender(head)


def _ends_noun_phrase(word: str) -> bool:
    """Tell whether a word can no longer belong to the noun of an apposition."""
    if word in _PREPOSITIONS or word in _CLAUSE_WORDS:
        return True
    return word.endswith("ed") and word not in _ADJECTIVES_IN_ED


def _learn_preposed(before: Sequence[str], entity: Entity) -> None:
    """Take the role out of the words in front of a name: "former senator", "his lawyer"."""
    role = fold(before[-1]) if before else ""
    if role in ("former", "ex"):
        entity.traits.add("former")
    if role not in load_words().roles or not before[-1][0].islower():
        return
    first = next((i for i in range(len(before) - 1, -1, -1) if not before[i][0].islower()), -1)
    entity.sure = True
    entity.roles.add(role)
    entity.traits.update(map(fold, before[first + 1 :]))
    entity.gender = entity.gender or role_gender(role)


def _learn_genders(text: str, mentions: Sequence[NamedMention]) -> None:
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
        if pronoun:
            votes[id(mention.entity)]["m" if pronoun[1] else "f"] += 1
    for mention in people:
        cast = votes.get(id(mention.entity))
        if cast and cast["m"] != cast["f"]:
            mention.entity.gender = "m" if cast["m"] > cast["f"] else "f"
