"""The explicit signals of opposition between two propositions, each with its reason.

Every signal first asks whether both claims are about one event (shared rare words, names,
objects), then whether their polarity differs. Embeddings say nothing about polarity; nearness of
meaning is left to what is learned (see ``weighing``).

Scores are set by hand, higher where a person would need less to be convinced, and grow with what
the claims share; of the negations that score above .4 on the annotated events about half oppose.
"""

from __future__ import annotations

from collections.abc import Callable

from claimtrack.language.acts import Act, same_party
from claimtrack.language.vocabulary import tokens
from claimtrack.opposition.encounters import (
    Encounter,
    apart,
    long_apart,
    other_subjects,
)
from claimtrack.opposition.measures import opposed_days, opposed_figures
from claimtrack.opposition.polarity import polarity_words
from claimtrack.opposition.propositions import Axis, Proposition, axis_kind, mass
from claimtrack.opposition.reasons import Signal, strongest
from claimtrack.records import Kind

__all__ = [
    "SAME_OBJECT",
    "SAME_WORDS",
    "crossing_poles",
    "opposing_signals",
    "other_agent",
]

# Share of the lighter claim's words from which two claims say the same or its opposite: asked
# of one speaker's own words and of what no speaker stands behind.
SAME_WORDS = 0.6
# Weight of the words shared by two deeds' objects from which they are one deed.
SAME_OBJECT = 0.4
# Weight of a denial's words below which it names nothing of what it denies.
_BRIEF = 2.0


_PRONOUNS = frozenset(("he", "she", "it", "they", "i", "we"))
# Weight of the words from which a short claim is the negation of another; of the five such pairs
# in the annotated news that share less than other negations must, three oppose.
_PLAIN = 0.5


def opposing_signals(encounter: Encounter) -> list[Signal]:
    """Return every signal that the two claims oppose each other, strongest first."""
    found = [signal for rule in _SYMMETRIC if (signal := rule(encounter))]
    other = encounter.swapped()
    for rule in _DIRECTED:
        one = [signal for view in (encounter, other) if (signal := rule(view))]
        found.extend(sorted(one, key=lambda signal: (-signal.score, signal.reason))[:1])
    return sorted(found, key=lambda signal: (-signal.score, signal.name, signal.reason))


def _mutual_accusation(met: Encounter) -> Signal | None:
    a, b = met.a, met.b
    if not (a.target and b.target) or same_party(a.target, b.target):
        return None
    mutual = same_party(a.target, b.speaker) + same_party(b.target, a.speaker)
    deed = mass(met.shared_words - a.target - b.target - a.speaker - b.speaker)
    if not mutual or deed < 0.5:
        return None
    score = 0.35 + 0.2 * (mutual - 1) + 0.1 * min(deed, 3.0)
    accusations = sorted(f"{p.claim.speaker} accuses {p.claim.target}" for p in (a, b))
    reason = "mutual accusation: " + "; ".join(accusations)
    return Signal("mutual accusation", "agent", score, reason)


def _exclusive_agent(met: Encounter) -> Signal | None:
    return strongest(_one_act(met, one, two) for one in met.a.acts for two in met.b.acts)


def _one_act(met: Encounter, one: Act, two: Act) -> Signal | None:
    if one.name != two.name or one.negated or two.negated or same_party(one.agent, two.agent):
        return None
    if apart(met.a, met.b):
        return None  # each may have done it, at another time or place
    objects = mass((one.objects & two.objects) - one.agent - two.agent)
    if objects < SAME_OBJECT:
        return None
    score = 0.4 + 0.1 * min(objects, 2.0)
    if same_party(one.agent, met.b.speaker) or same_party(two.agent, met.a.speaker):
        score += 0.3
    agents = sorted((one.agent_words, two.agent_words))
    verb = min(one.verb, two.verb)
    reason = f"exclusive act “{verb}”: done by “{agents[0]}” or by “{agents[1]}”"
    return Signal("exclusive agent", "agent", score, reason)


def _least_overlap(met: Encounter, between_speakers: float) -> float:
    """Return how many words two claims must share before their polarity is compared."""
    spoken = met.a.claim.speaker is not None and met.b.claim.speaker is not None
    return between_speakers if spoken and not met.same_speaker else SAME_WORDS


