"""Figures and days that cannot both be right: tolls, sums, shares, dates of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from claimtrack.language.counting import counts_everyone, same_counted
from claimtrack.language.quantities import Quantity
from claimtrack.language.vocabulary import concept, tokens
from claimtrack.opposition.encounters import (
    Encounter,
    apart,
    dates,
    days_between,
    other_subjects,
)
from claimtrack.opposition.polarity import polarity_words
from claimtrack.opposition.propositions import Proposition, mass
from claimtrack.opposition.reasons import Signal, strongest

__all__ = ["opposed_days", "opposed_figures", "other_figures"]


@dataclass(frozen=True, slots=True)
class _Least:
    """What two figures must share to be of one thing: words of the event, beside them, overlap."""

    event: float
    beside: float
    overlap: float


# Set by hand: narrated figures must share more; those of two speakers were tried on the nine
# disputes about figures of `fixtures/disputes`, and no pair of the annotated news was added.
_LEAST_TOLD = _Least(event=1.0, beside=0.6, overlap=0.35)
_LEAST = _Least(event=0.5, beside=0.3, overlap=0.45)
# Score of figures that are told to be of one thing, by hand: as sure as one party's denied deed.
_SURE = 0.6


def opposed_figures(met: Encounter) -> Signal | None:
    """Return the signal that two claims give figures of one thing that exclude each other."""
    return strongest(_two_figures(met, one, two) for one in met.a.figures for two in met.b.figures)


def _two_figures(met: Encounter, one: Quantity, two: Quantity) -> Signal | None:
    if one.denied or two.denied or not same_counted(one, two) or not one.excludes(two):
        return None
    if _gives(met.b, one) or _gives(met.a, two) or _may_both_hold(met, one, two):
        return None
    figures = sorted((one.words, two.words))
    reason = f"{figures[0]} against {figures[1]}"
    if _denies(met.b, one) or _denies(met.a, two):
        return Signal("denied figure", "quantity", _SURE, f"{reason}, which is denied")
    if _is_one_toll(met, one, two):
        return Signal("toll", "quantity", _SURE, reason)
    # What is counted does not tell of what event; what a share is a share of does.
    counted = one.counted | two.counted if one.unit == "count" else frozenset[str]()
    event = mass(met.shared_words - counted)
    beside = mass(one.beside & two.beside - counted)
    least = _LEAST if _are_rivals(met) else _LEAST_TOLD
    if event < least.event or beside < least.beside or met.overlap < least.overlap:
        return None
    # A count says what it counts; of what thing a sum or a share is told is less sure.
    score = (0.5 if counted else 0.3) + 0.5 * met.overlap * min(1.0, event / 2.0)
    return Signal("figures", "quantity", score, reason)


def _may_both_hold(met: Encounter, one: Quantity, two: Quantity) -> bool:
    """Tell whether two figures may be of two times, things or parties."""
    if _is_update(met, one, two) or apart(met.a, met.b) or other_subjects(met.a, met.b):
        return True
    if one.toll is None and _are_rivals(met) and (_is_elliptic(met.a) or _is_elliptic(met.b)):
        return True  # each tells of what it does itself: "spending $2 million"
    # What somebody wants does not oppose what is, nor what was before.
    return _is_wished(one) != _is_wished(two) or met.a.is_earlier != met.b.is_earlier


def _gives(one: Proposition, figure: Quantity) -> bool:
    """Tell whether a claim gives a figure that agrees with one of another claim."""
    return any(
        q.unit == figure.unit and not q.denied and not q.excludes(figure) for q in one.figures
    )


def _denies(one: Proposition, figure: Quantity) -> bool:
    """Tell whether a claim denies a figure by name: "two gates, not four"."""
    return any(q.denied and q.unit == figure.unit and not q.excludes(figure) for q in one.figures)


def _is_one_toll(met: Encounter, one: Quantity, two: Quantity) -> bool:
    """Tell whether two figures are what two parties give as the dead, or the injured, of a day.

    Words tell little of which event: "14 people died", "the toll at 19". One topic, one day and
    two voices must do; who came to harm earlier or elsewhere is told apart by the caller.
    """
    voices = _are_rivals(met) or (met.a.claim.source != met.b.claim.source)
    same_day = days_between(met.a, met.b) == 0
    every = counts_everyone(one) and counts_everyone(two)
    return one.toll is not None and one.toll == two.toll and every and voices and same_day


def _are_rivals(met: Encounter) -> bool:
    """Tell whether two speakers give the figures, who are nobody's echo."""
    spoken = met.a.claim.speaker is not None and met.b.claim.speaker is not None
    return spoken and not met.same_speaker


def _is_elliptic(one: Proposition) -> bool:
    """Tell whether a claim has no subject of its own: "spending more than all others"."""
    return next((token.lower for token in tokens(one.claim.text)), "").endswith("ing")


def _is_wished(figure: Quantity) -> bool:
    """Tell whether a figure is what somebody asks for, plans or offers, not what is."""
    return not figure.beside.isdisjoint(_wishes())


@cache
def _wishes() -> frozenset[str]:
    return frozenset(concept(word) for word in polarity_words("wishes"))


def _is_update(met: Encounter, one: Quantity, two: Quantity) -> bool:
    """Tell whether the later text merely brings a count up to date."""
    days = days_between(met.a, met.b)
    if days == 0 or one.unit not in ("count", "area"):
        return False
    later, earlier = (one, two) if days < 0 else (two, one)
    return later.value >= earlier.value


def opposed_days(met: Encounter) -> Signal | None:
    """Return the signal that two claims put one thing on different days."""
    a, b = met.a, met.b
    days_a, days_b = dates(a), dates(b)
    if len(days_a) != 1 or len(days_b) != 1 or days_a == days_b:
        return None
    if bool(a.negated) != bool(b.negated) or other_figures(a, b):
        return None  # a day tells two events apart as well
    one, two = sorted(days_a | days_b)
    if one.isalpha() != two.isalpha() or met.overlap < 0.6 or met.shared < 1.5:
        return None
    return Signal("days", "quantity", 0.3 * met.overlap, f"{one} against {two}")


def other_figures(a: Proposition, b: Proposition) -> bool:
    """Tell whether two claims give different figures of one kind."""
    return any(
        same_counted(one, two) and one.excludes(two) for one in a.figures for two in b.figures
    )
