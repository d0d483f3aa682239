"""The command line: parse, call, print. Results go to stdout, progress and complaints to stderr."""

from __future__ import annotations

from claimtrack.cli import (
    evaluating,
    judging,
    reading,
    running,
    sharing,
    training,
    watching,
    writing,
)
from claimtrack.cli.base import cli

__all__ = [
    "cli",
    "evaluating",
    "judging",
    "main",
    "reading",
    "running",
    "sharing",
    "training",
    "watching",
    "writing",
]


def main() -> None:
    """Run the command line."""
    cli(prog_name="claimtrack")
