"""The filters that every command on disputes shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from claimtrack.records import KINDS

__all__ = ["dispute_filters", "tell_of_weaker"]

_F = TypeVar("_F", bound=Callable[..., Any])


def dispute_filters(default_score: str) -> Callable[[_F], _F]:
    """Add the filters; ``default_score`` says in words what holds without --min-score."""
    options = [
        click.option("--speaker", help="A speaker, by any name it goes by."),
        click.option("--source", help="A publication."),
        click.option("--topic", help="A topic's id, or words of its label."),
        click.option("--kind", type=click.Choice(KINDS), help="Why the claims oppose each other."),
        click.option("--since", metavar="DATE", help="Published on this day or later."),
        click.option("--until", metavar="DATE", help="Published on this day or earlier."),
        click.option(
            "--min-score",
            type=click.FloatRange(0, 1),
            help=f"Leave out weaker ones.  [default: {default_score}]",
        ),
        click.option(
            "--status",
            type=click.Choice(["open", "confirmed", "rejected", "unsure", "all"]),
            help="By review; without it all but the rejected ones.",
        ),
        click.option("--limit", type=click.IntRange(1), help="At most so many."),
    ]

    def decorate(command: _F) -> _F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def tell_of_weaker(shown: int, weaker: int, limit: int | None) -> bool:
    """Say on stderr how many disputes were left out for their score; False if none were."""
    if not weaker or (limit is not None and shown >= limit):
        return False
    some = "1 weaker candidate" if weaker == 1 else f"{weaker} weaker candidates"
    click.echo(f"{some} left out; --min-score 0 shows all", err=True)
    return True
