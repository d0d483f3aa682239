"""Two propositions beside each other: what they share, how far apart they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claimtrack.opposition.propositions import Proposition, mass
from claimtrack.settings import Settings

__all__ = [
    "Encounter",
    "apart",
    "dates",
    "days_between",
    "long_apart",
    "meet",
    "other_subjects",
]

# Days after which "this year", "now" and "not yet" mean something else; set by hand.
_LONG = 300


@dataclass(frozen=True, slots=True)
class Encounter:
    """Two propositions and what they share.

    ``shared`` is the weight of the content words they share, ``overlap`` the same as a share
    of the lighter claim, ``around`` the weight shared by the sentences around them;
    ``distance`` is in characters, None across articles; ``similarity`` is the cosine of the
    claims' vectors, which tells how near their subjects are and nothing about polarity;
    ``contested`` the log odds that anybody disputes the one and the other.
    """

    a: Proposition
    b: Proposition
    shared_words: frozenset[str]
    shared: float
    overlap: float
    around: float
    distance: int | None
    same_speaker: bool
    similarity: float
    settings: Settings
    contested: tuple[float, float] = (0.0, 0.0)

    @property
    def is_near(self) -> bool:
        """Whether one of the claims may be a reply to the other within one article."""
        return self.distance is not None and self.distance < self.settings.reply_distance

    @property
    def is_narrated(self) -> bool:
        """Whether neither claim has a speaker: two texts that each tell the facts."""
        return self.a.claim.speaker is None and self.b.claim.speaker is None

    def swapped(self) -> Encounter:
        """Return the same encounter seen from the other claim."""
        return Encounter(
            self.b, self.a, self.shared_words, self.shared, self.overlap, self.around,
            self.distance, self.same_speaker, self.similarity, self.settings, self.contested[::-1],
        )  # fmt: skip


def meet(
    a: Proposition,
    b: Proposition,
    similarity: float,
    settings: Settings,
    contested: tuple[float, float] = (0.0, 0.0),
) -> Encounter:
    """Return what two propositions share."""
    words = a.content & b.content
    shared = mass(words, a.names | b.names)
    lighter = min(a.weighty, b.weighty)
    around = mass((a.context & b.context) - words, a.names | b.names)
    distance = abs(a.claim.start - b.claim.start) if a.claim.article == b.claim.article else None
    overlap = shared / lighter if lighter else 0.0
    is_same = _is_same_speaker(a, b)
    return Encounter(
        a, b, words, shared, overlap, around, distance, is_same, similarity, settings, contested
    )


def _is_same_speaker(a: Proposition, b: Proposition) -> bool:
    """Tell whether one speaker stands behind both claims (two narrators of one source count)."""
    if a.claim.speaker is None and b.claim.speaker is None:
        return a.claim.article == b.claim.article or a.claim.source == b.claim.source
    if a.claim.speaker_id and b.claim.speaker_id:
        return a.claim.speaker_id == b.claim.speaker_id
    return a.claim.speaker is not None and a.claim.speaker == b.claim.speaker


def long_apart(a: Proposition, b: Proposition) -> bool:
    """Tell whether so much time lies between two texts that they tell of different states."""
    return abs(days_between(a, b)) >= _LONG


def apart(a: Proposition, b: Proposition) -> bool:
    """Tell whether two claims place their events differently (other place, day or year)."""
    placed = bool(a.places and b.places)
    if placed and not a.places & (b.places | b.content) and not b.places & a.content:
        return True
    if not (a.days and b.days):
        return False
    for one, two in ((dates(a), dates(b)), (a.days - dates(a), b.days - dates(b))):
        if one and two and not one & two:
            return True
    return False


def dates(proposition: Proposition) -> frozenset[str]:
    """Return the days that are weekdays or dates, not years."""
    return frozenset(day for day in proposition.days if not day.isdigit())


def other_subjects(a: Proposition, b: Proposition) -> bool:
    """Tell whether each claim names somebody the other's sentence does not name."""
    return bool(a.names - b.context - a.speaker) and bool(b.names - a.context - b.speaker)


def days_between(a: Proposition, b: Proposition) -> int:
    """Return how many days later than ``a`` the text of ``b`` came, 0 where unknown."""
    first, second = _day(a.claim.published), _day(b.claim.published)
    return (second - first).days if first and second else 0


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
