from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.opposition import WeighedModel
from claimtrack.opposition.model import asserts
from claimtrack.opposition.propositions import propose
from claimtrack.records import KINDS, CandidatePair, Claim, CueClass, Relation, make_id
from claimtrack.settings import Settings
from tests.builders import deny, make_claim, say
from tests.opposition.compatible import COMPATIBLE
from tests.opposition.conflicts import CONFLICTS
from tests.opposition.judging import judge, pair

# Words that steer the rules, so that random claims reach their corners.
WORDS = [
    "the company", "the League", "Anna Holm", "dumped", "freed", "did not free", "was freed by",
    "acid", "smugglers", "in Brenna", "on Monday", "in 2029", "14 miners", "about 40 miners",
    "at least 9", "never", "no", "because of rust", "caused", "open", "closed", "false", "will",
    "should", "killed", "guilty", "but", "only if", "?", ",", "insisted",
]  # fmt: skip
CUES: list[tuple[str, CueClass, bool]] = [
    ("said", "say", False),
    ("denied", "deny", True),
    ("rejected", "reject", True),
    ("accused", "accuse", False),
    ("did not say", "say", True),
]


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)))
    speaker = draw(st.sampled_from(["The army", "The League", "Anna Holm", None]))
    article, start = draw(st.sampled_from(["one", "two"])), draw(st.integers(0, 3000))
    cue, cue_class, negated = draw(st.sampled_from(CUES))
    target = draw(st.sampled_from([None, "The army", "The League"]))
    name = make_id(text, speaker, article, start, cue, target)
    if speaker is None:
        return make_claim(text, article=article, start=start, source=article, id=name)
    return say(
        speaker, text, cue, cue_class=cue_class, negated=negated, target=target,
        article=article, at=start, id=name,
    )  # fmt: skip


def mirrored(candidate: CandidatePair) -> CandidatePair:
    return CandidatePair(candidate.b, candidate.a, candidate.similarity)


def known(relation: Relation) -> tuple[object, ...]:
    return (relation.label, relation.score, relation.kind, relation.reasons)


@settings(max_examples=300, deadline=None)
@given(claims(), claims(), st.floats(0, 1))
def test_judging_is_the_same_from_either_side(one: Claim, other: Claim, near: float) -> None:
    candidate = CandidatePair(one, other, near)
    [forth] = WeighedModel().judge([candidate])
    [back] = WeighedModel().judge([mirrored(candidate)])
    assert known(forth) == known(back)


@settings(max_examples=200, deadline=None)
@given(claims(), claims())
def test_every_answer_keeps_its_promises(one: Claim, other: Claim) -> None:
    relation = judge(one, other)
    assert 0 <= relation.score <= 1
    assert (relation.kind in KINDS) is (relation.label == "conflict")
    assert bool(relation.reasons) is (relation.label != "neither")
    if relation.label == "conflict":
        assert relation.score >= Settings().min_conflict


@pytest.mark.parametrize(
    ("one", "other"), [pytest.param(a, b, id=name) for _, name, a, b in CONFLICTS]
)
def test_every_conflict_is_one_from_either_side(one: Claim, other: Claim) -> None:
    candidate = pair(one, other)
    forth, back = WeighedModel().judge([candidate]) + WeighedModel().judge([mirrored(candidate)])
    assert known(forth) == known(back)
    assert (forth.a, forth.b) == (back.b, back.a) == (candidate.a.id, candidate.b.id)


def every_pair() -> list[CandidatePair]:
    return [pair(a, b) for _, a, b in COMPATIBLE] + [pair(a, b) for _, _, a, b in CONFLICTS]


def test_an_answer_does_not_depend_on_the_pairs_beside_it() -> None:
    pairs = every_pair()
    together = WeighedModel().judge(pairs)
    assert WeighedModel().judge(pairs[::-1]) == together[::-1]
    assert [WeighedModel().judge([one])[0] for one in pairs] == together


def test_answers_come_in_the_order_of_the_pairs() -> None:
    pairs = every_pair()
    answered = [(relation.a, relation.b) for relation in WeighedModel().judge(pairs)]
    assert answered == [(one.a.id, one.b.id) for one in pairs]
    assert WeighedModel().judge([]) == []


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (say("The mayor", "the bridge is open"), True),
        (say("The mayor", "the bridge will open", modality="prediction"), True),
        (say("The mayor", "we will open the bridge", modality="promise"), True),
        (say("The mayor", "open the bridge", modality="demand"), False),
        (say("The mayor", "is the bridge open", modality="question"), False),
        (say("The mayor", "the bridge is open", modality="conditional"), False),
        (say("The mayor", "is the bridge open?”"), False),
        (say("The mayor", "if the bridge is open, go"), False),
        (say("The mayor", "the bridge will open only if it is safe"), False),
        (say("The mayor", "drivers believe that the bridge is open"), False),
        (say("The mayor", "I believe that the bridge is open"), True),
        (say("The mayor", "I don't believe that the bridge is open"), True),
        (say("The mayor", "whether it is open", "did not say", negated=True), False),
        (deny("The mayor", "the bridge is open"), True),
    ],
)
def test_only_assertions_are_judged(claim: Claim, expected: bool) -> None:
    assert asserts(propose(claim)) is expected


def test_one_speakers_conflict_with_itself_is_a_reversal() -> None:
    one = say("The mayor", "the Halden bridge is safe for lorries")
    other = say("The mayor", "the Halden bridge is not safe for lorries")
    assert judge(one, other).kind == "reversal"
    namesake = say("The mayor", other.text, speaker_id=make_id("speaker", "another mayor"))
    assert judge(one, namesake).kind == "denial"


def test_the_least_score_of_a_conflict_is_a_setting() -> None:
    [*_, candidate] = every_pair()
    [strict] = WeighedModel(Settings(min_conflict=0.99)).judge([candidate])
    assert judge(candidate.a, candidate.b).label == "conflict"
    assert strict.label != "conflict"


@pytest.mark.parametrize("text", ["", "…", "²³ ٣", "\ud800", "9" * 6000, "not " * 3000, "مرفأ"])
def test_odd_claims_raise_nothing(text: str) -> None:
    relation = judge(say("Anna Holm", f"{text} in March"), deny("The army", f"{text} 3"))
    assert relation.label in ("neither", "agree", "conflict")


def test_its_name_tells_one_way_of_judging_from_another() -> None:
    assert WeighedModel().name == WeighedModel(Settings()).name
    assert WeighedModel().name != WeighedModel(Settings(min_weighed=0.5)).name
