"""Who is said to have done what: exclusive acts in a text, with agent and object.

No parser is at work: an act is a verb of ``exclusive_acts.json``, its agent the noun phrase
before it (or after "by" in a passive), its object what follows. Where the words leave the
agent open, or what stands there names nobody, the act is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from claimtrack.language.vocabulary import (
    Token,
    is_function_word,
    lexicon,
    phrase_concepts,
    stem,
    tokens,
)
from claimtrack.records import Claim

__all__ = ["Act", "acts_of", "find_acts", "party_concepts", "same_party"]

_PUNCTUATION = frozenset('.,;:!?—–()[]“”"')
_REACH = 9
_PHRASE_REACH = 6
_JOINING = frozenset({"and", "but", "then"})
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


@cache
def _parties() -> frozenset[str]:
    """Return the stems of nouns that can name who did something: roles, bodies, people."""
    words = lexicon("speaker_words")
    groups = [words[name].split() for name in ("roles", "bodies", "generic_bodies")]
    people = lexicon("numbers")["people"]
    named = frozenset(words["titles"]).union(people, _group("parties"), *groups)
    return frozenset(stem(word) for word in named)


def party_concepts(words: Sequence[Token]) -> frozenset[str]:
    """Return the concepts of a party's name, with its initials if it has three capitals."""
    initials = "".join(word.text[0] for word in words if word.text[0].isupper())
    named = phrase_concepts(words)
    return named | {initials.lower()} if len(initials) > 2 else named


def same_party(one: frozenset[str], two: frozenset[str]) -> bool:
    """Tell whether two parties' names may stand for one party (half of the shorter is shared)."""
    return bool(one and two) and 2 * len(one & two) >= min(len(one), len(two))


def _named_by_phrase(words: Sequence[Token], index: int) -> str | None:
    """Return the deed that a verb names together with a word after it ("fired first")."""
    for phrase in lexicon("act_grammar")["phrases"]:
        if words[index].lower in phrase["verbs"]:
            following = (word.lower for word in words[index + 1 : index + _PHRASE_REACH])
            if phrase["word"] in following:
                return str(phrase["name"])
    return None


@dataclass(frozen=True, slots=True)
class _Telling:
    """Whose words a text is: what its pronouns and its bare gerunds refer to."""

    text: str
    words: Sequence[Token]
    speaker: frozenset[str]
    accused: str | None
    denied: bool


def acts_of(claim: Claim, words: Sequence[Token]) -> tuple[Act, ...]:
    """Return the exclusive acts that a claim tells of; ``words`` are the tokens of its text.

    What its cue denies is negated. "We" is the speaker, and so is "it" in "the Front denied that
    it had released them"; the accused did what follows in "accused of releasing prisoners".
    """
    accused = claim.target if claim.cue_class in ("accuse", "blame") else None
    speaker = party_concepts(tokens(claim.speaker or "")) | party_concepts(
        tokens(claim.mention or "")
    )
    return find_acts(claim.text, words, speaker, accused, denied=claim.negated)


def find_acts(
    text: str,
    words: Sequence[Token],
    speaker: frozenset[str],
    accused: str | None,
    *,
    denied: bool = False,
) -> tuple[Act, ...]:
    """Return the exclusive acts of ``text`` whose agent its words give.

    ``speaker`` holds the concepts of the speaker's name ("we" is the speaker), ``accused`` the
    name of the party an accusation is aimed at: the agent of "… of releasing prisoners".
    ``denied`` says that the speaker denies the whole text.
    """
    telling = _Telling(text, words, speaker, accused, denied)
    found = []
    for index, word in enumerate(words):
        name = _named_by_phrase(words, index) or _acts().get(stem(word.lower))
        if name is None or (word.text[0].isupper() and index):
            continue
        act = _act(telling, index, name)
        if act is not None and act.agent:
            found.append(act)
    return tuple(found)


