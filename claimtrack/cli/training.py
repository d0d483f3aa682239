"""Commands that make the models: train."""

from __future__ import annotations

from pathlib import Path

import click

from claimtrack.cli.base import cli, progress_bars

__all__ = ["attribution", "exchange", "train"]


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


@train.command()
@click.option(
    "--data",
    required=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Annotated attributions: train.jsonl and dev.jsonl, or .jsonl.gz.",
)
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the model is written, and a checkpoint after every epoch.",
)
@click.option(
    "--epochs",
    default=6,
    show_default=True,
    type=click.IntRange(min=1),
    help="How often the training texts are read.",
)
def attribution(data: Path, out: Path, epochs: int) -> None:
    """Train the network that finds who says what.

    Six epochs on 840 articles take about an hour on two cores. Stopped, it goes on
    from the last whole epoch when it is started again with the same DIRs.
    """
    from claimtrack.lab.attribution_training import Recipe, train_attribution

    with progress_bars() as progress:
        figures = train_attribution(data, out, progress=progress, recipe=Recipe(epochs=epochs))
    for name, value in figures.items():
        click.echo(f"{name:16} {value:.3f}")
