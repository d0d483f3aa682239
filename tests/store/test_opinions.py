from __future__ import annotations

from collections.abc import Iterator

import pytest

from claimtrack.records import Answer, Dispute, Kind, Opinion
from claimtrack.store import Store
from tests.store.making import dispute_of, fill, grown_dispute, opine, save


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(None) as made:
        yield made


def opinion_of(store: Store, dispute: Dispute) -> tuple[str, bool, Kind | None] | None:
    found = store.dispute(dispute.id).opinion
    return None if found is None else (found.model, found.opposes, found.kind)


def test_a_dispute_has_no_opinion_until_a_model_gives_one(store: Store) -> None:
    dispute = fill(store)
    before = store.dispute(dispute.id)
    assert before.opinion is None
    opine(store, dispute, "denial")
    after = store.dispute(dispute.id)
    assert isinstance(after.opinion, Opinion)
    assert opinion_of(store, dispute) == ("oracle", True, "denial")
    assert (after.score, after.kind, after.reasons) == (before.score, before.kind, before.reasons)
    assert after.review is None
    assert store.reviews(dispute.id) == []


def test_a_model_that_changes_its_mind_replaces_its_own_opinion_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispute = fill(store)
    said: list[tuple[str, Kind | None]] = [
        ("oracle", "agent"),
        ("sphinx", "fact"),
        ("oracle", None),
    ]
    for hour, (model, kind) in enumerate(said):
        moment = f"2026-01-01T0{hour}:00:00+00:00"
        monkeypatch.setattr("claimtrack.store.opinions.now", lambda moment=moment: moment)
        opine(store, dispute, kind, model)
    assert opinion_of(store, dispute) == ("oracle", False, None)
    [row] = store.db.view("opinion_overview").rows
    assert row["opinion"] == "oracle: not opposed; sphinx: opposed, fact"


def test_an_answer_comes_back_word_by_word_and_keeps_its_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispute = fill(store)
    a, b = sorted(dispute.headline)
    assert store.opinions.answer("key") is None
    for moment in ("2026-01-01T00:00:00+00:00", "2026-01-02T00:00:00+00:00"):
        monkeypatch.setattr("claimtrack.store.opinions.now", lambda moment=moment: moment)
        store.opinions.add(Answer("key", "oracle", " {} \n", (a, b), {(a, b): None}))
    assert store.opinions.answer("key") == " {} \n"
    found = store.dispute(dispute.id).opinion
    assert found
    assert found.created == "2026-01-01T00:00:00+00:00"


def test_what_a_model_no_longer_says_of_claims_it_was_given_does_not_stand(store: Store) -> None:
    dispute = fill(store)
    opine(store, dispute, "denial")
    given = tuple(claim.id for claim in store.latest_claims())
    store.opinions.add(Answer("key", "oracle", "none", given, {}))
    assert opinion_of(store, dispute) == ("oracle", False, None)
    assert store.counts()["opinions"] == 1


def test_opinions_outlive_links_and_stay_with_a_dispute_that_grew(store: Store) -> None:
    dispute = fill(store)
    opine(store, dispute, "denial")
    assert save(store, topics=[])
    assert store.disputes() == []
    grown = grown_dispute(store)
    one_side = dispute_of(
        store,
        [
            ("gate", ["the guards opened the gate", "nobody opened it"]),
            ("rain", ["rain would reach Ostrava on Monday"]),
        ],
        id="one side",
    )
    assert save(store, [grown, one_side])
    assert opinion_of(store, grown) == ("oracle", True, "denial")
    assert opinion_of(store, one_side) is None
    assert store.check() == []


def test_the_pair_that_shows_a_dispute_best_speaks_for_it(store: Store) -> None:
    dispute = fill(store)
    a, b = sorted(dispute.headline)
    [third] = [c.id for side in dispute.sides for c in side.claims if c.id not in (a, b)]
    other = (min(third, dispute.headline[1]), max(third, dispute.headline[1]))
    pairs: dict[tuple[str, str], Kind | None] = {(a, b): "agent", other: "fact"}
    store.opinions.add(Answer("key", "oracle", "both", (a, b, third), pairs))
    assert opinion_of(store, dispute) == ("oracle", True, "agent")
    store.opinions.add(Answer("key 2", "oracle", "one", (a, b, third), pairs | {(a, b): None}))
    assert opinion_of(store, dispute) == ("oracle", True, "fact")
