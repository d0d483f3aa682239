"""What the README shows, produced by running it: ``cog -P -r -I . README.md`` writes it anew."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def show(command: str) -> None:
    """Print a claimtrack command and what it prints on the sample articles."""
    shown = _run("-m", "claimtrack", *command.split())
    print(f"\n```console\n$ claimtrack {command}\n{shown}```\n")


def commands() -> None:
    """Print the list of commands that ``claimtrack --help`` shows."""
    listed = _run("-m", "claimtrack", "--help")
    print(f"\n```console\n$ claimtrack --help\n{listed}```\n")


def example() -> None:
    """Run the README's Python example and print what it prints."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    match = re.search(r"```python\n(.+?)```", text, re.DOTALL)
    if match is None:
        raise ValueError("README.md has no Python example")
    print(f"\n```\n{_run('-c', match.group(1))}```\n")


def _run(*arguments: str) -> str:
    environment = os.environ | {"COLUMNS": "80"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=_workplace(), env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


@functools.cache
def _workplace() -> Path:
    """Return a directory of its own with the sample articles and their database."""
    workplace = Path(tempfile.mkdtemp(prefix="claimtrack-readme-"))
    shutil.copytree(ROOT / "seeds", workplace / "seeds")
    subprocess.run(
        [sys.executable, "-m", "claimtrack", "ingest", "news.db", "seeds/"],
        cwd=workplace, capture_output=True, check=True,
    )  # fmt: skip
    return workplace
