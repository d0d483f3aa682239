"""Relations become disputes: one question each, two or more sides, corroboration on its side.

A dispute grows from its headline pair, the surest conflict that no surer dispute has taken in.
A further conflict joins only if it is about the same thing (it shares the words that the
headline pair shares) and sure enough to say on which side a claim is, so that unrelated
conflicts are never chained together.

Score = how sure x how much it matters. How sure: the headline relation, raised a little by
each further conflict between the sides. How much it matters: the kind (who did what, denials
and figures can be checked; judgements and forecasts cannot) and the number of sources that
carry the claims in words of their own. A dispute that repeats claims of a surer one counts less
(see ``ranking``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claimtrack.disputes.questions import position_of, question_of, shared_concepts
from claimtrack.disputes.ranking import rank
from claimtrack.records import Claim, Dispute, Kind, Relation, Side, Topic, make_id
from claimtrack.settings import Settings

__all__ = ["build_disputes"]

# How much a kind matters, set by hand: what a person can check by asking comes first.
_MATTERS: Mapping[Kind, float] = {
    "agent": 1.0, "denial": 1.0, "quantity": 0.95, "fact": 0.9, "cause": 0.9,
    "reversal": 0.8, "forecast": 0.75, "judgement": 0.7,
}  # fmt: skip
# Set by hand, small beside the differences between headline pairs: they only order near equals.
_ONE_SOURCE = 0.92
_FURTHER_CONFLICT = 0.95
# Least score of a conflict that puts a further claim on a side of a question; from 0.2 to 0.5
# the figures on the annotated disputes stay within a hundredth.
_SURE = 0.3
# Kinds that may have more than two answers (who, how many, why) rather than yes and no.
_MANY_SIDED = frozenset({"agent", "quantity", "cause"})


@dataclass(slots=True)
class _Draft:
    """A dispute in the making: which side (a number) every claim id is on."""

    head: Relation
    kind: Kind
    key: frozenset[str]
    side_of: dict[str, int]
    conflicts: list[Relation] = field(default_factory=list)

    @property
    def sure(self) -> float:
        """Least score of a conflict that says on which side of this question a claim is."""
        return min(_SURE, self.head.score)

    def on(self, side: int) -> list[str]:
        return [claim for claim, its_side in self.side_of.items() if its_side == side]


@dataclass(frozen=True, slots=True)
class _Graph:
    """Claims by id and, for each, the claims it agrees with and those it opposes."""

    claims: Mapping[str, Claim]
    agreeing: Mapping[str, Mapping[str, float]]
    opposing: Mapping[str, Mapping[str, float]]


def build_disputes(
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    topics: Sequence[Topic],
    settings: Settings,
) -> list[Dispute]:
    """Return the disputes among ``claims``, best first (score, then id).

    Relations that name a claim not given are left out. The order of the arguments' items does
    not matter.
    """
    known = {claim.id: claim for claim in claims}
    usable = sorted(
        (relation for relation in relations if relation.a in known and relation.b in known),
        key=lambda relation: (-relation.score, relation.a, relation.b),
    )
    conflicts = [
        relation
        for relation in usable
        if relation.label == "conflict" and relation.score >= settings.min_dispute
    ]
    agreements = [r for r in usable if r.label == "agree" and r.score >= settings.min_agreement]
    graph = _Graph(known, _neighbours(agreements), _neighbours(conflicts))
    drafts = _drafts(conflicts, graph)
    for draft in drafts:
        _corroborate(draft, graph)
    labels = {topic.id: topic.label for topic in topics}
    alike = {name: {*graph.agreeing.get(name, ())} for name in known}
    for one, other in _overlapping(claims):
        alike[one].add(other)
        alike[other].add(one)
    return rank((_finish(draft, graph, labels) for draft in _unlike(drafts)), alike)


def _unlike(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Return the drafts whose headline pair does not stand against each other in a surer one."""
    kept: list[_Draft] = []
    holding: dict[str, list[_Draft]] = defaultdict(list)
    for draft in drafts:
        head = draft.head
        surer = (other for other in holding[head.a] if head.b in other.side_of)
        if any(other.side_of[head.a] != other.side_of[head.b] for other in surer):
            continue
        kept.append(draft)
        for claim in draft.side_of:
            holding[claim].append(draft)
    return kept


