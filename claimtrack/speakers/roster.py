"""Who is named in an article: people, bodies and places with all their mentions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from claimtrack.records import Span, SpeakerKind
from claimtrack.speakers.entities import Entity, NamedMention, Roster
from claimtrack.speakers.names import (
    Name,
    Run,
    find_runs,
    gender_of,
    is_given_name,
    normalise_name,
    read_name,
)
from claimtrack.speakers.profiles import acts, governs_verb, learn_genders, learn_roles
from claimtrack.speakers.words import fold, load_words, singular

__all__ = ["make_roster"]

_ACRONYM = re.compile(r"\s?\(\s?(?:the\s)?[\"“‘']?([A-Z][A-Za-z.&]{1,11})[\"”’']?(?:\)|,| or )")
_OR_ACRONYM = re.compile(r", or (?:the )?([A-Z]{2,8})\b")
_NEWS_AGENCIES = frozenset(("ap", "afp", "upi", "cnn", "reuters", "bbc", "cbs", "abc", "nbc"))
_SAID_AFTER = (" said", " says", " told", " added", " wrote", " argued", " claimed", " denied")
_SAID_BEFORE = ("said ", "says ", "added ", "asked ", "told ", "wrote ", "argued ")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# "LENNPORT, May 3 (Wire) —": where the text was written, nobody in it.
_DATELINE = re.compile(
    r"^[ \t]*[A-Z][A-Z.’'/ -]{2,40}(?:, [^\n—–()]{2,30}?)?(?: \([A-Z][\w .]{1,20}\))?"
    r" (?:[—–―]|--?) ",
    re.MULTILINE,
)
_PARTY_ADJECTIVES = frozenset(("republican", "democratic", "gop"))
_NOUN_AFTER = re.compile(r" [a-z]+s\b")
_LONGEST_HEADLINE = 150
# "I'm" and "It'll" are nobody's names.
_CONTRACTED = ("'m", "'ll", "'ve", "'re", "'d")
# A name that is written in one way more often is no slip.
_MOST_SLIPS = 2
_THE_ROLE = re.compile(r"\b[Tt]he ([a-z]{3,20})(?= )")
_SENTENCE_EDGES = ".!?:\n\"“”'‘’"


_Read = Sequence[tuple[Run, Name]]


def make_roster(text: str) -> Roster:
    """Return everybody and everything that capitalised words of ``text`` name."""
    roster = Roster()
    read = _without_headline(text, [(run, read_name(run.words)) for run in find_runs(text)])
    _enter_names(text, roster, read)
    _introduce_acronyms(text, roster, read)
    _name_countries(text, roster, read)
    _enter_titled(roster, read)
    datelines = [Span(*found.span()) for found in _DATELINE.finditer(text)]
    for run, name in read:
        entity = _named(roster, name)
        if entity is None or _modifies(text, run, name) or _touches(run, datelines):
            continue
        entity.count += 1
        if len(name.words) == 1 < len(entity.words) and entity.kind == "person":
            entity.sure = True
        learn_roles(text, run, name, entity)
        start = run.start if name.skip == 0 else _after_skip(run, name)
        subject = not run.possessive and governs_verb(text, start, run.end)
        roster.mentions.append(NamedMention(start, run.end, entity, run.possessive, subject))
    learn_genders(text, roster.mentions)
    roster.mentions.extend(_by_role(text, roster))
    roster.mentions.sort(key=lambda mention: mention.start)
    return roster


def _by_role(text: str, roster: Roster) -> list[NamedMention]:
    """Return where "the governor" does something, if the article has only one governor."""
    people = {id(one.entity): one.entity for one in roster.mentions if one.entity.kind == "person"}
    holders: dict[str, list[Entity]] = defaultdict(list)
    for person in people.values():
        for role in person.roles:
            if not person.is_former(role):
                holders[role].append(person)
    return [
        NamedMention(found.start(1), found.end(1), holders[found[1]][0], subject=True)
        for found in _THE_ROLE.finditer(text)
        if len(holders.get(found[1], ())) == 1 and acts(text, found.end())
    ]


def _without_headline(text: str, read: _Read) -> _Read:
    """Leave out what a headline in capitals seems to name, unless the article names it too.

    "Senator Lee Willing to Testify" names no Lee Willing.
    """
    line, _, body = text.partition("\n")
    if not body or len(line) > _LONGEST_HEADLINE:
        return read
    words = [word for word in _WORD.findall(line) if len(word) > len("with")]
    if 2 * sum(word[0].isupper() for word in words) <= len(words):
        return read
    known = {name.words for run, name in read if run.start >= len(line)}
    return [(run, name) for run, name in read if run.start >= len(line) or name.words in known]


def _touches(run: Run, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, run.start, key=lambda span: span.end)
    return at < len(spans) and spans[at].start < run.end


def _modifies(text: str, run: Run, name: Name) -> bool:
    """Tell whether a party's adjective stands before a noun: "Republican senators" are others."""
    return (
        fold(name.words[-1]) in _PARTY_ADJECTIVES and _NOUN_AFTER.match(text, run.end) is not None
    )


