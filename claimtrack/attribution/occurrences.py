"""Find the cues of a unit: verbs with their auxiliaries, and in which voice they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimtrack.attribution.lexicon import Cue, Lexicon, Tense
from claimtrack.attribution.units import Unit

__all__ = ["Occurrence", "find_verbs"]

_RAISING = frozenset(
    ("came", "continued", "continues", "hastened", "rushed", "sought", "seeks", "tried", "tries",
     "attempted", "started")
)  # fmt: skip
# "growing demands", "false claims": what stands before a noun, not before a verb in -s.
_ADJECTIVAL = ("ing", "ed", "ive", "ous", "ful", "able", "ible")
Voice = Literal["active", "passive", "participle", "infinitive"]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A cue verb at token ``at``; its group with auxiliaries and particles is [first, stop)."""

    cue: Cue
    first: int
    at: int
    stop: int
    voice: Voice
    tense: Tense
    negated: bool = False
    modal: str | None = None


def find_verbs(unit: Unit, lexicon: Lexicon) -> list[Occurrence]:
    """Return the verbal cues of a unit in order, without those that are nouns or adjectives."""
    found: list[Occurrence] = []
    covered = 0
    for index, low in enumerate(unit.low):
        forms = lexicon.verbs.get(low)
        if forms is None or index < covered:
            continue
        occurrence = _occurrence(unit, index, forms, lexicon)
        if occurrence:
            found.append(occurrence)
            covered = occurrence.stop
    return found


def _occurrence(
    unit: Unit, at: int, forms: tuple[tuple[Cue, Tense], ...], lexicon: Lexicon
) -> Occurrence | None:
    words = lexicon.words
    chosen = next(((c, t) for c, t in forms if _tail_length(unit, at, c.tail, words) >= 0), None)
    if chosen is None:
        return None
    cue, tense = chosen
    first, auxiliaries, negated = _group_start(unit, at, words)
    nearest = auxiliaries[0] if auxiliaries else None
    voice: Voice = "active"
    if nearest == "to":
        raised = _raised(unit, first)
        voice = "infinitive" if raised is None else "active"
        first = at if raised is None else raised
    elif nearest in words["be"]:
        if tense in ("past", "participle"):
            voice = "passive"
        elif tense != "ing":
            return None
    elif tense == "ing":
        voice = "participle"
    elif tense == "participle" and nearest is None:
        return None
    if not _is_verb(unit, (first, at), tense, lexicon, bool(auxiliaries)):
        return None
    modal = next((a for a in auxiliaries if a in words["modal"]), None)
    stop = at + 1 + _tail_length(unit, at, cue.tail, words)
    if unit.low[stop : stop + 2] == ["to", "be"] and cue.lemma in ("say", "think", "believe"):
        return None
    return Occurrence(cue, first, at, stop, voice, tense, negated, modal)


def _tail_length(
    unit: Unit, at: int, tail: tuple[str, ...], words: dict[str, frozenset[str]]
) -> int:
    """Return how many tokens the rest of a phrasal cue takes ("plead Friday for"), -1 if none."""
    late = bool(tail) and unit.low[at + 1 : at + 2] != [tail[0]]
    late = late and at + 1 < len(unit) and _may_part(unit.low[at + 1], words)
    first = at + 1 + late
    fits = tuple(unit.low[first : first + len(tail)]) == tail
    return len(tail) + late if fits else -1


def _may_part(low: str, words: dict[str, frozenset[str]]) -> bool:
    """Say whether a word may stand inside a phrasal cue: "call instead for"."""
    return low in words["weekday"] or low in words["adverb"] or _is_adverb(low, words)


def _group_start(
    unit: Unit, at: int, words: dict[str, frozenset[str]]
) -> tuple[int, list[str], bool]:
    """Walk left over auxiliaries and adverbs; nearest auxiliary first, contractions included."""
    first = at
    auxiliaries: list[str] = []
    negated = False
    index = at - 1
    while index >= 0 and at - index < 8:
        low = unit.low[index]
        if low == "to" and not auxiliaries:
            auxiliaries.append(low)
        elif low in words["be"] or low in words["have"] or low in words["do"]:
            auxiliaries.append(low)
            negated = negated or low.endswith(("n't", "n’t"))
        elif low in words["modal"]:
            auxiliaries.append(low)
            negated = negated or low.endswith(("n't", "n’t")) or low == "cannot"
        elif low in words["negation"]:
            negated = True
        elif low not in words["adverb"] and not _is_adverb(low, words):
            break
        first = index
        if "'" in low or "’" in low:
            break
        index -= 1
    while first < at and _is_leading(unit, first, words):
        first += 1
    return first, auxiliaries, negated


def _raised(unit: Unit, first: int) -> int | None:
    """Return where "went on to", "came to" begins before the infinitive at ``first``, if so."""
    before = unit.low[first - 1] if first else ""
    if before == "on" and first > 1 and unit.low[first - 2] in ("went", "goes", "go", "gone"):
        return first - 2
    return first - 1 if before in _RAISING else None


def _is_adverb(low: str, words: dict[str, frozenset[str]]) -> bool:
    return low.endswith("ly") and len(low) > 4 and low not in words["not_adverb"]


def _is_leading(unit: Unit, index: int, words: dict[str, frozenset[str]]) -> bool:
    """Adverbs that open the sentence, or nouns that look like one, are no part of a verb."""
    return index == 0 and unit.low[index] not in words["negation"]


def _is_verb(
    unit: Unit,
    group: tuple[int, int],
    tense: Tense,
    lexicon: Lexicon,
    auxiliary: bool,
) -> bool:
    """Tell the verb from the noun or adjective of the same form."""
    if auxiliary:
        return True
    first, at = group
    words = lexicon.words
    before = unit.low[first - 1] if first else ""
    determined = before in words["determiner"] and before not in words["subject_pronoun"]
    if determined or before.endswith(("'s", "’s")):
        return False
    free = before not in words["preposition"] or before in words["clause_link"]
    if tense in ("past", "ing"):
        name = unit.is_title(at) and at > 0 and unit.is_title(at - 1)
        return not name and (free or tense == "ing")
    if unit.is_title(at) and at > 0:
        return False
    if unit.low[at] in words["noun_like"] or unit.low[at] in lexicon.nouns:
        return _ambiguous_is_verb(unit, first, at, before, lexicon)
    return free


def _ambiguous_is_verb(unit: Unit, first: int, at: int, before: str, lexicon: Lexicon) -> bool:
    """Tell "critics claim that" from "the claim that" by what stands around the word."""
    words, verbs = lexicon.words, lexicon.verbs
    if before in words["nominative"]:
        return True
    if not first or before in words["preposition"] or not unit.is_word(first - 1):
        return False
    if before in verbs and before not in words["noun_like"]:
        return False
    third = unit.low[at].endswith("s")
    if third and (before in words["adjective"] or before.endswith(_ADJECTIVAL)):
        return False
    ends_plural = before.endswith("s") and not before.endswith("ss")
    plural = ends_plural or before in words["plural"]
    if third == plural and not (third and unit.is_title(first - 1)):
        return False
    following = unit.low[at + 1] if at + 1 < len(unit) else ""
    named = at + 1 < len(unit) and unit.is_title(at + 1)
    return named or following in words["clause_opener"] or following in words["wh"]
