from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from claimtrack.errors import StoreError
from claimtrack.records import Relation
from claimtrack.store import Store
from tests.store.making import fill

TEXTS = ["one", "two", "one", "three"]
VECTORS = np.array([[1, 0], [0, 1], [1, 0], [0.25, -2]], dtype=np.float32)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(None) as made:
        yield made


def test_vectors_come_back_bit_by_bit_in_the_order_asked_for(store: Store) -> None:
    store.add_vectors("m", TEXTS, VECTORS)
    found = store.vectors("m", ["three", "one", "three"])
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, VECTORS[[3, 0, 3]])
    assert store.counts()["embeddings"] == 3


def test_vectors_are_kept_little_endian(store: Store) -> None:
    store.add_vectors("m", ["three"], VECTORS[3:].astype(">f4").astype(np.float32))
    [(blob,)] = store.db.execute("SELECT vector FROM embeddings").fetchall()
    assert blob == b"\x00\x00\x80\x3e\x00\x00\x00\xc0"


def test_nothing_is_embedded_twice_and_models_are_never_mixed(store: Store) -> None:
    assert store.missing_vectors("m", TEXTS) == ["one", "two", "three"]
    store.add_vectors("m", ["one"], VECTORS[:1])
    assert store.missing_vectors("m", TEXTS) == ["two", "three"]
    assert store.missing_vectors("other", ["one"]) == ["one"]
    with pytest.raises(StoreError, match="1 texts have no vector of the encoder other"):
        store.vectors("other", ["one"])


def test_a_second_dimension_under_one_name_is_refused(store: Store) -> None:
    store.add_vectors("m", ["one"], VECTORS[:1])
    with pytest.raises(StoreError, match="vectors of 3 numbers, but the database holds some of 2"):
        store.add_vectors("m", ["two"], np.zeros((1, 3), dtype=np.float32))
    assert store.missing_vectors("m", ["two"]) == ["two"]


def test_no_texts_have_no_vectors(store: Store) -> None:
    store.add_vectors("m", [], np.empty((0, 2), dtype=np.float32))
    assert store.vectors("m", []).shape == (0, 0)
    assert store.missing_vectors("m", []) == []


def test_more_texts_than_fit_one_question(store: Store) -> None:
    texts = [f"text {number}" for number in range(25_000)]
    vectors = np.arange(50_000, dtype=np.float32).reshape(25_000, 2)
    store.add_vectors("m", texts, vectors)
    np.testing.assert_array_equal(store.vectors("m", texts), vectors)


def test_relations_are_kept_by_pair_model_and_basis(store: Store) -> None:
    fill(store)
    a, b, c, d = sorted(claim.id for claim in store.latest_claims())
    conflict = Relation(a, b, "conflict", 0.9, "denial", ("one denies what the other says",))
    neither = Relation(a, c, "neither", 0.1)
    store.add_relations("m", [(conflict, "x"), (neither, "y")])
    asked = {(a, b): "x", (a, c): "y", (c, d): "z"}
    assert store.relations("m", asked) == {(a, b): conflict, (a, c): neither}
    assert store.relations("m", {(a, b): "changed", (a, c): "y"}) == {(a, c): neither}
    assert store.relations("other", asked) == {}
    again = Relation(a, b, "agree", 0.4)
    store.add_relations("m", [(again, "changed")])
    assert store.relations("m", {(a, b): "changed"}) == {(a, b): again}
    assert store.counts()["relations"] == 2


def test_relations_of_claims_that_are_not_there_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.add_relations("m", [(Relation("a", "b", "neither", 0.1), "")])
    assert store.counts()["relations"] == 0
