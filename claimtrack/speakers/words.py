"""The word lists by which speakers are recognised, loaded once from the package's data."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["SpeakerWords", "fold", "is_body_noun", "load_words", "related_roles", "singular"]

# Letters that Unicode does not take apart although readers write them without their stroke.
_STROKES = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
# Plurals that end in "s" after a letter which the singular keeps.
_SINGULARS_IN_S = ("ss", "us", "is")
_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "spokesmen": "spokesman",
    "spokeswomen": "spokeswoman",
    "congressmen": "congressman",
    "policemen": "policeman",
    "businessmen": "businessman",
    "wives": "wife",
    "police": "police",
    "news": "news",
    "times": "times",
    "series": "series",
    "headquarters": "headquarters",
}


def fold(text: str) -> str:
    """Return ``text`` in lower case, without diacritics, with plain apostrophes."""
    if text.isascii():
        return text.lower()
    lowered = text.lower().replace("’", "'").translate(_STROKES)
    taken_apart = unicodedata.normalize("NFKD", lowered)
    return "".join(char for char in taken_apart if not unicodedata.combining(char))


def singular(noun: str) -> str:
    """Return the singular of a lower-case English noun, or the noun if it looks singular."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if len(noun) > 4 and noun.endswith("ies"):
        return noun[:-3] + "y"
    if len(noun) > 3 and noun.endswith("s") and not noun.endswith(_SINGULARS_IN_S):
        return noun[:-1]
    return noun


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """Word lists in folded form; ``places`` maps a country or seat to its government's key.

    ``either_names`` are those of the given names that tell no gender.
    """

    titles: Mapping[str, str]
    roles: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    male_names: frozenset[str]
    female_names: frozenset[str]
    either_names: frozenset[str]
    bodies: frozenset[str]
    generic_bodies: frozenset[str]
    quantifiers: frozenset[str]
    function: frozenset[str]
    topics: frozenset[str]
    peoples: frozenset[str]
    things: frozenset[str]
    reports: frozenset[str]
    namesakes: frozenset[str]
    surnames: frozenset[str]
    adjectives: Mapping[str, str]
    places: Mapping[str, str]
    metonyms: Mapping[str, str]
    role_groups: Mapping[str, frozenset[str]]
    nicknames: Mapping[str, frozenset[str]]


@cache
def load_words() -> SpeakerWords:
    """Return the word lists of the package."""
    words = _read("speaker_words.json")
    names = _read("given_names.json")
    metonyms = _read("metonyms.json")
    places, adjectives, aliases = _governments(metonyms["governments"])
    for office in metonyms["offices"]:
        aliases.update((fold(name), fold(office[0])) for name in office)
    lists = {
        key: frozenset(words[key].split())
        for key in (
            "roles", "masculine", "feminine", "bodies", "generic_bodies",
            "quantifiers", "function", "topics", "peoples", "things",
            "reports", "namesakes", "surnames",
        )
    }  # fmt: skip
    return SpeakerWords(
        titles=words["titles"],
        male_names=frozenset(map(fold, names["male"])),
        female_names=frozenset(map(fold, names["female"])),
        either_names=frozenset(map(fold, names["either"])),
        adjectives=adjectives,
        places=places,
        metonyms=aliases,
        role_groups=_by_member(words["role_groups"]),
        nicknames=_by_member(words["nicknames"]),
        **lists,
    )


def is_body_noun(word: str) -> bool:
    """Tell whether a folded word is what bodies are called (council, holdings, times)."""
    bodies = load_words().bodies
    return word in bodies or singular(word) in bodies


def related_roles(role: str) -> frozenset[str]:
    """Return the roles that may stand for ``role``, itself included."""
    return load_words().role_groups.get(role, frozenset()) | {role}


def _read(name: str) -> Any:
    return json.loads((resources.files("claimtrack") / "data" / name).read_text("utf-8"))


def _governments(
    governments: Iterable[Mapping[str, Any]],
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return places, adjectives and aliases, each mapping a folded form to a government's key.

    ``either_names`` are those of the given names that tell no gender.
    """
    places: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for government in governments:
        country = fold(government["country"])
        key = f"government of {country}"
        forms = [fold(form) for form in government["adjectives"]]
        seats = [country, *(fold(seat) for seat in government["seats"])]
        places.update((seat, key) for seat in seats)
        adjectives.update((form, country) for form in forms)
        aliases.update((seat, key) for seat in seats)
        for prefix in (*forms, *(f"{seat}'s" for seat in seats)):
            aliases[f"{prefix} government"] = key
        aliases[key] = key
    return places, adjectives, aliases


def _by_member(groups: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for every word the words that share a group with it."""
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        members = frozenset(group.split())
        for member in members:
            found[member] = found.get(member, frozenset()) | members
    return found
