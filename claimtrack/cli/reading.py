"""Commands that read a database: disputes, claims, search, topics, speakers, show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimtrack.cli.base import (
    cli,
    database_argument,
    open_reader,
    output_options,
    print_claims,
    print_table,
    width,
    write_rows,
)
from claimtrack.cli.filters import dispute_filters, tell_of_weaker
from claimtrack.errors import NotFoundError
from claimtrack.filters import WORTH_READING
from claimtrack.records import FORMS

if TYPE_CHECKING:
    from claimtrack.output import Format
    from claimtrack.records import Dispute
    from claimtrack.tracker import Tracker

__all__ = [
    "claims",
    "disputes",
    "print_disputes",
    "search",
    "show",
    "speakers",
    "topics",
]


@cli.command()
@database_argument()
@dispute_filters(f"{WORTH_READING}; none with --json, --nl, --csv")
@output_options
def disputes(db: Path, output: Format | None, **filters: Any) -> None:
    """List disputes, best first, with who holds which side."""
    weakest = filters.pop("min_score")
    if weakest is None:
        weakest = 0.0 if output else WORTH_READING
    with open_reader(db) as tracker:
        found = tracker.disputes(min_score=weakest, **filters)
        weaker = 0 if output else len(tracker.disputes(**filters)) - len(found)
    print_disputes(found, output)
    if not output:
        told = tell_of_weaker(len(found), weaker, filters["limit"])
        if not told and not found:
            click.echo("no disputes found", err=True)


def print_disputes(found: Sequence[Dispute], output: Format | None) -> None:
    """Print disputes in a format for machines, or one below the other for people."""
    from claimtrack.output import dispute_fields, dispute_rows
    from claimtrack.render import dispute_lines

    if output == "csv":
        write_rows((row for dispute in found for row in dispute_rows(dispute)), output)
    elif output:
        write_rows(map(dispute_fields, found), output)
    else:
        for number, dispute in enumerate(found, 1):
            click.echo("\n".join([*dispute_lines(dispute, number, width()), ""]))


@cli.command()
@database_argument()
@click.option("--speaker", help="A speaker, by any name it goes by.")
@click.option("--source", help="A publication.")
@click.option("--topic", help="A topic's id, or words of its label.")
@click.option("--form", type=click.Choice(FORMS), help="How the article gives the words.")
@click.option("--article", help="An article's id or url.")
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@output_options
def claims(db: Path, output: Format | None, **filters: Any) -> None:
    """List claims: who said what, where, in the exact words."""
    with open_reader(db) as tracker:
        found = tracker.claims(**filters)
    print_claims(found, output)


@cli.command(context_settings={"ignore_unknown_options": True})
@database_argument()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@output_options
def search(db: Path, query: str, limit: int, output: Format | None) -> None:
    """Find claims by their words, best match first.

    QUERY is any words; those in double quotation marks are looked for as a phrase.
    """
    with open_reader(db) as tracker:
        found = tracker.search(query, limit=limit)
    print_claims(found, output)


@cli.command()
@database_argument()
@output_options
def topics(db: Path, output: Format | None) -> None:
    """List topics, those with most claims first."""
    from claimtrack.output import topic_fields

    with open_reader(db) as tracker:
        rows = [topic_fields(topic) for topic in tracker.topics()]
    print_table(rows, ("claims", "id", "label"), output)


@cli.command()
@database_argument()
@click.option("--ambiguous", is_flag=True, help="Only those that may be others under a short name.")
@output_options
def speakers(db: Path, ambiguous: bool, output: Format | None) -> None:
    """List speakers, most claims first, with their other names.

    Where an article gives a surname or an acronym alone, and nothing tells whose it is, it
    stays a speaker of its own; --ambiguous lists these with who they may be. `claimtrack
    alias DB NAME SPEAKER` settles it.
    """
    from claimtrack.output import speaker_fields

    if ambiguous:
        _print_ambiguous(db, output)
        return
    with open_reader(db) as tracker:
        said = tracker.claims_by_speaker()
        found = sorted(tracker.speakers(), key=lambda speaker: -said.get(speaker.id, 0))
    rows = [speaker_fields(speaker, said.get(speaker.id, 0)) for speaker in found]
    print_table(rows, ("claims", "name", "kind", "aliases"), output)


def _print_ambiguous(db: Path, output: Format | None) -> None:
    from claimtrack.output import speaker_fields

    with open_reader(db) as tracker:
        said = tracker.claims_by_speaker()
        found = tracker.ambiguous_speakers()
    rows = [
        speaker_fields(speaker, said.get(speaker.id, 0))
        | {"candidates": [candidate.name for candidate in candidates]}
        for speaker, candidates in found
    ]
    print_table(rows, ("claims", "name", "candidates"), output)


@cli.command()
@database_argument()
@click.argument("shown", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(db: Path, shown: str, as_json: bool) -> None:
    """Show one dispute, or one article with its claims marked.

    ID is an id as a list shows it (its beginning is enough) or an article's url.
    """
    from claimtrack.output import dispute_fields

    with open_reader(db) as tracker:
        try:
            dispute = tracker.dispute(shown)
        except NotFoundError:
            _show_article(tracker, shown, as_json)
            return
        if as_json:
            write_rows([dispute_fields(dispute)], "nl")
            return
        from claimtrack.render import full_dispute_lines

        click.echo("\n".join(full_dispute_lines(dispute, tracker.reviews(dispute.id), width())))


def _show_article(tracker: Tracker, article_id: str, as_json: bool) -> None:
    try:
        article = tracker.article(article_id)
    except NotFoundError:
        raise NotFoundError(
            f"no dispute or article has the id {article_id!r}; "
            "`claimtrack disputes DB` lists the disputes"
        ) from None
    found = tracker.claims(article=article.id)
    if as_json:
        from dataclasses import asdict

        from claimtrack.output import claim_fields

        fields = asdict(article) | {"claims": [claim_fields(claim) for claim in found]}
        write_rows([fields], "nl")
        return
    from claimtrack.render import article_lines

    disputed = frozenset(
        claim.id
        for dispute in tracker.disputes()
        for side in dispute.sides
        for claim in side.claims
    )
    click.echo("\n".join(article_lines(article, found, disputed, width())))
