"""Commands that make the models: train."""

from __future__ import annotations

from pathlib import Path

import click

from claimtrack.cli.base import cli, progress_bars

__all__ = ["exchange", "train"]


@cli.group()
def train() -> None:
    """Make the small models that claimtrack ships.

    They are fitted to annotated data of your own.
    """


@train.command()
@click.option(
    "--data",
    required=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Annotated disputes: articles.jsonl and gold/*.json.",
)
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where weights.json is written.",
)
def exchange(data: Path, out: Path) -> None:
    """Fit the weights that tell which claims of one article answer each other."""
    from claimtrack.lab.exchange import train_exchange

    with progress_bars() as progress:
        figures = train_exchange(data, out, progress=progress)
    for name, value in figures.items():
        click.echo(f"{name:16} {value:,}")
