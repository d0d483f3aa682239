"""Find where the content of a cue begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.attribution.drafts import Draft
from claimtrack.attribution.lexicon import Cue, Lexicon
from claimtrack.attribution.phrases import Phrases, Range
from claimtrack.attribution.units import QUOTE, Unit

__all__ = ["Contents"]

_PERIODS = frozenset("day night morning evening afternoon week weekend month year".split())
# How far "that" or a quotation may stand from its cue ("said in an interview on … that").
_REACH = 16
# Words a subordinate clause may have before the main one.
_FAR = 60
_NO_CLAUSE = frozenset(("so", "and", "but", "or", "when", "while", "as"))
# Tokens a dateline may have.
_DATELINE = 12


class Contents:
    """Content borders of a unit, for the frames that a cue's ``takes`` names."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self._words = lexicon.words
        self._phrases = phrases

    def begin(self, unit: Unit, cue: Cue, index: int) -> int | None:
        """Return the first token of what follows a cue that ends before ``index``."""
        stop = len(unit)
        if index >= stop:
            return None
        if "person" in cue.takes:
            return self._after_addressee(unit, cue, index)
        begin = self._capital_slip(unit, cue, index)
        if begin is None:
            begin = self._begin_at(unit, cue, self._skip_adverbials(unit, cue, index))
        return self._after_colon(unit, cue, index) if begin is None else begin

    def _after_colon(self, unit: Unit, cue: Cue, index: int) -> int | None:
        """Return the quotation that a colon introduces at the end: "replied, visibly cross: …"."""
        last = len(unit) - 1
        if "quote" not in cue.takes or unit.low[last] != QUOTE or last - 1 < index:
            return None
        return last if unit.low[last - 1] == ":" else None

    def _capital_slip(self, unit: Unit, cue: Cue, index: int) -> int | None:
        """Return where a sentence begins inside another ("told The Post As of May, they …").

        A preposition with a capital after a name: a slip of the pen, the mark is missing.
        """
        if "clause" not in cue.takes:
            return None
        for position in range(index + 1, min(len(unit) - 2, index + 6)):
            low = unit.low[position]
            if not unit.is_word(position - 1) or not unit.is_title(position - 1):
                return None
            if low in ("as", "on", "since", "during", "after", "before") and unit.is_title(
                position
            ):
                return position
        return None

    def _begin_at(self, unit: Unit, cue: Cue, index: int) -> int | None:
        if index >= len(unit):
            return None
        low = unit.low[index]
        if self._is_tail(unit, index):
            return None
        takes = cue.takes
        quotes = "quote" in takes or "clause" in takes
        if low == ":" or (low == "," and unit.low[index + 1 : index + 2] == [QUOTE]):
            return index + 1 if quotes and index + 1 < len(unit) else None
        if low == QUOTE:
            return index
        if takes & {"that"} and low in self._words["clause_pronoun"]:
            return index
        if low == "that" and index + 1 < len(unit) and self._is_complementizer(unit, index):
            return index if takes & {"clause", "np", "that"} else None
        if low in self._words["wh"]:
            return index if takes & {"clause", "wh"} else None
        if low == "to" or (low == "not" and unit.low[index + 1 : index + 2] == ["to"]):
            return index if "to" in takes else None
        if not unit.is_word(index):
            return None
        return index if self._fits(unit, takes, index) else None

    def _is_tail(self, unit: Unit, index: int) -> bool:
        """Say whether only "later", "that night" or the like is left of the sentence."""
        rest = unit.low[index : index + 3]
        time = self._words["time"] | self._words["adverb"]
        return len(rest) < 3 and all(
            low in time or low in _PERIODS or (low == "that" and len(rest) == 2) for low in rest
        )

    def _is_complementizer(self, unit: Unit, index: int) -> bool:
        """Tell "said that the plan …" from "said that night"."""
        return unit.low[index] == "that" and unit.low[index + 1 : index + 2] not in (
            [[period] for period in _PERIODS]
        )

    def _fits(self, unit: Unit, takes: frozenset[str], index: int) -> bool:
        """Say whether what begins at ``index`` is a clause or a thing, as the cue asks."""
        low = unit.low[index]
        if "np" in takes:
            starts_badly = low in self._words["preposition"] or low in self._words["adverb"]
            if not starts_badly and low not in ("and", "but", "or", "when", "while", "as"):
                return True
        if "clause" not in takes:
            return False
        if "bare" in takes and low not in self._words["preposition"]:
            alone = index + 1 == len(unit) or not unit.is_word(index + 1)
            return low not in _NO_CLAUSE and not (alone and low in ("yes", "no"))
        if low in ("by", "of", "about", "as", "and", "but", "or", "with", "against", "so"):
            return False
        window = range(index + 1, min(len(unit), index + 40))
        return any(self._phrases.is_verb(unit, position) for position in window)

    def _after_addressee(self, unit: Unit, cue: Cue, index: int) -> int | None:
        """Return where the content begins after "told reporters", "warned them", "asked"."""
        low = unit.low[index]
        if low in ("that", ",", ":", QUOTE) or low in self._words["wh"]:
            return self._begin_at(unit, cue, index)
        slip = self._capital_slip(unit, cue, index)
        if slip:
            return slip
        after = self._phrases.after(unit, index, len(unit))
        if after == index:
            return self._begin_at(unit, cue, self._skip_adverbials(unit, cue, index))
        if after < len(unit) and unit.low[after] in ("to", "not"):
            infinitive = unit.low[after] == "to" or unit.low[after + 1 : after + 2] == ["to"]
            return index if infinitive else None
        moved = self._skip_adverbials(unit, cue, after)
        begin = self._begin_at(unit, cue, moved)
        if begin is None and "clause" in cue.takes and self._fits(unit, cue.takes, index):
            return None if cue.lemma == "tell" else index
        return begin

    def _skip_adverbials(self, unit: Unit, cue: Cue, index: int) -> int:
        """Step over "on Thursday", "in a statement" and the like, between cue and content."""
        if not cue.takes & {"clause", "quote"}:
            return index
        stop = min(len(unit), index + _REACH)
        if index < stop and (
            unit.low[index] in self._words["preposition"] or unit.low[index] in self._words["time"]
        ):
            for position in range(index, stop):
                low = unit.low[position]
                before = unit.low[position - 1]
                if before not in self._words["preposition"] and self._is_complementizer(
                    unit, position
                ):
                    return position
                if low in (":", QUOTE):
                    return position
                if low == "," and unit.low[position + 1 : position + 2] in ([QUOTE], ["that"]):
                    return position + (unit.low[position + 1] == "that")
                if not unit.is_word(position) or self._phrases.is_verb(unit, position):
                    break
        return self._skip_time(unit, index)

    def _skip_time(self, unit: Unit, index: int) -> int:
        moved = index
        while moved < len(unit) and moved < index + 8:
            low = unit.low[moved]
            following = unit.low[moved + 1] if moved + 1 < len(unit) else ""
            if low in self._words["weekday"] or low in _PERIODS:
                moved += 1
            elif low in ("on", "late", "early", "last", "earlier", "this") and (
                following in self._words["weekday"]
                or following in ("week", "month", "year", "late", "early", "this")
            ):
                moved += 2
            elif low in ("in", "at", "during") and self._is_occasion(unit, moved):
                moved = self._phrases.after(unit, moved + 1, len(unit))
            elif low == "," and moved > index and following not in (QUOTE, "and", "but"):
                return moved + 1
            else:
                break
        return moved

    def _is_occasion(self, unit: Unit, index: int) -> bool:
        """Say whether "in a statement", "at a news conference" begins here."""
        return any(low in self._words["feature"] for low in unit.low[index + 1 : index + 5])

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
        if other.left is not None and other.left[0] <= (draft.begin or 0):
            return None
        before = other.clause - 1
        while unit.low[before] in (
            "more",
            "than",
            "about",
            "nearly",
            "only",
            "some",
            "at",
            "least",
        ):
            before -= 1
        if before <= (draft.begin or 0):
            return None
        low = unit.low[before]
        if other.outer:
            return other.clause
        if low == ";":
            return before
        if other.joined and other.weak and not draft.thing and low != ",":
            return None
        if other.joined:
            return before if low in (",", "and", "but", "or", "-", "then") else other.clause
        if low not in self._words["joint"]:
            return None
        comma = unit.low[before - 1] == ","
        if low in ("as", "nor") and not comma:
            return None
        if low == "and" and not comma and not draft.thing:
            return before if self._phrases.has_verb(unit, draft.begin or 0, before) else None
        return before

    def _relative_end(self, unit: Unit, begin: int, stop: int) -> int:
        for index in range(begin, stop - 1):
            if unit.low[index] == "," and self._phrases.is_verbal(unit, index + 1):
                return index
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
            if low in (";", "-", ":") or low in ("while", "when", "after", "because", "although"):
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

    def left(self, unit: Unit, stop: int, floor: int) -> Range | None:
        """Return the content that ends before token ``stop`` ("The plan failed, …")."""
        while stop > floor and unit.low[stop - 1] in (",", "-"):
            stop -= 1
        first = max(floor, self._dateline(unit))
        while first < stop and (unit.low[first] in (",", ";", "-", "and", "but", "or", "so", ")")):
            first += 1
        return (first, stop) if first < stop else None

    def _dateline(self, unit: Unit) -> int:
        """Return where the text begins after "GENEVA (Wire) -", else 0."""
        if not unit.leads or not unit.raw[0].isupper() or len(unit.raw[0]) < 3:
            return 0
        for index in range(1, min(len(unit), _DATELINE)):
            if unit.low[index] == "-":
                return index + 1
            if self._phrases.is_verb(unit, index):
                break
        return 0
