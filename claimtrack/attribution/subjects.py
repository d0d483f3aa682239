"""Find the subject of a cue, the noun phrase before it, without a parser.

Ranges are token indices of a unit, the stop excluded.
"""

from __future__ import annotations

from claimtrack.attribution.units import QUOTE, Unit
from claimtrack.attribution.word_tests import WordTests, unclitic

__all__ = ["Range", "Subjects"]

Range = tuple[int, int]

# Brackets, relative clauses and appositions that one subject may carry.
_DEPTH = 8
# Words of one subject; a longer one is no noun phrase, and looking for it would cost time.
_REACH = 40
_REFLEXIVES = frozenset(("himself", "herself", "itself", "themselves"))
# Characters of a quotation that is set apart within a sentence, not spoken in its own right.
_SCARE_QUOTE = 40


class Subjects(WordTests):
    """Noun phrases read from their end, with their relative clauses and appositions."""

    def before(self, unit: Unit, stop: int, floor: int = 0, depth: int = _DEPTH) -> Range | None:
        """Return the noun phrase that ends right before token ``stop``: a subject."""
        last = stop - 1
        if last > floor and unit.low[last] in _REFLEXIVES:
            last -= 1
        while last > floor and self._is_adverb(unit, last):
            last -= 1
        if last < floor or depth == 0:
            return None
        if unit.low[last] == "-":
            return self._before_dashes(unit, last, floor, depth - 1)
        if unit.low[last] == ")":
            return self._before_bracket(unit, last, floor, depth - 1)
        aside = last if unit.low[last] == "," else last + 1
        if aside == last or self._ends_aside(unit, last, floor):
            return self._with_apposition(unit, aside, floor, depth - 1)
        return self._simple(unit, last, floor, depth - 1)

    def _before_bracket(self, unit: Unit, last: int, floor: int, depth: int) -> Range | None:
        """Return the phrase that brackets belong to, with them."""
        opening = self._opening(unit, last, floor)
        head = None if opening is None else self.before(unit, opening, floor, depth)
        return (head[0], last + 1) if head else None

    def _before_dashes(self, unit: Unit, last: int, floor: int, depth: int) -> Range | None:
        """Walk over "… – among them the mayor –" to the phrase before it."""
        for index in range(last - 2, max(floor, last - _REACH), -1):
            if unit.low[index] == "-":
                found = self.before(unit, index, floor, depth)
                return (found[0], index) if found else None
        return None

    def _ends_aside(self, unit: Unit, last: int, floor: int) -> bool:
        """Say whether a few quoted words end an aside, its comma inside their marks."""
        if last == 0 or unit.low[last] != QUOTE or not unit.is_word(last - 1):
            return False
        short = unit.end[last] - unit.start[last] <= _SCARE_QUOTE
        if not short or not unit.quotations[last].comma:
            return False
        first = self._after_mark(unit, last, floor)
        bounded = first > floor and unit.low[first - 1] == ","
        return bounded and bool(self._explains(unit, first, last + 1, floor))

    def _opening(self, unit: Unit, last: int, floor: int) -> int | None:
        for index in range(last, max(floor, last - 12) - 1, -1):
            if unit.low[index] in "([":
                return index
        return None

    def _with_apposition(self, unit: Unit, comma: int, floor: int, depth: int) -> Range | None:
        """Walk over "…, the minister," or "…, who had left," to the phrase they explain."""
        stop = end = comma
        for _ in range(4):
            first = self._after_mark(unit, stop, floor)
            if first >= stop:
                return None
            bounded = first > floor and unit.low[first - 1] == ","
            kind = self._explains(unit, first, stop, floor) if bounded else ""
            if not kind:
                found = self.before(unit, stop, max(first, floor), depth)
                if found and stop == comma and self._has_predicate(unit, first, found[0]):
                    return None
                return (found[0], end) if found else None
            stop = first - 1
            if kind == "aside":
                end = stop
        return None

    def _has_predicate(self, unit: Unit, first: int, stop: int) -> bool:
        """Say whether "Lee spoke of taxes, denied …" stands here: no subject ends at the comma."""
        return any(
            self.is_verb(unit, index)
            and (unit.low[index] in self._lexicon.verbs or self.is_verbal(unit, index))
            for index in range(first, stop)
        )

    def _after_mark(self, unit: Unit, stop: int, floor: int) -> int:
        index = stop - 1
        lowest = max(floor, stop - 2 * _REACH)
        while index >= lowest and unit.low[index] not in (",", ";", ":", "-"):
            if unit.ends_speech(index) and unit.end[index] - unit.start[index] > _SCARE_QUOTE:
                break
            index -= 1
        return index + 1

    def _explains(self, unit: Unit, first: int, stop: int, floor: int) -> str:
        """Tell an apposition, which belongs to the phrase, from an aside, which does not."""
        low = unit.low[first]
        if low in ("who", "whose", "which", "whom"):
            return "apposition"
        if low in ("but", "when", "as", "if", "because", "while") or self._adds(unit, first):
            return ""
        if low in ("of", "from", "formerly", "now") or low in self._words["determiner"]:
            follows = self._follows_opening(unit, first, floor)
            return "" if follows or self.has_verb(unit, first, stop) else "apposition"
        if low in self._words["preposition"] or low.endswith(("ing", "ed")):
            return "aside"
        if not unit.is_title(first):
            return "" if self.has_verb(unit, first, stop) else "apposition"
        start = self._after_mark(unit, first - 1, floor)
        while unit.low[start] in ("and", "but", "or", "so", "yet"):
            start += 1
        before = unit.low[start]
        fronted = before in self._words["preposition"] or before in self._words["leading"]
        fronted = fronted or (start == 0 and before.endswith(("ed", "ing")))
        short = stop - first <= 3 or self._is_owned_role(unit, first, stop)
        return "apposition" if short and not fronted else ""

    def _is_owned_role(self, unit: Unit, first: int, stop: int) -> bool:
        """Say whether "Norway's largest bank", "Mr. Lee's old lawyer" stands here."""
        owned = any(unit.low[i].endswith(("'s", "’s")) for i in range(first, min(stop, first + 3)))
        return owned and not unit.is_title(stop - 1) and not self.has_verb(unit, first, stop)

    def _adds(self, unit: Unit, first: int) -> bool:
        """Say whether "and Ann Lee", "and some bakers" begins here: another party."""
        after = unit.low[first + 1]
        named = unit.is_title(first + 1) or after in self._words["determiner"]
        return unit.low[first] in ("and", "or") and named

    def _follows_opening(self, unit: Unit, first: int, floor: int) -> bool:
        """Say whether a subject begins after "After Lee left,", "In a letter,", "However,"."""
        start = self._after_mark(unit, first - 1, floor)
        if first - 1 - start == 1 and unit.low[start] in self._words["leading"]:
            return True
        if unit.low[start] in self._words["subordinator"] and self.has_verb(unit, start, first - 1):
            return True
        return start == 0 and unit.low[start] in self._words["preposition"]

    def _simple(self, unit: Unit, last: int, floor: int, depth: int) -> Range | None:
        if depth <= 0:
            return None
        while last > floor and self.is_time(unit, last):
            last -= 1
            if last > floor and unit.low[last] in ("on", "late", "early", "last", "this"):
                last -= 1
        low = unclitic(unit.low[last])
        if low in self._words["subject_pronoun"] and low not in ("which", "this"):
            return self._pronoun(unit, last, floor, depth - 1)
        if not self._can_end(unit, last):
            return None
        lower = self._clause_start(unit, last, floor)
        related = self._related(unit, lower, floor, depth - 1)
        if related is not None:
            return (related, last + 1)
        if lower < last and self._is_whole_phrase(unit, lower, last + 1):
            return (lower, last + 1)
        return self._walk(unit, last, lower)

    def _pronoun(self, unit: Unit, last: int, floor: int, depth: int) -> Range | None:
        if unclitic(unit.low[last]) not in ("who", "that"):
            return (last, last + 1)
        if last <= floor:
            return None
        comma = last - 1
        if unit.low[comma] == ",":
            first = self._after_mark(unit, comma, floor)
            if unit.low[first] in self._words["determiner"] or comma - first <= 3:
                explained = self._with_apposition(unit, comma, floor, depth)
                return explained or self._antecedent(unit, comma, floor, depth)
        return self._antecedent(unit, comma, floor, depth)

    def _antecedent(self, unit: Unit, last: int, floor: int, depth: int) -> Range | None:
        """Return what "who" stands for: of a chain of nouns that end in a name, the name."""
        if unit.low[last] == ",":
            last -= 1
        if last < floor or not self._can_end(unit, last):
            return (
                None
                if last < floor or unit.low[last] != ")"
                else self.before(unit, last + 1, floor, depth)
            )
        if not unit.is_title(last):
            return self._simple(unit, last, floor, depth)
        first = last
        while first > floor and unit.is_word(first - 1):
            low = unit.low[first - 1]
            if low in self._nominal_stop and low not in ("of", "and"):
                break
            if low in self._words["determiner"] or self.is_verb(unit, first - 1):
                first -= low in self._words["determiner"]
                break
            if low in ("of", "and") and not (first - 2 >= floor and unit.is_title(first - 2)):
                break
            first -= 1
        return (first, last + 1)

    def _related(self, unit: Unit, lower: int, floor: int, depth: int) -> int | None:
        """Return where "the women who accused him" begins, when a subject ends like that."""
        link = lower - 1
        if link <= floor or unit.low[link] not in ("who", "that", "which"):
            return None
        if unit.low[link] != "who" and not self.is_verbal(unit, lower):
            return None
        if unit.low[link - 1] in self._lexicon.verbs or not self._can_end(unit, link - 1):
            return None
        head = self._simple(unit, link - 1, floor, depth)
        return head[0] if head else None

    def _can_end(self, unit: Unit, last: int) -> bool:
        low = unit.low[last]
        if low == QUOTE:
            return self._is_quoted_noun(unit, last)
        if not unit.is_word(last) or low in self._aux or low in self._words["object_pronoun"]:
            return False
        if low in self._words["determiner"] and low not in self._words["subject_pronoun"]:
            return low in ("both", "two", "three")
        return (low not in self._nominal_stop or unit.is_title(last)) and low not in self._words[
            "weekday"
        ]

    def _is_quoted_noun(self, unit: Unit, index: int) -> bool:
        """Say whether a quotation is a noun set apart: the “experts”, But “experts” said."""
        before = unit.low[index - 1] if index else ""
        if before in self._words["determiner"]:
            return True
        short = unit.end[index] - unit.start[index] <= _SCARE_QUOTE
        opens = not index or before in self._words["leading"]
        opens = opens and unit.low[index + 1 : index + 2] != [","]
        return short and opens and not unit.ends_speech(index)

    def _clause_start(self, unit: Unit, last: int, floor: int) -> int:
        """Return where the clause around a subject begins: after the nearest border."""
        index = last
        lowest = max(floor, last - _REACH)
        while index > lowest:
            if unit.low[index - 1] == ")":
                opening = self._opening(unit, index - 1, floor)
                if opening is None:
                    break
                index = opening
            elif self._is_border(unit, index - 1, floor):
                break
            else:
                index -= 1
        if unit.low[index + 1 : index + 2] in (["later"], ["earlier"]) and index + 2 <= last:
            index += 2
        while index < last and self._is_leading(unit, index):
            index += 1
        return index

    def _is_border(self, unit: Unit, index: int, floor: int) -> bool:
        low = unit.low[index]
        if low in (",", ";", ":", "-", "(", QUOTE, "which", "who", "whom"):
            return True
        if low in ("and", "or"):
            return self.has_verb(unit, max(floor, index - 11), index)
        if low in self._words["subordinator"]:
            return low not in ("with", "including")
        owned = index > 0 and unit.low[index - 1].endswith(("'s", "’s"))
        return self.is_time(unit, index) and not owned

    def _is_leading(self, unit: Unit, index: int) -> bool:
        low = unit.low[index]
        return low in self._words["leading"] or (
            low.endswith("ly") and low not in self._words["not_adverb"]
        )

    def _is_adverb(self, unit: Unit, index: int) -> bool:
        """Say whether an adverb stands between subject and verb ("the minister nevertheless")."""
        joins = unit.low[index] in self._words["subordinator"]
        return not joins and not unit.is_title(index) and self._is_leading(unit, index)

    def _is_whole_phrase(self, unit: Unit, first: int, stop: int) -> bool:
        low = unit.low[first]
        if low in self._words["preposition"] or low in self._words["object_pronoun"]:
            return False
        if low in self._words["weekday"] or low.endswith("ing"):
            return False
        return not self.has_verb(unit, first, stop)

    def _walk(self, unit: Unit, last: int, floor: int) -> Range | None:
        """Walk left from a noun to its determiner, on over "of" and "for" to the head noun."""
        index = last
        while index > floor:
            low = unit.low[index - 1]
            if low == QUOTE or not unit.is_word(index - 1) or self.is_verb(unit, index - 1):
                break
            if low in self._words["determiner"]:
                index -= 1
                if not self._chains(unit, index, floor):
                    break
                index -= 1
                continue
            if low in self._words["chain"] or low in self._nominal_stop:
                if not self._chains(unit, index, floor):
                    break
                index -= 1
                continue
            index -= 1
        return (index, last + 1)

    def _chains(self, unit: Unit, index: int, floor: int) -> bool:
        """Say whether the token before ``index`` links two halves of one noun phrase."""
        if index - 2 < floor:
            return False
        link, head = unit.low[index - 1], unit.low[index - 2]
        if link not in self._words["chain"] or not unit.is_word(index - 2):
            return False
        if link == "in" and head.isdigit() and unit.low[index].isdigit():
            return True
        if head in self._nominal_stop or self.is_verb(unit, index - 2):
            return False
        if head in self._words["weekday"] or head in self._words["object_pronoun"]:
            return False
        return link in ("of", "for", "&", "and") or (
            link in ("at", "from", "with", "to", "in", "on") and not unit.is_title(index - 2)
        )
