from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack.errors import ClaimtrackError, NotFoundError
from claimtrack.records import Dispute
from claimtrack.store import ClaimFilter, DisputeFilter, Store
from tests.store.making import SIGNATURE, dispute_of, extraction, fill, gate, save, speakers_of


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(None) as made:
        yield made


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 1),
        ({"speaker": "Ilse Brandt"}, 1),
        ({"speaker": "ilse BRANDT"}, 1),
        ({"speaker": "mayor brandt"}, 1),
        ({"speaker": "Brandt"}, 1),
        ({"speaker": "board"}, 1),
        ({"speaker": "Forecasters"}, 0),
        ({"speaker": "Bran"}, 0),
        ({"speaker": ""}, 0),
        ({"source": "quay news"}, 1),
        ({"source": "Quay"}, 1),
        ({"source": "Another Paper"}, 0),
        ({"topic": "topic-gate"}, 1),
        ({"topic": "guards gate"}, 1),
        ({"topic": "harbour"}, 0),
        ({"kind": "agent"}, 1),
        ({"kind": "denial"}, 0),
        ({"since": "2026-03-04"}, 1),
        ({"since": "2026-03-05"}, 0),
        ({"until": "2026-03-01"}, 1),
        ({"until": "2026-02-28"}, 0),
        ({"since": "2026-03-02", "until": "2026-03-03"}, 0),
        ({"since": "2026-03-02", "until": "2026-03-04"}, 1),
        ({"since": "2026", "until": "2026"}, 1),
        ({"min_score": 0.75}, 1),
        ({"min_score": 0.76}, 0),
        ({"status": "open"}, 1),
        ({"status": "all"}, 1),
        ({"status": "confirmed"}, 0),
        ({"speaker": "Harbour Board", "until": "2026-03-01"}, 0),
    ],
)
def test_disputes_are_filtered(store: Store, wanted: dict[str, Any], count: int) -> None:
    fill(store)
    assert len(store.disputes(DisputeFilter(**wanted))) == count


def test_a_filtered_dispute_is_whole(store: Store) -> None:
    fill(store)
    assert store.disputes(DisputeFilter(speaker="board")) == store.disputes()


def test_an_exact_name_is_preferred_to_names_that_hold_it(store: Store) -> None:
    story = "Sea said a. Black Sea said b."
    given = extraction(story, [("said a", "Sea"), ("said b", "Black Sea")])
    store.add_article(given, SIGNATURE)
    save(store, linked=speakers_of(given))
    assert [c.text for c in store.claims(ClaimFilter(speaker="sea"))] == ["said a"]
    assert [c.text for c in store.claims(ClaimFilter(speaker="black"))] == ["said b"]


def review_all(store: Store) -> list[Dispute]:
    """Make four disputes, reviewed as their ids say but for the first."""
    fill(store)
    sides = [("yes", ["the guards opened the gate"]), ("no", ["nobody opened it"])]
    disputes = [
        dispute_of(store, sides, id="open"),
        dispute_of(store, [sides[0], ("dawn", ["the guards opened the gate at dawn"])], id="a"),
        dispute_of(store, [sides[1], ("rain", ["rain would reach Ostrava on Monday"])], id="b"),
    ]
    save(store, disputes)
    store.add_review(disputes[1], "rejected")
    store.add_review(disputes[2], "unsure")
    store.add_review(disputes[2], "confirmed")
    return disputes


@pytest.mark.parametrize(
    ("status", "ids"),
    [
        (None, ["open", "b"]),
        ("all", ["open", "a", "b"]),
        ("open", ["open"]),
        ("rejected", ["a"]),
        ("confirmed", ["b"]),
        ("unsure", []),
    ],
)
def test_disputes_by_status(store: Store, status: Any, ids: list[str]) -> None:
    review_all(store)
    assert [d.id for d in store.disputes(DisputeFilter(status=status))] == ids


def test_the_limit_keeps_the_best(store: Store) -> None:
    review_all(store)
    assert [d.id for d in store.disputes(DisputeFilter(limit=1))] == ["open"]


