from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimtrack.opposition.exchange import EVIDENCE
from tests.cli.running import Run
from tests.lab.making import rows, small_gold, write_gold

pytestmark = pytest.mark.usefixtures("plain_encoder")


def test_train_exchange_writes_weights_and_prints_how_good_they_are(run: Run) -> None:
    small_gold(Path("data"))
    result = run("train", "exchange", "--data", "data", "--out", "model")
    assert result.exit_code == 0, result.output
    names = [line.split()[0] for line in result.stdout.splitlines()]
    assert names == ["pairs", "opposing", "held_out_auc", "held_out_ap"]
    weights = json.loads(Path("model/weights.json").read_text("utf-8"))["weights"]
    assert tuple(weights) == EVIDENCE


@pytest.mark.parametrize(
    "arguments",
    [
        ["--data", "nowhere", "--out", "model"],
        ["--data", "file.json", "--out", "model"],
        ["--out", "model"],
        ["--data", "data"],
    ],
)
def test_train_exchange_used_wrongly_is_a_usage_error(run: Run, arguments: list[str]) -> None:
    small_gold(Path("data"), 1)
    Path("file.json").write_text("{}", encoding="utf-8")
    result = run("train", "exchange", *arguments)
    assert result.exit_code == 2
    assert "--data" in result.stderr or "--out" in result.stderr
    assert not Path("model").exists()


@pytest.mark.parametrize("kind", ["empty", "broken", "few"])
def test_data_that_cannot_be_trained_on_is_one_line_of_error(run: Run, kind: str) -> None:
    data = Path("data")
    if kind == "empty":
        data.mkdir()
    elif kind == "broken":
        write_gold(data, rows(1), [{"id": "d0"}])
    else:
        small_gold(data, 2)
    result = run("train", "exchange", "--data", "data", "--out", "model")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "data: " in result.stderr
    assert not Path("model").exists()
