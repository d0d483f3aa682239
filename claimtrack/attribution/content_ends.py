"""Find where the content that follows a cue ends."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.attribution.drafts import Draft
from claimtrack.attribution.lexicon import Lexicon
from claimtrack.attribution.phrases import Phrases
from claimtrack.attribution.units import Unit

__all__ = ["ContentEnds"]

# Words a subordinate clause may have before the main one.
_FAR = 60


class ContentEnds:
    """Ends of contents: at joints with other attributions, brackets and the writer's asides."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self._words = lexicon.words
        self._phrases = phrases

    def end(self, unit: Unit, draft: Draft, later: Sequence[Draft]) -> int:
        """Return where the content that begins at ``draft.begin`` ends."""
        begin = draft.begin if draft.begin is not None else len(unit)
        stop = len(unit)
        for other in later:
            if other.clause > begin:
                stop = min(stop, self._joint(unit, draft, other) or stop)
        if draft.subordinate:
            stop = self.subordinate_end(unit, begin, stop)
        if draft.relative:
            stop = self._relative_end(unit, begin, stop)
        elif draft.thing:
            stop = self._thing_end(unit, begin, stop)
        else:
            stop = self._comment(unit, begin, stop)
        stop = self._bracket_end(unit, begin, stop)
        while stop > begin and unit.low[stop - 1] in (",", ";", ":", "-", "and", "but", "("):
            stop -= 1
        return stop

    def _joint(self, unit: Unit, draft: Draft, other: Draft) -> int | None:
        """Return where ``other`` is joined on, if it is no part of the draft's content."""
        begin = draft.begin or 0
        before = other.clause - 1
        while unit.low[before] in self._words["approximation"]:
            before -= 1
        if before <= begin or (other.left is not None and other.left[0] <= begin):
            return None
        if other.outer:
            return other.clause
        low = unit.low[before]
        if other.joined:
            weak = other.weak and not draft.thing and low != ","
            linked = low in self._words["link"]
            return None if weak else before if linked else other.clause
        separates = low in self._words["joint"] and self._separates(unit, draft, before)
        return before if low == ";" or separates else None

    def _separates(self, unit: Unit, draft: Draft, joint: int) -> bool:
        """Say whether "and", "as" here joins sentences: after a comma, or after a whole clause."""
        low, comma = unit.low[joint], unit.low[joint - 1] == ","
        if low in ("as", "nor"):
            return comma
        if low == "and" and not comma and not draft.thing:
            return self._phrases.has_verb(unit, draft.begin or 0, joint)
        return True

    def _relative_end(self, unit: Unit, begin: int, stop: int) -> int:
        for index in range(begin, stop - 1):
            if not self._phrases.is_verbal(unit, index + 1):
                continue
            if unit.low[index] == ",":
                return index
            if index in unit.quotations and unit.quotations[index].comma:
                return index + 1
        return stop

    def subordinate_end(self, unit: Unit, begin: int, stop: int) -> int:
        """Return the comma before the main clause ("When he said that he won, the crowd …")."""
        for index in range(begin + 1, min(stop - 1, begin + _FAR)):
            if unit.low[index] != ",":
                continue
            border = self._phrases.to_border(unit, index + 2, stop)
            nominal = unit.is_word(index + 1) and unit.low[index + 1] not in self._words["joint"]
            if nominal and border < stop and self._phrases.is_verbal(unit, border):
                return index
        return stop

    def _thing_end(self, unit: Unit, begin: int, stop: int) -> int:
        for index in range(begin + 1, stop):
            low = unit.low[index]
            if low in (";", "-", ":") or low in self._words["thing_border"]:
                return index
            if low == "," and (index + 1 >= stop or not unit.is_title(index + 1)):
                following = unit.low[index + 1] if index + 1 < stop else ""
                if following not in ("who", "whose") or index - begin < 2:
                    return index
        return stop

    def _bracket_end(self, unit: Unit, begin: int, stop: int) -> int:
        """Do not run out of the brackets that the whole attribution stands in."""
        depth = 0
        for index in range(begin, stop):
            low = unit.low[index]
            if low == "(":
                depth += 1
            elif low == ")":
                depth -= 1
                if depth < 0:
                    return index
        return stop

    def _comment(self, unit: Unit, begin: int, stop: int) -> int:
        """Cut ", a move that …" and ", putting …": the article's own comment on what was said."""
        for index in range(begin + 2, stop - 2):
            if unit.low[index] != ",":
                continue
            if unit.low[index + 1] in self._words["commenting"]:
                return index
            head = unit.low[index + 2 : index + 5]
            if unit.low[index + 1] in ("a", "an") and any(
                low in self._words["summative"] for low in head
            ):
                return index
        return stop