def _act_denied(met: Encounter) -> Signal | None:
    """Return the signal that one claim says a party did it, the other that it did not."""
    if apart(met.a, met.b):
        return None
    return strongest(_one_act_denied(one, two) for one in met.a.acts for two in met.b.acts)


def _one_act_denied(one: Act, two: Act) -> Signal | None:
    same = one.name == two.name and same_party(one.agent, two.agent)
    objects = mass((one.objects & two.objects) - one.agent - two.agent)
    if not same or one.negated == two.negated or objects < SAME_OBJECT:
        return None
    denied = one if one.negated else two
    score = 0.5 + 0.1 * min(objects, 2.0)
    reason = f"says that “{denied.agent_words}” did not do it: “{denied.verb}”"
    return Signal("act denied", "denial", score, reason)


def _denial(met: Encounter) -> Signal | None:
    """Return the signal that ``a`` denies what ``b`` asserts."""
    a, b = met.a, met.b
    if not a.is_denial or b.is_denial or b.falsity or b.negated:
        return None
    if other_agent(a, b):
        return None  # "the crew did not" and "the captain did" may both be right
    reports = b.rebuttal or (met.distance is not None and a.speaker & b.content)
    if b.claim.speaker is None and reports:
        return None  # the article reports the denial itself
    if met.shared >= 0.9 and met.overlap >= _least_overlap(met, 0.35):
        score = 0.25 + 0.6 * met.overlap * min(1.0, met.shared / 2.0)
        return Signal("denial", "denial", score, f"denies what the other says: “{a.claim.cue}”")
    aimed = same_party(a.speaker, b.target)
    if met.is_near and aimed and _is_of_accusation(a):
        return Signal("denial", "denial", 0.5, f"denies the accusation: “{a.claim.cue}”")
    return None


def _is_of_accusation(denial: Proposition) -> bool:
    """Tell whether a denial names nothing but that it was accused: "denied the allegations"."""
    words = {token.lower for token in tokens(denial.claim.text)}
    return denial.weighty < _BRIEF and not words.isdisjoint(polarity_words("accusations"))


def other_agent(a: Proposition, b: Proposition) -> bool:
    """Tell whether two claims name different doers of one deed."""
    return any(
        one.name == two.name and not same_party(one.agent, two.agent)
        for one in a.acts
        for two in b.acts
    )


def _negation(met: Encounter) -> Signal | None:
    """Return the signal that ``a`` negates words that ``b`` asserts, of one proposition."""
    a, b = met.a, met.b
    if _of_other_times(a, b) or met.is_narrated:
        return None
    turned = a.is_denial != b.is_denial
    crossing = a.denied & b.content
    # Two negative statements mostly deny one thing in other words.
    if turned or b.negated or b.has_negator or not crossing:
        return None
    within = a.negated & b.content
    enough = met.shared >= 1.2 and met.overlap >= _least_overlap(met, 0.4)
    if not enough and not _is_plain_denial(met, within):
        return None
    if mass(within) < 0.5 * mass(a.negated) or (len(within) < 2 and len(a.negated) > 1):
        return None
    if a.negated_subject and not a.negated_subject & b.context and not _opens_with_pronoun(b):
        return None  # it tells of somebody or something else
    score = 0.25 + 0.6 * met.overlap * min(1.0, met.shared / 2.0)
    return Signal("negation", "denial", score, f"negated on one side: {_words(crossing)}")


def _opens_with_pronoun(one: Proposition) -> bool:
    """Tell whether a claim says "she" or "I" of whom it tells."""
    return next((token.lower for token in tokens(one.claim.text)), "") in _PRONOUNS


def _is_plain_denial(met: Encounter, within: frozenset[str]) -> bool:
    """Tell whether ``a`` is little more than the negation of what another speaker says in ``b``.

    "He never signed the order" / "I signed the order in June", common as the words are.
    """
    a, b = met.a, met.b
    spoken = a.claim.speaker is not None and b.claim.speaker is not None
    if not spoken or met.same_speaker or within != a.negated or len(within) < 2:
        return False
    existential = a.claim.text.lstrip("“\"‘'").lower().startswith("there ")
    return met.overlap >= 0.5 and met.shared >= _PLAIN and not existential


