"""Speakers that may be others under a short name, and were kept apart for want of proof."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from claimtrack.records import Speaker
from claimtrack.speakers.names import name_key, normalise_name, surname_key
from claimtrack.speakers.words import load_words

__all__ = ["find_ambiguous"]


def find_ambiguous(speakers: Sequence[Speaker]) -> dict[str, tuple[Speaker, ...]]:
    """Return, by the id of an ambiguous speaker, whom else it might be, sorted by name.

    Ambiguous are a surname alone beside persons of that surname, an acronym beside bodies that
    go by it, and two full names that differ in a short form or an initial alone.
    """
    candidates: dict[str, dict[str, Speaker]] = defaultdict(dict)
    people = [speaker for speaker in speakers if speaker.kind == "person"]
    for bearers in _by_surname(people).values():
        for one in bearers:
            for other in bearers:
                if one is not other and _may_be(one, other):
                    candidates[one.id][other.id] = other
    for one, other in _acronyms(speakers):
        candidates[one.id][other.id] = other
    order = {speaker.id: (speaker.name, speaker.id) for speaker in speakers}
    return {
        key: tuple(sorted(found.values(), key=lambda other: order[other.id]))
        for key, found in sorted(candidates.items(), key=lambda item: order[item[0]])
    }


def _words(speaker: Speaker) -> tuple[str, ...]:
    return tuple(filter(None, map(name_key, normalise_name(speaker.name).split())))


def _by_surname(people: Sequence[Speaker]) -> dict[str, list[Speaker]]:
    found: dict[str, list[Speaker]] = defaultdict(list)
    for person in people:
        words = _words(person)
        if words:
            found[surname_key(words)].append(person)
    return found


def _may_be(one: Speaker, other: Speaker) -> bool:
    """Tell whether ``one`` could be ``other``, who has a fuller name or one that differs little."""
    words, fuller = _words(one), _words(other)
    if len(words) == 1:
        return len(fuller) > 1
    if len(fuller) == 1:
        return False
    given, others = words[0], fuller[0]
    if given == others or given in load_words().nicknames.get(others, ()):
        return True
    return 1 in (len(given), len(others)) and given[0] == others[0]


def _acronyms(speakers: Sequence[Speaker]) -> list[tuple[Speaker, Speaker]]:
    """Return (acronym alone, body that goes by it)."""
    bodies = [speaker for speaker in speakers if speaker.kind in ("body", "place")]
    full: dict[str, list[Speaker]] = defaultdict(list)
    for body in bodies:
        if len(_words(body)) > 1:
            for alias in body.aliases:
                if alias.isupper():
                    full[normalise_name(alias)].append(body)
    return [
        (body, other)
        for body in bodies
        if len(_words(body)) == 1
        for other in full.get(normalise_name(body.name), ())
        if other is not body
    ]
