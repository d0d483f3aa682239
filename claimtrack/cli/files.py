"""Writing a whole document to a file or to stdout."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from claimtrack.cli.base import plain
from claimtrack.errors import ClaimtrackError

__all__ = ["write_document"]


def write_document(pieces: Iterable[bytes], target: Path | None, *, keep: Path) -> None:
    """Write a document to ``target``, or to stdout if that is None.

    The file appears, or replaces an earlier one, when it is complete; until then, and if
    anything goes wrong, what was there stays. Raises ClaimtrackError if ``target`` is
    ``keep``, the database that is being read, and OSError if it cannot be written.
    """
    if target is None:
        _print(pieces)
        return
    if target.exists() and target.samefile(keep):
        raise ClaimtrackError(f"{target} is the database itself; give another file to write to")
    if target.exists() and not target.is_file() and not target.is_dir():
        with target.open("wb") as device:  # a pipe, or /dev/stdout: it can't be replaced
            device.writelines(pieces)
        return
    _replace(pieces, Path(os.path.realpath(target)))


def _print(pieces: Iterable[bytes]) -> None:
    if not sys.stdout.isatty():
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        return
    text = b"".join(pieces).decode("utf-8", "replace").removeprefix("\ufeff")
    for line in text.splitlines():
        click.echo(line if line.isprintable() else plain(line))


def _replace(pieces: Iterable[bytes], target: Path) -> None:
    if target.is_dir():
        raise ClaimtrackError(f"{target} is a directory; give the path of a file to write")
    if not target.parent.is_dir():
        raise ClaimtrackError(f"there is no directory {target.parent} to write {target.name} in")
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _mode(target: Path) -> int:
    """Return the permissions of the file to be replaced, else those of a new file."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
