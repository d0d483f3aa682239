from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.choices import BUILT_IN, choose_relation_model
from claimtrack.cli import cli
from claimtrack.errors import ModelError
from claimtrack.opposition import NamedReader, WeighedModel
from claimtrack.settings import Settings
from claimtrack.store import Store
from tests.opposition.making import write_cross_encoder

LABELS = ("contradiction", "entailment", "neutral")


def reader_of(store: Store, name: str | None = None) -> str:
    model = choose_relation_model(store, name, Settings())
    assert isinstance(model, WeighedModel)
    return model.reader.name


def test_a_relation_model_is_remembered_until_the_built_in_one_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_cross_encoder(tmp_path / "nli", LABELS)
    monkeypatch.chdir(tmp_path)
    with Store(None) as store:
        usual = reader_of(store)
        named = NamedReader(str(folder)).name
        assert reader_of(store, "nli") == named
        assert named.startswith("nli@")
        assert reader_of(store) == named
        assert reader_of(store, BUILT_IN) == usual
        assert reader_of(store) == usual


def test_what_cannot_be_loaded_is_not_remembered(tmp_path: Path) -> None:
    with Store(None) as store:
        usual = reader_of(store)
        for wrong in (str(tmp_path), "/nowhere/at/all", " "):
            with pytest.raises(ModelError):
                choose_relation_model(store, wrong, Settings())
        assert reader_of(store) == usual


def test_the_relations_of_two_models_are_never_mixed(tmp_path: Path) -> None:
    folder = write_cross_encoder(tmp_path / "nli", LABELS)
    with Store(None) as store:
        usual = choose_relation_model(store, None, Settings()).name
        assert choose_relation_model(store, str(folder), Settings()).name != usual


@pytest.mark.parametrize("command", ["ingest", "link"])
def test_the_commands_that_compare_claims_take_it(command: str) -> None:
    [option] = [p for p in cli.commands[command].params if p.name == "relation_model"]
    assert "--relation-model" in option.opts
