"""Runs the notebook as Jupyter would; ``python -m tests.notebook.running`` writes it anew."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).with_name("fact_checking.ipynb")


def read() -> nbformat.NotebookNode:
    """Return the notebook as it is stored, outputs included."""
    notebook: nbformat.NotebookNode = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def executed() -> nbformat.NotebookNode:
    """Return the notebook with the outputs that it has now; nothing tells where and when."""
    notebook = read()
    client = NotebookClient(
        notebook,
        timeout=300,
        record_timing=False,
        resources={"metadata": {"path": str(NOTEBOOK.parent)}},
    )
    client.execute()
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"]}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            # Libraries warn there, of what differs from machine to machine.
            cell.outputs = [one for one in cell.outputs if one.get("name") != "stderr"]
    return notebook


if __name__ == "__main__":
    nbformat.write(executed(), NOTEBOOK)  # type: ignore[no-untyped-call]
