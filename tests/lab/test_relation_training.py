from __future__ import annotations

import json
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
import torch

from claimtrack.errors import InputError
from claimtrack.lab.relation_training import Recipe, Stage, train_relation, weigh_evidence
from claimtrack.opposition import BuiltInReader
from claimtrack.opposition.contention import CONTENTION, read_contention
from claimtrack.opposition.evidence import EVIDENCE
from claimtrack.opposition.weighing import WEIGHING, read_weighing
from tests.builders import deny, say
from tests.lab.making import small_gold

# Numbers of events: six that weights are fitted on, one for the reader, one never trained on.
EVENTS = (4, 8, 12, 16, 24, 28, 5, 10)
SMALL = Recipe(stages=(Stage(3, True, 1, None, 1e-4, 400), Stage(0, False, 1, 1.0, 1e-4, 400)))
CONTRAST = [
    {"anchor": 1, "a": "The gate was open.", "b": "The gate was shut.", "speaker_a": "The mayor",
     "speaker_b": "Anna Holm", "label": "conflict", "kind": "fact"},
    {"anchor": 1, "a": "The gate was open.", "b": "It stood open.", "label": "agree",
     "kind": None},
    {"anchor": 10, "a": "left", "b": "out", "label": "conflict", "kind": "surely not a kind"},
]  # fmt: skip
INFERENCE = [
    {"premise": "It rained.", "hypothesis": hypothesis, "label": label, "set": "own"}
    for hypothesis, label in (
        ("It was wet.", "entailment"), ("It was dry.", "contradiction"),
        ("It was May.", "neutral"), ("It was odd.", "not_entailment"),
    )
]  # fmt: skip


def silent(stage: str, done: int, total: int) -> None:
    pass


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def write_data(folder: Path) -> Path:
    """Write a folder of everything that the relation model is trained on, in small."""
    write_rows(folder / "nli" / "train.jsonl", INFERENCE)
    write_rows(folder / "pairs" / "train.jsonl", CONTRAST[:2])
    write_rows(folder / "pairs" / "contrast.jsonl", CONTRAST)
    small_gold(folder / "disputes_polnear")
    several = small_gold(folder / "disputes")
    for path in (several / "articles.jsonl", several / "gold" / "event.json"):
        text = path.read_text("utf-8")
        for number, event in enumerate(EVENTS):
            text = text.replace(f'"a{number}"', f'"e{event:03}-one"')
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("relation") / "data")


@pytest.fixture(scope="module")
def trained(data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("model") / "new"
    return out, train_relation(data, out, progress=silent, recipe=SMALL)


def test_training_writes_a_model_that_can_be_read(trained: tuple[Path, dict[str, Any]]) -> None:
    out, figures = trained
    assert sorted(path.name for path in out.iterdir()) == [
        CONTENTION,
        "model.json",
        WEIGHING,
        "weights.safetensors",
    ]
    assert read_weighing(out / WEIGHING).question.names == EVIDENCE
    pair = say("The mayor", "the gate was open"), deny("Anna Holm", "the gate was open")
    assert BuiltInReader(out).read([pair]).sum() == pytest.approx(1, abs=1e-4)
    assert len(read_contention(out / CONTENTION)) == 385
    assert 0 < figures["opposing"] < figures["pairs"]
    assert 0 < figures["opposing_read"] < figures["pairs_read"]
    assert 0 <= figures["whole_ap"] <= 1


def test_the_same_data_give_the_same_model(
    data: Path, trained: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    out, figures = trained
    assert train_relation(data, tmp_path, progress=silent, recipe=SMALL) == figures
    assert (tmp_path / WEIGHING).read_bytes() == (out / WEIGHING).read_bytes()


def test_the_weights_alone_are_fitted_with_the_reader_that_is_there(
    data: Path, trained: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    out, figures = trained
    for name in ("model.json", "weights.safetensors"):
        copy(out / name, tmp_path)
    assert weigh_evidence(data, tmp_path, progress=silent) == figures
    for name in (WEIGHING, CONTENTION, "weights.safetensors"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes()


def test_weights_alone_need_a_reader(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no weights\.safetensors there; copy"):
        weigh_evidence(data, tmp_path, progress=silent)
    assert not [*tmp_path.iterdir()]


def test_a_stopped_training_goes_on_after_the_last_whole_stage(
    data: Path, trained: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    stages: list[int] = []

    def stop_in_the_second(stage: str, done: int, total: int) -> None:
        if stage == "training" and done == 1:
            stages.append(total)
            if len(stages) == 2:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_relation(data, tmp_path, progress=stop_in_the_second, recipe=SMALL)
    assert (tmp_path / "checkpoint.pt").exists()
    stages.clear()
    train_relation(data, tmp_path, progress=stop_in_the_second, recipe=SMALL)
    assert len(stages) == 1
    assert not (tmp_path / "checkpoint.pt").exists()


def test_a_checkpoint_of_something_else_is_refused(data: Path, tmp_path: Path) -> None:
    torch.save({"stage": 1, "model": {}}, tmp_path / "checkpoint.pt")
    with pytest.raises(InputError, match="is no checkpoint of this training"):
        train_relation(data, tmp_path, progress=silent, recipe=SMALL)


@pytest.mark.parametrize("missing", ["nli", "pairs", "disputes", "disputes_polnear"])
def test_data_that_are_missing_are_named(tmp_path: Path, missing: str) -> None:
    folder = write_data(tmp_path / "data")
    (folder / missing).rename(tmp_path / "elsewhere")
    with pytest.raises(InputError, match=str(folder / missing)):
        train_relation(folder, tmp_path / "out", progress=silent, recipe=SMALL)
