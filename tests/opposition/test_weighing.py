from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimtrack.errors import ModelError
from claimtrack.opposition.evidence import EVIDENCE, READING, evidence
from claimtrack.opposition.weighing import (
    FIRST_LOOK,
    FORMAT,
    WEIGHING,
    read_weighing,
    shipped_weighing,
)
from tests.builders import deny, say
from tests.opposition.judging import met

SHIPPED = Path(__file__).parents[2] / "claimtrack" / "models" / "relation" / WEIGHING
SAID = say("The anglers", "the company dumped acid in the Tolmin river", article="one")
DENIED = deny("The company", "it had dumped acid in the Tolmin river", article="one", at=100)
REPEATED = say("The company", "it had dumped acid in the Tolmin river", article="one", at=100)


def test_the_weights_that_ship_are_those_of_the_evidence() -> None:
    data = json.loads(SHIPPED.read_text("utf-8"))
    assert data["format"] == FORMAT
    assert tuple(data["question"]["weights"]) == EVIDENCE
    assert tuple(data["sides"]["weights"]) == EVIDENCE
    assert tuple(data["whole"]["weights"]) == (FIRST_LOOK, *READING)
    assert read_weighing(SHIPPED) == shipped_weighing()


def test_a_denial_of_shared_words_is_likelier_opposed() -> None:
    weighing = shipped_weighing()
    denied, repeated = (evidence(met(SAID, other), ()) for other in (DENIED, REPEATED))
    assert weighing.first_look(denied) > 2 * weighing.first_look(repeated)


def test_a_reading_as_opposed_makes_it_likelier() -> None:
    weighing, seen = shipped_weighing(), evidence(met(SAID, DENIED), ())
    chances = [weighing.probability(seen, (odds, -2.0, 0.0)) for odds in (-3.0, 0.0, 3.0)]
    assert chances == sorted(chances)
    assert 0 < chances[0] < chances[1] < chances[2] < 1


def test_the_reason_names_what_weighed_most_first() -> None:
    weighing, seen = shipped_weighing(), evidence(met(SAID, DENIED), ())
    both = zip(weighing.question.parts(seen), weighing.sides.parts(seen), strict=True)
    parts = {name: one + other for (one, name), (other, _) in both}
    named = [name for name in weighing.reason(seen, (3.0, -3.0, 0.0)).split(", ") if name in parts]
    assert "denial of shared words" in named
    assert [parts[name] for name in named] == sorted((parts[n] for n in named), reverse=True)
    assert "reads as opposed" in weighing.reason(seen, (3.0, -3.0, 0.0))
    assert "reads as opposed" not in weighing.reason(seen, (-3.0, -3.0, 0.0))


def broken(tmp_path: Path, **changes: object) -> Path:
    """Write the shipped weights with some entries changed, None leaving one out."""
    data = json.loads(SHIPPED.read_text("utf-8")) | changes
    path = tmp_path / WEIGHING
    path.write_text(json.dumps({k: v for k, v in data.items() if v is not None}), "utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": FORMAT + 1}, f"format {FORMAT + 1}, but this version reads {FORMAT}"),
        ({"format": None}, "no file of weights"),
        ({"question": {"intercept": 0, "weights": {}}}, f"no weight of '{EVIDENCE[0]}'"),
        ({"whole": {"intercept": 0, "weights": {}}}, f"no weight of '{FIRST_LOOK}'"),
        ({"whole": {"intercept": 0, "weights": []}}, "no file of weights"),
        ({"whole": {"intercept": "much", "weights": {}}}, "no file of weights|no weight"),
        ({"whole": None}, "no file of weights"),
    ],
)
def test_a_file_of_another_form_is_refused(
    tmp_path: Path, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        read_weighing(broken(tmp_path, **changes))


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot read the weights"):
        read_weighing(tmp_path / "nowhere.json")
    (tmp_path / "odd.json").write_text("[]", "utf-8")
    with pytest.raises(ModelError, match="no file of weights"):
        read_weighing(tmp_path / "odd.json")
