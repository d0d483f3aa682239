"""Find the subject that a verb shares with the clause it hangs on: "…, adding", "and denied"."""

from __future__ import annotations

from claimtrack.attribution.drafts import Draft
from claimtrack.attribution.lexicon import Lexicon
from claimtrack.attribution.phrases import Phrases, Range
from claimtrack.attribution.units import QUOTE, Unit

__all__ = ["SharedSubjects"]

# Words looked back over for the clause that a verb hangs on.
_REACH = 40


class SharedSubjects:
    """Subjects of earlier verbs, those of other attributions first."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self._verbs = lexicon.verbs
        self._words = lexicon.words
        self._phrases = phrases

    def link(self, unit: Unit, first: int) -> int:
        """Step back over "on Friday" between "and" and its verb."""
        index = first
        while index > 1 and (
            unit.low[index - 1] in self._words["time"]
            or (index < first and unit.low[index - 1] in ("on", "in"))
        ):
            index -= 1
        return index

    def main(self, unit: Unit, first: int, found: list[Draft], *, past: bool) -> Range | None:
        """Return the subject of the clause that the verb at ``first`` is joined to.

        Verbs that share a subject agree in tense: in "said experts expect losses and urged …"
        it is whoever said that urged.
        """
        speakers = [draft for draft in found if draft.speaker and not draft.relative]
        agreeing = [draft for draft in speakers if draft.past == past] or speakers
        if agreeing:
            return agreeing[-1].speaker
        floor = self._clause_floor(unit, first)
        return self._first_subject(unit, range(floor + 1, first), floor)

    def nearest(self, unit: Unit, first: int) -> Range | None:
        """Return the subject of the last finite verb before ``first``."""
        floor = self._clause_floor(unit, first)
        return self._first_subject(unit, range(first - 1, floor, -1), floor)

    def _first_subject(self, unit: Unit, indices: range, floor: int) -> Range | None:
        for index in indices:
            if self._phrases.is_verb(unit, index) or self._resumes(unit, index):
                subject = self._phrases.before(unit, index)
                if subject and subject[0] >= floor:
                    return subject
        return None

    def _resumes(self, unit: Unit, index: int) -> bool:
        """Say whether a verb goes on after an aside: "Lee, hoping for calm, issued …"."""
        if unit.low[index - 1] != ",":
            return False
        return unit.low[index].endswith("ed") or self._phrases.is_verbal(unit, index)

    def _clause_floor(self, unit: Unit, first: int) -> int:
        """Return where the last clause begins that ", but" or the like joins on before."""
        for index in range(first - 2, max(0, first - _REACH), -1):
            low = unit.low[index]
            if low in ("but", "while", "and") and unit.low[index - 1] == ",":
                return index + 1
            if low == ";" or (low == QUOTE and unit.ends_speech(index)):
                return index + 1
        return max(0, first - _REACH)
