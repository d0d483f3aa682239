from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimtrack.embedding import HashingEncoder
from claimtrack.errors import InputError
from claimtrack.lab.exchange import train_exchange
from claimtrack.opposition.exchange import EVIDENCE, FORMAT, read_weights
from tests.lab.making import dispute, rows, small_gold, write_gold


def silent(stage: str, done: int, total: int) -> None:
    pass


def trained(folder: Path, out: Path) -> dict[str, float | int]:
    return train_exchange(folder, out, progress=silent, encoder=HashingEncoder(64))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_gold(tmp_path_factory.mktemp("gold") / "data")


def test_training_writes_weights_that_the_reader_takes(folder: Path, tmp_path: Path) -> None:
    figures = trained(folder, tmp_path / "new" / "model")
    path = tmp_path / "new" / "model" / "weights.json"
    data = json.loads(path.read_text("utf-8"))
    assert tuple(data["weights"]) == EVIDENCE
    assert data["format"] == FORMAT
    assert len(read_weights(path)[1]) == len(EVIDENCE)
    assert 0 < figures["opposing"] < figures["pairs"]
    assert 0 <= figures["held_out_ap"] <= 1
    assert 0 <= figures["held_out_auc"] <= 1


def test_what_tells_opposing_pairs_apart_gets_weight(folder: Path, tmp_path: Path) -> None:
    assert trained(folder, tmp_path)["held_out_auc"] > 0.9
    weights = json.loads((tmp_path / "weights.json").read_text("utf-8"))["weights"]
    assert weights["denial of shared words"] > 0
    assert weights["far apart"] == 0


def test_the_same_data_give_the_same_weights(folder: Path, tmp_path: Path) -> None:
    figures = [trained(folder, tmp_path / name) for name in ("one", "two")]
    assert figures[0] == figures[1]
    one, two = (tmp_path / name / "weights.json" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_the_order_of_the_articles_does_not_change_how_many_pairs_there_are(
    folder: Path, tmp_path: Path
) -> None:
    backwards = write_gold(
        tmp_path / "data", rows()[::-1], [dispute(number) for number in range(8)]
    )
    counts = [
        {name: trained(data, tmp_path / "out")[name] for name in ("pairs", "opposing")}
        for data in (folder, backwards)
    ]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("disputes", [0, 4])
def test_too_few_disputes_are_refused_and_nothing_is_written(tmp_path: Path, disputes: int) -> None:
    data = write_gold(tmp_path / "data", rows(), [dispute(number) for number in range(disputes)])
    with pytest.raises(InputError, match="too few articles with disputes"):
        trained(data, tmp_path / "out")
    assert not (tmp_path / "out").exists()
