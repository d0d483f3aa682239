"""The people, bodies and places of one article, and how they are looked up by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimtrack.records import SpeakerKind
from claimtrack.speakers.names import Name, name_key, normalise_name, surname_key
from claimtrack.speakers.words import fold, load_words, related_roles

__all__ = ["Entity", "NamedMention", "Roster"]

# People of one surname who are told apart; an article has a handful, hostile input thousands.
_NAMESAKES = 50
_SHORTEST_MISSPELT = 4


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that an article names or describes.

    ``roles`` are nouns for the person (senator, lawyer), ``offices`` those that stand before
    the name and are held still, ``traits`` the words around all of them;
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
    offices: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    count: int = 0

    def is_former(self, role: str) -> bool:
        """Tell whether somebody had a role once: "the former senator" who is governor now."""
        return "former" in self.traits and role not in self.offices

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

    def add_misspelling(self, name: Name) -> bool:
        """Let a lone surname stand for the one person whose surname is a slip of the pen away.

        An article introduces people by their full names; who bears such a surname and is never
        introduced is most likely a typing error. Tells whether there is such a person.
        """
        key = surname_key(name.words)
        if len(key) < _SHORTEST_MISSPELT or len(self.by_surname) > _NAMESAKES:
            return False
        near = [
            found[0]
            for surname, found in self.by_surname.items()
            if surname and found and len(found[0].words) > 1 and _is_slip(key, surname)
        ]
        if len(near) == 1:
            self.by_surname[key].append(near[0])
        return len(near) == 1

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


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter left out, or by two letters swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) > len(short) + 1 or short[0] != long[0]:
        return False
    if len(long) == len(short) + 1:
        return any(long[:at] + long[at + 1 :] == short for at in range(1, len(long)))
    pairs = [at for at in range(len(short)) if short[at] != long[at]] if one != other else []
    swapped = len(pairs) == 2 and pairs[1] == pairs[0] + 1
    return len(short) == len(long) and swapped and sorted(short) == sorted(long)


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
