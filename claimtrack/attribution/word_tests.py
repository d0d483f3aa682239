"""What a word may be, judged without a tagger: by closed classes, endings and neighbours."""

from __future__ import annotations

from claimtrack.attribution.lexicon import Lexicon
from claimtrack.attribution.units import Unit

__all__ = ["WordTests", "unclitic"]


class WordTests:
    """Guesses at the class of a token in its unit."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        words = lexicon.words
        self._words = words
        self._aux = words["be"] | words["have"] | words["do"] | words["modal"]
        self._nominal_stop = (
            words["subordinator"] | words["preposition"] | words["adverb"] | words["negation"]
        ) - {"no"}

    def is_verb(self, unit: Unit, index: int) -> bool:
        """Say whether a token looks like a finite verb (not sure: there is no tagger)."""
        low = unit.low[index]
        if low in self._aux or low in self._words["finite"]:
            return not (unit.is_title(index) and index > 0)
        if index == 0 or low in self._words["only_verb"]:
            return index > 0
        if not self._may_be_finite(unit, index) or unit.is_title(index):
            return False
        joined = unit.low[index - 1] in ("and", "but") and self._is_past(low)
        return joined or self._may_precede_verb(unit, index - 1)

    def _may_be_finite(self, unit: Unit, index: int) -> bool:
        """Say whether the form of a word can be that of a finite verb."""
        low = unit.low[index]
        forms = self._lexicon.verbs.get(low)
        # "well-connected" and "state-owned" stand before nouns.
        if not forms and not (low.endswith("ed") and len(low) > 4 and "-" not in low):
            return False
        if low in self._words["noun_like"] or low.endswith("ing"):
            return False
        return not (forms and forms[0][1] == "base") or self._after_plural(unit, index)

    def _is_past(self, low: str) -> bool:
        return any(tense == "past" for _, tense in self._lexicon.verbs.get(low, ()))

    def _after_plural(self, unit: Unit, index: int) -> bool:
        before = unit.low[index - 1] if index else ""
        return before in ("they", "we", "i", "you", "who") or before.endswith("s")

    def _may_precede_verb(self, unit: Unit, index: int) -> bool:
        low = unit.low[index]
        if low.endswith("ly") and low not in self._words["not_adverb"]:
            return index > 0
        if low in self._words["subject_pronoun"] or low in self._words["adverb"]:
            return True
        return (
            unit.is_word(index)
            and low not in self._words["determiner"]
            and low not in self._words["preposition"]
            and low not in self._words["subordinator"]
            and not low.endswith(("'s", "’s"))
        )

    def has_verb(self, unit: Unit, first: int, stop: int) -> bool:
        """Say whether a range holds a finite verb outside its relative clauses."""
        for index in range(first, stop):
            if unit.low[index] in self._words["relative"] and index > first:
                return False
            if self.is_verb(unit, index):
                return True
        return False

    def is_verbal(self, unit: Unit, index: int) -> bool:
        """Say whether a token may be a finite verb, whatever stands before it."""
        low = unit.low[index]
        if low in self._aux or low in self._words["finite"] or self.is_verb(unit, index):
            return True
        tenses = [tense for _, tense in self._lexicon.verbs.get(low, ())]
        return bool(set(tenses) & {"third", "past"}) and low not in self._words["noun_like"]

    def is_time(self, unit: Unit, index: int) -> bool:
        """Say whether a token is a weekday or ends "last week" and the like."""
        low = unit.low[index]
        if low in self._words["weekday"]:
            return True
        return (
            low in ("week", "month", "year", "night", "morning", "evening", "weekend")
            and index > 0
            and unit.low[index - 1] in ("last", "this", "next", "earlier", "that")
        )


def unclitic(low: str) -> str:
    """Return "who" for "who've": the pronoun without the auxiliary leaning on it."""
    head, mark, tail = low.replace("’", "'").partition("'")
    return head if mark and tail in ("ve", "s", "d", "ll", "re", "m") else low
