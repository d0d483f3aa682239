"""Who each attribution of an article belongs to: names, pronouns and descriptions resolved."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from claimtrack.mentions import Phrase, read_phrase
from claimtrack.names import Name, Run, normalise_name, read_name, surname_key
from claimtrack.records import Attribution, SpeakerMention, Span
from claimtrack.roster import Entity, NamedMention, Roster, make_roster
from claimtrack.speaker_links import SpeakerLinks, link_speakers
from claimtrack.speaker_words import fold, load_words, related_roles, singular

__all__ = ["Resolution", "SpeakerLinks", "link_speakers", "normalise_name", "resolve_speakers"]

_QUOTES = '"“”«»„‟'
_LOOK_BACK = 30
_RECENT_SPEAKERS = 8
_LOWER_WORD = re.compile(r"\b[a-z]{3,}\b")
_HAS_PARTY = frozenset(
    "campaign office team staff administration camp family aides allies lawyers advisers"
    " supporters attorneys".split()
)
# Nouns that describe a person so loosely that the running speaker is meant.
_LOOSE = frozenset(
    "republican democrat independent candidate lawmaker politician businessman businesswoman"
    " billionaire mogul nominee hopeful contender frontrunner front-runner star native man woman"
    " conservative liberal libertarian veteran legislator democrat tycoon author incumbent".split()
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Speaker and target of every attribution, in the order in which those were given."""

    speakers: tuple[SpeakerMention | None, ...]
    targets: tuple[SpeakerMention | None, ...]


