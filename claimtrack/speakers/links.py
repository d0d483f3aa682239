"""Which speakers of different articles are the same: merged only where that is certain."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from claimtrack.records import ManualAlias, Speaker, SpeakerKind, SpeakerMention, make_id
from claimtrack.speakers.manual import ManualNames
from claimtrack.speakers.names import name_key, normalise_name, read_name
from claimtrack.speakers.words import fold, load_words, related_roles

__all__ = ["SpeakerLinks", "link_speakers"]

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
# What makes the better key of a group, the one that its id is made from.
_MANUAL, _GOVERNMENT, _FULL, _SHORT = range(4)


@dataclass(frozen=True, slots=True)
class SpeakerLinks:
    """The speakers of a corpus, sorted by id, and whom each in-article name stands for.

    ``of`` maps (article id, name within the article) to a speaker's id.
    """

    speakers: tuple[Speaker, ...]
    of: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class _Node:
    """One in-article name with the keys under which it may meet others."""

    article: str
    mention: SpeakerMention
    key: str
    rank: int


class _Groups:
    """Keys that stand for one speaker (a union-find that remembers each key's rank)."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.rank: dict[str, int] = {}

    def add(self, key: str, rank: int) -> None:
        """Enter a key; the best rank seen for it counts."""
        self.parent.setdefault(key, key)
        self.rank[key] = min(rank, self.rank.get(key, rank))

    def root(self, key: str) -> str:
        """Return the key that stands for the group of ``key``."""
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def join(self, one: str, other: str) -> None:
        """Merge two groups under the better ranked, shorter, earlier key."""
        first, second = self.root(one), self.root(other)
        best, rest = sorted((first, second), key=lambda key: (self.rank[key], len(key), key))
        self.parent[rest] = best


def link_speakers(
    casts: Sequence[tuple[str, SpeakerMention]],
    manual: Sequence[ManualAlias],
    days: Mapping[str, str | None],
) -> SpeakerLinks:
    """Return the speakers that the casts of all articles amount to.

    ``casts`` are pairs of article id and mention, in any order; ``manual`` is what people
    said of names, which always wins; ``days`` are the ISO days of the articles that have one,
    by id. Merged are equal
    normal forms, a middle initial more or less, an acronym with its only expansion, the
    seats of one government, and a surname or short form whose title makes it sure.
    Anonymous speakers never meet those of another article.
    """
    names = ManualNames(manual)
    nodes = [
        _node(article, mention, names, days.get(article))
        for article, mention in sorted(set(casts), key=_order)
    ]
    groups = _Groups()
    for node in nodes:
        groups.add(node.key, node.rank)
    free = [node for node in nodes if node.rank in (_FULL, _SHORT)]
    people = [node for node in free if node.mention.kind == "person"]
    _join_initials(groups, people)
    _join_by_title(groups, people)
    keys = {node: node.key for node in nodes}
    _join_acronyms(groups, nodes, keys)
    _place_surnames(groups, people, keys)
    return _collect(groups, keys, names.canonical)


def _order(item: tuple[str, SpeakerMention]) -> tuple[str, str, str, str, str]:
    article, mention = item
    return article, mention.name, mention.kind, mention.acronym or "", mention.mention


def _node(article: str, mention: SpeakerMention, names: ManualNames, day: str | None) -> _Node:
    name = normalise_name(mention.name)
    for form in (name, normalise_name(mention.acronym or "")):
        meant = names.meant(form, day) if form else None
        if meant is not None:
            return _Node(article, mention, _name_keys(meant, "body")[0], _MANUAL)
    if mention.kind == "anonymous":
        return _Node(article, mention, f"anonymous\x1f{article}\x1f{name}", _FULL)
    key, rank = _name_keys(mention.name, mention.kind)
    return _Node(article, mention, key, rank)


@cache
def _bodies_by_name() -> dict[str, str]:
    """Return the key of a government or office by every normal form of its names."""
    return {normalise_name(name): key for name, key in load_words().metonyms.items()}


def _name_keys(name: str, kind: SpeakerKind) -> tuple[str, int]:
    """Return the key of a name and how good a key it is for a group."""
    normal = normalise_name(name)
    if kind != "person":
        body = _bodies_by_name().get(normal)
        if body is not None:
            return body, _GOVERNMENT
        normal = _with_country(normal)
    words = normal.split()
    if len(words) < 2:
        return normal, _SHORT
    return " ".join(filter(None, map(name_key, words))) or normal, _FULL


def _with_country(normal: str) -> str:
    """Return a body's name with its country for an adjective: "turkish army" is Turkey's."""
    words = normal.split()
    for length in (2, 1):
        country = load_words().adjectives.get(" ".join(words[:length]))
        if country is not None and len(words) > length:
            return " ".join((country, *words[length:]))
    return normal


def _given_and_surname(node: _Node) -> tuple[tuple[str, ...], str] | None:
    """Return given names and surname (with suffix) of a person's full name."""
    words = node.key.split()
    tail = 2 if words and words[-1] in _SUFFIXES else 1
    if len(words) <= tail:
        return None
    return tuple(words[:-tail]), " ".join(words[-tail:])


def _join_initials(groups: _Groups, people: Iterable[_Node]) -> None:
    """Merge "Donald J. Trump" with "Donald Trump" unless two initials contend."""
    variants: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node in people:
        full = _given_and_surname(node)
        if full is None:
            continue
        given, surname = full
        middle = "".join(name[0] for name in given[1:])
        if all(len(name) == 1 for name in given[1:]):
            variants[given[0], surname][middle].add(node.key)
    for middles in variants.values():
        if len([middle for middle in middles if middle]) <= 1:
            keys = sorted(key for group in middles.values() for key in group)
            for key in keys[1:]:
                groups.join(keys[0], key)


def _roles(node: _Node) -> set[str]:
    """Return the roles that the titles at a mention stand for ("Sen. Joe Lieberman")."""
    words = node.mention.mention.split(",")[0].split()
    while words and not words[0][:1].isupper():
        words = words[1:]
    if not words:
        return set()
    known = load_words().titles
    return {role for role in read_name(tuple(words)).title if role in known.values() and role}


def _share_role(one: Iterable[_Node], other: Iterable[_Node]) -> bool:
    ours = {related for node in one for role in _roles(node) for related in related_roles(role)}
    return any(role in ours for node in other for role in _roles(node))


def _join_by_title(groups: _Groups, people: Iterable[_Node]) -> None:
    """Merge "Sen. Joe Lieberman" with "Senator Joseph Lieberman": short form and title agree."""
    by_surname: dict[str, dict[str, list[_Node]]] = defaultdict(lambda: defaultdict(list))
    for node in people:
        full = _given_and_surname(node)
        if full is not None:
            by_surname[full[1]][groups.root(node.key)].append(node)
    nicknames = load_words().nicknames
    for bearers in by_surname.values():
        by_given: dict[str, list[str]] = defaultdict(list)
        for key in sorted(bearers):
            by_given[key.split()[0]].append(key)
        for given, keys in by_given.items():
            for other in sorted(nicknames.get(given, ())):
                if given < other and other in by_given:
                    _join_sure(groups, bearers, [*keys, *by_given[other]])


def _join_sure(
    groups: _Groups, bearers: Mapping[str, Sequence[_Node]], keys: Sequence[str]
) -> None:
    """Merge two persons, given as keys of ``bearers``, if there are just two and titles agree."""
    if len(keys) == 2 and _share_role(bearers[keys[0]], bearers[keys[1]]):
        groups.join(*keys)


def _join_acronyms(groups: _Groups, nodes: Sequence[_Node], keys: dict[_Node, str]) -> None:
    """Merge a bare acronym with its expansion where the corpus introduces only one."""
    expansions: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if node.mention.acronym and node.mention.kind != "anonymous":
            expansions[normalise_name(node.mention.acronym)].add(node.key)
    for found in expansions.values():
        shortest = sorted(found, key=lambda key: (len(key), key))
        for key in shortest[1:]:
            if key.endswith(" " + shortest[0]):
                groups.join(shortest[0], key)
    for node in nodes:
        if node.rank != _SHORT or node.mention.acronym or node.mention.kind == "person":
            continue
        roots = {groups.root(key) for key in expansions.get(node.key, ())}
        if len(roots) == 1:
            keys[node] = roots.pop()


def _place_surnames(groups: _Groups, people: Iterable[_Node], keys: dict[_Node, str]) -> None:
    """Give a bare surname to the only person of that surname if their titles agree."""
    bearers: dict[str, dict[str, list[_Node]]] = defaultdict(lambda: defaultdict(list))
    bare: list[_Node] = []
    for node in people:
        full = _given_and_surname(node)
        if full is None:
            bare.append(node)
        else:
            bearers[full[1].split()[0]][groups.root(node.key)].append(node)
    for node in bare:
        found = bearers.get(name_key(node.key), {})
        if len(found) == 1:
            ((root, holders),) = found.items()
            if _share_role([node], holders):
                keys[node] = root


def _collect(groups: _Groups, keys: Mapping[_Node, str], canonical: Sequence[str]) -> SpeakerLinks:
    members: dict[str, list[_Node]] = defaultdict(list)
    for node, key in keys.items():
        members[groups.root(key)].append(node)
    chosen = {_name_keys(name, "body")[0]: name for name in reversed(canonical)}
    speakers = []
    of: dict[tuple[str, str], str] = {}
    for key, nodes in members.items():
        speaker = _speaker(key, nodes, chosen)
        speakers.append(speaker)
        for node in nodes:
            of[node.article, node.mention.name] = speaker.id
    ordered = tuple(sorted(speakers, key=lambda speaker: speaker.id))
    return SpeakerLinks(ordered, MappingProxyType(dict(sorted(of.items()))))


def _speaker(key: str, nodes: Sequence[_Node], chosen: Mapping[str, str]) -> Speaker:
    forms = Counter(node.mention.name for node in nodes)
    is_seat = all(node.rank == _GOVERNMENT for node in nodes)

    def preference(form: str) -> tuple[bool, bool, int, int, str]:
        full = not is_seat and len(normalise_name(form).split()) > 1
        return full, not is_seat and form.endswith(")"), forms[form], len(form), form

    name = chosen.get(key) or max(forms, key=preference)
    seen = set(forms) | {node.mention.acronym for node in nodes if node.mention.acronym}
    kinds = Counter(node.mention.kind for node in nodes)
    kind = max(sorted(kinds), key=lambda kind: (kinds[kind], kind == "body"))
    aliases = tuple(
        sorted((form for form in seen if form != name), key=lambda form: (fold(form), form))
    )
    return Speaker(make_id("speaker", key), name, kind, aliases)
