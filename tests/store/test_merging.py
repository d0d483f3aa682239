"""Any order and any repetition of merging databases gives one result, and loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from claimtrack.errors import StoreError
from claimtrack.records import Extraction, ManualAlias, Relation
from claimtrack.store import Store
from claimtrack.store.merging import Merged, merge, open_parts
from tests.store.making import SIGNATURE, extraction, fill, gate, harbour, opine, weather

TABLES = (
    "sources", "articles", "signatures", "mentions", "claims", "manual_aliases", "dated_aliases",
    "reviews", "answers", "opinions", "relations", "embeddings",
)  # fmt: skip
OLD = gate(published="2026-03-01")
NEW = extraction(
    "The guards said nobody opened the gate at all.",
    [("nobody opened the gate at all", "The guards")],
    url="https://a.test/gate",
    published="2026-03-05",
)
UNDATED = extraction("No gate, said Berg.", [("No gate", "Berg")], url="https://a.test/gate")

Clock = Callable[[str], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def set_to(moment: str) -> None:
        for module in ("store", "opinions"):
            monkeypatch.setattr(f"claimtrack.store.{module}.now", lambda: moment)

    return set_to


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that is merged; numbers that only count rows are left out."""
    return {
        table: sorted(
            tuple(str(value) for name, value in row.items() if (name, table) not in NUMBERS)
            for row in store.db.query(f"SELECT * FROM {table}")  # noqa: S608
        )
        for table in TABLES
    }


NUMBERS = {("id", "reviews"), ("id", "dated_aliases")}


def merged_into(store: Store, *paths: Path) -> Merged:
    with open_parts(paths, store.path) as parts:
        return merge(store, parts)


@pytest.fixture
def filled(tmp_path: Path, clock: Clock) -> Path:
    """Return a database with one of everything."""
    clock("2026-01-01T00:00:00+00:00")
    path = tmp_path / "filled.db"
    with Store(path) as store:
        dispute = fill(store)
        store.add_review(dispute, "confirmed", note="read both", reviewer="Mia")
        opine(store, dispute, "denial")
        store.add_alias(ManualAlias("Brandt", "Ilse Brandt"))
        store.add_alias(ManualAlias("mayor", "Ilse Brandt", "2026-01-01"))
    return path


def test_everything_comes_along_once(filled: Path) -> None:
    before = filled.read_bytes()
    with Store(filled, read_only=True) as part, Store(None) as store:
        first = merged_into(store, filled)
        assert (first.articles, first.known, first.claims) == (3, 0, 4)
        assert (first.reviews, first.aliases, first.opinions, first.notes) == (1, 2, 1, ())
        ours, theirs = dump(store), dump(part)
        for table in set(TABLES) - {"articles", "mentions", "claims"}:
            assert ours[table] == theirs[table], table
        assert store.latest_claims() == part.latest_claims()
        assert store.cast() == part.cast()
        assert store.fingerprint() == part.fingerprint()
        again = merged_into(store, filled, filled)
        assert again == Merged(0, 6, 0, 0, 0, 0, ())
        assert dump(store) == ours
        assert store.check() == []
    assert filled.read_bytes() == before


def _part(path: Path, extractions: Sequence[Extraction]) -> Store:
    store = Store(path)
    for one in extractions:
        store.add_article(one, SIGNATURE)
    return store


@pytest.fixture
def parts(tmp_path: Path, clock: Clock, filled: Path) -> list[Path]:
    """Return databases that overlap and disagree."""
    paths = [filled, *(tmp_path / f"part{number}.db" for number in range(3))]
    clock("2026-01-02T00:00:00+00:00")
    with _part(paths[1], [NEW, gate(title="Another title")]) as store:
        store.add_alias(ManualAlias("Brandt", "Board"))
        store.add_alias(ManualAlias("Ilse Brandt", "Brandt Senior"))
        store.add_alias(ManualAlias("mayor", "Karl Berg", "2026-02-01"))
    clock("2026-01-03T00:00:00+00:00")
    with Store(paths[2]) as store:
        dispute = fill(store)
        store.add_review(dispute, "rejected", note="settled", reviewer="Ben")
        store.add_review(dispute, "unsure", note=None, reviewer=None)
        opine(store, dispute, None)
        store.add_alias(ManualAlias("Board", "Brandt"))
    with _part(paths[3], [UNDATED]):
        pass
    return paths


