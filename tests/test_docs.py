"""The documentation is true: its examples are what the commands print now."""

from __future__ import annotations

import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import click
import pytest

from claimtrack.cli import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.model
def test_the_readme_shows_what_the_commands_print() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "cogapp", "-P", "--check", "--diff", "-I", ".", "README.md"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help_for_itself_and_its_options(name: str) -> None:
    command = cli.commands[name]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name != "limit":
            assert parameter.help, parameter.name


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert name in README


def test_every_extra_that_is_named_can_be_installed() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    extras = set(setup["options.extras_require"])
    texts = [
        README,
        *(path.read_text(encoding="utf-8") for path in ROOT.glob("claimtrack/**/*.py")),
    ]
    named = {name for text in texts for name in re.findall(r"claimtrack\[(\w+)\]", text)}
    assert "llm" in named <= extras


def test_versions_agree() -> None:
    from claimtrack import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
