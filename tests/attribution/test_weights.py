"""The model's files: what is refused, and what comes back as it was saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from claimtrack.attribution.network import AttributionNetwork, Embeddings
from claimtrack.attribution.weights import (
    FORMAT,
    load_model,
    load_shipped_model,
    published_weights,
    save_model,
)
from claimtrack.errors import ModelError


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    torch.manual_seed(0)
    network = AttributionNetwork(Embeddings(published_weights("embeddings.")))
    save_model(folder, network.state_dict(), 0.25)
    return folder


def copy(folder: Path, target: Path) -> Path:
    for path in folder.iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    return target


def test_a_saved_model_comes_back(saved: Path) -> None:
    one, other = load_model(saved), load_model(saved)
    assert one.cue_bias == 0.25
    assert one.name == other.name
    assert one.name.startswith("attribution-")
    for a, b in zip(one.network.parameters(), other.network.parameters(), strict=True):
        assert torch.equal(a, b)


def test_damaged_weights_are_refused(saved: Path, tmp_path: Path) -> None:
    weights = copy(saved, tmp_path) / "weights.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    with pytest.raises(ModelError, match="damaged"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("format", FORMAT + 1, f"not of format {FORMAT}"),
        ("encoder", "0" * 64, "another encoder"),
        ("sha256", "0" * 64, "damaged"),
    ],
)
def test_files_of_another_version_are_refused(
    saved: Path, tmp_path: Path, field: str, value: object, message: str
) -> None:
    card = copy(saved, tmp_path) / "model.json"
    entries = json.loads(card.read_text("utf-8"))
    card.write_text(json.dumps({**entries, field: value}), "utf-8")
    with pytest.raises(ModelError, match=message):
        load_model(tmp_path)


@pytest.mark.parametrize("name", ["model.json", "weights.safetensors"])
def test_a_missing_file_is_named(saved: Path, tmp_path: Path, name: str) -> None:
    (copy(saved, tmp_path) / name).unlink()
    with pytest.raises(ModelError, match=name):
        load_model(tmp_path)


def test_a_card_that_is_no_json(saved: Path, tmp_path: Path) -> None:
    (copy(saved, tmp_path) / "model.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match="no JSON"):
        load_model(tmp_path)


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    save_model(tmp_path, {"cue_head.weight": torch.zeros(2, 2)}, 0.0)
    with pytest.raises(ModelError, match="does not fit"):
        load_model(tmp_path)


def test_the_model_that_ships_loads_and_is_small() -> None:
    model = load_shipped_model()
    assert sum(value.numel() for value in model.network.parameters()) * 2 < 30_000_000
    assert not model.network.training
