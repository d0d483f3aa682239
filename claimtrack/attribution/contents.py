"""Find where the content of a cue begins, or where it ends when it comes first."""

from __future__ import annotations

from claimtrack.attribution.lexicon import Cue, Lexicon
from claimtrack.attribution.phrases import Phrases, Range
from claimtrack.attribution.units import QUOTE, Unit
from claimtrack.attribution.word_tests import unclitic

__all__ = ["Contents"]

# How far "that" or a quotation may stand from its cue ("said in an interview on … that").
_REACH = 16
# Tokens a dateline may have.
_DATELINE = 12


class Contents:
    """Content borders of a unit, for the frames that a cue's ``takes`` names."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self._words = lexicon.words
        self._phrases = phrases

    def begin(self, unit: Unit, cue: Cue, index: int) -> int | None:
        """Return the first token of what follows a cue that ends before ``index``."""
        if unit.low[index + 1 : index + 2] in (["however"], ["though"], ["too"]):
            index += 3 if unit.low[index : index + 3][::2] == [",", ","] else 0
        if index >= len(unit):
            return None
        if "person" in cue.takes:
            return self._after_addressee(unit, cue, index)
        begin = self._capital_slip(unit, cue, index)
        if begin is None:
            begin = self._begin_at(unit, cue, self._skip_adverbials(unit, cue, index))
        return self._after_colon(unit, cue, index) if begin is None else begin

    def _after_colon(self, unit: Unit, cue: Cue, index: int) -> int | None:
        """Return the quotation set off at the end: "replied, visibly cross: …", "said, …"."""
        last = len(unit) - 1
        if "quote" not in cue.takes or unit.low[last] != QUOTE or last - 1 < index:
            return None
        if unit.low[last - 1] == ":":
            return last
        finite = any(
            self._phrases.is_verb(unit, between) and unit.low[between - 1] != "to"
            for between in range(index, last - 1)
        )
        return last if unit.low[last - 1] == "," and not finite else None

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
            if low in self._words["slip"] and unit.is_title(position):
                return position
        return None

    def _begin_at(self, unit: Unit, cue: Cue, index: int) -> int | None:
        if index >= len(unit) or self._is_tail(unit, index):
            return None
        low = unit.low[index]
        if low == ":" or (low == "," and unit.low[index + 1 : index + 2] == [QUOTE]):
            speaks = bool(cue.takes & {"quote", "clause"})
            return index + 1 if speaks and index + 1 < len(unit) else None
        return index if self._opens(unit, cue.takes, index) else None

    def _opens(self, unit: Unit, takes: frozenset[str], index: int) -> bool:
        """Say whether the token may begin the content of a cue that takes these frames."""
        low = unit.low[index]
        if low == QUOTE:
            return True
        if low == "that" and self._is_relative(unit, index):
            return False
        if low == "to" or (low == "not" and unit.low[index + 1 : index + 2] == ["to"]):
            return "to" in takes
        if index + 1 < len(unit) and self._is_complementizer(unit, index):
            return bool(takes & {"clause", "np", "that"})
        if low in self._words["wh"]:
            return bool(takes & {"clause", "wh"})
        return unit.is_word(index) and self._fits(unit, takes, index)

    def _is_tail(self, unit: Unit, index: int) -> bool:
        """Say whether only "later", "that night" or the like is left of the sentence."""
        rest = unit.low[index : index + 3]
        time = self._words["time"] | self._words["adverb"]
        return len(rest) < 3 and all(
            low in time or low in self._words["period"] or (low == "that" and len(rest) == 2)
            for low in rest
        )

    def _is_complementizer(self, unit: Unit, index: int) -> bool:
        """Tell "said that the plan …" from "said that night" and "an interview that aired"."""
        following = unit.low[index + 1] if index + 1 < len(unit) else ""
        if unit.low[index] != "that" or following in self._words["period"]:
            return False
        return not self._is_relative(unit, index)

    def _is_relative(self, unit: Unit, index: int) -> bool:
        """Say whether "that" describes an occasion ("in an interview that was aired")."""
        following = unit.low[index + 1] if index + 1 < len(unit) else ""
        finite = following in self._words["be"] | self._words["have"] or following.endswith("ed")
        return finite and unit.low[index - 1] in self._words["feature"]

    def _fits(self, unit: Unit, takes: frozenset[str], index: int) -> bool:
        """Say whether what begins at ``index`` is a clause or a thing, as the cue asks."""
        low = unit.low[index]
        linked = low in self._words["no_clause"]
        adverbial = low in self._words["preposition"] or low in self._words["adverb"]
        if "that" in takes and unclitic(low) in self._words["nominative"]:
            return True
        if "np" in takes and not adverbial and not linked:
            return True
        if "clause" not in takes or linked or low in self._words["no_content"]:
            return False
        if "bare" in takes and low not in self._words["preposition"]:
            alone = index + 1 == len(unit) or not unit.is_word(index + 1)
            return not (alone and low in ("yes", "no"))
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
            if low in self._words["weekday"] or low in self._words["period"]:
                moved += 1
            elif low in ("on", "late", "early", "last", "earlier", "this") and (
                following in self._words["weekday"]
                or following in ("week", "month", "year", "late", "early", "this")
            ):
                moved += 2
            elif low in ("in", "at", "during") and self._is_occasion(unit, moved):
                moved = self._phrases.after(unit, moved + 1, len(unit))
                moved += moved < len(unit) and unit.low[moved] in self._words["issued"]
            elif low == "," and moved > index and following not in (QUOTE, "and", "but"):
                return moved + 1
            else:
                break
        return moved

    def _is_occasion(self, unit: Unit, index: int) -> bool:
        """Say whether "in a statement", "at a news conference" begins here."""
        return any(low in self._words["feature"] for low in unit.low[index + 1 : index + 5])

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
