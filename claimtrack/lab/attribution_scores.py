"""How near found attributions are to annotated ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from claimtrack.attribution import Attributor
from claimtrack.lab.annotations import AnnotatedText, Roles, trim
from claimtrack.records import Span
from claimtrack.sentences import split_sentences

__all__ = ["Category", "annotate", "nests", "score", "score_categories"]

ROLES = ("speaker", "cue", "content")


@dataclass(frozen=True, slots=True)
class Category:
    """How many texts a category has, how many attributions in them, and the tuple F1."""

    texts: int
    annotated: int
    found: int
    tuple_f1: float


@dataclass(slots=True)
class _Count:
    """What was found rightly, what was found, what there was to find."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, right: int, found: int, gold: int) -> None:
        """Count one text."""
        self.right += right
        self.found += found
        self.gold += gold

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing and nothing found."""
        total = self.found + self.gold
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class _Counts:
    exact: dict[str, _Count] = field(default_factory=lambda: {role: _Count() for role in ROLES})
    chars: dict[str, _Count] = field(default_factory=lambda: {role: _Count() for role in ROLES})
    whole: _Count = field(default_factory=_Count)
    speakerless: _Count = field(default_factory=_Count)

    def figures(self) -> dict[str, float]:
        """Return the figures by name."""
        figures = {}
        for role in ROLES:
            figures[f"exact_{role}"] = self.exact[role].f1
            figures[f"chars_{role}"] = self.chars[role].f1
        figures["tuple_f1"] = self.whole.f1
        figures["speakerless"] = self.speakerless.right / max(1, self.speakerless.gold)
        return figures


def nests(texts: Sequence[AnnotatedText]) -> bool:
    """Tell whether any attribution is annotated inside the content of another."""
    return any(
        content.start <= cue.start and cue.end <= content.end
        for one in texts
        for inner in one.attributions
        for cue in inner.cue
        for outer in one.attributions
        if outer is not inner
        for content in outer.content
    )


def annotate(texts: Sequence[AnnotatedText], attributor: Attributor) -> list[AnnotatedText]:
    """Return the same texts with the attributions that ``attributor`` finds in them.

    Where the texts are annotated, and none of their attributions lies inside another, whoever
    annotated them left such attributions out; so they are here.
    """
    flat = any(one.attributions for one in texts) and not nests(texts)
    sentences = [split_sentences(one.text) for one in texts]
    found = attributor.attribute([one.text for one in texts], sentences)
    return [
        replace(
            one,
            attributions=tuple(
                Roles(item.speaker, item.cue, item.content)
                for item in items
                if not (flat and item.parent is not None)
            ),
        )
        for one, items in zip(texts, found, strict=True)
    ]


def score(gold: Sequence[AnnotatedText], found: Sequence[AnnotatedText]) -> dict[str, float]:
    """Return the figures of ``found`` against ``gold``, texts in the same order.

    ``exact_*`` is the F1 of spans that match but for punctuation at their ends, ``chars_*``
    that of characters. ``tuple_f1`` is the F1 of whole attributions: contents of which half or
    more is shared (Jaccard), speakers that share a character or are both absent, matched one
    to one. ``speakerless`` is the recall of attributions without a speaker.
    """
    counts = _Counts()
    for one, other in zip(gold, found, strict=True):
        _count(one.text, one.attributions, other.attributions, counts)
    return counts.figures()


def score_categories(
    gold: Sequence[AnnotatedText], found: Sequence[AnnotatedText]
) -> dict[str, Category]:
    """Return the figures of every category of ``gold``, by its name."""
    by_category: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(gold):
        if one.category:
            by_category[one.category].append(index)
    scored = {}
    for name, indices in sorted(by_category.items()):
        wanted, got = [gold[i] for i in indices], [found[i] for i in indices]
        scored[name] = Category(
            texts=len(indices),
            annotated=sum(len(one.attributions) for one in wanted),
            found=sum(len(one.attributions) for one in got),
            tuple_f1=score(wanted, got)["tuple_f1"],
        )
    return scored


def _count(text: str, gold: Sequence[Roles], found: Sequence[Roles], counts: _Counts) -> None:
    for role in ROLES:
        wanted, got = _role(text, gold, role), _role(text, found, role)
        counts.exact[role].add(len(wanted & got), len(got), len(wanted))
        wanted_chars, got_chars = _chars(wanted), _chars(got)
        counts.chars[role].add(len(wanted_chars & got_chars), len(got_chars), len(wanted_chars))
    pairs = [
        [(_chars(a.content), _chars(a.speaker)) for a in s if a.content] for s in (gold, found)
    ]
    matched = _match(*pairs)
    counts.whole.add(len(matched), len(pairs[1]), len(pairs[0]))
    agentless = {index for index, (_, speaker) in enumerate(pairs[0]) if not speaker}
    counts.speakerless.add(len(agentless.intersection(matched)), 0, len(agentless))


def _role(text: str, attributions: Sequence[Roles], role: str) -> set[Span]:
    return {trim(text, span) for one in attributions for span in getattr(one, role)}


def _chars(spans: Iterable[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


_Pair = tuple[set[int], set[int]]


def _match(gold: Sequence[_Pair], found: Sequence[_Pair]) -> list[int]:
    """Return the indices of the gold attributions that were found, matched best first."""
    candidates = []
    for index, (content, speaker) in enumerate(gold):
        for other, (other_content, other_speaker) in enumerate(found):
            shared, union = len(content & other_content), len(content | other_content)
            same = bool(speaker & other_speaker) or not (speaker or other_speaker)
            if same and shared and 2 * shared >= union:
                candidates.append((shared / union, index, other))
    taken: set[int] = set()
    matched: list[int] = []
    for _, index, other in sorted(candidates, reverse=True):
        if index not in matched and other not in taken:
            matched.append(index)
            taken.add(other)
    return matched
