"""Who is said to have done what: exclusive acts in a text, with agent and object.

No parser is at work: an act is a verb of ``exclusive_acts.json``, its agent the noun phrase
before it (or after "by" in a passive), its object what follows. Where the words leave the
agent open the act is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claimtrack.language.vocabulary import (
    Token,
    is_function_word,
    lexicon,
    phrase_concepts,
    stem,
    tokens,
)

__all__ = ["Act", "find_acts", "party_concepts", "same_party"]

_PUNCTUATION = frozenset('.,;:!?—–()[]“”"')
_REACH = 9
_LINKS = ("skipped", "be", "unreal", "negations")


@dataclass(frozen=True, slots=True)
class Act:
    """One deed: its ``name`` in the lexicon, who did it, to what.

    ``agent`` and ``objects`` are concepts; ``agent_words`` and ``verb`` are as written.
    """

    name: str
    agent: frozenset[str]
    agent_words: str
    objects: frozenset[str]
    verb: str
    negated: bool


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(lexicon("act_grammar")[name])


@cache
def _acts() -> dict[str, str]:
    groups = {name: verbs for name, verbs in lexicon("exclusive_acts").items() if name != "about"}
    return {stem(verb): name for name, verbs in groups.items() for verb in verbs}


def party_concepts(words: Sequence[Token]) -> frozenset[str]:
    """Return the concepts of a party's name, with its initials if it has three capitals."""
    initials = "".join(word.text[0] for word in words if word.text[0].isupper())
    named = phrase_concepts(words)
    return named | {initials.lower()} if len(initials) > 2 else named


def same_party(one: frozenset[str], two: frozenset[str]) -> bool:
    """Tell whether two parties' names may stand for one party (half of the shorter is shared)."""
    return bool(one and two) and 2 * len(one & two) >= min(len(one), len(two))


def find_acts(
    text: str, words: Sequence[Token], speaker: frozenset[str], accused: str | None
) -> tuple[Act, ...]:
    """Return the exclusive acts of ``text`` whose agent its words give.

    ``speaker`` holds the concepts of the speaker's name ("we" is the speaker), ``accused`` the
    name of the party an accusation is aimed at: the agent of "… of releasing prisoners".
    """
    found = []
    for index, word in enumerate(words):
        name = _acts().get(stem(word.lower))
        if word.lower in _group("first_shot") and any(
            w.lower == "first" for w in words[index : index + 4]
        ):
            name = "fire first"
        if name is None or (word.text[0].isupper() and index):
            continue
        act = _act(text, words, index, name, (speaker, accused))
        if act is not None and act.agent:
            found.append(act)
    return tuple(found)


def _act(
    text: str,
    words: Sequence[Token],
    index: int,
    name: str,
    parties: tuple[frozenset[str], str | None],
) -> Act | None:
    speaker, accused = parties
    lower = words[index].lower
    before = _before(text, words, index)
    skipped = [word.lower for word in before]
    if any(word in _group("unreal") for word in skipped):
        return None
    negated = any(word in _group("negations") for word in skipped)
    after = _after(text, words, index)
    subject = _noun_phrase(text, words, index - len(before))
    is_participle = lower.endswith(("ed", "en", "t", "wn", "lt", "nk", "ung"))
    if any(word in _group("be") for word in skipped) and not lower.endswith("ing"):
        agent = _after_by(after)
        return _made(name, agent, phrase_concepts(subject), words[index].text, negated, speaker)
    if lower.endswith("ing"):
        return _gerund(name, (accused, subject, before), after, words[index].text, negated, speaker)
    previous = words[index - 1].lower if index else ""
    if (not is_participle and not lower.endswith("s")) or previous in _group("determiners"):
        return None
    return _made(name, subject, phrase_concepts(after), words[index].text, negated, speaker)


def _gerund(
    name: str,
    who: tuple[str | None, list[Token], list[Token]],
    after: list[Token],
    verb: str,
    negated: bool,
    speaker: frozenset[str],
) -> Act | None:
    accused, subject, before = who
    objects = phrase_concepts(after)
    if any(word.lower in _group("be") for word in before):
        return _made(name, subject, objects, verb, negated, speaker)
    if accused:
        return _made(name, _head(tokens(accused)), objects, verb, negated, speaker)
    return None


def _made(
    name: str,
    agent: list[Token],
    objects: frozenset[str],
    verb: str,
    negated: bool,
    speaker: frozenset[str],
) -> Act | None:
    lowers = {word.lower for word in agent}
    if lowers & _group("self") and len(lowers) <= 2:
        return Act(name, speaker, "the speaker", objects, verb, negated)
    if not agent or lowers & _group("open"):
        return None
    head = _head(agent)
    words = " ".join(word.text for word in agent)
    return Act(name, party_concepts(head), words, objects, verb, negated)


def _head(phrase: list[Token]) -> list[Token]:
    """Return a noun phrase without what hangs on to its noun ("fighters working for …")."""
    for place, word in enumerate(phrase):
        hangs = word.lower in _group("hanging") or word.lower.endswith("ing")
        if hangs and any(not is_function_word(before.lower) for before in phrase[:place]):
            return phrase[:place]
    return phrase


def _gap(text: str, left: Token, right: Token) -> bool:
    """Tell whether punctuation stands between two neighbouring tokens."""
    between = text[left.start + len(left.text) : right.start]
    return any(character in _PUNCTUATION for character in between)


def _before(text: str, words: Sequence[Token], index: int) -> list[Token]:
    """Return the auxiliaries and adverbs right before a verb."""
    found: list[Token] = []
    at = index
    while at > 0 and len(found) < _REACH and not _gap(text, words[at - 1], words[at]):
        word = words[at - 1]
        is_auxiliary = (
            word.lower in _group("skipped")
            or word.lower in _group("be")
            or word.lower in _group("unreal")
        )
        if not (is_auxiliary or word.lower in _group("negations") or word.lower.endswith("ly")):
            break
        found.append(word)
        at -= 1
    return found


def _noun_phrase(text: str, words: Sequence[Token], end: int) -> list[Token]:
    """Return the words before ``end`` back to the start of their clause."""
    found: list[Token] = []
    at = end
    while at > 0 and len(found) < _REACH:
        if at < len(words) and _gap(text, words[at - 1], words[at]):
            break
        if words[at - 1].lower in _group("breaks"):
            break
        found.append(words[at - 1])
        at -= 1
    return found[::-1]


def _after(text: str, words: Sequence[Token], index: int) -> list[Token]:
    """Return the words after a verb up to the end of their clause."""
    found: list[Token] = []
    at = index + 1
    while at < len(words) and len(found) < _REACH:
        if _gap(text, words[at - 1], words[at]) or words[at].lower in _group("breaks"):
            break
        found.append(words[at])
        at += 1
    return found


def _after_by(after: list[Token]) -> list[Token]:
    for place, word in enumerate(after):
        if word.lower == "by":
            return after[place + 1 :]
    return []
