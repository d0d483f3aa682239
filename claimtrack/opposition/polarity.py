"""Which words of a claim its negations turn, and what they leave standing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from claimtrack.language.vocabulary import (
    Token,
    is_function_word,
    lexicon,
    phrase_concepts,
    stem,
)

__all__ = ["has_negator", "negated_subject", "negated_words", "polarity_stems", "polarity_words"]

_SCOPE = 6
_CLAUSE_END = frozenset(".,;:!?—–()")
_RELATIVES = frozenset({"who", "which", "whose"})
_SCOPE_BREAKS = frozenset(
    {"but", "because", "although", "while", "and", "when", "if", "which", "nor"}
)
_CLAUSE_OPENINGS = _SCOPE_BREAKS | {"that", "where"}
_COMPARED = frozenset({"more", "less", "fewer"})


@cache
def polarity_words(group: str) -> frozenset[str]:
    """Return the words of one group of ``polarity.json``."""
    return frozenset(lexicon("polarity")[group])


@cache
def polarity_stems(group: str) -> frozenset[str]:
    """Return the stems of the words of one group of ``polarity.json``."""
    return frozenset(stem(word) for word in polarity_words(group))


def negated_words(text: str, words: Sequence[Token]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the content words under an odd number of negations, and the first of each scope.

    A negation reaches to the end of its clause, six content words at most; "fail to" and its
    like negate as "not" does, so that "did not fail to warn" says that a warning was given.
    """
    times: dict[str, int] = {}
    first: set[str] = set()
    for index in range(len(words)):
        if not _is_negator(words, index):
            continue
        taken, found = 0, False
        for at in range(index + 1, len(words)):
            between = text[words[at - 1].start + len(words[at - 1].text) : words[at].start]
            stops = words[at].lower in _SCOPE_BREAKS
            if stops or taken == _SCOPE or any(mark in _CLAUSE_END for mark in between):
                break
            if not is_function_word(words[at].lower):
                times[words[at].concept] = times.get(words[at].concept, 0) + 1
                taken += 1
                # "I don't think that it sank", "it is not true that": the sinking is denied.
                if not found and stem(words[at].lower) not in polarity_stems("raising"):
                    found = True
                    first.add(words[at].concept)
    negated = frozenset(name for name, count in times.items() if count % 2)
    return negated, negated & first


def has_negator(words: Sequence[Token]) -> bool:
    """Tell whether "not", "no", "n't" or the like stands anywhere, whatever it turns."""
    return any(w.lower in polarity_words("negators") or w.lower.endswith("n't") for w in words)


def negated_subject(text: str, words: Sequence[Token]) -> frozenset[str]:
    """Return the content words before the first negation, back to the start of its clause."""
    index = next((index for index in range(len(words)) if _is_negator(words, index)), 0)
    first = index
    while first > 0:
        previous = words[first - 1]
        between = text[previous.start + len(previous.text) : words[first].start]
        if previous.lower in _CLAUSE_OPENINGS or any(mark in _CLAUSE_END for mark in between):
            break
        first -= 1
    return phrase_concepts(words[first:index])


def _is_negator(words: Sequence[Token], index: int) -> bool:
    """Tell whether a word turns the clause around it, not just a phrase in it.

    "Did not release", "nobody was freed", "there is no path", "failed to act" and "the doubt that
    he acted" do; "but not the wall" and "with no path" leave the clause's assertion standing.
    """
    lower = words[index].lower
    if lower in polarity_words("negators") or lower.endswith("n't"):
        # "Children whose parents are not citizens": a relative clause says who is meant.
        relative = any(word.lower in _RELATIVES for word in _right_before(words, index))
        phrase = lower in polarity_words("phrase_negators") and not _follows_verb(words, index)
        return not relative and not phrase and not _is_no_negation(words, index)
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if lower in polarity_words("doubts"):
        return following in polarity_words("doubted") and not _is_no_negation(words, index)
    return following == "to" and stem(lower) in polarity_stems("failing")


def _right_before(words: Sequence[Token], index: int) -> Sequence[Token]:
    """Return the words, three at most, before one with nothing but a space between them."""
    first = index
    while first > max(0, index - 3):
        previous = words[first - 1]
        if words[first].start - previous.start - len(previous.text) != 1:
            break
        first -= 1
    return words[first:index]


def _follows_verb(words: Sequence[Token], index: int) -> bool:
    """Tell whether a negator opens the text or follows an auxiliary, adverbs set aside."""
    before = [word.lower for word in words[max(0, index - 3) : index]]
    while before and before[-1].endswith("ly"):
        before.pop()
    return not before or before[-1] in polarity_words("auxiliaries")


def _is_no_negation(words: Sequence[Token], index: int) -> bool:
    """Tell whether a negator turns nothing: "not only", "not a crown more", "not open until"."""
    if any(word.lower in _COMPARED for word in words[index + 1 : index + 4]):
        return True
    if any(word.lower == "until" for word in words[index + 1 : index + 1 + _SCOPE]):
        return True
    around = " ".join(word.lower for word in words[max(0, index - 1) : index + 3])
    return any(phrase in around for phrase in polarity_words("not_negations"))
