"""The rule grammar: from the cues of a unit to drafts of attributions."""

from __future__ import annotations


from claimtrack.attribution.contents import Contents
from claimtrack.attribution.drafts import Draft
from claimtrack.attribution.lexicon import Lexicon
from claimtrack.attribution.occurrences import Occurrence, find_verbs
from claimtrack.attribution.phrases import Phrases, Range
from claimtrack.attribution.units import QUOTE, Unit

__all__ = ["Grammar"]


class Grammar:
    """Applies the frames of the cue lexicon to units."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = lexicon.words
        self._phrases = Phrases(lexicon)
        self._contents = Contents(lexicon, self._phrases)

    def drafts(self, unit: Unit) -> list[Draft]:
        """Return the attributions of a unit, by the place of their cues."""
        found: list[Draft] = []
        for occurrence in find_verbs(unit, self._lexicon):
            draft = self._verb(unit, occurrence, found)
            if draft:
                found.append(draft)
        found.extend(self._others(unit))
        found.sort(key=lambda draft: draft.cue)
        found = self._without_objects(unit, found)
        self._set_ends(unit, found)
        found = [draft for draft in found if draft.ranges()]
        _nest(found)
        return found

    def _set_ends(self, unit: Unit, found: list[Draft]) -> None:
        for index, draft in enumerate(found):
            if draft.begin is not None and draft.stop is None:
                draft.stop = self._contents.end(unit, draft, found[index + 1 :])

    def _without_objects(self, unit: Unit, found: list[Draft]) -> list[Draft]:
        """Drop "claims" in "rejected claims that": the verb's content says it already."""
        heads = {
            index
            for draft in found
            if draft.begin is not None and draft.thing
            for index in range(draft.begin, min(draft.begin + 3, len(unit)))
        }
        return [d for d in found if not (d.noun and d.speaker is None and d.cue[0] in heads)]

    # verbs

    def _verb(self, unit: Unit, occurrence: Occurrence, found: list[Draft]) -> Draft | None:
        if occurrence.voice == "passive":
            return self._passive(unit, occurrence)
        if occurrence.voice == "infinitive":
            return None
        draft = Draft(
            cue=(occurrence.first, occurrence.stop),
            cue_class=occurrence.cue.cue_class,
            clause=occurrence.first,
            negated=occurrence.negated or occurrence.cue.negates,
            modal=occurrence.modal,
        )
        begin = self._contents.begin(unit, occurrence.cue, occurrence.stop)
        if occurrence.voice == "participle":
            return self._participle(unit, occurrence, draft, begin, found)
        subject = self._phrases.before(unit, occurrence.first)
        if subject is None:
            inverted = self._inverted(unit, occurrence, draft)
            if inverted:
                return inverted
            return self._shared(unit, occurrence, draft, begin, found)
        draft.speaker, draft.clause = subject, subject[0]
        draft.relative = self._is_relative(unit, occurrence.first)
        return self._place(unit, occurrence, draft, begin)

    def _is_relative(self, unit: Unit, first: int) -> bool:
        return first > 0 and unit.low[first - 1] in ("who", "which", "that")

    def _place(
        self, unit: Unit, occurrence: Occurrence, draft: Draft, begin: int | None
    ) -> Draft | None:
        """Give a draft its content: to the left, to the right, or around it."""
        takes = occurrence.cue.takes
        speaks = bool(takes & {"quote", "clause"})
        before = draft.clause - 1
        if speaks and before >= 0 and not draft.relative:
            left = self._left(unit, draft, begin)
            if left:
                draft.left = left
                self._resume(unit, draft, occurrence.stop)
                return draft
        if begin is None:
            return None
        draft.begin = begin
        draft.thing = not speaks or (
            "np" in takes and not self._is_clause(unit, begin, occurrence.stop)
        )
        self._set_target(unit, occurrence, draft)
        return draft

    def _is_clause(self, unit: Unit, begin: int, stop: int) -> bool:
        if unit.low[begin] in ("that", QUOTE) or begin > stop:
            return True
        if unit.low[begin] in self._words["wh"]:
            return True
        window = range(begin + 1, min(len(unit), begin + 14))
        return any(self._phrases.is_verb(unit, index) for index in window)

    def _left(self, unit: Unit, draft: Draft, begin: int | None) -> Range | None:
        """Return the content before the clause: "…," he said / The plan failed, he said."""
        before = draft.clause - 1
        low = unit.low[before]
        quote = before if low == QUOTE else before - 1
        if low in (QUOTE, ",", "-") and quote >= 0 and unit.low[quote] == QUOTE:
            whole = quote == 0 or not unit.is_word(quote - 1)
            if (
                self._ends_speech(unit, quote, before)
                and begin is None
                or whole
                and (begin is None or unit.low[begin] == QUOTE)
            ):
                floor = quote if whole else 0
                return self._contents.left(unit, before + 1, floor)
        if low not in (",", "-") or begin is not None:
            return None
        left = self._contents.left(unit, before, 0)
        if left is None:
            return None
        stop = draft.cue[1]
        middle = stop < len(unit) and unit.low[stop] == ","
        return left if middle or self._phrases.has_verb(unit, *left) else None

    def _ends_speech(self, unit: Unit, quote: int, before: int) -> bool:
        return quote == before or unit.low[before] == ","

    def _resume(self, unit: Unit, draft: Draft, stop: int) -> None:
        """Add what goes on after the cue: "X," he said, "Y" / The plan, he said, failed."""
        if draft.left is None:
            return
        quoted = unit.low[draft.left[0]] == QUOTE and draft.left[1] - draft.left[0] == 1
        if not quoted:
            if stop + 1 < len(unit) and unit.low[stop] == ",":
                draft.begin = stop + 1
            return
        for index in range(stop, len(unit)):
            if unit.low[index] in self._lexicon.verbs:
                return
            if unit.low[index] == QUOTE:
                if unit.low[index - 1] in (",", ":", "-", ";") or index == stop:
                    draft.further.append((index, index + 1))
                return

    def _inverted(self, unit: Unit, occurrence: Occurrence, draft: Draft) -> Draft | None:
        """Read "…," said the minister."""
        first, stop = occurrence.first, occurrence.stop
        if not occurrence.cue.takes & {"quote", "clause"}:
            return None
        if first > 0 and unit.low[first - 1] not in (QUOTE, ",", "-"):
            return None
        if stop >= len(unit) or unit.low[stop] in ("that", "to", "it"):
            return None
        end = self._phrases.after_with_apposition(unit, stop, len(unit))
        if end == stop:
            return None
        draft.speaker = (stop, end)
        if first == 0:
            if end < len(unit) and unit.low[end] in (":", ","):
                draft.begin = end + 1
                return draft
            return None
        draft.left = self._inverted_content(unit, first)
        if draft.left is None:
            return None
        self._resume(unit, draft, end)
        return draft

    def _inverted_content(self, unit: Unit, first: int) -> Range | None:
        quote = first - 1 if unit.low[first - 1] == QUOTE else first - 2
        if quote >= 0 and unit.low[quote] == QUOTE:
            whole = quote == 0 or not unit.is_word(quote - 1)
            return self._contents.left(unit, first, quote if whole else 0)
        left = self._contents.left(unit, first, 0)
        return left if left and self._phrases.has_verb(unit, *left) else None

    def _participle(
        self,
        unit: Unit,
        occurrence: Occurrence,
        draft: Draft,
        begin: int | None,
        found: list[Draft],
    ) -> Draft | None:
        """Read ", adding that …": the speaker is the subject of the clause it hangs on."""
        first = occurrence.first
        before = unit.low[first - 1] if first else ","
        if begin is None or before in self._words["determiner"]:
            return None
        if before in self._words["preposition"] and before not in (
            "by",
            "after",
            "before",
            "while",
        ):
            return None
        draft.joined = True
        draft.begin = begin
        draft.thing = not occurrence.cue.takes & {"quote", "clause"}
        draft.speaker = self._main_subject(unit, first, found)
        self._set_target(unit, occurrence, draft)
        return draft if draft.speaker else None

    def _shared(
        self,
        unit: Unit,
        occurrence: Occurrence,
        draft: Draft,
        begin: int | None,
        found: list[Draft],
    ) -> Draft | None:
        """Read "denied it and accused …": the speaker is that of the verb before."""
        first = occurrence.first
        if begin is None or first == 0:
            return None
        if unit.low[first - 1] not in ("and", "but", "or", "then", ","):
            return None
        draft.speaker = self._main_subject(unit, first, found)
        if draft.speaker is None:
            return None
        draft.joined = True
        draft.begin = begin
        draft.thing = not occurrence.cue.takes & {"quote", "clause"}
        self._set_target(unit, occurrence, draft)
        return draft

    def _main_subject(self, unit: Unit, first: int, found: list[Draft]) -> Range | None:
        for draft in reversed(found):
            if draft.speaker and not draft.relative:
                return draft.speaker
        for index in range(first - 1, max(0, first - 40), -1):
            if not self._phrases.is_verb(unit, index):
                continue
            group = index
            while group > 1 and (
                self._phrases.is_verb(unit, group - 1)
                or unit.low[group - 1] in self._words["adverb"]
            ):
                group -= 1
            subject = self._phrases.before(unit, group)
            if subject:
                return subject
        return None

    def _set_target(self, unit: Unit, occurrence: Occurrence, draft: Draft) -> None:
        """Keep the accused: accused X of …, blamed X for …, blamed … on X."""
        if "of" not in occurrence.cue.takes or draft.begin is None:
            return
        end = self._phrases.after(unit, draft.begin, len(unit))
        for index in range(draft.begin + 1, min(len(unit), draft.begin + 30)):
            low = unit.low[index]
            if low in (",", ";", QUOTE):
                break
            if low == "on" and occurrence.cue.lemma == "blame":
                draft.target = (index + 1, self._phrases.after(unit, index + 1, len(unit)))
                return
            if low in ("of", "for") and (low == "of") == (occurrence.cue.lemma == "accuse"):
                follows = unit.low[index + 1 : index + 2]
                if low == "for" or (follows and follows[0].endswith("ing")):
                    end = index
                    break
        if end > draft.begin:
            draft.target = (draft.begin, end)

    def _passive(self, unit: Unit, occurrence: Occurrence) -> Draft | None:
        """Read "X was accused of", "it is alleged that", "X is expected to", "was told that"."""
        cue, stop = occurrence.cue, occurrence.stop
        subject = self._phrases.before(unit, occurrence.first)
        if subject is None or stop >= len(unit):
            return None
        draft = Draft(
            cue=(occurrence.first, stop),
            cue_class=cue.cue_class,
            clause=subject[0],
            negated=occurrence.negated or cue.negates,
            modal=occurrence.modal,
        )
        by_stop = stop
        if unit.low[stop] == "by":
            by_stop = self._phrases.after(unit, stop + 1, len(unit))
            draft.speaker = (stop + 1, by_stop) if by_stop > stop + 1 else None
        low = unit.low[by_stop] if by_stop < len(unit) else ""
        if low == "that" or (low in self._words["wh"] and "person" in cue.takes):
            draft.begin = by_stop
            return draft if cue.takes & {"clause", "person", "wh"} else None
        accused = "of" in cue.takes and low in ("of", "for")
        if accused or (low == "to" and "clause" in cue.takes and "person" not in cue.takes):
            draft.target = subject if accused else None
            draft.begin = by_stop if draft.speaker else subject[0]
            return draft
        if draft.speaker and "np" in cue.takes:
            draft.left = subject
            return draft
        return None

    # other cues

    def _others(self, unit: Unit) -> list[Draft]:
        found: list[Draft] = []
        for index, low in enumerate(unit.low):
            draft = None
            if low in self._lexicon.prepositional:
                draft = self._prepositional(unit, index)
            elif low in self._lexicon.adverbs:
                draft = self._adverb(unit, index)
            elif low in self._lexicon.nouns:
                draft = self._noun(unit, index)
            if draft:
                found.append(draft)
        return found

    def _prepositional(self, unit: Unit, index: int) -> Draft | None:
        """Read "according to X" in front of, inside or after its content."""
        for rest, cue_class in self._lexicon.prepositional[unit.low[index]]:
            stop = index + 1 + len(rest)
            if tuple(unit.low[index + 1 : stop]) == rest:
                break
        else:
            return None
        end = self._phrases.after_with_apposition(unit, stop, len(unit))
        if end == stop:
            return None
        draft = Draft((index, stop), cue_class, index, speaker=(stop, end), outer=True)
        leading = self._contents.left(unit, index, 0)
        if leading and (leading[1] - leading[0] > 2 or unit.low[leading[0]] == QUOTE):
            draft.left = leading
        if end < len(unit) and unit.low[end] in (",", QUOTE):
            begin = end + 1 if unit.low[end] == "," else end
            if draft.left is None or unit.low[index - 1] == ",":
                draft.begin = begin if begin < len(unit) else None
        return draft

    def _adverb(self, unit: Unit, index: int) -> Draft | None:
        """Read "reportedly": it leaves open who says the clause around it."""
        if (
            index + 1 < len(unit)
            and unit.low[index + 1] in self._lexicon.verbs
            and (unit.low[index + 1] in ("said", "told", "saying"))
        ):
            return None
        first = index
        while first > 0 and index - first < 40:
            low = unit.low[first - 1]
            if low in (";", ":", "-", QUOTE) or low in (
                "while",
                "but",
                "that",
                "whereas",
                "because",
            ):
                break
            if low == "," and unit.low[first] not in ("who", "which"):
                break
            first -= 1
        cue_class = self._lexicon.adverbs[unit.low[index]]
        return Draft((index, index + 1), cue_class, first, begin=first)

    def _noun(self, unit: Unit, index: int) -> Draft | None:
        """Read "his claim that …", "allegations of …"."""
        low = unit.low[index]
        following = unit.low[index + 1] if index + 1 < len(unit) else ""
        if following == "of":
            if low not in self._lexicon.noun_of:
                return None
        elif following != "that":
            return None
        if index + 2 >= len(unit) or self._phrases.is_verb(unit, index + 2):
            return None
        draft = Draft((index, index + 1), self._lexicon.nouns[low], index, begin=index + 1)
        draft.noun = True
        draft.thing = following == "of"
        draft.speaker = self._possessor(unit, index)
        return draft

    def _possessor(self, unit: Unit, index: int) -> Range | None:
        """Return whose claim it is: his claim, the minister's claim."""
        for position in range(index - 1, max(-1, index - 4), -1):
            low = unit.low[position]
            if low in self._words["possessive"] and low not in ("its", "whose"):
                return (position, position + 1)
            if low.endswith(("'s", "’s", "s'", "s’")):
                return self._phrases.before(unit, position + 1) or (position, position + 1)
            if not unit.is_word(position):
                break
        return None


def _nest(found: list[Draft]) -> None:
    """Set the parent of every draft: the nearest one whose content holds its cue."""
    for index, draft in enumerate(found):
        best: tuple[int, int] | None = None
        for other, outer in enumerate(found):
            if other == index:
                continue
            for first, stop in outer.ranges():
                holds = first <= draft.cue[0] and draft.cue[1] <= stop
                covers = draft.begin == first and draft.stop == stop
                if holds and not covers and (best is None or stop - first < best[0]):
                    best = (stop - first, other)
        draft.parent = best[1] if best else None
