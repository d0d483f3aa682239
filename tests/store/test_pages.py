from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.errors import NotFoundError, StoreError
from claimtrack.records import Dispute
from claimtrack.store import DisputeFilter, Store
from claimtrack.store.pages import Pages
from tests.store.making import SIGNATURE, dispute_of, extraction, fill, gate, save, speakers_of


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    path = tmp_path / "news.db"
    with Store(path) as store:
        fill(store)
        store.add_run({"new": 3})
    with Pages(path) as pages:
        yield pages


def rejected(pages: Pages) -> Dispute:
    """Reject the only dispute and return it."""
    [dispute] = pages.disputes()
    assert pages.path
    with Store(pages.path) as store:
        store.add_review(dispute, "rejected")
    return dispute


def test_only_a_database_that_is_there_is_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database"):
        Pages(tmp_path / "none.db")


def test_disputes_are_counted_by_kind_and_status(pages: Pages) -> None:
    assert pages.count(DisputeFilter()) == (1, {"agent": 1}, {"open": 1})
    assert pages.count(DisputeFilter(kind="denial")) == (0, {}, {})
    rejected(pages)
    assert pages.count(DisputeFilter()).total == 0
    assert pages.count(DisputeFilter(status="all")).statuses == {"rejected": 1}


def test_a_page_starts_where_it_is_told(pages: Pages) -> None:
    assert pages.page(DisputeFilter(limit=5)) == pages.disputes()
    assert pages.page(DisputeFilter(limit=5), offset=1) == []
    assert pages.page(DisputeFilter(limit=0)) == []


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (DisputeFilter(words="guards opening"), 1),
        (DisputeFilter(words="ilse"), 1),
        (DisputeFilter(words="rain"), 0),
        (DisputeFilter(words=""), 0),
        (DisputeFilter(words="OR * ("), 0),
        (DisputeFilter(speaker="brandt", against="the guards"), 1),
        (DisputeFilter(speaker="the guards", against="brandt"), 1),
        (DisputeFilter(speaker="brandt", against="harbour board"), 0),
        (DisputeFilter(against="harbour board"), 1),
    ],
)
def test_disputes_by_words_and_by_opponents(
    pages: Pages, wanted: DisputeFilter, count: int
) -> None:
    assert pages.count(wanted).total == count
    assert len(pages.disputes(wanted)) == count


def test_the_newest_disputes_come_first_and_rejected_ones_not_at_all(pages: Pages) -> None:
    assert len(pages.newest(min_score=0.3, limit=5)) == 1
    assert pages.newest(min_score=0.8, limit=5) == []
    rejected(pages)
    assert pages.newest(min_score=0.0, limit=5) == []


def test_claims_lead_to_their_disputes(pages: Pages) -> None:
    [dispute] = pages.disputes()
    claims = [claim.id for claim in pages.claims()]
    found = pages.disputes_of(claims, min_score=0.3)
    assert set(found) == {claim.id for side in dispute.sides for claim in side.claims}
    assert set(map(tuple, found.values())) == {((dispute.id, dispute.question),)}
    assert pages.disputes_of(claims, min_score=0.8) == {}


def test_opponents_count_who_spoke_when(pages: Pages) -> None:
    pairs = {(pair.name, pair.other_name): pair for pair in pages.opponents()}
    assert {frozenset(names) for names in pairs} == {
        frozenset({"Ilse Brandt", "The guards"}),
        frozenset({"Harbour Board", "The guards"}),
    }
    [guards] = (item.id for item in pages.speakers() if item.name == "The guards")
    mine = {pair.other_name: pair for pair in pages.opponents(guards)}
    # The mayor spoke on the same day, the board three days later.
    assert (mine["Ilse Brandt"].later, mine["Ilse Brandt"].earlier) == (0, 0)
    assert (mine["Harbour Board"].later, mine["Harbour Board"].earlier) == (0, 1)
    rejected(pages)
    assert pages.opponents() == []


def test_articles_with_their_copies_and_revisions(tmp_path: Path) -> None:
    first, second = (
        gate(),
        extraction("New text.", url="https://a.test/gate", published="2026-03-02"),
    )
    copy = extraction("Copy.", source="Wire", url="https://w.test/1")
    path = tmp_path / "news.db"
    with Store(path) as store:
        for item in (first, second, copy):
            store.add_article(item, SIGNATURE)
        save(store, copies={copy.article.id: second.article.id})
    with Pages(path) as pages:
        texts = pages.revisions("https://a.test/gate")
        assert [(head.revision, head.latest, head.claims) for head in texts] == [
            (1, 0, 2),
            (2, 1, 0),
        ]
        [found] = pages.copies([second.article.id, first.article.id])[second.article.id]
        assert (found.source_name, found.copy_of) == ("Wire", second.article.id)
        assert pages.texts([copy.article.id]) == {copy.article.id: "Copy."}
        with pytest.raises(NotFoundError, match="no article"):
            pages.head("none")


def test_names_are_found_by_id_only(pages: Pages) -> None:
    assert pages.name("topic", "topic-gate") == "gate, guards"
    for noun in ("speaker", "source", "topic"):
        with pytest.raises(NotFoundError, match=f"there is no {noun} 'gate'"):
            pages.name(noun, "gate")


def test_speakers_sources_and_topics_are_counted(pages: Pages) -> None:
    found = {item.name: (item.claims, item.disputes) for item in pages.counted("speaker", limit=9)}
    assert found == {
        "Forecasters": (1, 0), "Harbour Board": (1, 1), "Ilse Brandt": (1, 1), "The guards": (1, 1),
    }  # fmt: skip
    assert pages.number_of("speaker") == 4
    assert [item.name for item in pages.counted("source", limit=1)] == ["The Test Post"]
    assert len(pages.counted("source", limit=9, offset=1)) == pages.number_of("source") - 1
    assert [tuple(item)[1:] for item in pages.counted("topic", limit=9)] == [("gate, guards", 3, 1)]
    rejected(pages)
    assert {item.disputes for item in pages.counted("speaker", limit=9)} == {0}


def test_the_last_run_knows_when_the_one_before_it_ended(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        fill(store)
    with Pages(path) as pages:
        assert pages.last_run() is None
        with Store(path) as store:
            store.add_run({"new": 3})
        first = pages.last_run()
        assert first
        assert first.before == ""
        assert first.summary["new"] == 3
        assert len(pages.added_since("", limit=9)) == 3
        with Store(path) as store:
            store.add_run({"new": 1})
            store.add_run({"new": 0})
        second = pages.last_run()
        assert second
        assert second.summary["new"] == 1
        assert second.before == first.summary["created"]
        assert pages.added_since("9999", limit=9) == []


def test_claims_about_something(pages: Pages) -> None:
    [board] = (item.id for item in pages.speakers() if item.name == "Harbour Board")
    assert [c.text for c in pages.claims_about("speaker", board, limit=9)] == [
        "the guards opened the gate at dawn"
    ]
    assert len(pages.claims_about("topic", "topic-gate", limit=2)) == 2


def test_a_dispute_of_two_weak_sides_is_no_speakers(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    given = extraction("One thing. Other thing.", [("One thing", None), ("Other thing", None)])
    with Store(path) as store:
        store.add_article(given, SIGNATURE)
        sides = [("one", ["One thing"]), ("other", ["Other thing"])]
        save(store, [dispute_of(store, sides)], linked=speakers_of(given))
    with Pages(path) as pages:
        assert pages.opponents() == []
        assert pages.count(DisputeFilter()).total == 1
