"""The explicit signals of opposition between two propositions, each with its reason.

Every signal first asks whether both claims are about one event (shared rare words, names,
objects), then whether their polarity differs. Embeddings have no say here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from claimtrack.acts import Act, same_party
from claimtrack.propositions import Proposition, axis_kind, mass
from claimtrack.quantities import Quantity, same_counted
from claimtrack.records import Kind
from claimtrack.settings import Settings

__all__ = ["Encounter", "Signal", "agreement", "meet", "opposing_signals"]


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason to hold that two claims oppose each other; ``score`` in [0, 1]."""

    name: str
    kind: Kind
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Encounter:
    """Two propositions and what they share.

    ``shared`` is the weight of the content words they share, ``overlap`` the same as a share
    of the lighter claim, ``around`` the weight shared by the sentences around them;
    ``distance`` is in characters, None across articles.
    """

    a: Proposition
    b: Proposition
    shared_words: frozenset[str]
    shared: float
    overlap: float
    around: float
    distance: int | None
    same_speaker: bool
    settings: Settings

    def swapped(self) -> Encounter:
        """Return the same encounter seen from the other claim."""
        return Encounter(
            self.b, self.a, self.shared_words, self.shared, self.overlap, self.around,
            self.distance, self.same_speaker, self.settings,
        )  # fmt: skip


def meet(a: Proposition, b: Proposition, settings: Settings) -> Encounter:
    """Return what two propositions share."""
    words = a.content & b.content
    shared = mass(words, a.names | b.names)
    lighter = min(a.weighty, b.weighty)
    around = mass((a.context & b.context) - words, a.names | b.names)
    distance = abs(a.claim.start - b.claim.start) if a.claim.article == b.claim.article else None
    overlap = shared / lighter if lighter else 0.0
    is_same = is_same_speaker(a, b)
    return Encounter(a, b, words, shared, overlap, around, distance, is_same, settings)


def is_same_speaker(a: Proposition, b: Proposition) -> bool:
    """Tell whether one speaker stands behind both claims (two narrators of one source count)."""
    if a.claim.speaker is None and b.claim.speaker is None:
        return a.claim.article == b.claim.article or a.claim.source == b.claim.source
    if a.claim.speaker_id and b.claim.speaker_id:
        return a.claim.speaker_id == b.claim.speaker_id
    return a.claim.speaker is not None and a.claim.speaker == b.claim.speaker


def apart(a: Proposition, b: Proposition) -> bool:
    """Tell whether two claims place their events differently (other place or other day)."""
    places = bool(a.places and b.places) and not a.places & (b.places | b.content)
    places = places and not b.places & a.content
    days = bool(a.days and b.days) and not a.days & b.days
    return places or days


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
    best: Signal | None = None
    for one in met.a.acts:
        for two in met.b.acts:
            signal = _one_act(met, one, two)
            if signal and (best is None or signal.score > best.score):
                best = signal
    return best


def _one_act(met: Encounter, one: Act, two: Act) -> Signal | None:
    if one.name != two.name or one.negated or two.negated or same_party(one.agent, two.agent):
        return None
    objects = mass((one.objects & two.objects) - one.agent - two.agent)
    if objects < 0.4:
        return None
    score = 0.4 + 0.1 * min(objects, 2.0)
    if same_party(one.agent, met.b.speaker) or same_party(two.agent, met.a.speaker):
        score += 0.3
    agents = sorted((one.agent_words, two.agent_words))
    reason = f"exclusive act “{one.verb}”: done by “{agents[0]}” or by “{agents[1]}”"
    return Signal("exclusive agent", "agent", score, reason)


def _denial(met: Encounter) -> Signal | None:
    """Return the signal that ``a`` denies what ``b`` asserts."""
    a, b = met.a, met.b
    if not a.is_denial or b.is_denial or a.negated & b.negated:
        return None
    if met.shared >= 0.6 and met.overlap >= 0.2:
        score = 0.4 + 0.5 * min(1.0, met.overlap)
        return Signal("denial", "denial", score, f"denies what the other says: “{a.claim.cue}”")
    aimed = bool(a.speaker & (b.target | b.content))
    near = met.distance is not None and met.distance < met.settings.reply_distance
    if near and aimed and a.weighty < 2.0:
        return Signal("denial", "denial", 0.5, f"denies the accusation: “{a.claim.cue}”")
    return None


def _negation(met: Encounter) -> Signal | None:
    """Return the signal that ``a`` negates words that ``b`` asserts, of one proposition."""
    a, b = met.a, met.b
    if apart(a, b) or a.is_normative != b.is_normative:
        return None
    turned = bool(a.claim.negated) != bool(b.claim.negated)
    crossing = (a.denied & b.content) - b.negated
    if turned or not crossing or met.shared < 1.2 or met.overlap < 0.4:
        return None
    score = 0.25 + 0.6 * met.overlap * min(1.0, met.shared / 2.0)
    return Signal("negation", "denial", score, f"negated on one side: {_words(crossing)}")


def _antonyms(met: Encounter) -> Signal | None:
    a, b = met.a, met.b
    flip = 1 if a.claim.negated != b.claim.negated else 0
    crossing = sorted(
        index
        for index, side in a.poles
        if (index, 1 - side ^ flip) in b.poles
        and (index, 1 - side) not in a.poles
        and (index, side ^ flip) not in b.poles
    )
    if apart(a, b) or a.is_normative != b.is_normative:
        return None
    if not crossing or met.shared < 0.9 or met.overlap < 0.25:
        return None
    kind: Kind = "judgement" if axis_kind(crossing[0]) == "judgement" else "fact"
    score = 0.2 + 0.5 * met.overlap * min(1.0, met.shared / 2.0)
    return Signal("antonyms", kind, score, "words that exclude each other")


