"""Read a cue verb with what stands around it: who speaks, and which words are the content."""

from __future__ import annotations

from claimtrack.attribution.content_ends import ContentEnds
from claimtrack.attribution.contents import Contents
from claimtrack.attribution.drafts import Draft, start_draft
from claimtrack.attribution.lexicon import Lexicon
from claimtrack.attribution.occurrences import Occurrence
from claimtrack.attribution.passives import Passives
from claimtrack.attribution.phrases import Phrases, Range
from claimtrack.attribution.shared_subjects import SharedSubjects
from claimtrack.attribution.units import QUOTE, Unit
from claimtrack.attribution.word_tests import unclitic

__all__ = ["VerbFrames"]

_SPEECH = frozenset(("quote", "clause", "that", "bare"))
# Frames of verbs that report words without marks, too ("It rained, she said", not "she began").
_STATEMENT = _SPEECH - {"quote"}
_SUBORDINATORS = frozenset(
    ("when", "after", "as", "before", "while", "since", "although", "though")
)
# Prepositions that may govern an attribution: "by accusing", "after saying".
_GOVERNORS = frozenset(("by", "after", "before", "while", "without", "as"))
_HINGES = frozenset((",", QUOTE, "-")) | _GOVERNORS
# Words of the shortest statement that a reporting clause is taken to follow.
_LEAST_STATEMENT = 4
_LINKS = frozenset(("and", "but", "or", "then", ","))