def test_any_order_and_repetition_give_one_result(parts: list[Path]) -> None:
    results = []
    for order in list(permutations(parts))[::2]:  # every second of 24, which start with each
        with Store(None) as one_by_one, Store(None) as at_once:
            for path in order:
                merged_into(one_by_one, path)
            merged_into(one_by_one, order[0], order[1])
            merged_into(at_once, *order)
            results += [dump(one_by_one), dump(at_once)]
            assert one_by_one.manual_aliases() == at_once.manual_aliases()
            assert one_by_one.check() == []
    assert all(result == results[0] for result in results)


def test_the_text_that_counts_is_the_one_that_would_have_counted_here(
    parts: list[Path],
) -> None:
    with Store(None) as store, Store(None) as single:
        merged_into(store, *reversed(parts))
        for one in (OLD, harbour(), weather(), NEW, UNDATED):
            single.add_article(one, SIGNATURE)
        # An undated text counts over all that were stored before it.
        assert store.article("https://a.test/gate").id == UNDATED.article.id
        assert store.fingerprint() != single.fingerprint()  # the aliases
        assert store.latest_claims() == single.latest_claims()
        assert store.article(OLD.article.id).title is None  # as it was stored first


def test_a_superseded_text_leaves_its_disputes(parts: list[Path]) -> None:
    with Store(parts[0]) as store:
        assert store.disputes()
        merged_into(store, parts[1])
        assert store.disputes() == []
        assert store.check() == []


def test_the_review_made_last_counts_whenever_it_was_merged(parts: list[Path]) -> None:
    for main, part in ((0, 2), (2, 0)):
        with Store(None) as store:
            fill(store)
            merged_into(store, parts[main])
            merged_into(store, parts[part])
            (dispute,) = store.disputes()
            assert dispute.review == "unsure"
            decisions = [
                (review.decision, review.reviewer, review.note)
                for review in store.reviews(dispute.id)
            ]
            assert decisions == [
                ("confirmed", "Mia", "read both"),
                ("rejected", "Ben", "settled"),
                ("unsure", None, None),
            ]


def test_aliases_that_disagree_are_said_in_one_line_each(parts: list[Path]) -> None:
    with Store(None) as store:
        notes = merged_into(store, *parts).notes
        assert notes == (
            "aliases disagree: Brandt is another name of Ilse Brandt; "
            "kept what was said last: no other name",
            "aliases disagree: mayor is another name of Ilse Brandt from 2026-01-01; "
            "kept what was said last: another name of Karl Berg",
        )
        assert store.manual_aliases() == [
            ManualAlias("Board", "Brandt"),
            ManualAlias("Ilse Brandt", "Brandt Senior"),
            ManualAlias("mayor", "Karl Berg", "2026-02-01"),
        ]


def test_a_correction_made_after_a_copy_is_not_undone_by_the_copy(
    tmp_path: Path, filled: Path, clock: Clock
) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(filled.read_bytes())
    clock("2026-01-05T00:00:00+00:00")
    with Store(filled) as store:
        store.add_alias(ManualAlias("Brandt", "Board"))
        merged_into(store, copy)
        assert store.manual_aliases()[0] == ManualAlias("Brandt", "Board")


def test_claims_that_another_claimtrack_found_do_not_replace_ours(
    tmp_path: Path, filled: Path
) -> None:
    other = gate()
    with Store(tmp_path / "other.db") as store:
        store.add_article(Extraction(other.article, other.claims[:1], other.cast), SIGNATURE)
    with Store(filled) as store:
        before = store.latest_claims()
        merged = merged_into(store, tmp_path / "other.db")
        assert store.latest_claims() == before
        assert len(merged.notes) == 1
        assert "other claims in 1 of its articles" in merged.notes[0]
    with Store(tmp_path / "other.db") as store:
        assert "lacks their claims: 1" in merged_into(store, filled).notes[-1]
        assert store.check() == []


