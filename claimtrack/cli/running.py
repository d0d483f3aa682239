"""Commands that look after the tool itself: doctor, serve, benchmark."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from claimtrack.cli.base import (
    cli,
    database_argument,
    encoder_option,
    open_reader,
    open_tracker,
    plain,
    progress_bars,
)

__all__ = ["benchmark", "doctor", "serve"]


@cli.command()
@database_argument()
def doctor(db: Path) -> None:
    """Check the database, its claims' spans and the models.

    The exit code is 1 if anything is wrong.
    """
    # A copy that nobody may change can still be looked at, all but its search index.
    writable = os.access(db, os.W_OK) and os.access(db.parent, os.W_OK)
    with open_tracker(db, create=False) if writable else open_reader(db) as tracker:
        problems = tracker.check()
        counts = tracker.counts()
    for problem in problems:
        click.echo(f"wrong: {plain(problem)}")
    if problems:
        sys.exit(1)
    click.echo(f"sound: {counts['articles']} articles, {counts['claims']} claims, all exact spans")


@cli.command()
@database_argument()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0: any."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the login link in a browser.")
def serve(db: Path, host: str, port: int, open_browser: bool) -> None:
    """Browse the database with Datasette, on this machine.

    Others can reach it only if --host says so, and then only read. Who opens the login link that
    is printed, which works once, can review disputes and name speakers.
    """
    from claimtrack.web import serve as serve_database

    serve_database(db, host=host, port=port, open_browser=open_browser)


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), help="Only the first so many articles.")
@encoder_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def benchmark(
    paths: tuple[str, ...], limit: int | None, encoder: str | None, as_json: bool
) -> None:
    """Time every stage on the articles of PATH.

    They go into a database in memory, which is then forgotten.
    """
    from claimtrack.lab.benchmark import run_benchmark

    with progress_bars() as progress:
        figures = run_benchmark(paths, limit=limit, encoder=encoder, progress=progress)
    if as_json:
        import json

        click.echo(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        click.echo(
            f"{name:28} {value:,.3f}" if isinstance(value, float) else f"{name:28} {value:,}"
        )