def _enter_names(text: str, roster: Roster, read: _Read) -> None:
    """Enter full names and bodies first: single words may then turn out to be parts of them."""
    counts = Counter(name.words for _, name in read)
    for _, name in read:
        if name.kind == "person" and len(name.words) > 1:
            _enter_person(roster, name, counts[name.words])
        elif name.kind in ("body", "place") or len(name.words) > 1:
            _enter_body(roster, name)
    for run, name in read:
        if not _is_lone_person(text, run, name) or roster.person(name) is not None:
            continue
        if counts[name.words] > _MOST_SLIPS or not roster.add_misspelling(name):
            _enter_person(roster, name, counts[name.words])


def _enter_titled(roster: Roster, read: _Read) -> None:
    """Enter those whom the article calls by title and surname alone."""
    for _, name in read:
        titled = name.kind == "person" and len(name.words) == 1
        if titled and roster.person(name) is None:
            _enter_person(roster, name, 1)


def _is_lone_person(text: str, run: Run, name: Name) -> bool:
    """Tell whether a single word is a person's: a given name, or it acts inside a sentence.

    That it need not speak took the F1 on GAP from .44 to .51 (validation texts).
    """
    if name.kind != "unknown" or len(name.words) > 1:
        return False
    word = fold(name.words[0])
    words = load_words()
    if word in words.namesakes or word.endswith(_CONTRACTED):
        return False
    if is_given_name(word):
        return True
    noun = singular(word)
    common = noun in words.roles or noun in words.things or word in words.adjectives
    if common or word in words.function or word in words.quantifiers:
        return False
    lead = text[max(0, run.start - 3) : run.start]
    within = len(lead) == 3 and (lead[1] not in _SENTENCE_EDGES or lead[0] == ",")
    if not within or text.endswith("the ", 0, run.start):
        return False
    return _speaks(text, run) or acts(text, run.end)


def _speaks(text: str, run: Run) -> bool:
    said_after = text.startswith(_SAID_AFTER, run.end)
    return said_after or text.endswith(_SAID_BEFORE, max(0, run.start - 12), run.start)


def _after_skip(run: Run, name: Name) -> int:
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
    gender = name.gender or gender_of(fold(name.words[0]))
    entity = Entity(name.text, "person", name.words, gender, sure=sure, count=count)
    roster.add_person(entity)


def _enter_body(roster: Roster, name: Name) -> None:
    key = normalise_name(name.text)
    if not key or key in roster.by_name:
        return
    kind: SpeakerKind = "place" if name.kind == "place" else "body"
    plural = fold(name.words[-1]) in load_words().peoples
    sure = name.kind != "unknown"
    roster.by_name[key] = Entity(name.text, kind, name.words, plural=plural, sure=sure)


def _name_countries(text: str, roster: Roster, read: _Read) -> None:
    """Call a body by its country too where the article does: "Iraq's Judicial Council"."""
    for (owner, country), (run, name) in pairwise(read):
        adjacent = owner.possessive and run.start - owner.end <= len("'s ")
        if adjacent and country.kind == "place" and len(name.words) > 1:
            body = roster.by_name.get(normalise_name(name.text))
            if body is not None and body.kind == "body" and body.name == name.text:
                body.name = text[owner.end - len(country.text) : run.end]


def _introduce_acronyms(text: str, roster: Roster, read: _Read) -> None:
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
