from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimtrack.cli import cli
from tests.cli.running import GATE, Run


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def invoke(*arguments: str, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, arguments, input=text)

    return invoke


@pytest.fixture
def filled(run: Run) -> Run:
    Path("gate.txt").write_text(GATE, encoding="utf-8")
    result = run(
        "ingest", "news.db", "gate.txt", "--source", "The Post", "--published", "2026-03-01"
    )
    assert result.exit_code == 0, result.output
    return run
