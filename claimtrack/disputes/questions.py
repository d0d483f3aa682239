"""The words a dispute is shown with: made of the articles' own, or neutral labels.

Nothing here adds a fact: a question is words that both sides share, put behind "Who", "How
many" or a label of the kind of dispute.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.language.acts import acts_of
from claimtrack.language.counting import same_counted
from claimtrack.language.quantities import quantities
from claimtrack.language.vocabulary import Token, is_function_word, tokens, weight
from claimtrack.records import Claim, Kind

__all__ = ["position_of", "question_of", "shared_concepts", "shortened"]

_POSITION = 200
_QUOTED = 110
_NAMED = 40
_SHARED_WORDS = 6
_MARKS = ' “”"'
_LABELS: dict[Kind, str] = {
    "agent": "who did it", "denial": "true or not", "quantity": "which figure",
    "cause": "which cause", "fact": "which is so", "forecast": "what will happen",
    "judgement": "right or wrong", "reversal": "then and now",
}  # fmt: skip


def shortened(text: str, most: int) -> str:
    """Return ``text`` on one line, cut at a word boundary with "…" if longer than ``most``."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line.rfind(" ", 0, most)
    return line[: cut if cut > most // 2 else most - 1].rstrip(" ,;:") + "…"


def position_of(claim: Claim) -> str:
    """Return a side's position: its best claim's words.

    The cue stands before what is denied and before whom somebody accuses ("accused the Front of
    …"); where the words leave the accused out, the name does.
    """
    said = shortened(claim.text, _POSITION)
    cue = shortened(claim.cue or "", _NAMED)
    if claim.negated and cue:
        return f"{cue}: {said}"
    if _accuses(claim) and claim.text.lower().startswith(("of ", "for ")):
        return f"{shortened(claim.target or '', _NAMED)}: {said}"
    return f"{cue} {said}".strip() if _accuses(claim) else said


def _accuses(claim: Claim) -> bool:
    return bool(claim.target) and claim.cue_class in ("accuse", "blame")


def shared_concepts(a: Claim, b: Claim) -> frozenset[str]:
    """Return the concepts of the content words that two claims share."""
    return _content(a.text) & _content(b.text)


def question_of(kind: Kind, headline: tuple[Claim, Claim], claims: Sequence[Claim]) -> str:
    """Return the question that a dispute is about; ``claims`` are all of its claims."""
    a, b = headline
    asked = None
    if kind == "agent":
        asked = _who(a, b, claims)
    elif kind == "quantity":
        asked = _how_many(a, b)
    elif kind == "denial":
        asked = _is_it_true(a, b)
    if asked is None:
        words = _shared_words(a.text, b.text)
        asked = f"{' '.join(words)}: {_LABELS[kind]}?" if words else None
    return asked or f"“{shortened(a.text, _QUOTED)}”: {_LABELS[kind]}?"


def _is_it_true(a: Claim, b: Claim) -> str | None:
    """Return the question whether what one claim asserts and the other denies is so."""
    if not (a.negated or b.negated):
        return None
    denied, asserted = (b, a) if b.negated and not a.negated else (a, b)
    # An accusation ("the crew of leaving …") is no sentence; what denies it mostly is.
    told = denied if _accuses(asserted) and shared_concepts(a, b) else asserted
    return f"Is it true: “{shortened(told.text.strip(_MARKS), _QUOTED)}”?"


def _content(text: str) -> frozenset[str]:
    return frozenset(w.concept for w in tokens(text) if not is_function_word(w.lower))


def _shared_words(one: str, two: str) -> list[str]:
    """Return up to six words of ``one`` that ``two`` has as well, the weightiest, in order."""
    shared = _content(two)
    found: dict[str, Token] = {}
    for word in tokens(one):
        if word.concept in shared and not is_function_word(word.lower):
            found.setdefault(word.concept, word)
    best = sorted(found.values(), key=lambda word: (-weight(word.concept), word.start))
    kept = sorted(best[:_SHARED_WORDS], key=lambda word: word.start)
    return [word.text for word in kept]


def _who(a: Claim, b: Claim, claims: Sequence[Claim]) -> str | None:
    """Return "Who released IS prisoners?" when the deed and its object are in the claims."""
    acts = [
        (one, two)
        for one in acts_of(a, tokens(a.text))
        for two in acts_of(b, tokens(b.text))
        if one.name == two.name
    ]
    if not acts:
        return None
    one, two = max(acts, key=lambda pair: (len(pair[0].objects & pair[1].objects), pair[0].verb))
    shared = one.objects & two.objects
    objects: dict[str, str] = {}
    for word in tokens(min((a.text, b.text), key=lambda text: (len(text), text))):
        if word.concept in shared and not is_function_word(word.lower):
            objects.setdefault(word.concept, word.text)
    verbs = {
        act.verb
        for claim in claims
        for act in acts_of(claim, tokens(claim.text))
        if act.name == one.name
    }
    named = " ".join(objects.values())
    past = sorted(verb for verb in verbs if not verb.lower().endswith("ing"))
    if past and named:
        return f"Who {past[0].lower()} {named}?"
    verb = sorted(verbs)[0] if verbs else one.verb
    return f"{verb.capitalize()} {named}".strip() + ": who did it?"


def _how_many(a: Claim, b: Claim) -> str | None:
    words_a, words_b = tokens(a.text), tokens(b.text)
    for one in quantities(a.text, words_a):
        for two in quantities(b.text, words_b):
            if not (same_counted(one, two) and one.excludes(two)):
                continue
            figures = {word.lower() for word in (one.words + " " + two.words).split()}
            words = [w for w in _shared_words(a.text, b.text) if w.lower() not in figures]
            if words:
                return f"{' '.join(words)}: {one.words} or {two.words}?"
    return None
