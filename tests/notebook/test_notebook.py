"""The worked example runs, and shows what it shows now."""

from __future__ import annotations

import pytest

from tests.notebook.running import executed, read


@pytest.mark.model
def test_the_notebook_shows_what_it_prints() -> None:
    stored, now = read(), executed()
    for before, after in zip(stored.cells, now.cells, strict=True):
        assert before.get("outputs") == after.get("outputs"), before.source


def test_every_cell_of_the_notebook_was_run_in_order() -> None:
    counts = [cell.execution_count for cell in read().cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
