"""What is known about an article while its speakers are resolved, mention by mention."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from claimtrack.records import Attribution, Span, merge_spans
from claimtrack.speakers.entities import Entity, NamedMention, Roster
from claimtrack.speakers.mentions import Phrase
from claimtrack.speakers.roster import make_roster
from claimtrack.speakers.words import fold, load_words

__all__ = ["Context"]

_QUOTES = '"“”«»„‟'
# Named mentions that a pronoun or description may look back over; farther ones never won.
_LOOK_BACK = 30


# What stands between people who are named together.
_COMMA = re.compile(r"(?: \([^()\n]{1,30}\))?, ")
_AND = re.compile(r"(?: \([^()\n]{1,30}\))?,? and ")
# "On | Twitter, …": no subject.
_PREPOSITION = re.compile(
    r"\b(?:on|in|at|by|from|with|for|to|of|about|against|under|after|before|over|than|like|as)"
    r" (?:the )?\Z",
    re.IGNORECASE,
)
_LONGEST_LEAD = 20
# "The | city council": a body that the article does not name there.
_BODY = re.compile(r"\b[Tt]he ((?:[a-z][a-z-]{2,20} ){0,2}[a-z][a-z-]{2,20})\b(?!['’]s)")
_COMMON_BODIES = frozenset(
    ("council", "government", "ministry", "court", "committee", "commission", "union", "army",
     "parliament", "department", "police", "university", "board", "party", "administration")
)  # fmt: skip
# Groups that "they" may go back to.
_GROUPS_KEPT = 8


class Context:
    """An article's text and roster, with the speakers found so far in text order."""

    def __init__(
        self, text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
    ) -> None:
        self.text = text
        self.roster: Roster = make_roster(text)
        self.spoken: list[tuple[int, Entity]] = []
        self.described: list[tuple[Entity, Phrase]] = []
        self._sentence_starts = [span.start for span in sentences]
        self._starts = [mention.start for mention in self.roster.mentions]
        self._quoted = _quoted_spans(text, attributions)
        self._quoted_starts = [span.start for span in self._quoted]
        self._told = merge_spans(span for one in attributions for span in one.content)

    def sentence(self, place: int) -> int:
        """Return the number of the sentence at an offset."""
        return bisect_right(self._sentence_starts, place)

    def sentence_start(self, place: int) -> int:
        """Return where the sentence at an offset begins."""
        at = self.sentence(place) - 1
        return self._sentence_starts[at] if at >= 0 else 0

    def is_quoted(self, place: int) -> bool:
        """Tell whether an offset lies in a quotation."""
        at = bisect_right(self._quoted_starts, place) - 1
        return at >= 0 and place < self._quoted[at].end

    def is_told(self, place: int) -> bool:
        """Tell whether an offset lies in what somebody says."""
        at = bisect_right(self._told, place, key=lambda span: span.start) - 1
        return at >= 0 and place < self._told[at].end

    def before(self, place: int) -> Sequence[NamedMention]:
        """Return the named mentions that a reader at an offset still has in mind, in order."""
        at = bisect_left(self._starts, place)
        return self.roster.mentions[max(0, at - _LOOK_BACK) : at]

    def together(self, place: int) -> Sequence[tuple[NamedMention, Entity]]:
        """Return the groups of people named in one breath before an offset: "Lee and Roe"."""
        at = bisect_right(self._groups, place, key=lambda group: group[0])
        return [group[1:] for group in self._groups[max(0, at - _GROUPS_KEPT) : at]]

    def bodies(self, place: int) -> Sequence[tuple[Span, Entity]]:
        """Return the bodies that are described without a name before an offset: "the council"."""
        at = bisect_right(self._bodies, place, key=lambda body: body[0].end)
        known = self.roster.by_name
        return [
            (span, known.get(_described(entity), entity))
            for span, entity in self._bodies[max(0, at - _GROUPS_KEPT) : at]
        ]

    @cached_property
    def _bodies(self) -> list[tuple[Span, Entity]]:
        generic = load_words().generic_bodies | _COMMON_BODIES
        bodies = []
        for found in _BODY.finditer(self.text):
            words = found[1].split(" ")
            last = next((i for i, word in enumerate(words) if word in generic), None)
            if last is not None:
                name = " ".join(words[: last + 1])
                span = Span(found.start(), found.start(1) + len(name))
                bodies.append((span, Entity(name, "body", sure=False)))
        return bodies

    @cached_property
    def _groups(self) -> list[tuple[int, NamedMention, Entity]]:
        """Every group with where it ends, its first member and what they are together."""
        groups = []
        row: list[NamedMention] = []
        for mention in self.roster.mentions:
            if mention.entity.kind != "person":
                row = []
                continue
            gap = self.text[row[-1].end : mention.start] if row else ""
            if _COMMA.fullmatch(gap):
                row.append(mention)
                continue
            if row and _AND.fullmatch(gap):
                names = ", ".join(one.entity.label for one in row)
                both = Entity(f"{names} and {mention.entity.label}", "anonymous", plural=True)
                groups.append((mention.end, row[0], both))
            row = [mention]
        return groups

    def follows_preposition(self, place: int) -> bool:
        """Tell whether a preposition stands before an offset: no subject begins there."""
        return _PREPOSITION.search(self.text, max(0, place - _LONGEST_LEAD), place) is not None

    def is_subject(self, mention: NamedMention) -> bool:
        """Tell whether a mention is its sentence's first after no preposition, and owns nothing."""
        return mention.start in self._subjects

    @cached_property
    def _subjects(self) -> frozenset[int]:
        first: dict[int, NamedMention] = {}
        for mention in self.roster.mentions:
            if not self.follows_preposition(mention.start):
                first.setdefault(self.sentence(mention.start), mention)
        return frozenset(mention.start for mention in first.values() if not mention.possessive)

    def holders(self, role: str) -> Sequence[Entity]:
        """Return everybody in the article who is given a role, by first mention."""
        return self._holders.get(role, ())

    @cached_property
    def _holders(self) -> dict[str, list[Entity]]:
        entities = {id(mention.entity): mention.entity for mention in self.roster.mentions}
        holders: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities.values():
            for role in entity.roles:
                if len(holders[role]) < _LOOK_BACK:
                    holders[role].append(entity)
        return holders

    def remember(self, entity: Entity, phrase: Phrase) -> Entity:
        """Enter a described party, or return the one of that description met before."""
        known = self.roster.by_name.setdefault(_described(entity), entity)
        self.described.append((known, phrase))
        return known


def _described(entity: Entity) -> str:
    """Return the key of a party that is known by its description alone."""
    return "described " + fold(entity.name)


def _quoted_spans(text: str, attributions: Sequence[Attribution]) -> list[Span]:
    """Return the contents that begin with a quotation mark, sorted."""
    contents = (span for attribution in attributions for span in attribution.content)
    return sorted(
        span
        for span in contents
        if any(char in _QUOTES for char in text[max(0, span.start - 1) : span.start + 1])
    )