def test_a_dispute_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    dispute = fill(store)
    assert store.dispute(dispute.id[:5]).id == dispute.id
    for wrong in ("zzz", "", dispute.id + "0", "%"):
        with pytest.raises(NotFoundError, match="no dispute"):
            store.dispute(wrong)


def test_an_ambiguous_beginning_is_refused_and_a_whole_id_never_is(store: Store) -> None:
    fill(store)
    sides = [("yes", ["the guards opened the gate"]), ("no", ["nobody opened it"])]
    save(store, [dispute_of(store, sides, id=key) for key in ("ab", "abc", "abd")])
    assert store.dispute("ab").id == "ab"
    with pytest.raises(ClaimtrackError, match="more than one dispute begins with 'a'"):
        store.dispute("a")


def test_an_article_is_found_by_id_and_url(store: Store) -> None:
    store.add_article(gate(), SIGNATURE)
    for key in (gate().article.id, gate().article.id[:6], "https://a.test/gate"):
        assert store.article(key) == gate().article
    with pytest.raises(NotFoundError, match=r"no article 'https://b\.test'"):
        store.article("https://b.test")


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        ({"form": "narrated"}, []),
        ({"source": "quay news"}, ["the guards opened the gate at dawn"]),
        ({"article": "https://a.test/gate", "speaker": "the guards"}, ["nobody opened it"]),
        ({"topic": "gate", "limit": 1}, None),
        (
            {},
            [
                "rain would reach Ostrava on Monday",
                "the guards opened the gate",
                "nobody opened it",
                "the guards opened the gate at dawn",
            ],
        ),
    ],
)
def test_claims_are_filtered_and_sorted(
    store: Store, wanted: dict[str, Any], texts: list[str] | None
) -> None:
    fill(store)
    found = [claim.text for claim in store.claims(ClaimFilter(**wanted))]
    assert found == texts if texts is not None else len(found) == 1


def test_search_knows_stems_and_accents_and_ranks_the_claim_above_its_surroundings(
    store: Store,
) -> None:
    store.add_article(
        extraction(
            "Ada said the prisoners of Kobané were released. It was late.",
            [("the prisoners of Kobané were released", "Ada"), ("It was late.", None)],
        ),
        SIGNATURE,
    )
    best, other = store.search("KOBANE prisoner releasing")
    assert best.text.startswith("the prisoners")
    assert other.text == "It was late."
    assert store.search("released prisoners nowhere") == []
    assert len(store.search("ada")) == 2


def test_search_looks_for_a_quoted_phrase_as_it_stands(store: Store) -> None:
    fill(store)
    assert [c.text for c in store.search('"gate at dawn"')] == [
        "the guards opened the gate at dawn"
    ]
    assert store.search('"dawn at gate"') == []


def test_search_leaves_out_superseded_revisions(store: Store) -> None:
    fill(store)
    assert store.search("nobody")
    store.add_article(extraction("The gate was shut.", url="https://a.test/gate"), SIGNATURE)
    assert store.search("nobody") == []


@pytest.mark.parametrize(
    "query",
    ["", '"', '""', "*", "AND", "gate OR", "NEAR(gate", "text:gate", "-gate", "^gate", "a\0b", "'"],
)
def test_no_query_is_an_error(store: Store, query: str) -> None:
    fill(store)
    store.search(query)


@given(query=st.text(max_size=30))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_string_can_be_searched_for(store: Store, query: str) -> None:
    assert store.search(query) == []


def test_a_word_of_the_index_after_vacuum_is_still_found(store: Store) -> None:
    fill(store)
    store.db.execute("VACUUM")
    assert len(store.search("dawn")) == 1
    assert store.check() == []


def test_speakers_come_with_their_other_names(store: Store) -> None:
    fill(store)
    names = {speaker.name: speaker.aliases for speaker in store.speakers()}
    assert names["Ilse Brandt"] == ("Mayor Brandt",)
    assert list(names) == sorted(names)
