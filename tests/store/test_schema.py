from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.records import ManualAlias
from claimtrack.store import Store
from claimtrack.store.schema import SCHEMA_VERSION
from claimtrack.store.views import VIEWS
from tests.store.making import dispute_of, fill, opine, save


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(None) as made:
        yield made


def test_every_foreign_key_is_indexed(store: Store) -> None:
    unindexed = []
    for table in store.db.tables:
        firsts = {index.columns[0] for index in table.indexes} | {table.pks[0]}
        unindexed += [
            f"{table.name}.{key.column}"
            for key in table.foreign_keys
            if not key.is_compound and key.column not in firsts
        ]
    assert unindexed == []


def test_foreign_keys_are_enforced(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store.db.execute("INSERT INTO speaker_aliases VALUES ('nobody', 'alias')")


def test_sqlite_utils_finds_the_search_tables(store: Store) -> None:
    fill(store)
    assert store.db.table("claims").detect_fts() == "claims_fts"
    assert store.db.table("articles").detect_fts() == "articles_fts"
    [found] = store.db.table("articles").search("ostrava")
    assert str(found["text"]).startswith("Forecasters")


def test_search_follows_every_change_of_a_text(store: Store) -> None:
    fill(store)
    store.db.execute("UPDATE claims SET text = 'an owl' WHERE text LIKE 'rain%'")
    store.db.execute("UPDATE claims SET topic = NULL")
    store.db.execute("DELETE FROM relations")
    found = [claim.text for claim in store.search("owl")]
    assert found == ["an owl"]


def test_a_second_step_is_not_taken_twice(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    for _ in range(2):
        with Store(path) as store:
            steps = [row["name"] for row in store.db.table("_sqlite_migrations").rows]
            assert len(steps) == len(set(steps))
            assert max(steps).startswith(f"{SCHEMA_VERSION:04}_")


def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        store.add_alias(ManualAlias("the mayor", "Ilse Brandt"))
        store.db.execute("DROP TABLE dated_aliases")
        store.db.execute("DELETE FROM _sqlite_migrations WHERE name = '0002_dated_aliases'")
        store.db.execute("PRAGMA user_version = 1")
    with Store(path) as store:
        store.add_alias(ManualAlias("the mayor", "Jan Kol", start="2025-01-01"))
        assert [alias.speaker for alias in store.manual_aliases()] == ["Ilse Brandt", "Jan Kol"]


def test_a_database_without_opinions_gets_them_and_views_that_show_them(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        dispute = fill(store)
        for name in ("dispute_opinions", "opinion_overview", "open_disputes"):
            store.db.view(name).drop()
        store.db.create_view("open_disputes", "SELECT id AS dispute FROM disputes")
        store.db.execute("DROP TABLE opinions")
        store.db.execute("DROP TABLE answers")
        store.db.execute("DELETE FROM _sqlite_migrations WHERE name = '0003_opinions'")
        store.db.execute("PRAGMA user_version = 2")
    with Store(path) as store:
        opine(store, dispute, "denial")
        [row] = rows(store, "open_disputes")
        assert (row["dispute"], row["opinion"]) == (dispute.id, "oracle: opposed, denial")
        assert store.check() == []


def test_a_database_without_languages_gets_the_column(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        fill(store)
        store.db.execute("ALTER TABLE articles DROP COLUMN language")
        store.db.execute("DELETE FROM _sqlite_migrations WHERE name = '0004_language'")
        store.db.execute("PRAGMA user_version = 3")
    with Store(path) as store:
        [*articles] = store.db.table("articles").rows
        assert articles
        assert {article["language"] for article in articles} == {None}
        assert store.check() == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_can_be_read(store: Store, view: str) -> None:
    dispute = fill(store)
    store.add_review(dispute, "unsure")
    opine(store, dispute, "agent")
    rows = list(store.db.view(view).rows)
    assert rows or view == "open_disputes"


def rows(store: Store, view: str) -> list[dict[str, object]]:
    return list(store.db.view(view).rows)


def test_dispute_details_has_a_row_a_claim(store: Store) -> None:
    fill(store)
    found = rows(store, "dispute_details")
    assert [(row["side"], row["position"], row["speaker"]) for row in found] == [
        (1, "the guards", found[0]["speaker"]),
        (1, "the guards", found[1]["speaker"]),
        (2, "nobody", "The guards"),
    ]
    assert {row["speaker"] for row in found[:2]} == {"Ilse Brandt", "Harbour Board"}
    assert found[2]["url"] == "https://a.test/gate"
    assert found[2]["published"] == "2026-03-01"
    assert found[2]["source"] == "The Test Post"
    assert found[2]["status"] == "open"


def test_open_disputes_are_those_without_a_review(store: Store) -> None:
    dispute = fill(store)
    [row] = rows(store, "open_disputes")
    assert row["positions"] == "the guards <> nobody"
    assert row["speakers"] == "Harbour Board, Ilse Brandt, The guards"
    assert (row["claims"], row["sources"]) == (3, 2)
    assert (row["first_published"], row["last_published"]) == (
        "2026-03-01",
        "2026-03-04T09:30:00+01:00",
    )
    store.add_review(dispute, "unsure")
    assert rows(store, "open_disputes") == []


def test_who_contradicts_whom_counts_disputes_and_leaves_out_rejected_ones(store: Store) -> None:
    dispute = fill(store)
    again = dispute_of(
        store,
        [("no", ["nobody opened it"]), ("dawn", ["the guards opened the gate at dawn"])],
        id="again",
        kind="denial",
    )
    save(store, [dispute, again])
    found = {
        (row["speaker_a"], row["speaker_b"]): row["disputes"]
        for row in rows(store, "who_contradicts_whom")
    }
    assert found == {("Harbour Board", "The guards"): 2, ("Ilse Brandt", "The guards"): 1}
    store.add_review(dispute, "rejected")
    [row] = rows(store, "who_contradicts_whom")
    assert (row["speaker_a"], row["disputes"], row["kinds"]) == ("Harbour Board", 1, "denial")


def test_reading_loads_nothing_but_the_standard_library(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        fill(store)
    code = (
        "import sys\n"
        "from claimtrack.store import Store\n"
        "with Store(sys.argv[1]) as store:\n"
        "    assert store.disputes() and store.claims() and store.search('gate')\n"
        "roots = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(roots & {'numpy', 'sqlite_utils', 'click', 'torch', 'sklearn'}))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"