def _overlapping(claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Yield the ids of every two claims of one article that share most of the shorter's words."""
    in_order = sorted(claims, key=lambda claim: (claim.article, claim.start, claim.id))
    for index, one in enumerate(in_order):
        for other in in_order[index + 1 :]:
            if other.article != one.article or other.start >= one.end:
                break
            shared = min(one.end, other.end) - other.start
            if 2 * shared >= min(one.end - one.start, other.end - other.start):
                yield one.id, other.id


def _neighbours(relations: Sequence[Relation]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for relation in relations:
        found[relation.a][relation.b] = relation.score
        found[relation.b][relation.a] = relation.score
    return dict(found)


def _drafts(conflicts: Sequence[Relation], graph: _Graph) -> list[_Draft]:
    """Return one draft a question, from conflicts sorted by score."""
    drafts: list[_Draft] = []
    holding: dict[str, list[_Draft]] = defaultdict(list)
    for relation in conflicts:
        near = holding[relation.a] + [d for d in holding[relation.b] if relation.a not in d.side_of]
        draft = next((draft for draft in near if _takes(draft, relation, graph)), None)
        if draft is None:
            key = shared_concepts(graph.claims[relation.a], graph.claims[relation.b])
            kind: Kind = relation.kind or "fact"
            pair = sorted((relation.a, relation.b), key=lambda one: _when(graph.claims[one]))
            draft = _Draft(relation, kind, key, {pair[0]: 0, pair[1]: 1})
            drafts.append(draft)
        for claim in (relation.a, relation.b):
            if claim in draft.side_of and draft not in holding[claim]:
                holding[claim].append(draft)
    return drafts


def _when(claim: Claim) -> tuple[str, str, int, str]:
    """Return where a claim stands in time, then in the text."""
    return claim.published or "", claim.article, claim.start, claim.id


def _takes(draft: _Draft, relation: Relation, graph: _Graph) -> bool:
    """Let a draft take in a further conflict; return whether the conflict is dealt with."""
    if (relation.kind == "reversal") != (draft.kind == "reversal"):
        return False  # what one speaker says now and said then is a question of its own
    sides = draft.side_of.get(relation.a), draft.side_of.get(relation.b)
    if sides[0] is not None and sides[1] is not None:
        if sides[0] != sides[1]:
            draft.conflicts.append(relation)
        return True
    new, old = (relation.a, relation.b) if sides[0] is None else (relation.b, relation.a)
    words = shared_concepts(graph.claims[new], graph.claims[old])
    if draft.key and not words & draft.key:
        return False
    if relation.score < draft.sure:
        return True  # too weak to put a claim on a side; the question is listed already
    side = _side_for(draft, new, relation, graph)
    if side is None:
        return False
    if side not in draft.side_of.values() and relation.kind in _MANY_SIDED:
        draft.kind = relation.kind
    draft.side_of[new] = side
    draft.conflicts.append(relation)
    return True


def _side_for(draft: _Draft, new: str, relation: Relation, graph: _Graph) -> int | None:
    """Return the side (a new one, perhaps) that a conflict puts a claim on, None if it fits none.

    A claim fits a side that it does not oppose and whose speakers hold no other; of several it
    joins the one that it agrees with. Who, how many and why may have further answers: a conflict
    of such a kind gives one, and who did it is rather answered anew than by joining others.
    """
    opposed = draft.side_of[relation.b if new == relation.a else relation.a]
    if any(claim in graph.agreeing.get(new, {}) for claim in draft.on(opposed)):
        return None
    sides = sorted(set(draft.side_of.values()))
    fitting = [side for side in sides if side != opposed and _fits(draft, new, side, graph)]
    backed = [side for side in fitting if _backs(draft, new, side, graph)]
    answers = "agent" in (draft.kind, relation.kind) and not graph.claims[new].negated
    if backed or (fitting and not answers):
        return (backed or fitting)[0]
    is_free = relation.kind in _MANY_SIDED and not _speaks_elsewhere(draft, new, len(sides), graph)
    return len(sides) if is_free else None


def _backs(draft: _Draft, new: str, side: int, graph: _Graph) -> bool:
    """Tell whether a claim agrees with one of a side's claims or shares its speaker."""
    speaker, agreeing = _speaker_of(graph.claims[new]), graph.agreeing.get(new, {})
    return any(
        claim in agreeing or (speaker and _speaker_of(graph.claims[claim]) == speaker)
        for claim in draft.on(side)
    )


def _fits(draft: _Draft, new: str, side: int, graph: _Graph) -> bool:
    """Tell whether a claim opposes none of a side's claims and its speaker no other side."""
    opposing = graph.opposing.get(new, {})
    opposes = any(opposing.get(claim, 0.0) >= draft.sure for claim in draft.on(side))
    return not opposes and not _speaks_elsewhere(draft, new, side, graph)


def _speaks_elsewhere(draft: _Draft, new: str, side: int, graph: _Graph) -> bool:
    """Tell whether a claim's speaker already holds another side of the dispute."""
    speaker = _speaker_of(graph.claims[new])
    if speaker is None or draft.kind == "reversal":
        return False
    others = (claim for claim, its_side in draft.side_of.items() if its_side != side)
    return any(_speaker_of(graph.claims[claim]) == speaker for claim in others)


def _speaker_of(claim: Claim) -> str | None:
    return claim.speaker_id or claim.speaker


def _corroborate(draft: _Draft, graph: _Graph) -> None:
    """Let claims that agree with one side alone, and oppose none of its claims, join it."""
    votes: dict[str, set[int]] = defaultdict(set)
    for claim, side in draft.side_of.items():
        for other in graph.agreeing.get(claim, {}):
            votes[other].add(side)
    for other in sorted(votes):
        sides = votes[other]
        if other in draft.side_of or len(sides) != 1:
            continue
        side = min(sides)
        if _fits(draft, other, side, graph):
            draft.side_of[other] = side


def _finish(draft: _Draft, graph: _Graph, labels: Mapping[str, str]) -> Dispute:
    head = draft.head
    first, second = (next(c for c in (head.a, head.b) if draft.side_of[c] == n) for n in (0, 1))
    headline = (graph.claims[first], graph.claims[second])
    sides = tuple(_side(draft, side, graph) for side in sorted(set(draft.side_of.values())))
    members = [claim for side in sides for claim in side.claims]
    topic = headline[0].topic
    return Dispute(
        id=make_id("dispute", head.a, head.b),
        question=question_of(draft.kind, headline, members),
        kind=draft.kind,
        score=_score(draft, members),
        headline=(first, second),
        reasons=head.reasons,
        sides=sides,
        topic=topic,
        topic_label=labels.get(topic) if topic else None,
    )


def _side(draft: _Draft, side: int, graph: _Graph) -> Side:
    """Return a side: its headline or surest claim first, the others in time and text order."""
    surest: dict[str, float] = {}
    for relation in (draft.head, *draft.conflicts):
        for claim in (relation.a, relation.b):
            surest[claim] = max(surest.get(claim, 0.0), relation.score)
    heads = (draft.head.a, draft.head.b)
    members = [graph.claims[claim] for claim in draft.on(side)]
    best = min(members, key=lambda c: (c.id not in heads, -surest.get(c.id, 0.0), c.id))
    rest = sorted((claim for claim in members if claim is not best), key=_when)
    ordered = (best, *rest)
    speakers = dict.fromkeys(claim.speaker for claim in ordered if claim.speaker)
    return Side(position_of(best), tuple(speakers), ordered)


def _score(draft: _Draft, members: Sequence[Claim]) -> float:
    """Return how sure a dispute is times how much it matters (see the module's docstring)."""
    pairs = {(relation.a, relation.b) for relation in draft.conflicts}
    doubt = (1.0 - draft.head.score) * _FURTHER_CONFLICT ** min(len(pairs), 10)
    matters = _MATTERS[draft.kind]
    # A wire story carried twice is one origin: the same words count once.
    origins = {" ".join(claim.text.lower().split()): claim.source or claim.article for claim in
               sorted(members, key=lambda claim: claim.id)}  # fmt: skip
    if len(set(origins.values())) < 2:
        matters *= _ONE_SOURCE
    return round((1.0 - doubt) * matters, 4)
