from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from claimtrack.errors import NotFoundError, StoreError
from claimtrack.records import ManualAlias
from claimtrack.store import Store
from claimtrack.store.schema import SCHEMA_VERSION
from tests.store.making import (
    SIGNATURE,
    dispute_of,
    extraction,
    fill,
    gate,
    grown_dispute,
    harbour,
    save,
)


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_made_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        store.add_article(gate(), SIGNATURE)
    with Store(str(path), create=False) as store:
        assert store.has_article(gate().article.id)
        assert store.db.journal_mode == "wal"


def test_a_store_without_a_path_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Store(None) as store:
        store.add_article(gate(), SIGNATURE)
        assert store.counts()["claims"] == 2
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("options", [{"create": False}, {"read_only": True}])
def test_a_missing_file_is_not_made_unasked(tmp_path: Path, options: dict[str, bool]) -> None:
    with pytest.raises(StoreError, match=r"no database at .*news\.db"):
        Store(tmp_path / "news.db", **options)
    assert files_in(tmp_path) == []


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a directory"):
        Store(tmp_path)


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no directory .*nowhere"):
        Store(tmp_path / "nowhere" / "news.db")


def test_a_device_is_refused() -> None:
    with pytest.raises(StoreError, match="not a regular file"):
        Store("/dev/null")


