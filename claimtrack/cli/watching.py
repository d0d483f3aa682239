"""The command that looks at its sources again and again: watch."""

from __future__ import annotations

import re
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimtrack.cli.base import (
    cli,
    database_argument,
    encoder_option,
    open_tracker,
    plain,
    progress_bars,
)
from claimtrack.cli.reading import print_disputes
from claimtrack.errors import InputError, StoreError, is_interrupt
from claimtrack.filters import WORTH_READING

if TYPE_CHECKING:
    from claimtrack.output import Format
    from claimtrack.tracker import IngestSummary, Tracker

__all__ = ["watch"]

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_DURATION = re.compile(r"(\d{1,6})([smhd])", re.IGNORECASE)
# Seconds between two rounds: nobody's server is asked more often than that.
_SHORTEST = 1
_SHORTEST_ON_THE_WEB = 60


def _seconds(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """Return a number with its unit in seconds."""
    if value is None:
        return None
    found = _DURATION.fullmatch(value.strip())
    if found is None:
        raise click.BadParameter(f"{value!r} is no length of time; write 30s, 15m, 2h or 1d")
    return int(found.group(1)) * _UNITS[found.group(2).lower()]


@cli.command()
@database_argument(new=True)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--every",
    callback=_seconds,
    metavar="TIME",
    help="Go on until Ctrl-C, a round every 30s, 15m, 2h or 1d.  [default: one round]",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    metavar="N",
    help="At most so many new articles of each SOURCE and round.",
)
@encoder_option
@click.option("--nl", "output", flag_value="nl", help="Newline-delimited JSON.")
@click.option("--json", "output", flag_value="json", help="One JSON array a round.")
def watch(
    db: Path,
    sources: tuple[str, ...],
    every: int | None,
    limit: int | None,
    encoder: str | None,
    output: Format | None,
) -> None:
    """Read what is new in SOURCE, print its disputes.

    SOURCE is a web address (of a feed, a sitemap or a page), a file or a directory. Pages
    that a feed lists are fetched once, and again when the feed says that they have changed.
    A source that cannot be read is named; the others are read all the same.
    """
    _check(sources, every)
    with open_tracker(db, encoder=encoder) as tracker:
        watching = _Watching(tracker, sources, limit, output)
        if every is None:
            if watching.round():
                sys.exit(1)
            return
        while True:
            started = time.monotonic()
            watching.try_round()
            left = max(0.0, started + every - time.monotonic())
            following = datetime.now().astimezone() + timedelta(seconds=left)
            click.echo(f"next round at {following:%H:%M:%S}; Ctrl-C ends", err=True)
            _wait(left)


class _Watching:
    """The rounds of one watch, which say once what goes on being wrong."""

    def __init__(
        self, tracker: Tracker, sources: tuple[str, ...], limit: int | None, output: Format | None
    ) -> None:
        self._tracker = tracker
        self._sources = sources
        self._limit = limit
        self._output = output
        self._told: frozenset[str] = frozenset()

    def round(self) -> bool:
        """Read what is new and print the new disputes; return whether anything was refused."""
        from claimtrack.novelty import new_disputes

        before = self._tracker.disputes(status="all")
        with progress_bars() as progress:
            summary = self._tracker.ingest(self._sources, limit=self._limit, progress=progress)
        self._complain([f"rejected: {rejection}" for rejection in summary.rejected])
        found = new_disputes(before, self._tracker.disputes(status="all"))
        weakest = 0.0 if self._output else WORTH_READING
        print_disputes([dispute for dispute in found if dispute.score >= weakest], self._output)
        weaker = sum(dispute.score < weakest for dispute in found)
        click.echo(_told(summary, len(found), weaker), err=True)
        return bool(summary.rejected)

    def try_round(self) -> None:
        """Make a round of a loop: what fails, a database in use above all, may work next time."""
        try:
            self.round()
        except (InputError, StoreError) as error:
            if is_interrupt(error):
                raise
            self._complain([f"error: {error}"])

    def _complain(self, complaints: list[str]) -> None:
        """Print what is wrong and was not in the last round."""
        for complaint in complaints:
            if complaint not in self._told:
                click.echo(plain(complaint), err=True)
        self._told = frozenset(complaints)


def _check(sources: tuple[str, ...], every: int | None) -> None:
    """Refuse what cannot be watched, and rounds that follow each other too fast."""
    if "-" in sources:
        raise click.UsageError("standard input cannot be watched; give files, directories or feeds")
    if every is None:
        return
    from claimtrack.gathering.sources import is_followed

    shortest = _SHORTEST_ON_THE_WEB if any(map(is_followed, sources)) else _SHORTEST
    if every < shortest:
        words = "1m for what is on the web" if shortest > _SHORTEST else "1s"
        raise click.UsageError(f"--every must be at least {words}")


def _told(summary: IngestSummary, disputes: int, weaker: int) -> str:
    """Return what a round brought, in one line."""
    parts = [_count(summary.new, "new article"), _count(disputes, "new dispute")]
    if weaker:
        parts[-1] += f" ({weaker} below {WORTH_READING}, not shown)"
    if summary.rejected:
        parts.append(f"{len(summary.rejected)} rejected")
    if summary.left:
        parts.append(f"{_count(summary.left, 'page')} left for the next round")
    return f"{datetime.now().astimezone():%H:%M:%S} {', '.join(parts)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _wait(seconds: float) -> None:
    time.sleep(seconds)
