"""The rule grammar: from the cues of a unit to drafts of attributions."""

from __future__ import annotations

from claimtrack.attribution.content_ends import ContentEnds
from claimtrack.attribution.contents import Contents
from claimtrack.attribution.drafts import Draft
from claimtrack.attribution.lexicon import Lexicon
from claimtrack.attribution.minor_cues import MinorCues
from claimtrack.attribution.occurrences import find_verbs
from claimtrack.attribution.phrases import Phrases
from claimtrack.attribution.units import Unit
from claimtrack.attribution.verb_frames import VerbFrames

__all__ = ["Grammar"]

_INNER = frozenset(("think", "demand", "predict", "promise", "confirm"))


class Grammar:
    """Applies the cue lexicon to units."""

    def __init__(self, lexicon: Lexicon, cue_limit: int) -> None:
        phrases = Phrases(lexicon)
        contents = Contents(lexicon, phrases)
        self._lexicon = lexicon
        self._cue_limit = cue_limit
        self._ends = ContentEnds(lexicon, phrases)
        self._verbs = VerbFrames(lexicon, phrases, contents, self._ends)
        self._minor = MinorCues(lexicon, phrases, contents)
        self._words = lexicon.words

    def drafts(self, unit: Unit) -> list[Draft]:
        """Return the attributions of a unit, by the place of their cues.

        A unit with more cues than any sentence has is no sentence: it yields nothing.
        """
        occurrences = find_verbs(unit, self._lexicon)
        minor = self._minor.drafts(unit)
        if len(occurrences) + len(minor) > self._cue_limit:
            return []
        found: list[Draft] = []
        for occurrence in occurrences:
            draft = self._verbs.draft(unit, occurrence, found)
            if draft:
                found.append(draft)
        found = sorted(found + minor, key=lambda draft: draft.cue)
        found = _without_objects(found)
        self._set_ends(unit, found)
        if not any(stop == len(unit) for draft in found for _, stop in draft.ranges()):
            announced = self._minor.colon_before_quotation(unit)
            found += [announced] if announced else []
        if not any(first == 0 for draft in found for first, _ in draft.ranges()):
            reported = self._minor.clause_after_quotation(unit)
            found = [reported, *found] if reported else found
        announced = None if found else self._minor.announcement(unit)
        found += [announced] if announced else []
        found = [d for d in found if d.ranges() or (d.pending and len(found) == 1)]
        _nest(found)
        return self._without_echoes(unit, found)

    def _set_ends(self, unit: Unit, found: list[Draft]) -> None:
        for index, draft in enumerate(found):
            if draft.begin is not None and draft.stop is None:
                draft.stop = self._ends.end(unit, draft, found[index + 1 :])

    def _without_echoes(self, unit: Unit, found: list[Draft]) -> list[Draft]:
        """Drop "he hoped" in "he said he hoped …": the same speaker on the same thing."""
        kept = [draft for draft in found if not self._echoes(unit, found, draft)]
        if len(kept) < len(found):
            _nest(kept)
        return kept

    def _echoes(self, unit: Unit, found: list[Draft], draft: Draft) -> bool:
        if draft.parent is None or draft.cue_class not in _INNER or not draft.speaker:
            return False
        outer = found[draft.parent]
        if draft.joined:
            return draft.speaker == outer.speaker
        pronoun = unit.low[draft.speaker[0]] in self._words["subject_pronoun"]
        at_start = outer.begin is not None and draft.clause - outer.begin <= 1
        return pronoun and at_start and not outer.outer


def _without_objects(found: list[Draft]) -> list[Draft]:
    """Drop "claims" in "rejected claims that": the verb's content says it already."""
    heads = {
        index
        for draft in found
        if draft.begin is not None and draft.thing and not draft.noun
        for index in range(draft.begin, draft.begin + 3)
    }
    return [d for d in found if not (d.noun and d.speaker is None and d.cue[0] in heads)]


def _nest(found: list[Draft]) -> None:
    """Set the parent of every draft: the nearest one whose content holds its cue."""
    for index, draft in enumerate(found):
        best: tuple[int, int] | None = None
        for other, outer in enumerate(found):
            if other == index:
                continue
            for first, stop in outer.ranges():
                holds = first <= draft.cue[0] and draft.cue[1] <= stop
                same = draft.begin == first and draft.stop == stop
                if holds and not same and (best is None or stop - first < best[0]):
                    best = (stop - first, other)
        draft.parent = best[1] if best else None
