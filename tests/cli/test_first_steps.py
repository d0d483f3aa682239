"""What a newcomer does first, with the models that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import GATE, Run

pytestmark = pytest.mark.model


@pytest.mark.parametrize("path", ["nowhere.txt", "empty.txt"])
def test_nothing_to_read_in_a_new_database_is_one_clear_line(run: Run, path: str) -> None:
    Path("empty.txt").write_bytes(b"")
    result = run("ingest", "news.db", path)
    assert result.exit_code == 1
    assert [line for line in result.stderr.splitlines() if path in line] == [
        line for line in result.stderr.splitlines() if line.startswith("rejected: ")
    ]
    assert "unexpected" not in result.output
    Path("gate.txt").write_text(GATE, encoding="utf-8")
    again = run("ingest", "news.db", "gate.txt")
    assert again.exit_code == 0
    assert "1 new" in again.stdout


def test_a_text_without_claims_leaves_nothing_to_compare(run: Run) -> None:
    Path("short.txt").write_text("Yes.", encoding="utf-8")
    run("ingest", "news.db", "short.txt")
    assert run("link", "news.db").exit_code == 0
    assert run("disputes", "news.db").exit_code == 0
