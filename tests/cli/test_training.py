from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.lab.making import rows, small_gold, write_gold

pytestmark = pytest.mark.usefixtures("plain_encoder")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--data", "nowhere", "--out", "model"],
        ["--data", "file.json", "--out", "model"],
        ["--out", "model"],
        ["--data", "data"],
    ],
)
def test_train_relation_used_wrongly_is_a_usage_error(run: Run, arguments: list[str]) -> None:
    small_gold(Path("data"), 1)
    Path("file.json").write_text("{}", encoding="utf-8")
    result = run("train", "relation", *arguments)
    assert result.exit_code == 2
    assert "--data" in result.stderr or "--out" in result.stderr
    assert not Path("model").exists()


@pytest.mark.parametrize("kind", ["empty", "broken"])
def test_data_that_cannot_be_trained_on_is_one_line_of_error(run: Run, kind: str) -> None:
    data = Path("data")
    data.mkdir()
    if kind == "broken":
        write_gold(data / "disputes_polnear", rows(1), [{"id": "d0"}])
    result = run("train", "relation", "--data", "data", "--out", "model")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "data" in result.stderr
    assert not Path("model").exists()


def test_the_weights_alone_cannot_be_fitted_without_a_reader(run: Run) -> None:
    small_gold(Path("data"), 1)
    result = run("train", "relation", "--data", "data", "--out", "model", "--weights-only")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "model: no weights.safetensors there; copy" in result.stderr
    assert not Path("model").exists()
