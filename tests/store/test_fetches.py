from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claimtrack.errors import StoreError
from claimtrack.records import Fetch
from claimtrack.store import Store
from tests.store.making import SIGNATURE, extraction

URL = "https://courier.example/feed.xml"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(None) as made:
        yield made


def test_the_latest_visit_is_kept_with_when_it_was(store: Store) -> None:
    assert store.fetches.get(URL) is None
    store.fetches.add(Fetch(URL, URL, "failed", 404, "gone"))
    visit = Fetch(URL, URL + "/", "followed", 200, etag='"1"', modified="then", listing="x")
    store.fetches.add(visit)
    found = store.fetches.get(URL)
    assert found is not None and found.fetched is not None
    assert replace(found, fetched=None) == visit
    assert abs(datetime.now(UTC) - datetime.fromisoformat(found.fetched)) < timedelta(minutes=1)


def test_a_visit_names_an_article_that_is_stored(store: Store) -> None:
    made = extraction("Jan Kol said no.")
    read = Fetch(URL, URL, "read", 200, article=made.article.id)
    with pytest.raises(StoreError):
        store.fetches.add(read)
    store.add_article(made, SIGNATURE)
    store.fetches.add(read)
    assert store.check() == []
    with pytest.raises(sqlite3.IntegrityError):
        store.db.execute("UPDATE fetches SET article = NULL")


def test_a_database_without_visits_gets_their_table(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        store.db.execute("DROP TABLE fetches")
        store.db.execute("DELETE FROM _sqlite_migrations WHERE name = '0005_fetches'")
        store.db.execute("PRAGMA user_version = 3")
    with Store(path) as store:
        store.fetches.add(Fetch(URL, URL, "failed", None, "no answer"))
        assert store.check() == []
