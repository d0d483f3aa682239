from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from claimtrack.embedding import HashingEncoder
from claimtrack.errors import InputError
from claimtrack.lab.pair_scores import judge_pairs, read_pairs, score_pairs, write_predictions
from claimtrack.records import CandidatePair, Relation

ROWS = {
    "p1": {"a": "the gate was open", "b": "the gate was shut", "label": "conflict",
           "category": "state"},
    "p2": {"a": "the gate was open", "b": "it rained", "label": "neither", "category": "state"},
    "p3": {"a": "it rained", "b": "rain fell", "label": "agree", "category": "words"},
}  # fmt: skip


class ShutModel:
    """Holds that whatever speaks of shutting is a conflict, of rain falling an agreement."""

    name = "shut"

    def judge(self, pairs: Sequence[CandidatePair]) -> list[Relation]:
        return [self._relation(pair) for pair in pairs]

    def _relation(self, pair: CandidatePair) -> Relation:
        if "shut" in pair.b.text:
            return Relation(pair.a.id, pair.b.id, "conflict", 0.9, "fact", ("shut",))
        if "fell" in pair.b.text:
            return Relation(pair.a.id, pair.b.id, "agree", 0.4, None, ("fell",))
        return Relation(pair.a.id, pair.b.id, "neither", 0.4)


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_pairs_go_by_their_id_else_by_their_line(tmp_path: Path) -> None:
    path = write(tmp_path / "p", '{"a": "x", "b": "y"}', '{"id": 7, "a": "x", "b": "z"}')
    assert {name: row["b"] for name, row in read_pairs(path).items()} == {"0": "y", "7": "z"}


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"a": "x"}', '{"a": "x", "b": 3}'])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError, match="line 2"):
        read_pairs(write(tmp_path / "p", '{"a": "x", "b": "y"}', line))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no pairs"):
        read_pairs(write(tmp_path / "p"))


def test_figures_are_told_over_all_and_by_category() -> None:
    scores = score_pairs(judge_pairs(ROWS, ShutModel(), HashingEncoder(64)))
    assert list(scores) == ["all", "state", "words"]
    assert scores["all"]["accuracy"] == 1
    assert scores["all"]["conflict_auc"] == scores["state"]["conflict_f1"] == 1
    assert scores["words"] == {"pairs": 1, "accuracy": 1, "called_conflict": 0}


def test_predictions_are_written_a_line_a_pair(tmp_path: Path) -> None:
    judged = judge_pairs(ROWS, ShutModel(), HashingEncoder(64))
    write_predictions(tmp_path / "out.jsonl", judged)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert rows == [
        {"id": "p1", "label": "conflict", "conflict": 0.9, "kind": "fact"},
        {"id": "p2", "label": "neither", "conflict": 0.4, "kind": None},
        {"id": "p3", "label": "agree", "conflict": 0.0, "kind": None},
    ]
    with pytest.raises(InputError, match="cannot write"):
        write_predictions(tmp_path / "no" / "out.jsonl", judged)


def test_swapping_the_two_claims_changes_no_answer_of_the_built_in_model() -> None:
    swapped = {name: row | {"a": row["b"], "b": row["a"]} for name, row in ROWS.items()}
    forth, back = (judge_pairs(rows, encoder=HashingEncoder(64)) for rows in (ROWS, swapped))
    told = [
        [(pair.relation.label, pair.conflict, pair.relation.kind) for pair in judged]
        for judged in (forth, back)
    ]
    assert told[0] == told[1]
    assert any(pair.conflict > 0 for pair in forth)
