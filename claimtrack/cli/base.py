"""What the commands share: the group, arguments, an open tracker, progress and printing."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimtrack import __version__
from claimtrack.errors import ClaimtrackError, is_interrupt

if TYPE_CHECKING:
    from claimtrack.output import Format
    from claimtrack.records import Claim
    from claimtrack.tracker import Tracker

__all__ = [
    "cli",
    "database_argument",
    "encoder_option",
    "open_reader",
    "open_tracker",
    "output_options",
    "plain",
    "print_claims",
    "print_table",
    "progress_bars",
    "relation_model_option",
    "width",
    "write_rows",
]

_F = TypeVar("_F", bound=Callable[..., Any])
# Wider lines than this are hard to read, however wide the terminal.
_WIDEST = 100
# Anything that takes longer than this, in seconds, shows that it is under way.
_PATIENCE = 1.0
# The commands that can be interrupted halfway through what they store.
_WRITERS = frozenset({"ingest", "judge", "link", "merge", "watch"})


class Group(click.Group):
    """Turns what goes wrong into one clear line and an exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return self._invoke(ctx)
        except KeyboardInterrupt:
            kept = "; what was stored is kept, and the same command goes on from there"
            writes = ctx.invoked_subcommand in _WRITERS
            click.echo("\nstopped" + (kept if writes else ""), err=True)
            ctx.exit(130)

    def _invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ClaimtrackError as error:
            if is_interrupt(error):
                raise KeyboardInterrupt from error
            raise click.ClickException(" ".join(str(error).split())) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OSError as error:
            # Without a file it is the output: a full disk behind a redirection, mostly.
            what = error.filename or "cannot write the output"
            raise click.ClickException(f"{what}: {error.strerror or error}") from error
        except Exception as error:
            if is_interrupt(error):
                raise KeyboardInterrupt from error
            if os.environ.get("CLAIMTRACK_DEBUG"):
                raise
            text = " ".join(f"{type(error).__name__}: {error}".split())
            raise click.ClickException(
                f"unexpected error ({text}); please report it with what CLAIMTRACK_DEBUG=1 prints"
            ) from error


class _Database(click.Path):
    """A database file that is already there, unless ``new`` ones may be made."""

    def __init__(self, *, new: bool = False) -> None:
        # What can't be read is said by the store, in the same words everywhere.
        super().__init__(dir_okay=True, readable=False, path_type=Path)
        self.new = new

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        if not str(value):
            raise click.ClickException("an empty path; give the path of a database file")
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        try:
            path.stat()
        except FileNotFoundError:
            if not self.new:
                raise click.ClickException(
                    f"{path}: no such database; make it with `claimtrack ingest {path} PATH...`"
                ) from None
        except OSError:
            pass  # the store says what is wrong
        return path


def database_argument(*, new: bool = False) -> Callable[[_F], _F]:
    """Add the database that every command names first; ``new`` ones may be made."""
    return click.argument("db", metavar="DB", type=_Database(new=new))


def output_options(command: _F) -> _F:
    """Add the formats for machines; without one a person reads the result."""
    for name, text in (
        ("csv", "CSV, one row per line."),
        ("nl", "Newline-delimited JSON."),
        ("json", "One JSON array."),
    ):
        command = click.option(f"--{name}", "output", flag_value=name, help=text)(command)
    return command


def encoder_option(command: _F) -> _F:
    """Add the choice of another embedding model."""
    return click.option(
        "--encoder",
        metavar="NAME|PATH",
        help="A sentence-transformers model in place of the embedded all-MiniLM-L6-v2; "
        "the database remembers it.",
    )(command)


def relation_model_option(command: _F) -> _F:
    """Add the choice of another cross-encoder."""
    return click.option(
        "--relation-model",
        metavar="NAME|PATH",
        help="A cross-encoder trained for inference (NLI) in place of the built-in one; the "
        "database remembers it, and 'built-in' brings that one back.",
    )(command)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="claimtrack")
def cli() -> None:
    """Track contradictory claims in the news: who said what, and who says otherwise."""


@contextmanager
def open_tracker(
    db: Path,
    *,
    create: bool = True,
    encoder: str | None = None,
    relation_model: str | None = None,
) -> Iterator[Tracker]:
    """Open a database to change it."""
    from claimtrack.tracker import Tracker

    with Tracker(db, create=create, encoder=encoder, relation_model=relation_model) as tracker:
        yield tracker


@contextmanager
def open_reader(db: Path) -> Iterator[Tracker]:
    """Open a database only to read it."""
    from claimtrack.tracker import Tracker

    with Tracker(db, create=False, read_only=True) as tracker:
        yield tracker


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function that shows a bar on a terminal's stderr once a stage takes a while."""
    bars: dict[str, Any] = {}  # that of the stage under way, by its name
    started = time.monotonic()

    def show(stage: str, done: int, total: int) -> None:
        if time.monotonic() - started < _PATIENCE or not sys.stderr.isatty():
            return
        if stage not in bars:
            _finish(bars)
            bars[stage] = click.progressbar(length=max(total, 1), label=stage, file=sys.stderr)
        bar = bars[stage]
        bar.length = max(total, done, 1)
        bar.update(done - bar.pos)

    try:
        yield show
    finally:
        _finish(bars)


def _finish(bars: dict[str, Any]) -> None:
    """End the lines of the bars and give the terminal its cursor back, full or not."""
    for bar in bars.values():
        bar.render_finish()
    bars.clear()


def print_claims(found: Sequence[Claim], output: Format | None) -> None:
    """Print claims in a format for machines, or one below the other for people."""
    if output:
        from claimtrack.output import claim_fields

        write_rows(map(claim_fields, found), output)
        return
    if not found:
        click.echo("no claims found", err=True)
        return
    from claimtrack.render import claim_lines

    for claim in found:
        click.echo("\n".join([*claim_lines(claim, width()), ""]))


def print_table(
    rows: list[dict[str, object]], columns: tuple[str, ...], output: Format | None
) -> None:
    """Print rows in a format for machines or, of the given columns, as a table."""
    if output:
        write_rows(rows, output)
        return
    if not rows:
        click.echo("nothing found", err=True)
        return
    from claimtrack.render import table_lines

    cells = [[_cell(row[column]) for column in columns] for row in rows]
    for line in table_lines(cells, columns, width()):
        click.echo(line)


def _cell(value: object) -> str:
    return (
        "; ".join(map(str, value))
        if isinstance(value, list)
        else "–"
        if value is None
        else str(value)
    )


def write_rows(rows: Iterable[Mapping[str, object]], output: Format) -> None:
    """Print rows in a format for machines."""
    from claimtrack.output import write

    write(rows, output, _echo_safely if output == "csv" and sys.stdout.isatty() else click.echo)


def _echo_safely(text: str) -> None:
    from claimtrack.render import printable

    for line in text.split("\n"):
        click.echo(printable(line))


def plain(text: str) -> str:
    """Return other people's text on one line that cannot steer a terminal."""
    from claimtrack.render import printable

    return printable(text)


def width() -> int:
    """Return how many characters a line may have."""
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
