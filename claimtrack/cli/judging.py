"""The command that asks a language model for its opinion: judge."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimtrack.cli.base import cli, database_argument, open_tracker, plain, progress_bars

if TYPE_CHECKING:
    from claimtrack.judging import Judging

__all__ = ["judge"]


@cli.command()
@database_argument()
@click.option("--model", required=True, metavar="NAME", help="A model that `llm models` lists.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="At most so many questions, those on the best disputes.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be asked, and stop.")
def judge(db: Path, model: str, limit: int, dry_run: bool) -> None:
    """Ask a language model which claims oppose each other.

    The claims in disputes go wherever the model runs. Its opinion is kept beside the
    score and changes neither that nor a review. What it has answered once is not
    asked again.
    """
    problems: list[str] = []
    opposing = 0
    with open_tracker(db, create=False) as tracker, progress_bars() as progress:
        judging = tracker.judging(model, limit=limit)
        click.echo(_estimate(judging), err=True)
        if dry_run or not judging.questions:
            return
        total = len(judging.questions)
        for number, outcome in enumerate(judging.run(), 1):
            progress("Asking the model", number, total)
            opposing += outcome.opposing
            if outcome.problem:
                about = f"question {number} ({outcome.question.topic})"
                problems.append(f"{about}: {outcome.problem}; nothing of it was stored")
    for problem in problems:
        click.echo(plain(problem), err=True)
    click.echo(f"answered: {total - len(problems)} of {_count(total, 'question')}")
    click.echo(f"opposed:  {_count(opposing, 'pair')} of claims, says {plain(judging.model)}")
    if problems:
        sys.exit(1)


def _estimate(judging: Judging) -> str:
    """Return what is about to be asked and roughly how long it is, in one line."""
    if not judging.questions:
        return "no disputes to ask about"
    new = judging.unanswered
    disputes = sum(len(question.disputes) for question in new)
    tokens = sum(question.tokens for question in new)
    asked = len(judging.questions) - len(new)
    return (
        f"{plain(judging.model)}: {_count(len(new), 'question')} on "
        f"{_count(disputes, 'dispute')}, about {tokens:,} tokens and the answers"
        + (f"; {asked} answered before" if asked else "")
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
