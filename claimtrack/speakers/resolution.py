"""Who each attribution of an article belongs to: names, pronouns and descriptions resolved."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from claimtrack.records import Attribution, Span, SpeakerMention
from claimtrack.speakers.antecedents import plural_subject, pronoun_antecedent
from claimtrack.speakers.columns import column_author
from claimtrack.speakers.context import Context
from claimtrack.speakers.descriptions import described_entity
from claimtrack.speakers.entities import Entity
from claimtrack.speakers.mentions import Phrase, read_phrase
from claimtrack.speakers.names import Name, Run, normalise_name
from claimtrack.speakers.relatives import bearer_beside, relative_antecedent
from claimtrack.speakers.subjects import subject_of, subject_outside
from claimtrack.speakers.words import fold, is_body_noun, load_words, singular

__all__ = ["Resolution", "resolve_speakers"]

_LOWER_WORD = re.compile(r"\b[a-z]{3,}\b")
# Bodies that are called by one word of their own, however others' names end.
_WHOLE_NAMES = frozenset(("house", "senate", "congress", "parliament", "state", "taliban", "gop"))
# "Each side accuses the other": no party of its own.
_RECIPROCAL = frozenset(("other", "another"))
# Contents that may hold a place: quotations nest, but hardly deeper than this.
_NESTED = 4
_ARTICLES = frozenset(("the", "a", "an", "his", "her", "their"))
_NEXT_WORD = re.compile(r" ([\w’'-]+)")
_ASKED = re.compile(r"^Q[:.] ", re.MULTILINE)
# "Republicans | led by Senator Fia Roe".
_LED_BY = re.compile(r" (?:led|joined|headed) by (?:[A-Z][\w.’'-]* ?){1,4}\b")
_LONGEST_NOUN, _WORDS_TO_NOUN = 60, 3


@dataclass(frozen=True, slots=True)
class Resolution:
    """Speaker and target of every attribution, in the order in which those were given.

    ``author`` is who signs a column and so says what nobody else in it says.
    """

    speakers: tuple[SpeakerMention | None, ...]
    targets: tuple[SpeakerMention | None, ...]
    author: SpeakerMention | None = None


def resolve_speakers(
    text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> Resolution:
    """Return who speaks, and who is accused, in every attribution of one article.

    ``sentences`` are the article's sentence spans in order. A speaker is None where the
    attribution names none ("reportedly") or where nothing in the article tells who it is.
    """
    return _Resolver(text, sentences, attributions).resolve()


class _Resolver:
    """One article's resolution; speakers found so far are what later mentions refer to."""

    def __init__(
        self, text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
    ) -> None:
        self.text = text
        self.attributions = attributions
        self.context = Context(text, sentences, attributions)
        self.found: list[Entity | None] = [None] * len(attributions)

    def resolve(self) -> Resolution:
        """Go through the attributions in text order, then give "I" and targets theirs."""
        order = self._order()
        own_words: list[int] = []
        targets: list[SpeakerMention | None] = [None] * len(self.attributions)
        for index in order:
            phrase = self._phrase(self.attributions[index].speaker)
            if phrase is not None and phrase.pronoun == "s":
                own_words.append(index)
                continue
            self.found[index] = self._speaker(index, phrase)
            targets[index] = self._target(index)
        self._speakers_of_own_words(own_words)
        speakers = [
            _mention(entity, " ".join(part.of(self.text) for part in attribution.speaker))
            for entity, attribution in zip(self.found, self.attributions, strict=True)
        ]
        author = _mention(self._author, self._author.name) if self._author else None
        return Resolution(tuple(speakers), tuple(targets), author)

    def _order(self) -> list[int]:
        """Return the attributions in text order, but whoever reports one before it."""
        places = sorted(range(len(self.attributions)), key=lambda i: _place(self.attributions[i]))
        order: dict[int, None] = {}
        for index in places:
            above = [index]
            while (
                parent := self.attributions[above[-1]].parent
            ) is not None and parent not in order:
                if parent in above:
                    break
                above.append(parent)
            order.update(dict.fromkeys(reversed(above)))
        return list(order)

    def _phrase(self, spans: Sequence[Span]) -> Phrase | None:
        return read_phrase(self.text, _completed(self.text, spans[0])) if spans else None

    def _speaker(self, index: int, phrase: Phrase | None) -> Entity | None:
        attribution = self.attributions[index]
        if phrase is None and attribution.speaker:
            return None
        if phrase is None:
            return self._of_turn(attribution) or self._subject(attribution)
        named = phrase.sort != "pronoun"
        outside = subject_outside(self.context, attribution) if named else None
        beside = bearer_beside(self.context, attribution.speaker[0]) if outside is None else None
        entity = beside or self._entity(outside or phrase, attribution)
        if entity is not None and attribution.parent is None:
            self.context.spoken.append((phrase.start, entity))
        return entity

    def _subject(self, attribution: Attribution) -> Entity | None:
        """Return who does what an attribution reports, where only the verb was found."""
        subject = subject_of(self.context, attribution)
        return self._entity(subject, None) if isinstance(subject, Phrase) else subject

    def _of_turn(self, attribution: Attribution) -> Entity | None:
        """Return the running speaker for a quotation that has neither speaker nor cue."""
        spoken = self.context.spoken
        if attribution.cue or attribution.form == "indirect" or not spoken:
            return None
        return spoken[-1][1]

    def _target(self, index: int) -> SpeakerMention | None:
        """Return the accused; the speaker is not, unless the words say "himself"."""
        attribution = self.attributions[index]
        phrase = self._phrase((attribution.target,)) if attribution.target else None
        if attribution.target is None or phrase is None or phrase.pronoun in ("s", "w"):
            return None
        if phrase.head in _RECIPROCAL:
            return None
        entity = self._entity(phrase, attribution, other_than=self.found[index])
        return _mention(entity, attribution.target.of(self.text))

    def _speakers_of_own_words(self, indices: Iterable[int]) -> None:
        """Give "I" and "we" to whoever's quotation they stand in."""
        holders = sorted(
            (content.start, content.end, index)
            for index, attribution in enumerate(self.attributions)
            for content in attribution.content
        )
        starts = [start for start, _, _ in holders]
        for index in indices:
            attribution = self.attributions[index]
            if attribution.parent is not None:
                self.found[index] = self._parent(attribution)
                continue
            place = attribution.speaker[0].start
            at = bisect_right(starts, place)
            for start, end, holder in reversed(holders[max(0, at - _NESTED) : at]):
                if holder != index and start <= place < end and self.found[holder]:
                    self.found[index] = self.found[holder]
                    break
            else:
                self.found[index] = self._author

    def _parent(self, attribution: Attribution) -> Entity | None:
        return None if attribution.parent is None else self.found[attribution.parent]

    def _entity(
        self, phrase: Phrase, attribution: Attribution | None, other_than: Entity | None = None
    ) -> Entity | None:
        if phrase.text == "A" and self._interviewed is not None:
            return self._interviewed
        if phrase.pronoun == "w":
            antecedent = relative_antecedent(self.context, phrase.start)
            return self._entity(antecedent, None) if isinstance(antecedent, Phrase) else antecedent
        if phrase.sort == "pronoun":
            return self._pronoun(phrase.pronoun, phrase.start, attribution, other_than)
        if phrase.name is not None and phrase.run is not None:
            return self._named(phrase.name, phrase.run)
        if phrase.apposed is not None:
            name, run = phrase.apposed
            if name.kind == "unknown" and phrase.head not in load_words().titles:
                name = replace(name, kind="body")
            entity = self._named(name, run)
            self.context.described.append((entity, phrase))
            return entity
        return described_entity(self.context, phrase, attribution, self._pronoun)

    def _pronoun(
        self,
        pronoun: str,
        place: int,
        attribution: Attribution | None,
        other_than: Entity | None = None,
    ) -> Entity | None:
        parent = self._parent(attribution) if attribution else None
        subject = plural_subject(self.context, place) if pronoun == "p" and not parent else None
        if subject is not None:
            return self._entity(subject, attribution)
        return pronoun_antecedent(self.context, pronoun, place, attribution, parent, other_than)

    def _named(self, name: Name, run: Run) -> Entity:
        """Return who bears a name, entering the name if the article has it only here."""
        roster = self.context.roster
        entity = roster.body(name) if name.kind != "person" else None
        if len(name.words) == 1 and is_body_noun(fold(name.words[0])):
            entity = self._tail(name, run) or entity
        if entity is None or (len(name.words) == 1 and entity.kind != "person"):
            person = roster.person(name)
            entity = person if person is not None and person.kind == "person" else entity
        if entity is None and len(name.words) == 1 and roster.add_misspelling(name):
            entity = roster.person(name)
        if entity is None:
            entity = self._enter(name, run)
        entity.sure = True
        return entity

    def _tail(self, name: Name, run: Run) -> Entity | None:
        """Return the body that "the Post" or "the Court" shortens."""
        last = fold(name.words[0])
        if last in _WHOLE_NAMES:
            return None
        for mention in reversed(self.context.before(run.start)):
            entity = mention.entity
            if entity.kind == "body" and len(entity.words) > 1 and fold(entity.words[-1]) == last:
                return entity
        return None

    def _enter(self, name: Name, run: Run) -> Entity:
        roster = self.context.roster
        last = fold(name.words[-1])
        plural = last in load_words().peoples
        # One letter is nobody's name: "Q: …" is whoever asks in this article.
        if len(name.text) == 1 or (name.kind == "unknown" and self._is_common(name, run)):
            description = Entity(name.text, "anonymous", plural=last != singular(last))
            return roster.by_name.setdefault(normalise_name(name.text), description)
        is_body = name.kind == "body" or plural or self._follows_the(name, run)
        entity = Entity(name.text, "body" if is_body else "person", name.words, plural=plural)
        if entity.kind == "person":
            roster.add_person(entity)
        else:
            roster.by_name[normalise_name(name.text)] = entity
        return entity

    @cached_property
    def _author(self) -> Entity | None:
        name = column_author(self.text)
        if name is None:
            return None
        words = tuple(name.split())
        return self.context.roster.person(Name((), words, "person")) or Entity(
            name, "person", words
        )

    @cached_property
    def _interviewed(self) -> Entity | None:
        """Who answers as "A:": the person whom the words before the first "Q:" name most."""
        asked = _ASKED.search(self.text)
        if asked is None:
            return None
        mentions = (one for one in self.context.roster.mentions if one.start < asked.start())
        counts = Counter(one.entity for one in mentions if one.entity.kind == "person")
        (most, second) = [*counts.most_common(2), (None, 0), (None, 0)][:2]
        return most[0] if most[1] > second[1] else None

    def _follows_the(self, name: Name, run: Run) -> bool:
        """Tell whether "the" stands before a name, which no person's name has."""
        if name.skip and fold(run.words[name.skip - 1]) == "the":
            return True
        return self.text[max(0, run.start - 4) : run.start].lower() == "the "

    def _is_common(self, name: Name, run: Run) -> bool:
        """Tell whether a lone capitalised word is a common noun, not somebody's name."""
        if len(name.words) > 1:
            return False
        word = name.words[0].lower()
        known = load_words()
        if singular(word) in known.roles | known.things:
            return True
        begins = run.start - self.context.sentence_start(run.start) <= len("“‘ ")
        return begins and word in self._lower_words

    @cached_property
    def _lower_words(self) -> frozenset[str]:
        return frozenset(_LOWER_WORD.findall(self.text))


def _completed(text: str, span: Span) -> Span:
    """Return the span of a mention with the noun of which it has the article alone."""
    if span.of(text).lower() not in _ARTICLES:
        led = _LED_BY.match(text, span.end, span.end + _LONGEST_NOUN)
        return Span(span.start, led.end()) if led else span
    words = list(_NEXT_WORD.finditer(text, span.end, span.end + _LONGEST_NOUN))
    known = load_words()
    for word in words[:_WORDS_TO_NOUN]:
        noun = singular(fold(word[1]))
        if noun in known.roles | known.reports | known.generic_bodies or is_body_noun(noun):
            return Span(span.start, word.end())
    return span


def _place(attribution: Attribution) -> int:
    """Return where an attribution is anchored: at its speaker, its cue or its content."""
    for spans in (attribution.speaker, attribution.cue, attribution.content):
        if spans:
            return spans[0].start
    return 0


def _mention(entity: Entity | None, written: str) -> SpeakerMention | None:
    if entity is None:
        return None
    return SpeakerMention(entity.label, written, entity.kind, entity.acronym)
