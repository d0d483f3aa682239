from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimtrack.cli import cli
from claimtrack.errors import InputError
from claimtrack.lab.benchmark import run_benchmark

ROOT = Path(__file__).parents[2]
STAGES = {
    "reading", "sentences", "attribution", "speakers", "embedding", "topics", "pairing",
    "opposition", "disputes", "storing",
}  # fmt: skip


@pytest.mark.model
def test_a_benchmark_reports_every_stage_and_the_ratio_to_the_bare_model() -> None:
    run = CliRunner().invoke(cli, ["benchmark", str(ROOT / "seeds"), "--json"])
    assert run.exit_code == 0, run.output
    figures = json.loads(run.stdout)
    assert {f"{stage}_seconds" for stage in STAGES} <= set(figures)
    assert figures["articles"] == 9
    assert figures["claims"] > figures["disputes"] > 0
    assert 0 < figures["bare_forward_seconds"] < figures["model_seconds"] < figures["seconds"]
    ratio = figures["seconds"] / figures["bare_forward_seconds"]
    assert figures["ratio_to_bare_forward"] == pytest.approx(ratio)
    share = 1 - figures["model_seconds"] / figures["seconds"]
    assert figures["share_outside_the_model"] == pytest.approx(share)


def test_nothing_to_read_is_nothing_to_measure(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(InputError, match="nothing to measure"):
        run_benchmark([str(tmp_path)], limit=None, encoder=None, progress=lambda *_: None)