def resolve_speakers(
    text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> Resolution:
    """Return who speaks, and who is accused, in every attribution of one article.

    ``sentences`` are the article's sentence spans in order. A speaker is None where the
    attribution names none ("reportedly") or where nothing in the article tells who it is.
    """
    return _Resolver(text, sentences, attributions).resolve()


@dataclass(frozen=True, slots=True)
class _Weights:
    """How much each sign counts when a pronoun looks for its antecedent.

    Calibrated on the pronoun mentions of the annotated single-article disputes (training).
    """

    distance: float = 0.5
    subject: float = 0.6
    possessive: float = -0.4
    quoted: float = -0.8
    running: float = 1.0
    frequency: float = 0.25
    known_gender: float = 0.4
    parent: float = 1.5


_WEIGHTS = _Weights()


class _Resolver:
    """One article's resolution; speakers found so far are what later mentions refer to."""

    def __init__(
        self, text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
    ) -> None:
        self.text = text
        self.attributions = attributions
        self.sentence_starts = [span.start for span in sentences]
        self.roster: Roster = make_roster(text)
        self.starts = [mention.start for mention in self.roster.mentions]
        self.spoken: list[tuple[int, Entity]] = []
        self.described: list[tuple[Entity, Phrase]] = []
        self.found: list[Entity | None] = [None] * len(attributions)
        self.quoted = _quoted_spans(text, attributions)
        self.quoted_starts = [span.start for span in self.quoted]
        self.subjects = self._subject_starts()
        self._lower_words: frozenset[str] | None = None

    def resolve(self) -> Resolution:
        """Go through the attributions in text order and resolve speakers, then targets."""
        order = sorted(
            range(len(self.attributions)), key=lambda i: (_place(self.attributions[i]), i)
        )
        later: list[int] = []
        mentions: list[str] = [""] * len(self.attributions)
        for index in order:
            attribution = self.attributions[index]
            if not attribution.speaker:
                self.found[index] = self._of_turn(attribution)
                continue
            span = Span(attribution.speaker[0].start, attribution.speaker[0].end)
            mentions[index] = " ".join(part.of(self.text) for part in attribution.speaker)
            phrase = read_phrase(self.text, span)
            if phrase is None:
                continue
            if phrase.pronoun == "s":
                later.append(index)
                continue
            entity = self._entity(phrase, attribution)
            self.found[index] = entity
            if entity is not None:
                self.spoken.append((phrase.start, entity))
        self._speakers_of_own_words(later)
        speakers = tuple(
            _mention(entity, mentions[index]) for index, entity in enumerate(self.found)
        )
        return Resolution(speakers, tuple(map(self._target, range(len(self.attributions)))))

    def _speakers_of_own_words(self, indices: Iterable[int]) -> None:
        """Give "I" and "we" to whoever's quotation they stand in."""
        holders = sorted(
            (content.start, content.end, index)
            for index, attribution in enumerate(self.attributions)
            for content in attribution.content
        )
        starts = [holder[0] for holder in holders]
        for index in indices:
            attribution = self.attributions[index]
            if attribution.parent is not None:
                self.found[index] = self.found[attribution.parent]
                continue
            place = attribution.speaker[0].start
            at = bisect_right(starts, place)
            for start, end, holder in reversed(holders[max(0, at - 4) : at]):
                if holder != index and start <= place < end and self.found[holder]:
                    self.found[index] = self.found[holder]
                    break

    def _of_turn(self, attribution: Attribution) -> Entity | None:
        """Return the running speaker for a quotation that has neither speaker nor cue."""
        if attribution.cue or attribution.form == "indirect" or not self.spoken:
            return None
        return self.spoken[-1][1]

    def _target(self, index: int) -> SpeakerMention | None:
        attribution = self.attributions[index]
        if attribution.target is None:
            return None
        phrase = read_phrase(self.text, attribution.target)
        if phrase is None or phrase.pronoun in ("s", "w"):
            return None
        entity = self._entity(phrase, attribution, other_than=self.found[index])
        return _mention(entity, attribution.target.of(self.text))

    def _entity(
        self, phrase: Phrase, attribution: Attribution, other_than: Entity | None = None
    ) -> Entity | None:
        if phrase.sort == "pronoun":
            if phrase.pronoun == "w":
                return self._antecedent(phrase)
            return self._pronoun(phrase.pronoun, phrase.start, attribution, other_than)
        if phrase.sort == "named" and phrase.name is not None and phrase.run is not None:
            return self._named(phrase.name, phrase.run)
        return self._described(phrase, attribution)

    # names

    def _named(self, name: Name, run: Run) -> Entity:
        """Return who bears a name, entering the name if the article has it only here."""
        entity = None
        if name.kind != "person":
            entity = self.roster.body(name)
        if entity is None or len(name.words) == 1 and entity.kind != "person":
            person = self.roster.person(name)
            entity = person if person is not None and person.kind == "person" else entity
        if entity is not None:
            return entity
        return self._enter(name, run)

    def _enter(self, name: Name, run: Run) -> Entity:
        known = load_words()
        last = fold(name.words[-1])
        after_the = name.skip > 0 and fold(run.words[name.skip - 1]) == "the"
        after_the = after_the or self.text[max(0, run.start - 4) : run.start].lower() == "the "
        is_body = name.kind == "body" or after_the or last in known.peoples
        if name.kind == "unknown" and self._is_common(name, run):
            return self._anonymous(name.text, last != singular(last))
        entity = Entity(name.text, "body" if is_body else "person", name.words)
        if name.kind == "place":
            entity.kind = "place"
        entity.plural = last in known.peoples
        self.roster.by_name[fold(name.text)] = entity
        if entity.kind == "person":
            self.roster.by_surname[surname_key(name.words)].append(entity)
        return entity

    def _is_common(self, name: Name, run: Run) -> bool:
        """Tell whether a lone capitalised word is a noun that begins its sentence."""
        at = bisect_right(self.sentence_starts, run.start) - 1
        begins = at >= 0 and run.start - self.sentence_starts[at] <= 4
        if len(name.words) > 1 or not begins:
            return False
        if self._lower_words is None:
            self._lower_words = frozenset(_LOWER_WORD.findall(self.text))
        word = name.words[0].lower()
        return word in self._lower_words or singular(word) in load_words().roles

    # pronouns

    def _sentence(self, offset: int) -> int:
        return bisect_right(self.sentence_starts, offset)

    def _subject_starts(self) -> frozenset[int]:
        """Return the mentions that come first in their sentence and own nothing."""
        first: dict[int, NamedMention] = {}
        for mention in self.roster.mentions:
            first.setdefault(self._sentence(mention.start), mention)
        return frozenset(mention.start for mention in first.values() if not mention.possessive)

    def _is_quoted(self, offset: int) -> bool:
        at = bisect_right(self.quoted_starts, offset) - 1
        return at >= 0 and offset < self.quoted[at].end

    def _before(self, place: int) -> Sequence[NamedMention]:
        at = bisect_left(self.starts, place)
        return self.roster.mentions[max(0, at - _LOOK_BACK) : at]

    def _pronoun(
        self, pronoun: str, place: int, attribution: Attribution, other_than: Entity | None
    ) -> Entity | None:
        """Return the best antecedent of he, she, they or it at ``place``."""
        scores: dict[int, tuple[float, int, Entity]] = {}
        here = self._sentence(place)

        def offer(entity: Entity, start: int, bonus: float) -> None:
            if entity is other_than or not _agrees(entity, pronoun):
                return
            score = bonus - _WEIGHTS.distance * min(8, here - self._sentence(start))
            score += _WEIGHTS.frequency * log(1 + entity.count)
            if pronoun in "mf" and entity.gender == pronoun:
                score += _WEIGHTS.known_gender
            if id(entity) not in scores or scores[id(entity)][0] <= score:
                scores[id(entity)] = (score, start, entity)

        own = [part for part in attribution.content if attribution.speaker and part.start < place]
        for mention in self._before(place):
            if any(part.start <= mention.start < part.end for part in own):
                continue
            bonus = _WEIGHTS.subject if mention.start in self.subjects else 0.0
            bonus += _WEIGHTS.possessive if mention.possessive else 0.0
            bonus += _WEIGHTS.quoted if self._is_quoted(mention.start) else 0.0
            offer(mention.entity, mention.start, bonus)
        for start, entity in self.spoken[-_RECENT_SPEAKERS:]:
            latest = start == self.spoken[-1][0]
            offer(entity, start, _WEIGHTS.running if latest else _WEIGHTS.subject)
        parent = attribution.parent
        if parent is not None and parent < len(self.found) and self.found[parent] is not None:
            offer(self.found[parent], place, _WEIGHTS.parent)  # type: ignore[arg-type]
        return max(scores.values(), key=lambda item: item[:2])[2] if scores else None

    def _antecedent(self, phrase: Phrase) -> Entity | None:
        """Return what "who" or "which" at the phrase's start goes back to."""
        before = self._before(phrase.start)
        if before and phrase.start - before[-1].end <= 2:
            return before[-1].entity
        lead_start = max(phrase.start - 100, self._sentence_start(phrase.start))
        lead = self.text[lead_start : phrase.start]
        noun = re.search(
            r"\b(?:[Aa]n?|[Tt]he|[Ss]ome|[Tt]hose|[Oo]ne) [^,.;:“”\"]{3,80}?,? \Z", lead
        )
        if noun and not (before and before[-1].start > lead_start + noun.start()):
            inner = read_phrase(self.text, Span(lead_start + noun.start(), phrase.start))
            if inner is not None and inner.sort == "nominal":
                return self._described(inner, None)
        near = [mention for mention in before if mention.start >= lead_start]
        return near[0].entity if near else None

    def _sentence_start(self, place: int) -> int:
        at = bisect_right(self.sentence_starts, place) - 1
        return self.sentence_starts[at] if at >= 0 else 0

    # descriptions

    def _described(self, phrase: Phrase, attribution: Attribution | None) -> Entity | None:
        """Return whom a description means: someone named with it, before it, or a new party."""
        if phrase.apposed is not None:
            person = self.roster.person(phrase.apposed)
            if person is not None:
                return person
        owner = self._owner(phrase, attribution)
        if phrase.head in _HAS_PARTY or (owner and phrase.head in load_words().bodies):
            party = self._party(phrase, owner)
            if party is not None:
                return party
        if phrase.definite or phrase.owner is not None:
            known = self._known_role(phrase, owner) or self._known_body(phrase)
            known = known or self._described_before(phrase)
            if known is not None:
                return known
            if phrase.head in _LOOSE or phrase.head.endswith("-old"):
                return self._loosely(phrase, attribution)
        return self._new(phrase, owner)

    def _owner(self, phrase: Phrase, attribution: Attribution | None) -> Entity | None:
        if phrase.owner_pronoun and phrase.owner_pronoun != "s" and attribution is not None:
            return self._pronoun(phrase.owner_pronoun, phrase.start, attribution, None)
        if phrase.owner is not None:
            name = read_name(phrase.owner.words)
            return self.roster.person(name) or self.roster.body(name)
        return None

    def _party(self, phrase: Phrase, owner: Entity | None) -> Entity | None:
        """Return the campaign, office or administration of a person."""
        if owner is None:
            owner = self._modifier_person(phrase)
        if owner is None:
            return self._described_before(phrase)
        if owner.kind != "person":
            return None
        if phrase.head == "administration":
            label = f"{owner.words[-1] if owner.words else owner.name} administration"
        else:
            noun = phrase.words[-1].removesuffix("'s")
            label = f"{owner.name}’s {noun}" if "’" in self.text else f"{owner.name}'s {noun}"
        return self._remember(Entity(label, "body"), phrase)

    def _modifier_person(self, phrase: Phrase) -> Entity | None:
        """Return the person in "the Clinton campaign"."""
        for word in phrase.words[:-1]:
            found = self.roster.by_surname.get(surname_key((word,)))
            if found:
                return max(found, key=lambda entity: entity.count)
        return None

    def _known_role(self, phrase: Phrase, owner: Entity | None) -> Entity | None:
        """Return the person who was given the role that the description names."""
        if phrase.head not in load_words().roles or phrase.plural:
            return None
        wanted = related_roles(phrase.head)
        modifiers = set(phrase.words[:-1]) - {"the", "his", "her", "their", "its"}
        best: tuple[float, int] | None = None
        chosen = None
        for mention in reversed(self._before(phrase.start)):
            entity = mention.entity
            if entity.kind != "person" or not entity.roles & wanted or entity is owner:
                continue
            score = 1.0 * (phrase.head in entity.roles)
            score += 0.7 * len(modifiers & entity.traits)
            score -= 1.0 * (("former" in modifiers) != ("former" in entity.traits))
            score += 0.5 * any(entity is spoken for _, spoken in self.spoken[-2:])
            if best is None or (score, mention.start) > best:
                best, chosen = (score, mention.start), entity
        if chosen is None:
            return self._role_anywhere(phrase, wanted, modifiers, owner)
        return chosen

    def _role_anywhere(
        self, phrase: Phrase, wanted: frozenset[str], modifiers: set[str], owner: Entity | None
    ) -> Entity | None:
        """Return the only person of the whole article who has the role, if just one has."""
        holders = {
            id(mention.entity): mention.entity
            for mention in self.roster.mentions
            if phrase.head in mention.entity.roles and mention.entity is not owner
        }
        return next(iter(holders.values())) if len(holders) == 1 else None

    def _known_body(self, phrase: Phrase) -> Entity | None:
        """Return the body that "the council" or "the group" goes back to."""
        words = load_words()
        head = phrase.head
        if phrase.plural or head not in words.bodies | words.generic_bodies:
            return None
        modifiers = set(phrase.words[:-1]) - {"the", "its", "their"}
        generic = None
        for mention in reversed(self._before(phrase.start)):
            entity = mention.entity
            if entity.kind != "body":
                continue
            folded = [fold(word) for word in entity.words]
            if head in folded and modifiers <= set(folded):
                return entity
            if generic is None and not self._is_quoted(mention.start):
                generic = entity
        if head in words.generic_bodies and not modifiers:
            latest = next((e for _, e in reversed(self.spoken[-3:]) if e.kind == "body"), None)
            return latest or generic
        return None

    def _described_before(self, phrase: Phrase) -> Entity | None:
        """Return the party that an earlier description with the same head introduced."""
        content = set(phrase.words)
        best: tuple[int, int] | None = None
        chosen = None
        for index, (entity, earlier) in enumerate(self.described[-40:]):
            if earlier.head != phrase.head or earlier.plural != phrase.plural:
                continue
            modifiers = content - {"the", "this", "that", phrase.head}
            if not modifiers <= set(earlier.words) and phrase.words[0] in ("the", "that"):
                continue
            score = (len(content & set(earlier.words)), index)
            if best is None or score > best:
                best, chosen = score, entity
        return chosen

    def _loosely(self, phrase: Phrase, attribution: Attribution | None) -> Entity | None:
        """Return the person most present where "the Republican" or "the mogul" stands."""
        for _, entity in reversed(self.spoken[-2:]):
            if entity.kind == "person":
                return entity
        for mention in reversed(self._before(phrase.start)):
            if mention.entity.kind == "person" and mention.start in self.subjects:
                return mention.entity
        return self._new(phrase, None)

    def _new(self, phrase: Phrase, owner: Entity | None) -> Entity:
        """Return a new party known by its description alone."""
        words = load_words()
        description = phrase.description
        if owner is not None and phrase.owner_pronoun:
            description = f"{owner.name}'s {description.split(' ', 1)[-1]}"
        first = fold(description.split(" ", 1)[0])
        body = phrase.head in words.bodies and (
            first in words.adjectives or first.removesuffix("'s") in words.places
        )
        entity = Entity(description, "body" if body else "anonymous", plural=phrase.plural)
        return self._remember(entity, phrase)

    def _anonymous(self, name: str, plural: bool) -> Entity:
        return self.roster.by_name.setdefault(fold(name), Entity(name, "anonymous", plural=plural))

    def _remember(self, entity: Entity, phrase: Phrase) -> Entity:
        known = self.roster.by_name.setdefault("described " + fold(entity.name), entity)
        self.described.append((known, phrase))
        return known


def _place(attribution: Attribution) -> int:
    """Return where an attribution is anchored: at its speaker, its cue or its content."""
    for spans in (attribution.speaker, attribution.cue, attribution.content):
        if spans:
            return spans[0].start
    return 0


def _quoted_spans(text: str, attributions: Sequence[Attribution]) -> list[Span]:
    """Return the contents that begin with a quotation mark, sorted."""
    return sorted(
        span
        for attribution in attributions
        for span in attribution.content
        if text[max(0, span.start - 1) : span.start + 1].strip(_QUOTES)
        != text[max(0, span.start - 1) : span.start + 1]
    )


def _agrees(entity: Entity, pronoun: str) -> bool:
    """Tell whether an entity can be meant by he (m), she (f), they (p) or it (n)."""
    if pronoun in "mf":
        singular_person = entity.kind == "person" or entity.kind == "anonymous"
        return singular_person and not entity.plural and entity.gender in (None, pronoun)
    if pronoun == "n":
        return entity.kind in ("body", "place") and not entity.plural
    return entity.plural or entity.kind in ("body", "anonymous")


def _mention(entity: Entity | None, written: str) -> SpeakerMention | None:
    if entity is None:
        return None
    return SpeakerMention(entity.label, written, entity.kind, entity.acronym)
