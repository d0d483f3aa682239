from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from claimtrack.opposition import candidate_pairs
from claimtrack.records import CandidatePair, Claim
from claimtrack.settings import Settings
from tests.builders import accuse, deny, make_claim, say

NEAR, FAR = 0.9, 0.0


def vectors(*cosines: float) -> NDArray[np.float32]:
    """Return one unit vector a claim; the first's cosine with each is as given."""
    rows = [(cosine, float(np.sqrt(1 - cosine**2))) for cosine in cosines]
    return np.array(rows, dtype=np.float32)


def paired(
    *claims: Claim, cosine: float = NEAR, options: Settings | None = None
) -> list[CandidatePair]:
    """Pair claims of which the first is as near as ``cosine`` to all the others."""
    near = vectors(1.0, *(cosine for _ in claims[1:]))
    return candidate_pairs(claims, near, options or Settings())


def test_near_claims_of_two_speakers_are_paired_in_the_order_of_their_ids() -> None:
    one, other = say("The mayor", "the bridge is open"), say("The judge", "the bridge is shut")
    [found] = paired(one, other)
    assert {found.a.id, found.b.id} == {one.id, other.id}
    assert found.a.id < found.b.id
    assert found.similarity == pytest.approx(NEAR, abs=1e-4)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (say("A", "it is open", article="one"), say("A", "it is shut", article="one", at=90)),
        (make_claim("It is open.", source="P"), make_claim("It is shut.", source="P")),
        (make_claim("It is open.", article="one"),
         make_claim("It is shut.", article="one", start=90)),
        (say("A", "it is open", topic="1"), say("B", "it is shut", topic="2")),
        (say("A", "it is open"), say("B", "is it shut", modality="question")),
        (say("A", "it is open"), say("B", "shut it", modality="demand")),
        (say("A", "it is open"), say("B", "if it is shut", modality="conditional")),
        (say("A", "it is open", article="one", start=10),
         make_claim("A said it is open.", article="one", start=0)),
    ],
    ids=[
        "one speaker in one article", "one source's own voice", "one article's own voice",
        "two topics", "question", "demand", "conditional", "one within the other",
    ],
)  # fmt: skip
def test_claims_that_cannot_oppose_each_other_are_never_paired(one: Claim, other: Claim) -> None:
    assert paired(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (say("A", "it is open", article="one"), say("A", "it is shut", article="two")),
        (make_claim("It is open.", source="P"), make_claim("It is shut.", source="Q")),
        (make_claim("It is open.", source="P"), say("A", "it is shut", source="P")),
        (say("A", "we will open it", modality="promise"), say("B", "it is shut")),
        (say("A", "it will open", modality="prediction"), say("B", "it will not")),
        (say("A", "it is open", speaker_id="1", article="one"),
         say("A", "it is shut", speaker_id="2", article="one", at=90)),
        (say("A", "it is open", topic=None), say("B", "it is shut", topic=None)),
    ],
    ids=[
        "one speaker in two articles", "two sources", "a narrator and a speaker", "promise",
        "prediction", "two speakers of one name", "no topics yet",
    ],
)  # fmt: skip
def test_claims_that_may_oppose_each_other_are_paired(one: Claim, other: Claim) -> None:
    assert len(paired(one, other)) == 1


def test_claims_far_apart_in_meaning_and_place_are_not_paired() -> None:
    assert paired(say("A", "it is open"), say("B", "it rains"), cosine=FAR) == []


@pytest.mark.parametrize(("at", "count"), [(200, 1), (9000, 0)])
def test_a_reply_close_by_is_paired_whatever_its_words(at: int, count: int) -> None:
    one, other = say("A", "it is open", article="one"), say("B", "lies", article="one", at=at)
    assert len(paired(one, other, cosine=FAR)) == count


@pytest.mark.parametrize("article", ["one", "two"])
def test_the_accused_is_heard_however_far_the_answer_is(article: str) -> None:
    accusation = accuse("The army", "The League", "of burning the silo", article="one")
    answer = say("The League", "we know nothing of that", article=article, at=60_000)
    assert len(paired(accusation, answer, cosine=FAR)) == 1


def many(count: int) -> tuple[list[Claim], NDArray[np.float32]]:
    """Return claims of as many speakers, each nearer to the next ones."""
    claims = [say(f"Speaker {number}", f"claim {number}") for number in range(count)]
    angles = np.linspace(0, 1, count)
    rows = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return claims, rows.astype(np.float32)


def test_a_claim_picks_no_more_partners_than_allowed() -> None:
    claims, near = many(40)
    found = candidate_pairs(claims, near, Settings(pairs_per_claim=3))
    assert len(found) <= 3 * len(claims)
    partners = Counter(name for one in found for name in (one.a.id, one.b.id))
    assert min(partners.values()) >= 3
    assert len({(one.a.id, one.b.id) for one in found}) == len(found)


def test_the_likeliest_partners_are_picked_first() -> None:
    accusation = accuse("The army", "The League", "of burning the silo")
    answer = deny("The League", "it burned the silo")
    others = [say(f"Speaker {number}", f"it rains {number}") for number in range(5)]
    claims = [accusation, answer, *others]
    near = vectors(1.0, 0.5, 0.7, 0.7, 0.7, 0.7, 0.7)
    found = candidate_pairs(claims, near, Settings(pairs_per_claim=1))
    assert {accusation.id, answer.id} in [{one.a.id, one.b.id} for one in found]


def test_topics_larger_than_a_block_are_paired_as_small_ones_are() -> None:
    claims, near = many(300)
    found = candidate_pairs(claims, near, Settings(pairs_per_claim=300))
    assert len(found) == 300 * 299 // 2


def test_few_claims_make_no_pairs() -> None:
    assert candidate_pairs([], np.empty((0, 0), np.float32), Settings()) == []
    assert paired(say("A", "it is open")) == []


CAST = ["The army", "The League", "Anna Holm", None]


@st.composite
def corpora(draw: st.DrawFn) -> list[Claim]:
    found = []
    for number in range(draw(st.integers(2, 12))):
        speaker, target = draw(st.sampled_from(CAST)), draw(st.sampled_from(CAST))
        article = draw(st.sampled_from(["one", "two", "three"]))
        claim = make_claim(f"claim {number}", speaker, article=article, start=300 * number)
        negated, topic = draw(st.booleans()), draw(st.sampled_from(["1", "2"]))
        found.append(replace(claim, target=target, negated=negated, topic=topic, source=article))
    return found


def near_of(claims: Sequence[Claim]) -> NDArray[np.float32]:
    rows = [np.random.default_rng(claim.start).normal(size=4) for claim in claims]
    return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)


@settings(max_examples=60, deadline=None)
@given(corpora(), st.integers(0, 1000), st.integers(1, 4))
def test_the_order_of_the_claims_does_not_matter(claims: list[Claim], seed: int, most: int) -> None:
    options = Settings(pairs_per_claim=most)
    expected = candidate_pairs(claims, near_of(claims), options)
    shuffled = random.Random(seed).sample(claims, len(claims))  # noqa: S311
    assert candidate_pairs(shuffled, near_of(shuffled), options) == expected


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_no_pair_of_any_corpus_breaks_a_rule(claims: list[Claim]) -> None:
    for found in candidate_pairs(claims, near_of(claims), Settings()):
        a, b = found.a, found.b
        assert a.topic == b.topic
        assert -1 <= found.similarity <= 1
        if a.article == b.article:
            assert a.speaker != b.speaker
            assert a.end <= b.start or b.end <= a.start
