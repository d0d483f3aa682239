"""Commands that change a database: ingest, link, alias, review."""

from __future__ import annotations

import sys
from collections.abc import Iterator
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
    relation_model_option,
)
from claimtrack.records import Decision

if TYPE_CHECKING:
    from claimtrack.tracker import IngestSummary

__all__ = ["alias", "ingest", "link", "review"]


@cli.command()
@database_argument(new=True)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--source", help="The publication, where a file does not tell it.")
@click.option("--published", metavar="DATE", help="The date, where a file does not tell it.")
@click.option("--url", help="The address of the one article read, where it does not tell it.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    metavar="N",
    help="At most so many new articles of each PATH.  [default: 100 of a feed, else all]",
)
@encoder_option
@relation_model_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def ingest(
    db: Path,
    paths: tuple[str, ...],
    source: str | None,
    published: str | None,
    url: str | None,
    limit: int | None,
    as_json: bool,
    **models: str | None,
) -> None:
    """Read articles, find their claims and update the disputes.

    PATH is a file, a directory (read with all below it) or "-" for standard input: plain
    text, Markdown, HTML, JSON, JSON lines, CSV, e-mail (.eml, .mbox), PDF, DOCX, WARC or
    subtitles (WebVTT, SRT), each also gzipped. The last four need
    pip install 'claimtrack[formats]'. It may also be a web address, of a page or of a feed or
    sitemap, whose pages are then fetched, newest first: pip install 'claimtrack[web]'. Texts
    that are not in English are stored without claims.
    """
    encoder, relation_model = models["encoder"], models["relation_model"]
    with (
        open_tracker(db, encoder=encoder, relation_model=relation_model) as tracker,
        progress_bars() as progress,
    ):
        summary = tracker.ingest(
            paths, source=source, published=published, url=url, limit=limit, progress=progress
        )
    for rejection in summary.rejected:
        click.echo(f"rejected: {plain(str(rejection))}", err=True)
    if as_json:
        from claimtrack import output

        click.echo(output.as_json(summary.as_dict(), indent=2))
    else:
        for line in _summary_lines(summary):
            click.echo(line)
    if summary.rejected:
        sys.exit(1)


@cli.command()
@database_argument()
@click.argument("name")
@click.argument("speaker", required=False)
@click.option("--from", "start", metavar="DATE", help="In articles of this day and later.")
@click.option("--until", "end", metavar="DATE", help="In articles of earlier days than this.")
@click.option("--remove", is_flag=True, help="Forget that NAME was said to be another name.")
def alias(
    db: Path, name: str, speaker: str | None, start: str | None, end: str | None, remove: bool
) -> None:
    """Say that NAME is another name of SPEAKER.

    An office changes hands: with dates (YYYY-MM-DD) NAME means SPEAKER in the articles
    published between them, and may mean another speaker in others. The disputes are brought
    up to date.
    """
    if remove == bool(speaker) or (remove and (start or end)):
        raise click.UsageError("give NAME and SPEAKER, or NAME and --remove")
    with open_tracker(db, create=False) as tracker, progress_bars() as progress:
        if speaker:
            known = tracker.is_named(speaker)
            tracker.add_alias(name, speaker, start=start, end=end, progress=progress)
            if not known:
                click.echo(f"note: no article names {plain(speaker)} so far", err=True)
            click.echo(f"{plain(name)} is now another name of {plain(speaker)}")
        else:
            tracker.remove_alias(name, progress=progress)
            click.echo(f"{plain(name)} stands for itself again")


@cli.command()
@database_argument()
@click.argument("dispute", metavar="ID")
@click.argument("decision", type=click.Choice(["confirmed", "rejected", "unsure"]))
@click.option("--note", help="Why.")
@click.option("--reviewer", help="Who decides.  [default: the user's name]")
def review(
    db: Path,
    dispute: str,
    decision: Decision,
    note: str | None,
    reviewer: str | None,
) -> None:
    """Record a person's decision on a dispute.

    ID is an id as a list shows it; its beginning is enough. Decisions are only ever added:
    the last one counts.
    """
    with open_tracker(db, create=False) as tracker:
        made = tracker.review(dispute, decision, note=note, reviewer=reviewer or _user())
    click.echo(f"{made.dispute}: {made.decision}")


@cli.command()
@database_argument()
@encoder_option
@relation_model_option
@click.option("--force", is_flag=True, help="Compute everything again, whatever has changed.")
def link(db: Path, encoder: str | None, relation_model: str | None, force: bool) -> None:
    """Bring speakers, topics and disputes up to date.

    Every command that changes something does so by itself.
    """
    with (
        open_tracker(db, create=False, encoder=encoder, relation_model=relation_model) as tracker,
        progress_bars() as progress,
    ):
        changed = tracker.link(force=force, progress=progress)
        count = tracker.counts()["disputes"]
    click.echo(_count(count, "dispute") + ("" if changed else ", already up to date"))


def _summary_lines(summary: IngestSummary) -> Iterator[str]:
    revisions = f" ({_count(summary.revisions, 'new revision')})" if summary.revisions else ""
    yield (
        f"articles: {summary.new} new{revisions}, {summary.unchanged} unchanged, "
        f"{_count(summary.copies, 'copy', 'copies')}, {len(summary.rejected)} rejected"
    )
    if summary.languages:
        number = sum(summary.languages.values())
        each = ", ".join(f"{code} {count}" for code, count in summary.languages.items())
        yield (
            f"language: {_count(number, 'article')} not in English stored without claims ({each})"
        )
    if summary.ignored:
        yield f"ignored:  {_count(summary.ignored, 'file')} of no kind that claimtrack reads"
    if summary.feeds:
        yield f"feeds:    {summary.feeds} followed, {summary.feeds_unchanged} of them unchanged"
    if summary.left:
        yield f"left:     {_count(summary.left, 'page')} for the next run; --limit takes more"
    yield f"claims:   {summary.claims_new} new, {summary.claims} in all"
    yield f"found:    {_count(summary.speakers, 'speaker')}, {_count(summary.topics, 'topic')}"
    yield f"disputes: {summary.disputes_new} new, {summary.disputes} in all"
    yield f"time:     {summary.seconds:.1f} s, {summary.articles_per_second:.1f} articles/s"


def _count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def _user() -> str | None:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None
