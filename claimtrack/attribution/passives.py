"""Read passive cues: "was accused of", "it is alleged that", "is called a slip by experts"."""

from __future__ import annotations

from claimtrack.attribution.drafts import Draft, start_draft
from claimtrack.attribution.lexicon import Lexicon
from claimtrack.attribution.occurrences import Occurrence
from claimtrack.attribution.phrases import Phrases, Range
from claimtrack.attribution.units import Unit

__all__ = ["Passives"]

_THAT_CLAUSE = frozenset(("quote", "clause", "that", "bare", "person", "wh"))
# Words between a passive cue and "by": "called “harmless” by officials", "seen in Oslo by many".
_AGENT_REACH = 8


class Passives:
    """Turns the passive of a cue verb into a draft, or into nothing."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self._words = lexicon.words
        self._phrases = phrases

    def draft(self, unit: Unit, occurrence: Occurrence) -> Draft | None:
        """Return the attribution that a passive makes."""
        cue, stop = occurrence.cue, occurrence.stop
        subject = self._phrases.before(unit, occurrence.first)
        if subject is None or stop >= len(unit):
            return None
        draft = start_draft(occurrence, subject[0])
        end = stop
        if unit.low[stop] == "by":
            end = self._phrases.after(unit, stop + 1, len(unit))
            draft.speaker = (stop + 1, end) if end > stop + 1 else None
        low = unit.low[end] if end < len(unit) else ""
        if low == "that" or (low in self._words["wh"] and "person" in cue.takes):
            draft.begin = end
            return draft if cue.takes & _THAT_CLAUSE else None
        accused = "of" in cue.takes and low in ("of", "for")
        if accused or (low == "to" and "clause" in cue.takes and "person" not in cue.takes):
            draft.target = subject if accused else None
            draft.begin = end if draft.speaker else subject[0]
            return draft
        return self._with_agent(unit, occurrence, draft, subject)

    def _with_agent(
        self, unit: Unit, occurrence: Occurrence, draft: Draft, subject: Range
    ) -> Draft | None:
        """Read "X is opposed by Y" and "X was called a slip by Y": Y holds it of X."""
        if "np" not in occurrence.cue.takes:
            return None
        if draft.speaker:
            draft.left = subject
            return draft
        by = self._before_agent(unit, occurrence.stop)
        end = self._phrases.after(unit, by + 1, len(unit)) if by else 0
        if by is None or end == by + 1:
            return None
        draft.speaker, draft.left = (by + 1, end), subject
        draft.further.append((occurrence.stop, by))
        return draft

    def _before_agent(self, unit: Unit, first: int) -> int | None:
        """Return where "by" stands after the words that belong to the verb."""
        for index in range(first + 1, min(len(unit) - 1, first + _AGENT_REACH)):
            if unit.low[index] == "by":
                return index
            inside = unit.is_word(index) or index in unit.quotations
            if not inside or self._phrases.is_verb(unit, index):
                return None
        return None