class VerbFrames:
    """Turns the occurrence of a cue verb into a draft, or into nothing."""

    def __init__(
        self, lexicon: Lexicon, phrases: Phrases, contents: Contents, ends: ContentEnds
    ) -> None:
        self._verbs = lexicon.verbs
        self._nouns = lexicon.nouns
        self._words = lexicon.words
        self._phrases = phrases
        self._contents = contents
        self._ends = ends
        self._passives = Passives(lexicon, phrases)
        self._subjects = SharedSubjects(lexicon, phrases)

    def draft(self, unit: Unit, occurrence: Occurrence, found: list[Draft]) -> Draft | None:
        """Return the attribution a verb makes; ``found`` holds those of the verbs before."""
        if occurrence.voice == "infinitive":
            return None
        if occurrence.voice == "passive":
            return self._passives.draft(unit, occurrence)
        begin = self._contents.begin(unit, occurrence.cue, occurrence.stop)
        if occurrence.voice == "participle":
            return self._participle(unit, occurrence, begin, found)
        inverted = self._inverted(unit, occurrence)
        subject = self._phrases.before(unit, occurrence.first)
        after_quote = subject and QUOTE in unit.low[max(0, subject[0] - 1) : subject[1]]
        if inverted and not after_quote and self._closes(unit, occurrence.first, inverted):
            return inverted
        if subject:
            return self._with_subject(unit, occurrence, subject, begin)
        return inverted or self._shared(unit, occurrence, begin, found)

    def _with_subject(
        self, unit: Unit, occurrence: Occurrence, subject: Range, begin: int | None
    ) -> Draft | None:
        draft = start_draft(occurrence, subject[0])
        draft.speaker = subject
        draft.relative = self._is_relative(unit, occurrence.first, subject)
        draft.subordinate = self._is_subordinate(unit, subject[0])
        if self._is_naming(unit, occurrence, draft, begin):
            return None
        return self._place(unit, occurrence, draft, begin)

    def _is_relative(self, unit: Unit, first: int, subject: Range) -> bool:
        """Say whether the clause is relative: "who said …", "which officials said …"."""
        if unit.low[first - 1] in ("who", "which", "that"):
            return True
        return subject[0] > 0 and unit.low[subject[0] - 1] in ("which", "what", "whom")

    def _is_subordinate(self, unit: Unit, clause: int) -> bool:
        """Say whether the sentence begins with this clause and goes on with its main one."""
        return 0 < clause <= 2 and unit.low[clause - 1] in _SUBORDINATORS

    def _is_naming(
        self, unit: Unit, occurrence: Occurrence, draft: Draft, begin: int | None
    ) -> bool:
        """Say whether "called" only names something: "a group called …", "what he calls …"."""
        if occurrence.cue.lemma != "call" or occurrence.cue.tail or begin is None:
            return False
        last = unit.low[occurrence.first - 1]
        if draft.clause > 0 and unit.low[draft.clause - 1] == "what":
            return begin not in unit.quotations and not self._is_owned(unit, begin)
        finite = occurrence.first < occurrence.at or last in self._words["subject_pronoun"]
        if finite or unit.is_title(occurrence.first - 1):
            return False
        return unit.is_title(begin) or begin in unit.quotations

    def _is_owned(self, unit: Unit, begin: int) -> bool:
        """Say whether "the …", "her …" or "the mayor’s …" begins here: a judgement, no name."""
        return unit.low[begin] in self._words["determiner"] or unit.low[begin].endswith(
            ("'s", "’s")
        )

    def _place(
        self, unit: Unit, occurrence: Occurrence, draft: Draft, begin: int | None
    ) -> Draft | None:
        """Give a draft with a subject its content: to the left, to the right, or around it."""
        takes = occurrence.cue.takes
        if takes & _SPEECH and draft.clause > 0 and not draft.relative:
            draft.left = self._left(unit, occurrence, draft, begin)
            if draft.left:
                self._resume(unit, draft, occurrence.stop)
                return draft
        if begin is None and draft.clause == 1 and unit.low[0] == "as":
            begin = self._after_opening(unit, occurrence.stop)
        if begin is None:
            return self._announcing(unit, occurrence, draft)
        if begin == len(unit) - 1 and self._says_nothing(unit, occurrence, begin):
            return None
        self._put(unit, occurrence, draft, begin)
        return draft

    def _after_opening(self, unit: Unit, stop: int) -> int | None:
        """Return where the sentence goes on after "As the minister noted on Monday, …"."""
        end = self._ends.subordinate_end(unit, stop - 1, len(unit))
        return end + 1 if end < len(unit) else None

    def _says_nothing(self, unit: Unit, occurrence: Occurrence, begin: int) -> bool:
        """Say whether only a pronoun follows ("believed it"), which tells nobody anything."""
        stance = occurrence.cue.cue_class in ("deny", "reject", "confirm", "accuse", "blame")
        return unit.low[begin] in self._words["object_pronoun"] and not stance

    def _put(self, unit: Unit, occurrence: Occurrence, draft: Draft, begin: int) -> None:
        takes = occurrence.cue.takes
        draft.begin = begin
        draft.thing = not takes & _SPEECH or (
            "np" in takes and not self._is_clause(unit, begin, occurrence.stop)
        )
        self._set_target(unit, occurrence, draft)

    def _announcing(self, unit: Unit, occurrence: Occurrence, draft: Draft) -> Draft | None:
        """Read "He went on in a letter:": what is said stands in the next paragraph."""
        if "quote" not in occurrence.cue.takes or occurrence.voice != "active":
            return None
        draft.pending = True
        return draft

    def _is_clause(self, unit: Unit, begin: int, stop: int) -> bool:
        if unit.low[begin] in ("that", QUOTE) or begin > stop:
            return True
        if unit.low[begin] in self._nouns:
            return False
        if unit.low[begin] in self._words["wh"]:
            return True
        window = range(begin + 1, min(len(unit), begin + 14))
        return any(self._phrases.is_verb(unit, index) for index in window)

    def _left(
        self, unit: Unit, occurrence: Occurrence, draft: Draft, begin: int | None
    ) -> Range | None:
        """Return the content before the clause: "…," he said / The plan failed, he said."""
        before = draft.clause - 1
        if unit.low[before] == "as" and unit.low[before - 1] == "," and before > 1:
            before -= 1
        quote = self._quote_before(unit, draft.clause)
        if quote is not None and (begin is None or unit.low[begin] != "that"):
            whole = quote == 0 or not unit.is_word(quote - 1)
            predicate = not whole and self._phrases.is_verb(unit, quote - 1)
            predicate = predicate and self._trails_off(unit, draft.cue[1])
            if whole or predicate or begin is None or self._phrases.has_verb(unit, 0, quote):
                return self._quoted(unit, quote, draft.clause)
        if unit.low[before] not in (",", "-") or begin is not None:
            return None
        left = self._contents.left(unit, before, 0)
        if left is None or not occurrence.cue.takes & _STATEMENT:
            return None
        stop = draft.cue[1]
        middle = stop < len(unit) and unit.low[stop] == ","
        # A reporting clause that ends its sentence follows a statement, verb recognised or not.
        statement = left[1] - left[0] >= _LEAST_STATEMENT and self._is_free(unit, left[0])
        statement = statement and self._trails_off(unit, stop)
        return left if middle or statement or self._phrases.has_verb(unit, *left) else None

    def _trails_off(self, unit: Unit, stop: int) -> bool:
        """Say whether after a cue nothing or "in a report", "on Tuesday", "later" is left."""
        if stop >= len(unit) or not unit.is_word(stop):
            return True
        low = unit.low[stop]
        time = self._words["time"] | self._words["weekday"] | self._words["adverb"]
        return low in self._words["preposition"] | time

    def _is_free(self, unit: Unit, first: int) -> bool:
        """Say whether no preposition or conjunction begins here ("In Geneva, he said")."""
        return unit.low[first] not in self._words["preposition"] | self._words["subordinator"]

    def _quote_before(self, unit: Unit, clause: int) -> int | None:
        """Return the quotation a reporting clause follows, if it is one of spoken words."""
        index = clause - 1
        if index > 0 and unit.low[index] in (",", "-"):
            index -= 1
        if index < 0 or unit.low[index] != QUOTE:
            return None
        return index if unit.ends_speech(index) or index == 0 else None

    def _quoted(self, unit: Unit, quote: int, clause: int) -> Range | None:
        """Return a quotation with the words it belongs to (The plan is “a joke,” he said)."""
        whole = quote == 0 or not unit.is_word(quote - 1)
        return self._contents.left(unit, clause, quote if whole else 0)

    def _resume(self, unit: Unit, draft: Draft, stop: int) -> None:
        """Add what goes on after the cue: "X," he said, "Y" / The plan, he said, failed."""
        if draft.left is None:
            return
        if unit.low[draft.left[1] - 1] != QUOTE:
            if stop + 1 < len(unit) and unit.low[stop] == ",":
                draft.begin = stop + 1
            return
        for index in range(stop, len(unit)):
            forms = self._verbs.get(unit.low[index], ())
            plain = any(not cue.tail for cue, _ in forms)
            if plain and unit.low[index] not in self._words["noun_like"]:
                return
            if unit.low[index] == QUOTE:
                if unit.low[index - 1] in (",", ":", "-", ";", ".") or index == stop:
                    draft.further.append((index, index + 1))
                return

    def _inverted(self, unit: Unit, occurrence: Occurrence) -> Draft | None:
        """Read "…," said the minister."""
        first, stop = occurrence.first, occurrence.stop
        compound = occurrence.first < occurrence.at
        if compound or not occurrence.cue.takes & _SPEECH or stop >= len(unit):
            return None
        if unit.low[stop] in ("that", "to", "it") or unit.low[stop] in self._words["preposition"]:
            return None
        end = self._phrases.after_with_apposition(unit, stop, len(unit))
        pronoun = unclitic(unit.low[stop]) in self._words["nominative"]
        if end == stop or (pronoun and end < len(unit)):
            return None
        draft = start_draft(occurrence, first)
        draft.speaker = (stop, end)
        if first == 0:
            return self._fronted(unit, draft, end)
        draft.left = self._left_of_inversion(unit, first)
        self._resume(unit, draft, end)
        return draft if draft.left else None

    def _left_of_inversion(self, unit: Unit, first: int) -> Range | None:
        if unit.low[first - 1] not in (QUOTE, ",", "-"):
            return None
        quote = self._quote_before(unit, first)
        if quote is not None:
            return self._quoted(unit, quote, first)
        left = self._contents.left(unit, first, 0)
        quoted = any(index < first for index in unit.quotations)
        return left if left and (quoted or self._phrases.has_verb(unit, *left)) else None

    def _closes(self, unit: Unit, first: int, draft: Draft) -> bool:
        """Say whether an inversion is sure: nothing but its speaker follows the cue."""
        if self._quote_before(unit, first) is not None or first == 0:
            return True
        end = draft.speaker[1] if draft.speaker else 0
        quoted = any(index < first for index in unit.quotations)
        if end >= len(unit):
            return quoted or self._phrases.has_verb(unit, 0, first)
        return quoted and unit.low[end] in (",", ";", QUOTE)

    def _fronted(self, unit: Unit, draft: Draft, end: int) -> Draft | None:
        """Read "Said Smith: …"."""
        if end + 1 >= len(unit) or unit.low[end] != ":":
            return None
        draft.begin = end + 1
        return draft

    def _participle(
        self, unit: Unit, occurrence: Occurrence, begin: int | None, found: list[Draft]
    ) -> Draft | None:
        """Read ", adding that …": the speaker is the subject of the clause it hangs on."""
        first = occurrence.first
        before = unit.low[first - 1] if first else ""
        draft = start_draft(occurrence, first)
        draft.joined = True
        if begin is not None:
            self._put(unit, occurrence, draft, begin)
        elif "quote" in occurrence.cue.takes and occurrence.stop == len(unit) - 1:
            draft.pending = unit.low[-1] == ":"
        if begin is None and not draft.pending:
            return None
        if first == 0 or (first == 1 and before in _GOVERNORS):
            return self._before_main_clause(unit, draft)
        features = self._words["feature"] & set(unit.low[max(0, first - 4) : first])
        if before in _HINGES or features or before in self._words["weekday"]:
            draft.speaker = self._subjects.main(unit, first, found, past=True)
        elif before == "for":
            draft.joined = False
            draft.speaker = self._blamed(unit, first, found)
        else:
            draft.speaker = self._inner_subject(unit, occurrence)
        return draft if draft.speaker else None

    def _blamed(self, unit: Unit, first: int, found: list[Draft]) -> Range | None:
        """Return who says it in "attacked Lee for saying", "Lee was attacked by Dorn for …"."""
        passive = found[-1].left if found and found[-1].speaker else None
        if passive and passive[1] <= found[-1].cue[0]:
            return passive
        return self._phrases.before(unit, first - 1)

    def _inner_subject(self, unit: Unit, occurrence: Occurrence) -> Range | None:
        """Return who says it in "with Lee saying", "Lee was caught on air saying"."""
        first = occurrence.first
        subject = self._phrases.before(unit, first)
        before = unit.low[subject[0] - 1] if subject and subject[0] else ""
        if before in ("with", "despite"):
            return subject
        announces = occurrence.stop < len(unit) and unit.low[occurrence.stop] == ":"
        speaks = bool(occurrence.cue.takes & _SPEECH)
        speaks = speaks and (announces or before in self._words["preposition"])
        return self._subjects.nearest(unit, first) if speaks else None

    def _before_main_clause(self, unit: Unit, draft: Draft) -> Draft | None:
        """Read "After saying that he was ill, the minister left": the subject comes last."""
        comma = self._ends.subordinate_end(unit, draft.begin or 0, len(unit))
        if comma == len(unit):
            return None
        draft.speaker = (comma + 1, self._phrases.after(unit, comma + 1, len(unit)))
        draft.stop = comma
        return draft

    def _shared(
        self, unit: Unit, occurrence: Occurrence, begin: int | None, found: list[Draft]
    ) -> Draft | None:
        """Read "denied it and accused …": the speaker is that of the verb before."""
        first = self._subjects.link(unit, occurrence.first)
        if first == 0 or unit.low[first - 1] not in _LINKS:
            return None
        draft = start_draft(occurrence, first)
        draft.speaker = self._subjects.main(unit, first, found, past=draft.past)
        if draft.speaker is None:
            return None
        draft.joined = True
        draft.weak = not occurrence.cue.takes & {"quote", "of"}
        if begin is None:
            return self._announcing(unit, occurrence, draft)
        self._put(unit, occurrence, draft, begin)
        return draft

    def _set_target(self, unit: Unit, occurrence: Occurrence, draft: Draft) -> None:
        """Keep the accused: accused X of …, blamed X for …, blamed … on X."""
        if "of" not in occurrence.cue.takes or draft.begin is None:
            return
        begin, lemma = draft.begin, occurrence.cue.lemma
        end = self._phrases.after(unit, begin, len(unit))
        for index in range(begin + 1, min(len(unit), begin + 30)):
            low = unit.low[index]
            if low in (",", ";", QUOTE):
                break
            if low == "on" and lemma == "blame":
                draft.target = (index + 1, self._phrases.after(unit, index + 1, len(unit)))
                return
            if low == ("of" if lemma == "accuse" else "for") and self._deed(unit, index + 1):
                end = index
                break
        if end > begin:
            draft.target = (begin, end)

    def _deed(self, unit: Unit, index: int) -> bool:
        """Say whether what somebody is accused of begins here: (openly) breaking the truce."""
        if index < len(unit) and unit.low[index].endswith("ly"):
            index += 1
        return index < len(unit) and (unit.low[index].endswith("ing") or not unit.is_title(index))