def _called_false(met: Encounter) -> Signal | None:
    """Return the signal that ``a`` repeats what ``b`` asserts to call it false."""
    a, b = met.a, met.b
    if not a.falsity or a.is_denial or b.falsity or b.is_denial or b.negated or met.is_narrated:
        return None
    # Who quotes his own words in two places calls something else false.
    aimed_elsewhere = met.same_speaker or apart(a, b)
    if aimed_elsewhere or met.shared < max(1.2, SAME_WORDS * max(a.weighty, b.weighty)):
        return None  # it says more than that the other is wrong
    score = 0.25 + 0.5 * met.overlap * min(1.0, met.shared / 2.0)
    return Signal("called false", "denial", score, f"calls what the other says “{a.falsity}”")


def _of_other_times(a: Proposition, b: Proposition) -> bool:
    """Tell whether two claims tell of different days, places or modes (is, was, will, should)."""
    if apart(a, b) or long_apart(a, b):
        return True
    if a.is_normative != b.is_normative or a.is_earlier != b.is_earlier:
        return True
    later_a, later_b = (p.is_future or p.claim.modality == "promise" for p in (a, b))
    return later_a != later_b and not (a.is_timeless or b.is_timeless)


def _antonyms(met: Encounter) -> Signal | None:
    a, b = met.a, met.b
    if _of_other_times(a, b) or a.is_denial != b.is_denial or met.is_narrated:
        return None
    crossing = crossing_poles(a, b)
    if not crossing or met.shared < 0.9 or met.overlap < 0.4:
        return None
    arguments = {axis: _arguments(met, axis) for axis in crossing}
    index, side = max(crossing, key=lambda axis: (arguments[axis], axis))
    if arguments[index, side] < 0.9 or other_subjects(a, b):
        return None
    kind: Kind = "judgement" if axis_kind(index) == "judgement" else "fact"
    score = 0.2 + 0.5 * met.overlap * min(1.0, met.shared / 2.0)
    one, two = sorted((a.poles[index, side][0], b.poles[index, 1 - side][0]))
    return Signal("antonyms", kind, score, f"words that exclude each other: “{one}”, “{two}”")


def crossing_poles(a: Proposition, b: Proposition) -> list[Axis]:
    """Return the poles of ``a`` whose opposite ``b`` holds, neither claim holding both."""
    return sorted(
        (index, side)
        for index, side in a.poles
        if (index, 1 - side) in b.poles
        and (index, 1 - side) not in a.poles
        and (index, side) not in b.poles
    )


def _arguments(met: Encounter, axis: Axis) -> float:
    """Return the weight of the words that stand beside both words of a pair of antonyms."""
    index, side = axis
    return mass(met.a.poles[axis][1] & met.b.poles[index, 1 - side][1])


def _causes(met: Encounter) -> Signal | None:
    a, b = met.a, met.b
    if not a.causes or not b.causes or a.causes & b.causes:
        return None
    if met.same_speaker and met.overlap >= SAME_WORDS:
        return None  # one statement, quoted at another length
    if bool(a.negated) != bool(b.negated):
        return None  # "did not fall because of rust" leaves every other cause
    effect = mass(met.shared_words - a.causes - b.causes)
    if effect < 1.0 or met.overlap < 0.3:
        return None
    return Signal("causes", "cause", 0.2 + 0.1 * min(effect, 3.0), "different causes of one thing")


def _words(concepts: frozenset[str]) -> str:
    return ", ".join(sorted(concepts, key=lambda name: name)[:4])


_SYMMETRIC: tuple[Callable[[Encounter], Signal | None], ...] = (
    _mutual_accusation, _exclusive_agent, _act_denied, _antonyms, opposed_figures, opposed_days,
    _causes,
)  # fmt: skip
_DIRECTED: tuple[Callable[[Encounter], Signal | None], ...] = (
    _denial, _negation, _called_false,
)  # fmt: skip
