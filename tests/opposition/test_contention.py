from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from claimtrack.errors import ModelError
from claimtrack.opposition.contention import (
    contention,
    contested,
    read_contention,
    shipped_contention,
)


def test_a_claim_is_the_likelier_disputed_the_nearer_its_subject() -> None:
    weights = np.array([-0.5, 2.0, 0.0], np.float32)
    odds = contention(np.array([[1, 0], [0, 1], [-1, 0]], np.float32), weights)
    assert odds.tolist() == [1.5, -0.5, -2.5]


def test_odds_are_bounded_and_rounded() -> None:
    weights = np.array([0.0, 90.0], np.float32)
    odds = contention(np.array([[1.0], [-1.0], [0.0123]], np.float32), weights)
    assert odds.tolist() == pytest.approx([3.0, -3.0, 1.11])


def test_there_is_a_weight_for_each_dimension_of_the_embedded_model() -> None:
    assert shipped_contention().shape == (385,)


@pytest.mark.model
def test_what_parties_fight_over_is_likelier_disputed_than_when_a_meeting_began() -> None:
    from claimtrack.embedding import SentenceEncoder

    texts = ["the law lets companies discriminate against gay customers",
             "the committee met in room 12 on Tuesday morning"]  # fmt: skip
    fought, met = contention(SentenceEncoder().encode(texts), shipped_contention())
    assert fought > 0 > met


@pytest.mark.parametrize("text", ["[]", "{}", '{"intercept": 1, "weights": ["much"]}', "no"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ModelError, match="no file of weights"):
        read_contention(path)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot read the weights"):
        read_contention(tmp_path / "nowhere.json")


def test_the_vectors_of_another_encoder_tell_nothing() -> None:
    vectors = np.ones((2, 384), np.float32)
    assert contested("another", vectors).tolist() == [0.0, 0.0]
    assert contested("all-MiniLM-L6-v2", vectors).any()


def test_no_claims_are_not_contested() -> None:
    assert contested("all-MiniLM-L6-v2", np.zeros((0, 0), np.float32)).shape == (0,)
