"""Commands that hand disputes on, and bring databases together: export, feed, merge."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from claimtrack.cli.base import (
    cli,
    database_argument,
    open_reader,
    open_tracker,
    plain,
    progress_bars,
)
from claimtrack.cli.files import write_document
from claimtrack.cli.filters import dispute_filters, tell_of_weaker
from claimtrack.errors import ClaimtrackError
from claimtrack.filters import WORTH_READING

if TYPE_CHECKING:
    from claimtrack.exporting import ExportFormat
    from claimtrack.records import Dispute
    from claimtrack.tracker import Tracker

__all__ = ["export", "feed", "merge"]

# Those of claimtrack.exporting, which would take its time to import.
_FORMATS = (
    "csv",
    "jsonl",
    "claim-jsonld",
    "webannotation",
    "claimreview-draft",
    "graphml",
    "parquet",
    "html",
)
_NEVER = "1970-01-01T00:00:00+00:00"
_ENTRIES = 50  # of a feed, unless told otherwise
_OUTPUT = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, allow_dash=True),
    callback=lambda _context, _option, path: None if path == Path("-") else path,
    metavar="FILE",
    help="Write here, not to stdout. A file that is there is replaced, once all is written.",
)


@cli.command()
@database_argument()
@click.option(
    "--format",
    "output_format",
    type=click.Choice(_FORMATS),
    required=True,
    metavar="FORMAT",
    help="One of those above.",
)
@_OUTPUT
@click.option("--dispute", "chosen", metavar="ID", multiple=True, help="This one; repeatable.")
@click.option(
    "--excel-safe", is_flag=True, help="CSV that a spreadsheet opens without running formulas."
)
@dispute_filters(f"{WORTH_READING} with html, else none")
def export(
    db: Path,
    output_format: ExportFormat,
    output: Path | None,
    chosen: tuple[str, ...],
    excel_safe: bool,
    **filters: Any,
) -> None:
    """Write disputes in a format for other programs, or for readers.

    \b
    csv, jsonl, parquet  one row a claim in a side of a dispute
    claim-jsonld         schema.org Claim, with what contradicts it
    claimreview-draft    schema.org ClaimReview without a rating
    webannotation        W3C Web Annotation: the claims in their articles
    graphml              who contradicts whom
    html                 a report to mail or to print

    Rejected disputes are left out unless --status or --dispute asks for them.
    """  # noqa: D301 - \b is meant as the character by which click keeps lines apart
    from claimtrack.exporting import export as exported

    if excel_safe and output_format != "csv":
        raise click.UsageError("--excel-safe goes with --format csv")
    if chosen and any(value is not None for value in filters.values()):
        raise click.UsageError("give --dispute or filters, not both")
    if output_format == "parquet" and output is None and sys.stdout.isatty():
        raise ClaimtrackError("Parquet is no text for a terminal; give --output FILE")
    least = WORTH_READING if output_format == "html" else 0.0
    with open_reader(db) as tracker, tracker.store.snapshot():
        disputes = _chosen(tracker, chosen) if chosen else _filtered(tracker, filters, least)
        selection = tracker.selection(disputes)
        weaker = 0 if chosen or not least else len(tracker.disputes(**filters)) - len(disputes)
    if filters["min_score"] is None:
        tell_of_weaker(len(disputes), weaker, filters["limit"])
    write_document(exported(selection, output_format, excel_safe=excel_safe), output, keep=db)
    _tell(len(disputes), output)


@cli.command()
@database_argument()
@click.option("--base-url", metavar="URL", help="Where Datasette serves DB: entries link there.")
@_OUTPUT
@dispute_filters(str(WORTH_READING))
def feed(
    db: Path, base_url: str | None, output: Path | None, limit: int | None, **filters: Any
) -> None:
    """Print an Atom feed of new disputes, the last found first.

    It has 50 entries, or --limit. An entry keeps its id in every run, and counts as
    updated when a person reviews the dispute. The address with --base-url is one like
    http://127.0.0.1:8001/news.
    """
    from claimtrack.exporting import atom_feed, newest

    if base_url is not None and not _is_web_address(base_url):
        raise click.UsageError("--base-url takes an address that begins with http:// or https://")
    with open_reader(db) as tracker, tracker.store.snapshot():
        disputes = newest(_filtered(tracker, filters, WORTH_READING), limit or _ENTRIES)
        selection = tracker.selection(disputes)
        runs = tracker.store.runs()
    # The first run of a database is its own, and stays when the file moves.
    first, last = (str(runs[place]["created"]) if runs else _NEVER for place in (0, -1))
    name = repr((first, sorted((key, value) for key, value in filters.items() if value)))
    document = atom_feed(selection, name=name, moment=last, base_url=base_url)
    write_document([document], output, keep=db)
    _tell(len(disputes), output)


@cli.command()
@database_argument(new=True)
@click.argument(
    "parts", metavar="PART...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
def merge(db: Path, parts: tuple[Path, ...]) -> None:
    """Bring what other databases hold into DB.

    Articles with all their revisions, reviews, aliases and opinions of language models: in
    any order and however often, the result is the same. Where aliases disagree the last
    one said counts, and a line on stderr says so. Every PART is only read; its log of
    runs and its choice of an encoder are not taken over.
    """
    from claimtrack.store.merging import open_parts

    with open_parts(parts, db):
        pass  # whatever is wrong with one of them is said before DB is made
    with open_tracker(db) as tracker, progress_bars() as progress:
        known = tracker.store.dispute_ids()
        merged = tracker.merge(parts, progress=progress)
        disputes = tracker.store.dispute_ids()
    for note in merged.notes:
        click.echo(plain(note), err=True)
    click.echo(f"articles: {merged.articles} new, {merged.known} already there")
    click.echo(f"claims:   {merged.claims} new")
    aliases = _count(merged.aliases, "new alias", "new aliases")
    click.echo(f"people:   {_count(merged.reviews, 'new review')}, {aliases}")
    click.echo(f"models:   {_count(merged.opinions, 'new opinion')}")
    click.echo(f"disputes: {len(disputes - known)} new, {len(disputes)} in all")


def _filtered(tracker: Tracker, filters: dict[str, Any], least: float) -> list[Dispute]:
    """Return the disputes that pass; ``least`` is the score asked for by nobody else."""
    if filters["min_score"] is None:
        filters = filters | {"min_score": least}
    return tracker.disputes(**filters)


def _chosen(tracker: Tracker, keys: tuple[str, ...]) -> list[Dispute]:
    """Return the disputes with these ids, each once."""
    return list({dispute.id: dispute for dispute in map(tracker.dispute, keys)}.values())


def _tell(disputes: int, output: Path | None) -> None:
    """Say on stderr what was written, or that there was nothing to write."""
    if output is not None:
        click.echo(f"{_count(disputes, 'dispute')} written to {output}", err=True)
    elif not disputes:
        click.echo("no disputes found", err=True)


def _is_web_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
