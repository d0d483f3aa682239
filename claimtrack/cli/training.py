"""Commands that make the models: train."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from claimtrack.cli.base import cli, progress_bars

__all__ = ["attribution", "relation", "train"]

_F = TypeVar("_F", bound=Callable[..., Any])


@cli.group()
def train() -> None:
    """Make the small models that claimtrack ships.

    They are fitted to annotated data of your own.
    """


def _folders(data: str, out: str) -> Callable[[_F], _F]:
    """Add the folder of data to train on and the one where the model goes."""

    def add(command: _F) -> _F:
        into = click.Path(file_okay=False, path_type=Path)
        source = click.Path(exists=True, file_okay=False, path_type=Path)
        command = click.option("--out", required=True, metavar="DIR", type=into, help=out)(command)
        option = click.option("--data", required=True, metavar="DIR", type=source, help=data)
        return option(command)

    return add


@train.command()
@_folders(
    data="A folder with nli/, pairs/, disputes/ and disputes_polnear/ in it.",
    out="Where the model is written, and a checkpoint after every stage.",
)
@click.option(
    "--pairs",
    multiple=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Further hand-written pairs, JSON lines; may be given several times.",
)
@click.option(
    "--weights-only",
    is_flag=True,
    help="Keep the network that is in --out and fit the weights of the evidence alone.",
)
def relation(data: Path, out: Path, pairs: tuple[Path, ...], *, weights_only: bool) -> None:
    """Train what tells whether two claims oppose each other.

    First the network that reads two claims together, in three stages of about 20 minutes
    on two cores; then, in some 10 minutes, the weights of all evidence. Stopped, it goes on
    from the last whole stage when it is started again with the same DIRs.
    """
    from claimtrack.lab.relation_training import train_relation, weigh_evidence

    with progress_bars() as progress:
        if weights_only:
            figures = weigh_evidence(data, out, progress=progress)
        else:
            figures = train_relation(data, out, own_pairs=pairs, progress=progress)
    for name, value in figures.items():
        click.echo(f"{name:16} {value:.3f}" if isinstance(value, float) else f"{name:16} {value}")


@train.command()
@_folders(
    data="Annotated attributions: train.jsonl and dev.jsonl, or .jsonl.gz.",
    out="Where the model is written, and a checkpoint after every epoch.",
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
