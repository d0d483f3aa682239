from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from claimtrack.errors import ModelError
from claimtrack.opposition import NamedReader
from claimtrack.opposition.reading import OUTCOMES
from tests.builders import say
from tests.opposition.making import write_cross_encoder

GATE = say("The mayor", "the gate was open")
SHUT = say("Anna Holm", "the gate was shut")
INFERENCE = ("entailment", "neutral", "contradiction")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cross_encoder(tmp_path_factory.mktemp("models") / "nli", INFERENCE)


def test_labels_are_read_from_the_configuration(model: Path, tmp_path: Path) -> None:
    turned = write_cross_encoder(tmp_path / "turned", ("CONTRADICTION", "ENTAILMENT", "NEUTRAL"))
    one, other = (NamedReader(str(path)).read([(GATE, SHUT)])[0] for path in (model, turned))
    agree, neither, fact = (OUTCOMES.index(name) for name in ("agree", "neither", "fact"))
    # The same network under other labels: what one calls entailment the other calls contradiction.
    assert one[[agree, neither, fact]].tolist() == pytest.approx(
        other[[fact, agree, neither]].tolist()
    )
    assert one.sum() == pytest.approx(1)


def test_an_answer_does_not_depend_on_the_order_of_the_claims(model: Path) -> None:
    reader = NamedReader(str(model))
    read = reader.read([(GATE, SHUT), (SHUT, GATE), (GATE, GATE)])
    assert read.shape == (3, len(OUTCOMES))
    assert np.array_equal(read[0], read[1])
    assert reader.read([]).shape == (0, len(OUTCOMES))


def test_a_model_of_other_labels_is_refused(tmp_path: Path) -> None:
    path = write_cross_encoder(tmp_path / "mood", ("glad", "sad"))
    with pytest.raises(ModelError, match="has the labels glad, sad; contradiction, entailment"):
        NamedReader(str(path)).read([(GATE, SHUT)])


@pytest.mark.parametrize("name", ["/nowhere/at/all", "a/b/c", "./here"])
def test_a_path_that_is_no_folder_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match=r"no relation model at .*: it is not a folder"):
        NamedReader(name).read([(GATE, SHUT)])


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load the relation model"):
        NamedReader(str(tmp_path)).read([(GATE, SHUT)])


def test_a_model_trained_again_in_its_folder_has_another_name(model: Path, tmp_path: Path) -> None:
    before = NamedReader(str(model)).name
    again = write_cross_encoder(tmp_path / model.name, INFERENCE)
    assert NamedReader(str(again)).name == before
    write_cross_encoder(again, INFERENCE[::-1])
    assert NamedReader(str(again)).name != before
