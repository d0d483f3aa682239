from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from claimtrack.errors import ModelError
from claimtrack.opposition.reading import CARD, OUTCOMES, WEIGHTS, BuiltInReader, passage
from claimtrack.records import Claim
from tests.builders import deny, make_claim, say

SHIPPED = Path(__file__).parents[2] / "claimtrack" / "models" / "relation"
CLAIMS = [
    say("The army", "rebel gunners opened fire first at the Sarn bridge"),
    deny("The rebels", "they had opened fire first"),
    say("The mayor", "the new school will cost 3 million crowns and open in May"),
    say("", "…"),
]


def test_a_passage_is_speaker_content_and_what_stands_around() -> None:
    sentence = "But the union, which met on Friday, said wages had fallen since March."
    text = "wages had fallen"
    claim = Claim(
        id="a", article="one", start=1000 + sentence.index(text), end=0, text=text,
        form="indirect", speaker="the union", sentence=sentence, sentence_start=1000,
    )  # fmt: skip
    before = "But the union, which met on Friday, said"
    assert passage(claim) == f"the union: wages had fallen [{before} … since March.]"


def test_a_passage_without_speaker_or_surroundings_is_the_content() -> None:
    assert passage(make_claim("It rained.")) == ": It rained."


def test_a_passage_is_one_short_line() -> None:
    long = make_claim("very\n" * 4000)
    assert len(passage(long)) < 400
    assert "\n" not in passage(long)


def test_every_row_is_a_distribution_and_no_order_matters() -> None:
    pairs = [(one, other) for one in CLAIMS for other in CLAIMS]
    reader = BuiltInReader()
    read = reader.read(pairs)
    assert read.shape == (len(pairs), len(OUTCOMES))
    assert np.allclose(read.sum(axis=1), 1, atol=1e-4)
    assert np.array_equal(reader.read([(b, a) for a, b in pairs]), read)
    alone = np.vstack([reader.read([pair]) for pair in pairs])
    assert np.allclose(alone, read, atol=1e-5)
    assert reader.read([]).shape == (0, len(OUTCOMES))


def test_the_name_follows_from_the_weights() -> None:
    digest = json.loads((SHIPPED / CARD).read_text("utf-8"))["sha256"]
    assert BuiltInReader().name == BuiltInReader(SHIPPED).name == f"reader-{digest[:12]}"


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Path]:
    yield Path(shutil.copytree(SHIPPED, tmp_path / "model"))


def test_a_folder_with_the_same_files_reads_the_same(copied: Path) -> None:
    pairs = [(CLAIMS[0], CLAIMS[1])]
    assert np.array_equal(BuiltInReader(copied).read(pairs), BuiltInReader().read(pairs))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": 99}, "not of format"),
        ({"encoder": "another"}, "another encoder"),
        ({"sha256": "0" * 64}, "is damaged"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(
    copied: Path, changes: dict[str, object], message: str
) -> None:
    card = json.loads((copied / CARD).read_text("utf-8")) | changes
    (copied / CARD).write_text(json.dumps(card), "utf-8")
    with pytest.raises(ModelError, match=message):
        BuiltInReader(copied).read([(CLAIMS[0], CLAIMS[1])])


def test_missing_and_broken_files_are_refused(copied: Path) -> None:
    (copied / WEIGHTS).unlink()
    with pytest.raises(ModelError, match="cannot read the relation model"):
        BuiltInReader(copied).read([(CLAIMS[0], CLAIMS[1])])
    (copied / CARD).write_text("no json", "utf-8")
    with pytest.raises(ModelError, match="is no JSON"):
        _ = BuiltInReader(copied).name
