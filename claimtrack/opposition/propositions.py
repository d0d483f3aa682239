"""What a claim asserts, as far as its words tell: event, agents, polarity, figures.

A proposition is computed once a claim; the signals then compare propositions with set
operations alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum

from claimtrack.language.acts import Act, acts_of, party_concepts
from claimtrack.language.quantities import Quantity, days_named, quantities
from claimtrack.language.vocabulary import (
    Token,
    is_function_word,
    lexicon,
    phrase_concepts,
    stem,
    tokens,
    weight,
)
from claimtrack.opposition.polarity import (
    has_negator,
    negated_subject,
    negated_words,
    polarity_stems,
    polarity_words,
)
from claimtrack.records import Claim

__all__ = ["Axis", "Proposition", "axis_kind", "mass", "propose"]

_BESIDE = 5
_CAUSE_REACH = 8
_OPENING = 7
_MARKS = " \"'”’»"
_PLACING = frozenset({"in", "at", "near", "outside", "inside", "around", "off", "from"})
_BELIEVES = frozenset(
    {"think", "thinks", "believe", "believes", "convinced", "suspect", "suspects"}
)

Axis = tuple[int, int]
"""A pole of a pair of antonyms: index of the pair, 0 or 1."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """One claim's features. Sets hold concepts (see ``vocabulary``) unless said otherwise.

    ``content`` is the claim's own words, ``context`` those of its sentence and target as well;
    ``weighty`` the sum of the content's weights. ``negated`` are content words in the scope
    of a negation, ``denied`` the first of each scope, mostly the predicate, ``negated_subject``
    what stands before the first negation, mostly its subject; ``poles`` are the
    antonym poles held outside negations, each with its word and the words beside it. What
    can be, be it so now or later, ``is_timeless``.
    """

    claim: Claim
    content: frozenset[str]
    context: frozenset[str]
    weighty: float
    names: frozenset[str]
    speaker: frozenset[str]
    speaker_names: frozenset[str]
    target: frozenset[str]
    negated: frozenset[str]
    denied: frozenset[str]
    negated_subject: frozenset[str]
    has_negator: bool
    poles: Mapping[Axis, tuple[str, frozenset[str]]]
    acts: tuple[Act, ...]
    figures: tuple[Quantity, ...]
    days: frozenset[str]
    causes: frozenset[str]
    is_denial: bool
    is_open: bool
    is_question: bool
    rebuttal: str | None
    falsity: str | None
    begins_contrast: bool
    places: frozenset[str]
    is_reported_belief: bool
    is_hypothetical: bool
    is_future: bool
    is_normative: bool
    is_earlier: bool
    is_timeless: bool

    @property
    def rejects(self) -> bool:
        """Whether it turns something down: denies it, calls it false or says that it is not so."""
        return bool(self.is_denial or self.falsity or self.negated)


def mass(concepts: Iterable[str], names: frozenset[str] = frozenset()) -> float:
    """Return the summed weights of some concepts; those of ``names`` count half.

    A name says what a story is about, an ordinary rare word what a claim is about.
    """
    return fsum(weight(c) / 2 if c in names else weight(c) for c in concepts)


@cache
def _poles() -> tuple[dict[str, tuple[Axis, ...]], tuple[str, ...]]:
    """Return the poles of each stem and the kind of each pair of antonyms."""
    found: dict[str, list[Axis]] = {}
    kinds: list[str] = []
    for kind in ("fact", "judgement"):
        for pair in lexicon("antonyms")[kind]:
            for side, words in enumerate(pair):
                for word in words:
                    found.setdefault(stem(word), []).append((len(kinds), side))
            kinds.append(kind)
    return {word: tuple(axes) for word, axes in found.items()}, tuple(kinds)


def axis_kind(index: int) -> str:
    """Return ``fact`` or ``judgement``: what an opposition on this pair of antonyms is about."""
    return _poles()[1][index]


def propose(claim: Claim) -> Proposition:
    """Return the proposition of a claim."""
    words = tokens(claim.text)
    lower = " ".join(word.lower for word in words)
    sentence_words = tokens(claim.sentence or claim.text)
    sentence = " " + " ".join(word.lower for word in sentence_words) + " "
    cue = _cue(claim, words)
    # What is denied ends with its clause: "denied the charge, which came as …".
    content = phrase_concepts(_first_clause(claim.text, words) if cue == "denies" else words)
    speaker = _name_concepts(claim.speaker, claim.mention)
    target = _name_concepts(claim.target, None)
    negated, denied = negated_words(claim.text, words)
    names = frozenset(w.concept for w in words if _is_name(w))
    figures = quantities(claim.text, words)
    return Proposition(
        claim=claim,
        content=content,
        context=content | phrase_concepts(sentence_words) | target,
        weighty=mass(content, names),
        names=names,
        speaker=speaker,
        speaker_names=_proper_names(claim.speaker),
        target=target,
        negated=negated,
        denied=denied,
        negated_subject=negated_subject(claim.text, words),
        has_negator=has_negator(words),
        poles=_poles_of(words, negated),
        acts=acts_of(claim, words),
        figures=figures,
        days=days_named(words),
        causes=_causes(words, lower),
        is_denial=cue == "denies",
        is_open=cue == "leaves open",
        is_question=claim.text.rstrip(_MARKS).endswith("?"),
        rebuttal=_first_phrase(sentence, "rebuttal"),
        falsity=_falsity(words, negated),
        begins_contrast=bool(sentence_words)
        and sentence_words[0].lower in polarity_words("contrast"),
        places=_places(words),
        is_reported_belief=_is_belief_of_others(words),
        is_hypothetical=_is_hypothetical(words) or _has(lower, "conditions"),
        is_future=claim.modality == "prediction" or _has(lower, "future"),
        is_normative=claim.modality == "demand" or _has(lower, "necessity"),
        is_earlier=_has(lower, "earlier"),
        is_timeless=_has(lower, "ability"),
    )


def _first_clause(text: str, words: Sequence[Token]) -> Sequence[Token]:
    end = text.find(",")
    clause = [word for word in words if end < 0 or word.start < end]
    return clause if len(clause) > 2 else words


def _falsity(words: Sequence[Token], negated: frozenset[str]) -> str | None:
    """Return the first word that calls something false, unless it is negated ("no hoax")."""
    for word in words:
        if word.lower in polarity_words("falsity") and word.concept not in negated:
            return word.lower
    return None


def _has(lower: str, group: str) -> bool:
    return _first_phrase(f" {lower} ", group) is not None


def _first_phrase(padded: str, group: str) -> str | None:
    """Return the first phrase of a lexicon group in ``padded`` (lower case, spaces around)."""
    found = [(padded.find(f" {phrase} "), phrase) for phrase in lexicon("polarity")[group]]
    places = [(place, phrase) for place, phrase in found if place >= 0]
    return min(places)[1] if places else None


def _is_name(word: Token) -> bool:
    return word.text[0].isupper() and not is_function_word(word.lower)


def _name_concepts(name: str | None, mention: str | None) -> frozenset[str]:
    found: set[str] = set()
    for text in (name, mention):
        if not text:
            continue
        found |= party_concepts(tokens(text))
    return frozenset(found)


def _proper_names(name: str | None) -> frozenset[str]:
    """Return the concepts of a name's capitalised words: what others call its bearer by.

    A description that ends in a common noun ("Arab security source") is no name.
    """
    words = tokens(name or "")
    if not words or not words[-1].text[0].isupper():
        return frozenset()
    named = (w for w in words if w.text[0].isupper() and not is_function_word(w.lower))
    return frozenset(word.concept for word in named)


def _is_deniable(words: Sequence[Token], cue: set[str]) -> bool:
    """Tell whether a denial's content is something said, not something withheld or undone.

    "Denied service to the couple", "rejected to sign", "rejected the president's veto" and
    "dismissed the plan as too dear" deny no proposition; "dismissed it as false" does.
    """
    if not words or words[0].lower == "to":
        return False
    lowers = [word.lower for word in words]
    if cue & polarity_stems("weighing_cues"):
        called = lowers[lowers.index("as") :] if "as" in lowers else []
        if called:
            return bool(polarity_words("falsity").intersection(called))
        if _opens_with_a_thing(words):
            return False
    named = words[0].text[0].isupper() or words[0].lower.endswith("ing")
    return "deni" not in cue or named or words[0].lower in polarity_words("denied_openings")


def _opens_with_a_thing(words: Sequence[Token]) -> bool:
    """Tell whether a content starts with what can be turned down: a veto, an offer, a plan."""
    for index, word in enumerate(words[:_OPENING]):
        if word.lower == "that":
            return False
        if stem(word.lower) in polarity_stems("turned_down"):
            thought = stem(word.lower) in polarity_stems("thoughts")
            following = words[index + 1].lower if index + 1 < len(words) else ""
            return not (thought and following == "that")  # "the idea that acid was dumped"
    return False


def _poles_of(
    words: Sequence[Token], negated: frozenset[str]
) -> dict[Axis, tuple[str, frozenset[str]]]:
    """Return the antonym poles a text holds outside negations: the word, the words beside it."""
    by_stem = _poles()[0]
    found: dict[Axis, tuple[str, frozenset[str]]] = {}
    for at, word in enumerate(words):
        axes = by_stem.get(stem(word.lower))
        if not axes or word.concept in negated:
            continue
        beside = phrase_concepts(
            [*words[max(0, at - _BESIDE) : at], *words[at + 1 : at + 1 + _BESIDE]]
        )
        for axis in axes:
            found.setdefault(axis, (word.lower, beside))
    return found


def _cue(claim: Claim, words: Sequence[Token]) -> str | None:
    """Return whether a claim's cue ``denies`` its content or ``leaves open`` whether it holds.

    "Refused to sign" denies nothing, "did not say" and "does not know" assert nothing.
    """
    cue = tokens(claim.cue or "")
    stems = {stem(word.lower) for word in cue}
    negation = any(
        word.lower in polarity_words("negators") or word.lower.endswith("n't") for word in cue
    )
    # "Declined to say", "refused to believe".
    lowers = [word.lower for word in cue]
    negation |= "to" in lowers and bool(stems & polarity_stems("failing"))
    if stems & polarity_stems("denial_cues") and not negation:
        return "denies" if _is_deniable(words, stems) else "leaves open"
    if negation:
        return "denies" if stems & polarity_stems("doubting_verbs") else "leaves open"
    if claim.negated or claim.cue_class in ("deny", "reject"):
        return "leaves open"
    return None


def _causes(words: Sequence[Token], lower: str) -> frozenset[str]:
    """Return what a claim names as the cause: the words after "due to" or before "caused"."""
    for phrase in lexicon("polarity")["causal"]:
        place = f" {lower} ".find(f" {phrase} ")
        if place >= 0:
            skip = lower[:place].count(" ") + len(phrase.split())
            return phrase_concepts(words[skip : skip + _CAUSE_REACH])
    for index, word in enumerate(words):
        following = words[index + 1].lower if index + 1 < len(words) else ""
        if word.lower in polarity_words("causing") and following != "by":
            return phrase_concepts(words[max(0, index - _CAUSE_REACH) : index])
    return frozenset()


@cache
def _times() -> frozenset[str]:
    """Return the names of months and weekdays."""
    return frozenset((*lexicon("numbers")["months"], *lexicon("numbers")["weekdays"]))


def _places(words: Sequence[Token]) -> frozenset[str]:
    """Return the names that follow "in", "at", "near" …: where a claim's event is placed.

    "In March" and "from Monday" place nothing.
    """
    found: set[str] = set()
    for index, word in enumerate(words[:-1]):
        if word.lower not in _PLACING:
            continue
        for following in words[index + 1 : index + 4]:
            if following.lower == "the":
                continue
            if following.lower in _times() or not following.text[0].isupper():
                break
            found.add(following.concept)
    return frozenset(found)


def _is_belief_of_others(words: Sequence[Token]) -> bool:
    """Tell whether a claim reports what somebody else thinks ("voters believe that …")."""
    for index, word in enumerate(words[:10]):
        if index and word.lower in _BELIEVES:
            before = [word.lower for word in words[:index]]
            while len(before) > 1 and _is_auxiliary(before[-1]):
                before.pop()
            return before[-1] not in ("i", "we")
    return False


def _is_auxiliary(lower: str) -> bool:
    return lower in polarity_words("auxiliaries") or lower.endswith(("n't", "ly"))


def _is_hypothetical(words: Sequence[Token]) -> bool:
    """Tell whether a text opens as a supposition: "if", "let's say", "had the army won"."""
    first, second = [*(word.lower for word in words[:2]), "", ""][:2]
    openings = polarity_words("hypothetical_openings")
    inverted = first in polarity_words("inverted")
    return (
        first in openings
        or f"{first} {second}" in openings
        or (inverted and second in polarity_words("inverted_subjects"))
    )
