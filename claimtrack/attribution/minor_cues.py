"""Cues that are no verbs: "according to", "reportedly", "his claim that", "Smith: …"."""

from __future__ import annotations

from claimtrack.attribution.contents import Contents
from claimtrack.attribution.drafts import Draft
from claimtrack.attribution.lexicon import Lexicon
from claimtrack.attribution.phrases import Phrases, Range
from claimtrack.attribution.units import QUOTE, Unit

__all__ = ["MinorCues"]

_CLAUSE_BORDERS = frozenset((";", ":", "-", "(", ")", QUOTE))
_CLAUSE_WORDS = frozenset(("while", "but", "that", "whereas", "because", "although"))
# How many words a name before a colon may have ("Foreign Minister Ann Lee: …").
_NAME_WORDS = 6
# How far after a noun the "that" of its content stands ("his claim in a recent interview that").
_OCCASION = 9
_COPULAS = frozenset(
    ("is", "are", "was", "were", "am", "remain", "remains", "remained", "been", "sounded", "seemed",
     "appeared", "became")
)  # fmt: skip
_DEGREES = frozenset(("very", "so", "less", "equally", "deeply", "highly", "sharply", "absolutely"))
_TOPICS = frozenset(("that", "about", "of"))
# How far into a sentence its first verb is looked for.
_CLAUSE_REACH = 30