def _falsity(met: Encounter) -> Signal | None:
    """Return the signal that ``a`` calls false what ``b`` says."""
    a, b = met.a, met.b
    if not a.falsity or b.falsity:
        return None
    named = bool(b.speaker & a.context)
    near = met.distance is not None and met.distance < met.settings.reply_distance
    if not (named and near) and met.shared < 0.9:
        return None
    score = 0.15 + 0.15 * named + 0.15 * min(2.0, met.shared)
    return Signal("called false", "denial", score, f"calls it “{a.falsity}”")


def _rebuttal(met: Encounter) -> Signal | None:
    """Return the signal that ``a``'s sentence rebuts, and names, the speaker of ``b``."""
    a, b = met.a, met.b
    near = met.distance is not None and met.distance < met.settings.reply_distance
    if not a.rebuttal or not near:
        return None
    named = bool(b.speaker & a.context) and not b.speaker & a.speaker
    about = met.shared + 0.5 * met.around
    if not named and about < 1.0:
        return None
    score = 0.1 + 0.1 * named + 0.1 * min(3.0, about)
    return Signal("rebuttal", "denial", score, f"“{a.rebuttal}” beside the other's words")


def _contrast(met: Encounter) -> Signal | None:
    a = met.a
    near = met.distance is not None and met.distance < 500
    if not a.begins_contrast or not near or a.claim.start < met.b.claim.start or met.shared < 0.5:
        return None
    return Signal("contrast", "judgement", 0.1 + 0.05 * min(2, met.shared), "set against it: “but”")


def _figures(met: Encounter) -> Signal | None:
    best: Signal | None = None
    for one in met.a.figures:
        for two in met.b.figures:
            signal = _two_figures(met, one, two)
            if signal and (best is None or signal.score > best.score):
                best = signal
    return best


def _two_figures(met: Encounter, one: Quantity, two: Quantity) -> Signal | None:
    if not same_counted(one, two) or not one.excludes(two):
        return None
    if any(q.unit == one.unit and not q.excludes(one) for q in met.b.figures):
        return None
    if any(q.unit == two.unit and not q.excludes(two) for q in met.a.figures):
        return None
    event = mass(met.shared_words - one.counted - two.counted)
    if event < 0.8 or met.overlap < 0.3 or _is_update(met, one, two):
        return None
    if apart(met.a, met.b):
        return None
    score = 0.3 + 0.5 * met.overlap * min(1.0, event / 2.0)
    figures = sorted((one.words, two.words))
    return Signal("figures", "quantity", score, f"{figures[0]} against {figures[1]}")


def _is_update(met: Encounter, one: Quantity, two: Quantity) -> bool:
    """Tell whether the later text merely brings a count up to date."""
    days = _days_between(met.a, met.b)
    if days == 0 or one.unit not in ("count", "area"):
        return False
    later, earlier = (one, two) if days < 0 else (two, one)
    return later.value >= earlier.value


def _days_between(a: Proposition, b: Proposition) -> int:
    first, second = _day(a.claim.published), _day(b.claim.published)
    return (second - first).days if first and second else 0


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _days(met: Encounter) -> Signal | None:
    a, b = met.a, met.b
    if len(a.days) != 1 or len(b.days) != 1 or a.days == b.days:
        return None
    one, two = sorted(a.days | b.days)
    if one.isalpha() != two.isalpha() or met.overlap < 0.6 or met.shared < 1.5:
        return None
    return Signal("days", "quantity", 0.3 * met.overlap, f"{one} against {two}")


def _causes(met: Encounter) -> Signal | None:
    a, b = met.a, met.b
    if not a.causes or not b.causes or a.causes & b.causes:
        return None
    effect = mass(met.shared_words - a.causes - b.causes)
    if effect < 1.0 or met.overlap < 0.3:
        return None
    return Signal("causes", "cause", 0.2 + 0.1 * min(effect, 3.0), "different causes of one thing")


def agreement(met: Encounter) -> Signal | None:
    """Return why two claims say the same, or None."""
    for one in met.a.acts:
        for two in met.b.acts:
            same = one.name == two.name and one.negated == two.negated
            if same and same_party(one.agent, two.agent) and mass(one.objects & two.objects) >= 0.4:
                return Signal("same act", "fact", 0.7, f"same act “{one.verb}” by the same party")
    same_polarity = met.a.claim.negated == met.b.claim.negated
    crossing = (met.a.negated ^ met.b.negated) & met.shared_words
    if same_polarity and not crossing and met.overlap >= 0.6 and met.shared >= 1.5:
        return Signal("same words", "fact", met.overlap * 0.8, "the same words")
    return None


def _words(concepts: frozenset[str]) -> str:
    return ", ".join(sorted(concepts, key=lambda name: name)[:4])


_SYMMETRIC: tuple[Callable[[Encounter], Signal | None], ...] = (
    _mutual_accusation, _exclusive_agent, _antonyms, _figures, _days, _causes,
)  # fmt: skip
_DIRECTED: tuple[Callable[[Encounter], Signal | None], ...] = (
    _denial, _negation, _falsity, _rebuttal, _contrast,
)  # fmt: skip
