from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

import pytest

from claimtrack import Tracker
from claimtrack.embedding import HashingEncoder
from claimtrack.errors import ModelError
from claimtrack.records import Article

GATE = Article.create(
    "The army accused the guards of opening the gate, while the guards accused the army of "
    "opening the gate.",
    source="The Post",
    published="2026-03-01",
)
DENIAL = Article.create(
    "The army denied that it had opened the gate. Karl Berg said the guards opened the gate.",
    source="The Mail",
    published="2026-03-02",
)


class Oracle:
    """Answers with what it is given, and remembers what it was asked."""

    def __init__(self, answer: Callable[[], str], name: str = "oracle") -> None:
        self.name = name
        self.answer = answer
        self.asked: list[str] = []

    def ask(self, prompt: str) -> str:
        self.asked.append(prompt)
        return self.answer()


@pytest.fixture
def tracker() -> Iterator[Tracker]:
    with Tracker(encoder=HashingEncoder()) as made:
        made.add([GATE])
        yield made


def opposing(tracker: Tracker, kind: str = "agent") -> str:
    """Return the answer that the best dispute's headline opposes."""
    a, b = tracker.disputes()[0].headline
    return json.dumps({"pairs": [{"a": a, "b": b, "kind": kind}]})


def ask(tracker: Tracker, oracle: Oracle) -> Sequence[tuple[int, str | None]]:
    return [(one.opposing, one.problem) for one in tracker.judging(oracle).run()]


def test_an_opinion_is_stored_beside_the_score(tracker: Tracker) -> None:
    [before] = tracker.disputes()
    oracle = Oracle(lambda: opposing(tracker, "denial"))
    assert ask(tracker, oracle) == [(1, None)]
    [after] = tracker.disputes()
    assert after.opinion
    assert (after.opinion.model, after.opinion.opposes, after.opinion.kind) == (
        "oracle", True, "denial",
    )  # fmt: skip
    assert (after.score, after.kind, after.review) == (before.score, before.kind, None)


def test_what_is_not_named_is_an_opinion_too(tracker: Tracker) -> None:
    assert ask(tracker, Oracle(lambda: '{"pairs": []}')) == [(0, None)]
    [dispute] = tracker.disputes()
    assert dispute.opinion
    assert not dispute.opinion.opposes


def test_nothing_is_asked_twice_of_one_model(tracker: Tracker) -> None:
    oracle, other = (Oracle(lambda: opposing(tracker), name) for name in ("oracle", "other"))
    for _ in range(2):
        assert ask(tracker, oracle) == [(1, None)]
    assert len(oracle.asked) == 1
    assert tracker.judging(oracle).unanswered == []
    assert len(tracker.judging(other).unanswered) == 1
    ask(tracker, other)
    assert len(other.asked) == 1


def stored_opinions(tracker: Tracker) -> list[tuple[object, ...]]:
    """Return the pairs that a model has an opinion on, headline of a dispute or not."""
    connection = tracker.store.opinions._connection
    return [tuple(row) for row in connection.execute("SELECT a, b, model, opposes FROM opinions")]


def test_a_link_keeps_opinions_and_a_changed_topic_is_asked_about_anew(tracker: Tracker) -> None:
    oracle = Oracle(lambda: opposing(tracker))
    ask(tracker, oracle)
    before = tracker.disputes()
    assert tracker.link(force=True)
    assert tracker.disputes() == before
    assert tracker.judging(oracle).unanswered == []
    told = stored_opinions(tracker)
    tracker.add([DENIAL])
    assert stored_opinions(tracker) == told != []
    assert len(tracker.judging(oracle).unanswered) >= 1


def test_an_answer_given_before_counts_again_when_its_question_comes_back(
    tracker: Tracker,
) -> None:
    yes, no = Oracle(lambda: opposing(tracker)), Oracle(lambda: '{"pairs": []}')
    ask(tracker, yes)
    tracker.add_alias("guards", "Gate Guards")
    ask(tracker, no)
    assert [d.opinion.opposes for d in tracker.disputes() if d.opinion] == [False]
    tracker.remove_alias("guards")
    ask(tracker, no)
    assert [d.opinion.opposes for d in tracker.disputes() if d.opinion] == [True]
    assert len(no.asked) == 1


def fail() -> str:
    raise ModelError("the model failed (no network)")


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (lambda: "Well, it is hard to say.", "the answer is not the JSON that was asked for"),
        (
            lambda: '{"pairs": [{"a": "c1", "b": "c2", "kind": "agent"}]}',
            'the answer names a claim "c1", which was not given',
        ),
        (fail, "the model failed (no network)"),
    ],
)
def test_a_failure_changes_nothing_that_was_stored(
    tracker: Tracker, answer: Callable[[], str], problem: str
) -> None:
    ask(tracker, Oracle(lambda: opposing(tracker)))
    tracker.add([DENIAL])
    before = tracker.disputes(), tracker.counts()
    outcomes = ask(tracker, Oracle(answer))
    assert problem in [found for _, found in outcomes]
    assert (tracker.disputes(), tracker.counts()) == before
    failed = Oracle(lambda: '{"pairs": []}')
    ask(tracker, failed)  # a question that failed is asked again
    assert len(failed.asked) == len([found for _, found in outcomes if found])


def test_a_rejected_dispute_is_not_asked_about(tracker: Tracker) -> None:
    [dispute] = tracker.disputes()
    tracker.review(dispute.id, "rejected")
    assert tracker.judging(Oracle(fail)).questions == ()


def test_a_limit_leaves_out_the_weaker_questions(tracker: Tracker) -> None:
    garden = (
        "The council accused the mayor of felling the oaks, while the mayor accused the council "
        "of felling the oaks."
    )
    tracker.add([Article.create(garden, source="The Post")])
    every = tracker.judging(Oracle(fail)).questions
    assert len(every) > 1
    assert tracker.judging(Oracle(fail), limit=1).questions == every[:1]
