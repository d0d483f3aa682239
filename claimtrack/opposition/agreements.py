"""Whether two propositions say the same, or can both be right although words of theirs oppose."""

from __future__ import annotations

from claimtrack.language.acts import same_party
from claimtrack.opposition.encounters import Encounter, apart
from claimtrack.opposition.measures import other_figures
from claimtrack.opposition.propositions import Proposition, mass
from claimtrack.opposition.reasons import Signal
from claimtrack.opposition.signals import (
    SAME_OBJECT,
    SAME_WORDS,
    crossing_poles,
    other_agent,
)

__all__ = ["agreement", "compatible"]

# Share of the heavier claim's words from which two claims can be said to say the same.
_ALIKE = 0.35


def agreement(met: Encounter) -> Signal | None:
    """Return why two claims say the same, or None."""
    a, b = met.a, met.b
    if same := _same_act(a, b):
        return Signal("same act", "fact", 0.7, f"same act “{same}” by the same party")
    if _differ(met):
        return None
    heavier = max(a.weighty, b.weighty)
    if met.overlap >= SAME_WORDS and met.shared >= 1.5 and met.shared >= heavier * _ALIKE:
        return Signal("same words", "fact", met.overlap * 0.8, "the same words")
    return None


def compatible(met: Encounter) -> bool:
    """Tell whether both claims can be right: one party did not do it, another did."""
    return any(
        one.name == two.name
        and one.negated != two.negated
        and not same_party(one.agent, two.agent)
        and mass(one.objects & two.objects) >= SAME_OBJECT
        for one in met.a.acts
        for two in met.b.acts
    )


def _differ(met: Encounter) -> bool:
    """Tell whether two claims differ in anything by which like words can oppose each other."""
    a, b = met.a, met.b
    return (
        _is_turned(a, met) != _is_turned(b, met)
        or (a.is_denial == b.is_denial and bool((a.negated ^ b.negated) & met.shared_words))
        or bool(a.falsity) != bool(b.falsity)
        or bool(crossing_poles(a, b))
        or other_agent(a, b)
        or other_figures(a, b)
        or apart(a, b)
    )


def _is_turned(one: Proposition, met: Encounter) -> bool:
    """Tell whether what both claims speak of is denied: "denied that it sank", "did not sink"."""
    return one.is_denial != bool(one.negated & met.shared_words)


def _same_act(a: Proposition, b: Proposition) -> str | None:
    """Return the verb of a deed that two claims both tell, or both deny, of one party."""
    verbs = [
        min(one.verb, two.verb)
        for one in a.acts
        for two in b.acts
        if one.name == two.name
        and one.negated == two.negated
        and mass(one.objects & two.objects) >= SAME_OBJECT
        and same_party(one.agent, two.agent)
    ]
    return min(verbs) if verbs and not apart(a, b) else None
