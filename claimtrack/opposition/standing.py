"""How two claims and their speakers stand: what news makes of a claim, and who is of one camp.

A claim that stands early and speaks of what the headline says is likelier disputed than an
aside. On which side of a dispute a claim is, the camps of the speakers tell more often than the
words. Like the rest of the evidence this is weighed by learned weights (see ``weighing``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from claimtrack.language.vocabulary import lexicon, phrase_concepts, tokens
from claimtrack.opposition.encounters import Encounter
from claimtrack.opposition.polarity import polarity_words
from claimtrack.opposition.propositions import Proposition, mass
from claimtrack.records import Claim

__all__ = ["STANDING", "standing"]

_PLACE = ("early in the article", "both early in the article", "of the headline", "both of the "
          "headline")  # fmt: skip
# Classes of cues whose claims are disputed more or less often than what is merely said.
_CUES = ("accuse", "confirm", "report", "think", "promise", "predict", "warn")
_CUED = tuple(f"cue to {name}" for name in _CUES)
_CAMPS = (
    "both of the right", "one of the right", "both of the left", "one of the left", "two parties",
    "both in charge", "one in charge", "both against it", "one against it", "two roles",
    "one circle",
)  # fmt: skip
_MANNER = (
    "like cues",
    "joins in",
    "but before it",
    "one quoted",
    "mixed",
    "not asserted",
    "longer",
)
STANDING = (*_PLACE, *_CUED, *_CAMPS, *_MANNER)
"""Names of this evidence, in the order in which ``standing`` returns it."""

# Natural logarithm of the character from which on a claim counts as late: 8,000.
_LATE = 9.0


def standing(met: Encounter) -> tuple[float, ...]:
    """Return how two claims stand, in the order of ``STANDING``; the same for them swapped."""
    a, b = met.a, met.b
    early = _earliness(a.claim), _earliness(b.claim)
    headline = _of_headline(a), _of_headline(b)
    classes = (a.claim.cue_class, b.claim.cue_class)
    return (
        math.fsum(early),
        min(early),
        math.fsum(headline),
        min(headline),
        *(float(classes.count(name)) for name in _CUES),
        *_camps(a.claim, b.claim),
        float(bool(a.speaker & b.speaker) and not met.same_speaker),
        *_manner(met),
    )


def _earliness(claim: Claim) -> float:
    """Return 1 at the beginning of the text, 0 where it is long gone on."""
    return max(0.0, 1.0 - math.log1p(claim.start) / _LATE)


def _of_headline(one: Proposition) -> float:
    """Return the share of what the headline speaks of that a claim speaks of as well, 0 to 1."""
    title = _title_concepts(one.claim.title or "")
    whole = mass(title)
    return mass(title & one.content) / whole if whole else 0.0


@lru_cache(maxsize=4096)
def _title_concepts(title: str) -> frozenset[str]:
    return phrase_concepts(tokens(title))


def _camps(a: Claim, b: Claim) -> Iterator[float]:
    """Yield, of the parties and then of the roles, who is of each and whether they are of two."""
    for mine, theirs in zip(_camps_of(a), _camps_of(b), strict=True):
        for side in range(2):
            yield float(side in mine and side in theirs)
            yield float((side in mine) != (side in theirs))
        yield float(bool(mine and theirs and not mine & theirs))


def _camps_of(claim: Claim) -> tuple[frozenset[int], frozenset[int]]:
    return _camps_named(f"{claim.speaker or ''} {claim.mention or ''}")


@lru_cache(maxsize=4096)
def _camps_named(name: str) -> tuple[frozenset[int], frozenset[int]]:
    words = {token.lower for token in tokens(name)}
    camps = lexicon("camps")
    party, role = (
        frozenset(side for side, named in enumerate(camps[key]) if words.intersection(named))
        for key in ("parties", "roles")
    )
    return party, role


def _manner(met: Encounter) -> tuple[float, ...]:
    a, b = met.a.claim, met.b.claim
    quoted = [claim.form in ("direct", "mixed") for claim in (a, b)]
    later = max(a, b, key=lambda one: (one.start, one.id)) if met.distance is not None else None
    return (
        float(a.cue_class is not None and a.cue_class == b.cue_class),
        float(later is not None and _joins_in(later)),
        float(later is not None and _turns(later)),
        float(quoted[0] != quoted[1]),
        float((a.form, b.form).count("mixed")),
        float((a.modality != "asserted") + (b.modality != "asserted")),
        min(max(met.a.weighty, met.b.weighty), 20.0),
    )


def _turns(claim: Claim) -> bool:
    """Tell whether the words before a claim in its sentence turn against what came before."""
    before = claim.sentence[: max(0, claim.start - claim.sentence_start)]
    return not {token.lower for token in tokens(before)}.isdisjoint(polarity_words("contrast"))


def _joins_in(claim: Claim) -> bool:
    """Tell whether the words around a claim say that its speaker joins in with others."""
    before = claim.start - claim.sentence_start
    around = claim.sentence[:before] + claim.sentence[before + len(claim.text) :]
    return not {token.lower for token in tokens(around)}.isdisjoint(lexicon("camps")["joining"])
