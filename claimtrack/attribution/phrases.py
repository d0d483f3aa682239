"""Find the noun phrase that begins at a word: an addressee, a target, "said the minister"."""

from __future__ import annotations

from claimtrack.attribution.subjects import Range, Subjects
from claimtrack.attribution.units import QUOTE, Unit
from claimtrack.attribution.word_tests import unclitic

__all__ = ["Phrases", "Range"]

# Words looked through for the border of a phrase; a longer one is no phrase.
_REACH = 40
_BORDERS = frozenset((",", ";", ":", "-", "(", QUOTE))


class Phrases(Subjects):
    """All noun phrases of a unit: those that end (``before``) or begin (``after``) somewhere."""

    def after(self, unit: Unit, first: int, stop: int) -> int:
        """Return where the noun phrase ends that begins at ``first``; ``first`` if none does."""
        if first >= stop:
            return first
        low = unclitic(unit.low[first])
        owner = low == "her" and self._owns(unit, first + 1, stop)
        if not owner and low in self._words["object_pronoun"] | {"he", "she", "they", "i", "we"}:
            return first + 1
        index = first
        while index < stop:
            low = unit.low[index]
            if low == QUOTE:
                index += 1
                continue
            if low == "(":
                closing = index + 1
                while closing < stop and unit.low[closing] != ")":
                    closing += 1
                if closing >= stop or index == first:
                    break
                index = closing + 1
                continue
            if not unit.is_word(index) or self._ends_phrase(unit, index, first):
                break
            index += 1
        while index > first and unit.low[index - 1] in self._nominal_stop:
            index -= 1
        return index

    def _owns(self, unit: Unit, index: int, stop: int) -> bool:
        """Say whether a noun follows "her": "told her guests" against "told her that"."""
        if index >= stop or not unit.is_word(index) or unit.is_title(index):
            return False
        low = unit.low[index]
        closed = self._words["determiner"] | self._words["subject_pronoun"] | self._nominal_stop
        return low not in closed and not self.is_verbal(unit, index)

    def _ends_phrase(self, unit: Unit, index: int, first: int) -> bool:
        low = unit.low[index]
        if index > first and self.is_verb(unit, index):
            return True
        pronoun = index > first and low in self._words["object_pronoun"]
        if pronoun or low in self._words["weekday"]:
            return True
        if low in self._words["subject_pronoun"] and index > first and low in (
            "he", "she", "they", "we", "i", "it", "who", "which", "that",
        ):  # fmt: skip
            return True
        if low in ("a", "an", "the", "his", "her", "their", "its") and index > first:
            return unit.low[index - 1] not in self._words["chain"]
        if low in self._words["chain"]:
            return not self._links_on(unit, index, first)
        return low in self._nominal_stop and index > first and not unit.is_title(index)

    def _links_on(self, unit: Unit, index: int, first: int) -> bool:
        if index == first or index + 1 >= len(unit):
            return False
        link, following = unit.low[index], unit.low[index + 1]
        if link in ("of", "&"):
            return True
        role = not unit.is_title(index - 1)
        if link == "and":
            return following != "that" and not self._begins_clause(unit, index + 1)
        if link == "for":
            return following in self._words["determiner"] or unit.is_title(index + 1) or role
        if following in self._words["weekday"]:
            return False
        return role and unit.is_title(index + 1) and link in ("at", "from", "to", "in", "with")

    def _begins_clause(self, unit: Unit, first: int) -> bool:
        stop = min(len(unit), first + 6)
        if first < stop and unit.low[first] in ("he", "she", "they", "it", "we", "i", "said"):
            return True
        return any(self.is_verb(unit, index) for index in range(first, stop))

    def to_border(self, unit: Unit, first: int, stop: int) -> int:
        """Return where the words that go on from ``first`` meet a mark or a finite verb."""
        index = first
        while index < min(stop, first + _REACH) and unit.low[index] not in _BORDERS:
            if self.is_verb(unit, index) or unit.low[index] in ("and", "but", "while", "when"):
                break
            index += 1
        return index

    def after_with_apposition(self, unit: Unit, first: int, stop: int) -> int:
        """Return where a noun phrase ends together with the explanations set off by commas."""
        index = self.after(unit, first, stop)
        if index < stop and unit.low[index] == "who":
            index = self._next_mark(unit, index, stop)
        while index + 1 < stop and unit.low[index] == "," and unit.is_word(index + 1):
            end = self._next_mark(unit, index + 1, stop)
            if not self._is_right_apposition(unit, index + 1, end):
                break
            index = end
        return index

    def _next_mark(self, unit: Unit, index: int, stop: int) -> int:
        while index < stop and unit.low[index] not in (",", ";", ":", "-", QUOTE):
            index += 1
        return index

    def _is_right_apposition(self, unit: Unit, first: int, stop: int) -> bool:
        low = unit.low[first]
        if low in ("who", "whose", "which", "whom"):
            return True
        if low.endswith("ing") or low in ("but", "and", "as", "while", "when", "after", "in"):
            return False
        if unit.is_title(first) and low not in self._words["determiner"]:
            return stop - first <= 3
        return not self.has_verb(unit, first, stop)