class MinorCues:
    """Finds the attributions of a unit that no verb signals."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases, contents: Contents) -> None:
        self._lexicon = lexicon
        self._words = lexicon.words
        self._phrases = phrases
        self._contents = contents
        self._cues = frozenset().union(
            lexicon.prepositional, lexicon.adverbs, lexicon.nouns, lexicon.adjectives
        )

    def drafts(self, unit: Unit) -> list[Draft]:
        """Return the drafts in the order of their cues."""
        found: list[Draft] = []
        name = self._name_before_colon(unit)
        if name:
            found.append(name)
        for index, low in enumerate(unit.low):
            if low not in self._cues:
                continue
            draft = None
            if low in self._lexicon.prepositional:
                draft = self._prepositional(unit, index)
            elif low in self._lexicon.adverbs:
                draft = self._adverb(unit, index)
            elif low in self._lexicon.nouns:
                draft = self._noun(unit, index)
            elif low in self._lexicon.adjectives:
                draft = self._adjective(unit, index)
            if draft:
                found.append(draft)
        return found

    def _prepositional(self, unit: Unit, index: int) -> Draft | None:
        """Read "according to X" in front of, inside or after its content."""
        for rest, cue_class in self._lexicon.prepositional[unit.low[index]]:
            stop = index + 1 + len(rest)
            if tuple(unit.low[index + 1 : stop]) == rest:
                return self._according(unit, Draft((index, stop), cue_class, index, outer=True))
        return None

    def _according(self, unit: Unit, draft: Draft) -> Draft | None:
        index, stop = draft.cue
        left = self._contents.left(unit, index, 0)
        if left and left[1] - left[0] < 2 and unit.low[left[0]] != QUOTE:
            left = None
        end = self._phrases.after_with_apposition(unit, stop, len(unit))
        if left is None:
            end = self._to_comma(unit, end)
        elif end > stop:
            end = self._phrases.to_border(unit, end, len(unit))
        if end == stop:
            return None
        draft.speaker = (stop, end)
        draft.left = left
        if end < len(unit) and unit.low[end] in (",", QUOTE):
            begin = end + 1 if unit.low[end] == "," else end
            inside = left is not None and unit.low[index - 1] == ","
            if (left is None or inside) and begin < len(unit):
                draft.begin = begin
        return draft if draft.left or draft.begin is not None else None

    def _to_comma(self, unit: Unit, end: int) -> int:
        """In front of its content the speaker reaches to the comma, whatever is in between."""
        for index in range(end, min(len(unit), end + 24)):
            if unit.low[index] in (",", QUOTE):
                return index
        return end

    def _adverb(self, unit: Unit, index: int) -> Draft | None:
        """Read "reportedly": it leaves open who says the clause around it."""
        if index + 1 < len(unit) and unit.low[index + 1] in ("said", "told", "saying"):
            return None
        first = index
        while first > 0 and index - first < 40:
            low = unit.low[first - 1]
            if low in _CLAUSE_BORDERS or low in _CLAUSE_WORDS:
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
        if following in ("by", "from", "among"):
            return self._noun_of_agent(unit, index)
        if following == "of":
            if low not in self._lexicon.noun_of:
                return None
        elif following != "that":
            return self._owned_noun(unit, index)
        if index + 2 >= len(unit) or self._phrases.is_verb(unit, index + 2):
            return None
        draft = Draft((index, index + 1), self._lexicon.nouns[low], index, begin=index + 1)
        draft.noun = True
        if following == "of":
            draft.stop = self._phrases.to_border(unit, index + 2, len(unit))
        draft.speaker = self._possessor(unit, index)
        return draft

    def _owned_noun(self, unit: Unit, index: int) -> Draft | None:
        """Read "his claim in an interview that …", "the mayor’s argument is that …"."""
        owner = self._possessor(unit, index)
        begin = index + 1
        while begin < min(len(unit) - 1, index + _OCCASION) and unit.low[begin] != "that":
            low = unit.low[begin]
            copula = low in ("is", "was") and unit.low[begin + 1] == "that"
            other = low in self._lexicon.nouns or low.endswith("ing") or not unit.is_word(begin)
            if not copula and (other or self._phrases.is_verb(unit, begin)):
                return None
            begin += 1
        if owner is None or begin >= len(unit) - 1 or unit.low[begin] != "that":
            return None
        draft = Draft((index, index + 1), self._lexicon.nouns[unit.low[index]], index, begin=begin)
        draft.noun, draft.speaker = True, owner
        return draft

    def _adjective(self, unit: Unit, index: int) -> Draft | None:
        """Read "Lee is convinced that …", "some are sceptical about …"."""
        first = index
        while first > 0 and (
            unit.low[first - 1] in self._words["adverb"] or unit.low[first - 1] in _DEGREES
        ):
            first -= 1
        following = unit.low[index + 1] if index + 1 < len(unit) else ""
        if first == 0 or unit.low[first - 1] not in _COPULAS or following not in _TOPICS:
            return None
        subject = self._phrases.before(unit, first - 1)
        if subject is None or index + 2 >= len(unit):
            return None
        cue_class = self._lexicon.adjectives[unit.low[index]]
        draft = Draft((first - 1, index + 1), cue_class, subject[0], speaker=subject)
        draft.begin = index + 1 if following == "that" else index + 2
        draft.thing = following != "that"
        draft.negated = cue_class == "reject"
        return draft

    def _noun_of_agent(self, unit: Unit, index: int) -> Draft | None:
        """Read "a claim by officials on Monday that …", "warnings from the mayor that …"."""
        end = self._phrases.after(unit, index + 2, len(unit))
        if end == index + 2:
            return None
        begin = end
        while begin < len(unit) and unit.low[begin] in self._words["adverbial_noun"]:
            begin += 1
        begin += begin < len(unit) and unit.low[begin] in ("is", "was")
        if begin >= len(unit) - 1 or unit.low[begin] != "that":
            return None
        draft = Draft((index, index + 1), self._lexicon.nouns[unit.low[index]], index, begin=begin)
        draft.noun, draft.speaker = True, (index + 2, end)
        draft.subordinate = unit.low[0] in self._words["preposition"]
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

    def _name_before_colon(self, unit: Unit) -> Draft | None:
        """Read "SMITH: We were not told" and "Ann Smith: “We were not told”"."""
        stop = min(len(unit) - 1, _NAME_WORDS)
        colon = next((index for index in range(stop + 1) if unit.low[index] == ":"), 0)
        if not colon or not unit.leads or colon + 1 >= len(unit):
            return None
        names = [i for i in range(colon) if unit.low[i] not in ("of", "the", "and", ".")]
        if not all(unit.is_title(index) and unit.is_word(index) for index in names):
            return None
        shouted = all(unit.raw[index].isupper() and len(unit.raw[index]) > 2 for index in names)
        quoted = unit.low[colon + 1] == QUOTE
        person = len(names) >= 2 and names[-1] == colon - 1
        if not names or not (shouted or quoted or person) or unit.low[0] in self._words["label"]:
            return None
        draft = Draft((colon, colon + 1), "say", 0, speaker=(0, colon), begin=colon + 1)
        draft.stop = len(unit)
        return draft

    def clause_after_quotation(self, unit: Unit) -> Draft | None:
        """Read "“…,” beamed Ann Lee": a clause that a comma joins to a quotation reports it."""
        if unit.low[0] != QUOTE or not unit.quotations[0].comma or len(unit) < 3:
            return None
        stop = min(len(unit), _CLAUSE_REACH)
        verb = next((index for index in range(1, stop) if self._verbal(unit, index)), 0)
        if not verb or unit.low[1] in self._words["no_clause"]:
            return None
        end = self._phrases.after_with_apposition(unit, 2, len(unit)) if verb == 1 else verb
        speaker = (2, end) if verb == 1 else (1, verb)
        if speaker[0] >= end:
            return None
        return Draft((verb, verb + 1), "say", 1, speaker=speaker, left=(0, 1))

    def _verbal(self, unit: Unit, index: int) -> bool:
        """Say whether a token is a verb, an unknown one right after a quotation included."""
        first = index == 1 and unit.low[1].endswith("ed")
        return first or self._phrases.is_verb(unit, index)

    def announcement(self, unit: Unit) -> Draft | None:
        """Read "The council put out a statement:": its subject speaks in the next paragraph."""
        colon = len(unit) - 1
        if colon < 1 or unit.low[colon] != ":":
            return None
        subject = self._first_subject(unit, colon)
        if subject is None:
            return None
        draft = Draft((colon, colon + 1), "say", subject[0], speaker=subject)
        draft.pending = True
        return draft

    def colon_before_quotation(self, unit: Unit) -> Draft | None:
        """Read "The minister was blunt in her letter: “…”": the subject of the clause speaks."""
        colon = len(unit) - 2
        if colon < 1 or unit.low[colon] != ":" or unit.low[-1] != QUOTE:
            return None
        subject = self._first_subject(unit, colon)
        if subject is None:
            return None
        draft = Draft((colon, colon + 1), "say", subject[0], speaker=subject)
        draft.begin, draft.stop = colon + 1, colon + 2
        return draft

    def _first_subject(self, unit: Unit, stop: int) -> Range | None:
        """Return the subject of the first verb that has one."""
        for index in range(1, min(stop, _CLAUSE_REACH)):
            subject = (
                self._phrases.before(unit, index) if self._phrases.is_verb(unit, index) else None
            )
            if subject:
                return subject
        return None