def test_another_description_has_the_disputes_computed_again(
    tmp_path: Path, filled: Path, clock: Clock
) -> None:
    clock("2025-01-01T00:00:00+00:00")
    with _part(tmp_path / "early.db", [gate(source="Earlier Post")]):
        pass
    with Store(filled) as store:
        elsewhere = [claim.id for claim in store.latest_claims() if claim.source == "Quay News"]
        gates = [claim.id for claim in store.latest_claims() if claim.url == "https://a.test/gate"]
        for one, other in (sorted(gates), sorted((elsewhere[0], gates[0]))):
            store.add_relations("model", [(Relation(one, other, "neither", 0.5), "basis")])
        assert store.linked_fingerprint
        merged_into(store, tmp_path / "early.db")
        assert store.linked_fingerprint is None
        assert store.counts()["relations"] == 0
        assert {claim.source for claim in store.claims()} >= {"Earlier Post", "Quay News"}


def test_relations_and_vectors_come_along_unless_they_rest_on_another_date(
    tmp_path: Path, clock: Clock
) -> None:
    clock("2026-01-01T00:00:00+00:00")
    vector = np.ones((1, 4), dtype=np.float32)
    with _part(tmp_path / "a.db", [gate()]) as store:
        a, b = sorted(claim.id for claim in store.latest_claims())
        store.add_relations("model", [(Relation(a, b, "neither", 0.5), "basis")])
        store.add_vectors("encoder", ["a text"], vector)
    clock("2025-12-01T00:00:00+00:00")
    with _part(tmp_path / "b.db", [gate(published="2026-02-01")]) as store:
        store.add_vectors("encoder", ["another"], np.ones((1, 8), dtype=np.float32))
    with Store(None) as same, Store(None) as other:
        merged_into(same, tmp_path / "a.db")
        assert same.relations("model", {(a, b): "basis"})
        assert same.vectors("encoder", ["a text"]).tolist() == vector.tolist()
        merged_into(same, tmp_path / "b.db")
        merged_into(other, tmp_path / "b.db", tmp_path / "a.db")
        for store in (same, other):
            assert store.relations("model", {(a, b): "basis"}) == {}
            assert store.article(gate().article.id).published == "2026-02-01"
        # Vectors of another length are another model's, whatever its name.
        assert same.missing_vectors("encoder", ["a text", "another"]) == ["another"]


def _bad_parts(folder: Path) -> list[tuple[Path, str]]:
    (folder / "letter.txt").write_text("no database at all\n" * 99, encoding="utf-8")
    (folder / "empty.db").touch()
    with sqlite3.connect(folder / "other.db") as other:
        other.execute("CREATE TABLE recipes (id)")
    other.close()
    Store(folder / "newer.db").close()
    with sqlite3.connect(folder / "newer.db") as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    return [
        (folder / "letter.txt", "not an SQLite database"),
        (folder / "empty.db", "holds no articles yet"),
        (folder / "other.db", "not one that claimtrack made"),
        (folder / "newer.db", "made by a newer claimtrack"),
        (folder / "missing.db", "there is no database"),
        (folder / "main.db", "the database that the others are merged into"),
        (folder, "is a directory"),
    ]


def test_a_bad_part_is_one_line_and_nothing_is_half_done(tmp_path: Path, filled: Path) -> None:
    with Store(tmp_path / "main.db") as store:
        for path, words in _bad_parts(tmp_path):
            with pytest.raises(StoreError, match=words) as caught:
                merged_into(store, filled, path)
            assert "\n" not in str(caught.value)
            assert str(path) in str(caught.value)
        assert store.counts()["articles"] == 0


def test_a_merge_that_fails_halfway_leaves_everything_as_it_was(
    filled: Path, parts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("claimtrack.store.merging.merger.merge_reviews", broken)
    with Store(filled) as store:
        before = dump(store)
        with pytest.raises(StoreError, match="disk is full"):
            merged_into(store, *parts[1:])
        assert dump(store) == before
        assert store.disputes()