def _act(telling: _Telling, index: int, name: str) -> Act | None:
    """Return the act of the verb at ``index``; None if it is no deed or leaves its agent open."""
    text, words = telling.text, telling.words
    verb = words[index]
    before = _before(text, words, index)
    skipped = {word.lower for word in before}
    after = _after(text, words, index)
    subject = _subject(text, words, index - len(before))
    opening = words[index - len(before) - len(subject) - 1 : index - len(before) - len(subject)]
    unreal = skipped | {word.lower for word in opening}
    if unreal & _group("unreal") or (after and after[0].lower == "of"):
        return None  # "would release", "if … released", "the killing of": nothing that was done
    objects = phrase_concepts(after)
    is_gerund = verb.lower.endswith("ing") or "having" in skipped
    negations = skipped & _group("negations")
    if is_gerund and not skipped & _group("be"):
        agent = _of_gerund(telling, opens=index == len(before))
    elif skipped & _group("be") and not is_gerund:
        agent, objects = _after_by(after), phrase_concepts(subject)
        negations |= {word.lower for word in subject} & _group("negations")
    elif is_gerund or _is_finite(text, words, index, skipped):
        agent = subject or _clause_subject(text, words, index - len(before))
        negations |= {word.lower for word in agent} & _group("negations")
    else:
        return None
    negated = bool(negations) != telling.denied
    return _made(telling, Act(name, frozenset(), "", objects, verb.text, negated), agent)


def _subject(text: str, words: Sequence[Token], end: int) -> list[Token]:
    """Return the noun phrase before ``end``, two of them where "and" joins two parties."""
    phrase = _noun_phrase(text, words, end)
    joint = end - len(phrase) - 1
    if phrase and joint > 0 and words[joint].lower in ("and", "or"):
        first = _noun_phrase(text, words, joint)
        if first and all(_names_somebody(w) or is_function_word(w.lower) for w in first):
            return [*first, words[joint], *phrase]
    return phrase


def _of_gerund(telling: _Telling, *, opens: bool) -> list[Token]:
    """Return who did what a gerund tells: the accused, or who denies "releasing prisoners"."""
    if telling.accused is None and telling.denied and opens:
        return tokens("we")
    return _head(tokens(telling.accused or ""))


def _is_finite(text: str, words: Sequence[Token], index: int, skipped: set[str]) -> bool:
    """Tell whether a form is a verb rather than a noun ("the army's orders") or an adjective."""
    if skipped & _group("do"):
        return "to" not in skipped
    lower = words[index].lower
    previous = words[index - 1].lower if index else ""
    owned = previous.endswith("'s") or text[: words[index].start].rstrip().endswith(("'", "’"))
    inflected = lower.endswith(("ed", "s")) or lower in lexicon("irregular_forms")
    return inflected and not owned and previous not in _group("determiners")


def _made(telling: _Telling, act: Act, agent: list[Token]) -> Act | None:
    """Return ``act`` with its agent, None where the words leave open who that is."""
    lowers = {word.lower for word in agent}
    pronouns = _group("self") | (_group("own") if telling.denied else frozenset())
    if lowers & pronouns and len(lowers) <= 2:
        return replace(act, agent=telling.speaker, agent_words="the speaker")
    head = _head(agent)
    if lowers & _group("open") or not any(_names_somebody(word) for word in head):
        return None
    words = " ".join(word.text for word in agent)
    named = [word for word in head if word.lower not in _group("negations")]
    return replace(act, agent=party_concepts(named), agent_words=words)


def _names_somebody(word: Token) -> bool:
    is_name = word.text[0].isupper() and not is_function_word(word.lower)
    return is_name or stem(word.lower) in _parties()


def _head(phrase: list[Token]) -> list[Token]:
    """Return a noun phrase without what hangs on to its noun ("fighters working for …")."""
    for place, word in enumerate(phrase):
        hangs = word.lower in _group("hanging") or word.lower.endswith("ing")
        if hangs and any(_names_somebody(before) for before in phrase[:place]):
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


def _clause_subject(text: str, words: Sequence[Token], end: int) -> list[Token]:
    """Return who did the first of several deeds ("The Front opened the gates and released …")."""
    if not end or words[end - 1].lower not in _JOINING:
        return []
    first = end - 1
    while first > 0 and not _gap(text, words[first - 1], words[first]):
        first -= 1
    found: list[Token] = []
    for word in words[first : end - 1]:
        if not (_names_somebody(word) or (not found and is_function_word(word.lower))):
            break
        found.append(word)
    return found


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
