from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.lab.making import small_gold

GOLD = {
    "id": "a",
    "category": "wire",
    "text": "The ministry said it rained.",
    "attributions": [{"speaker": [[0, 12]], "cue": [[13, 17]], "content": [[18, 27]]}],
}


def test_evaluate_attribution_prints_figures_and_writes_what_it_found(run: Run) -> None:
    Path("gold.jsonl").write_text(json.dumps(GOLD) + "\n", "utf-8")
    result = run("evaluate", "attribution", "gold.jsonl", "--predictions", "found.jsonl")
    assert result.exit_code == 0, result.output
    lines = dict(line.split(maxsplit=1) for line in result.stdout.splitlines())
    assert lines["exact_cue"] == lines["tuple_f1"] == "1.000"
    assert lines["wire"] == "1.000 in 1 texts"
    (found,) = map(json.loads, Path("found.jsonl").read_text("utf-8").splitlines())
    assert found == GOLD


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "no annotated text"), ("{}\n", "line 1: no 'text'"), ("nonsense\n", "line 1")],
)
def test_a_file_of_another_form_is_one_line_and_exit_1(
    run: Run, content: str, message: str
) -> None:
    Path("gold.jsonl").write_text(content, "utf-8")
    result = run("evaluate", "attribution", "gold.jsonl")
    assert result.exit_code == 1
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_predictions_that_cannot_be_written(run: Run) -> None:
    Path("gold.jsonl").write_text(json.dumps(GOLD), "utf-8")
    result = run("evaluate", "attribution", "gold.jsonl", "--predictions", "no/such/place.jsonl")
    assert result.exit_code == 1
    assert "cannot write no/such/place.jsonl" in result.stderr


def test_a_model_that_is_none(run: Run) -> None:
    Path("gold.jsonl").write_text(json.dumps(GOLD), "utf-8")
    Path("model").mkdir()
    result = run("evaluate", "attribution", "gold.jsonl", "--model", "model")
    assert result.exit_code == 1
    assert "cannot read the attribution model" in result.stderr


def test_used_wrongly_it_is_a_usage_error(run: Run) -> None:
    assert run("evaluate", "attribution").exit_code == 2
    assert run("evaluate", "attribution", "nowhere.jsonl").exit_code == 2


def test_evaluate_pronouns(run: Run) -> None:
    text = "Maria Lind spoke first. She agreed."
    entry = {"text": text, "chains": [[[0, 10], [24, 27]]]}
    Path("gold.jsonl").write_text(json.dumps(entry), "utf-8")
    result = run("evaluate", "pronouns", "gold.jsonl")
    assert result.exit_code == 0, result.output
    assert result.stdout.split() == ["she", "1.000", "overall", "1.000"]


def test_evaluate_pronouns_on_something_else(run: Run) -> None:
    Path("gold.jsonl").write_text('{"text": "x"}\n', "utf-8")
    result = run("evaluate", "pronouns", "gold.jsonl")
    assert result.exit_code == 1
    assert "line 1: neither a GAP pair nor a text with chains" in result.stderr


def test_evaluate_disputes_and_topics_print_figures(run: Run) -> None:
    small_gold(Path("data"), 2)
    result = run("evaluate", "disputes", "data")
    assert result.exit_code == 0, result.output
    lines = dict(line.split(maxsplit=1) for line in result.stdout.splitlines())
    assert lines["claim_recall"] == "1.000"
    assert lines["fact"].endswith("of 2")
    result = run("evaluate", "topics", "data")
    assert result.exit_code == 0, result.output
    assert "v_measure" in result.stdout


def test_evaluate_pairs_prints_figures_and_writes_answers(run: Run) -> None:
    row = {"a": "The gate was open.", "b": "The gate was shut.", "label": "conflict"}
    Path("pairs.jsonl").write_text(json.dumps(row), "utf-8")
    result = run("evaluate", "pairs", "pairs.jsonl", "--predictions", "out.jsonl")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("all  ")
    answer = json.loads(Path("out.jsonl").read_text("utf-8"))
    assert answer["id"] == "0"
    assert 0 <= answer["conflict"] <= 1


@pytest.mark.parametrize(
    ("command", "message"),
    [("pairs", "no JSON object"), ("disputes", "no folder of annotated disputes")],
)
def test_what_cannot_be_evaluated_is_one_line(run: Run, command: str, message: str) -> None:
    Path("folder").mkdir()
    Path("file").write_text("nonsense", "utf-8")
    result = run("evaluate", command, "file" if command == "pairs" else "folder")
    assert result.exit_code == 1
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