@pytest.mark.parametrize("read_only", [False, True])
def test_another_kind_of_file_is_refused_and_kept(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear editor, this is no database at all. " * 200)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"letter\.txt: not an SQLite database"):
        Store(path, read_only=read_only)
    assert path.read_bytes() == before
    assert files_in(tmp_path) == ["letter.txt"]


def test_another_programs_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE articles (price REAL)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not one that claimtrack made"):
        Store(path)
    assert path.read_bytes() == before


def test_a_newer_version_is_refused_with_both_versions_named(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Store(path).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(
        StoreError, match=rf"version 99.*versions up to {SCHEMA_VERSION}\b"
    ) as caught:
        Store(path)
    assert "\n" not in str(caught.value)


def test_an_empty_file_becomes_a_database_only_when_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    path.touch()
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(StoreError, match="holds no articles yet"):
            Store(path, **options)
    assert path.stat().st_size == 0
    with Store(path) as store:
        assert store.counts()["articles"] == 0


def test_a_failed_start_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(db: object) -> None:
        raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr("claimtrack.store.store.migrate", fail)
    with pytest.raises(StoreError, match="no such module: fts5"):
        Store(tmp_path / "news.db")
    assert files_in(tmp_path) == []


def test_a_read_only_store_reads_and_does_not_write(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        fill(store)
    with Store(path, read_only=True) as store:
        assert len(store.disputes()) == 1
        with pytest.raises(StoreError, match="may not be written"):
            store.add_article(harbour(url="https://b.test/new"), SIGNATURE)


# Root may write everywhere, so the bits are tried out as another user.
_AS_NOBODY = """
import os, sys
from claimtrack.errors import StoreError
from claimtrack.store import Store
Store(None).close()
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for read_only in (False, True):
    try:
        with Store(sys.argv[1], read_only=read_only) as store:
            print(store.counts()["articles"], "articles")
    except StoreError as error:
        print(error)
"""


def as_nobody(path: Path) -> list[str]:
    # The test's folder is inside one that only its owner may enter.
    for parent in list(path.parents)[:-2]:
        if parent.stat().st_uid == os.getuid() and parent != path.parent:
            parent.chmod(parent.stat().st_mode | 0o111)
    run = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(path)], capture_output=True, text=True, check=True
    )
    return run.stdout.splitlines()


def test_a_file_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        store.add_article(gate(), SIGNATURE)
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        refusal, read = as_nobody(path)
    finally:
        tmp_path.chmod(0o755)
    assert refusal.startswith(f"{path} may not be written")
    assert read == "1 articles"


def test_a_directory_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        refusal, missing = as_nobody(tmp_path / "news.db")
    finally:
        tmp_path.chmod(0o755)
    assert refusal.startswith(f"{tmp_path} may not be written")
    assert missing.startswith("there is no database")


def test_a_full_disk_undoes_the_article_and_the_store_goes_on(tmp_path: Path) -> None:
    with Store(tmp_path / "news.db") as store:
        store.add_article(gate(), SIGNATURE)
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count = {pages}")
        big = harbour(byline="x" * 500_000)
        with pytest.raises(StoreError, match="no room left on the disk") as caught:
            store.add_article(big, SIGNATURE)
        assert "\n" not in str(caught.value)
        assert not store.has_article(big.article.id)
        assert store.check() == []
        store.db.execute("PRAGMA max_page_count = 1000000")
        assert store.add_article(big, SIGNATURE) == "new"


def test_a_full_disk_while_links_are_saved_keeps_the_old_links(tmp_path: Path) -> None:
    with Store(tmp_path / "news.db") as store:
        fill(store)
        before = store.disputes()
        store.db.execute("VACUUM")
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count = {pages}")
        long = dispute_of(
            store,
            [("x" * 500_000, ["the guards opened the gate"]), ("no", ["nobody opened it"])],
            id="long",
        )
        with pytest.raises(StoreError, match="no room left"):
            save(store, [long])
        assert store.disputes() == before


def test_a_character_that_no_file_can_hold_is_one_clear_line() -> None:
    with Store(None) as store, pytest.raises(StoreError, match="character"):
        store.add_article(gate(title="half a \ud800 pair"), SIGNATURE)


def test_a_lock_held_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimtrack.store.connection.BUSY_SECONDS", 0.05)
    path = tmp_path / "news.db"
    Store(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Store(path) as store, pytest.raises(StoreError, match="locked by another process"):
        store.add_article(gate(), SIGNATURE)
    holder.close()


def test_choices_are_remembered_across_runs(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        assert store.recall("encoder") is None
        store.remember("encoder", "first")
        store.remember("encoder", "second")
    with Store(path, read_only=True) as store:
        assert store.recall("encoder") == "second"


def test_runs_are_kept_in_order() -> None:
    with Store(None) as store:
        store.add_run({"new": 3, "rejected": ("a.txt: empty",)})
        store.add_run({"new": 0})
        first, second = store.runs()
    assert (first["new"], second["new"]) == (3, 0)
    assert first["rejected"] == ["a.txt: empty"]
    assert first["version"]


def test_reviews_are_only_ever_added() -> None:
    with Store(None) as store:
        dispute = fill(store)
        store.add_review(dispute, "rejected", note="misread", reviewer="ada")
        for change in (
            "UPDATE reviews SET decision = 'confirmed'",
            "DELETE FROM reviews",
            "REPLACE INTO reviews SELECT id, dispute, question, 'confirmed', note, reviewer, "
            "created, headline_a, headline_b FROM reviews",
        ):
            store.db.execute("PRAGMA recursive_triggers = off")
            with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
                store.db.execute(change)
        store.add_review(dispute, "unsure")
        assert [review.decision for review in store.reviews(dispute.id)] == ["rejected", "unsure"]
        assert store.dispute(dispute.id).review == "unsure"


def test_a_review_stays_with_a_dispute_that_grew_and_changed_its_id() -> None:
    with Store(None) as store:
        dispute = fill(store)
        made = store.add_review(dispute, "confirmed", reviewer="ada")
        grown = grown_dispute(store)
        other = dispute_of(
            store,
            [
                ("dawn", ["the guards opened the gate at dawn"]),
                ("rain", ["rain would reach Ostrava on Monday"]),
            ],
            id="other",
        )
        assert save(store, [grown, other])
        assert store.dispute("grown").review == "confirmed"
        assert store.reviews("grown") == [made]
        assert store.dispute("other").review is None
        assert store.reviews("other") == []


def test_a_review_does_not_pass_to_a_dispute_that_has_the_pair_on_one_side() -> None:
    with Store(None) as store:
        store.add_review(fill(store), "rejected")
        together = dispute_of(
            store,
            [
                ("gate", ["the guards opened the gate", "nobody opened it"]),
                ("dawn", ["the guards opened the gate at dawn"]),
            ],
            id="together",
        )
        save(store, [together])
        assert store.dispute("together").review is None


def test_a_review_follows_the_same_words_into_a_new_revision() -> None:
    with Store(None) as store:
        store.add_review(fill(store), "rejected")
        text = gate().article.text + " It was cold."
        revised = gate()
        parts = [(claim.text, claim.speaker) for claim in revised.claims]
        newer = extraction(text, parts, url="https://a.test/gate", published="2026-03-02")
        assert store.add_article(newer, SIGNATURE) == "revision"
        assert store.disputes() == []
        again = dispute_of(
            store,
            [("guards", ["the guards opened the gate"]), ("nobody", ["nobody opened it"])],
            id="again",
        )
        save(store, [again])
        assert store.dispute("again").review == "rejected"


def test_aliases_never_form_chains_or_circles() -> None:
    with Store(None) as store:
        store.add_alias(ManualAlias("the mayor", "Brandt"))
        store.add_alias(ManualAlias("Brandt", "Ilse  Brandt"))
        assert store.manual_aliases() == [
            ManualAlias("Brandt", "Ilse Brandt"),
            ManualAlias("the mayor", "Ilse Brandt"),
        ]
        store.add_alias(ManualAlias("Frau Brandt", "the mayor"))
        assert ManualAlias("Frau Brandt", "Ilse Brandt") in store.manual_aliases()
        with pytest.raises(StoreError, match="Brandt is another name of Ilse Brandt already"):
            store.add_alias(ManualAlias("Ilse Brandt", "Brandt"))
        with pytest.raises(StoreError, match="stand for itself"):
            store.add_alias(ManualAlias("Brandt", " Brandt"))
        with pytest.raises(StoreError, match="needs a name"):
            store.add_alias(ManualAlias(" ", "Brandt"))


def test_dated_aliases_do_not_overlap() -> None:
    with Store(None) as store:
        first = ManualAlias("the mayor", "Ilse Brandt", end="2024-05-01")
        second = ManualAlias("The Mayor", "Jan Kol", start="2024-05-01", end="2025-01-01")
        for alias in (first, second, second):
            store.add_alias(alias)
        assert store.manual_aliases() == [second, first]
        with pytest.raises(StoreError, match=r"means Jan Kol from 2024-05-01 until 2025-01-01"):
            store.add_alias(ManualAlias("the mayor", "Eva Roth", start="2024-12-31"))
        with pytest.raises(StoreError, match="nothing lies between"):
            store.add_alias(ManualAlias("x", "y", "2024-05-01", "2024-05-01"))
        store.add_alias(ManualAlias("the mayor", "Eva Roth", start="2025-01-01"))
        store.add_alias(ManualAlias("the mayor", "Cem Arat"))
        assert len(store.manual_aliases()) == 4
        store.remove_alias("the mayor")
        assert store.manual_aliases() == [second]


def test_the_fingerprint_tells_the_dates_of_an_alias() -> None:
    with Store(None) as store:
        prints = {store.fingerprint()}
        for alias in (
            ManualAlias("x", "y", "2024-01-01", "2024-02-01"),
            ManualAlias("x", "y", "2025"),
        ):
            store.add_alias(alias)
            prints.add(store.fingerprint())
        assert len(prints) == 3


def test_an_alias_is_removed_in_any_spelling() -> None:
    with Store(None) as store:
        store.add_alias(ManualAlias("Kobané", "Chiya Kobane"))
        store.remove_alias("kobane")
        assert store.manual_aliases() == []
        with pytest.raises(NotFoundError, match="kobane"):
            store.remove_alias("kobane")


def test_the_fingerprint_tells_articles_and_aliases_but_not_their_order() -> None:
    with Store(None) as one, Store(None) as other:
        prints = [one.fingerprint()]
        one.add_article(gate(), SIGNATURE)
        prints.append(one.fingerprint())
        one.add_article(harbour(), SIGNATURE)
        prints.append(one.fingerprint())
        one.add_alias(ManualAlias("the mayor", "Ilse Brandt"))
        prints.append(one.fingerprint())
        assert len(set(prints)) == 4
        other.add_alias(ManualAlias("the mayor", "Ilse Brandt"))
        other.add_article(harbour(), SIGNATURE)
        other.add_article(gate(), SIGNATURE)
        assert other.fingerprint() == one.fingerprint()


def test_damage_is_found() -> None:
    with Store(None) as store:
        fill(store)
        assert store.check() == []
        store.db.execute("UPDATE claims SET start = start + 1 WHERE text LIKE 'nobody%'")
        store.db.execute("PRAGMA foreign_keys = off")
        store.db.execute("UPDATE claims SET speaker = 'lost' WHERE text LIKE 'rain%'")
        found = "\n".join(store.check())
        assert "1 rows of claims point to rows of speakers" in found
        assert "1 claims are not what their article says" in found
