"""Paths, directories and ``-`` → the list of inputs, known before anything is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimtrack.ingest.formats import SUFFIXES, format_of_name

__all__ = ["STDIN", "Input", "Inputs", "Rejection", "find_inputs"]

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was not read: ``path``, the place in it, and what is wrong and what to do."""

    path: str
    place: str | None
    reason: str

    def __post_init__(self) -> None:
        # File names are bytes: what is no UTF-8 could be neither printed nor stored.
        shown = self.path.encode("utf-8", "backslashreplace").decode("utf-8")
        object.__setattr__(self, "path", shown)

    def __str__(self) -> str:
        where = f"{self.path}, {self.place}" if self.place else self.path
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, or stdin (``-``), with its size in bytes on disk (0 if unknown)."""

    name: str
    size: int

    @property
    def is_stdin(self) -> bool:
        """Whether this is standard input and not a file."""
        return self.name == STDIN


@dataclass(frozen=True, slots=True)
class Inputs:
    """What ``find_inputs`` found: files to read, paths refused, and how many were passed over."""

    found: tuple[Input, ...]
    rejections: tuple[Rejection, ...] = ()
    ignored: int = 0

    @property
    def size(self) -> int:
        """Bytes on disk of all inputs together, for a progress bar."""
        return sum(item.size for item in self.found)


def find_inputs(paths: Sequence[str]) -> Inputs:
    """Return every input that ``paths`` name: each file once, directories walked in order.

    Inside directories hidden files and directories are passed over, and so is every file
    without a known suffix; only the latter are counted as ignored. Files named explicitly are
    taken whatever they are called. Missing paths and directories that hold nothing to read
    become rejections; nothing is raised.
    """
    found: dict[str, Input] = {}
    rejections: list[Rejection] = []
    ignored = 0
    for path in paths:
        if path == STDIN:
            found.setdefault(STDIN, Input(STDIN, 0))
        elif not path:
            rejections.append(Rejection('""', None, "an empty path; give a file or a directory"))
        elif Path(path).is_dir():
            refused = len(rejections)
            inside, passed = _walk(path, rejections)
            ignored += passed
            for item in inside:
                found.setdefault(os.path.realpath(item.name), item)
            if not inside and len(rejections) == refused:
                rejections.append(Rejection(path, None, _nothing_inside(passed)))
        else:
            try:
                size = Path(path).stat().st_size
            except (OSError, ValueError) as error:
                rejections.append(Rejection(path, None, _why(error)))
            else:
                found.setdefault(os.path.realpath(path), Input(path, size))
    return Inputs(tuple(found.values()), tuple(rejections), ignored)


def _walk(top: str, rejections: list[Rejection]) -> tuple[list[Input], int]:
    """Return the readable files under ``top``, sorted, and the number of others."""
    inside: list[Input] = []
    ignored = 0
    for name in _files(top, rejections):
        try:
            status = Path(name).stat()
        except OSError as error:
            rejections.append(Rejection(name, None, _why(error)))
            continue
        if format_of_name(name) and stat.S_ISREG(status.st_mode):
            inside.append(Input(name, status.st_size))
        else:
            ignored += 1
    return inside, ignored


def _files(top: str, rejections: list[Rejection]) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        rejections.append(Rejection(str(error.filename), None, _why(error)))

    for folder, folders, names in os.walk(top, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(folder, name)) for name in sorted(names) if not name.startswith("."))


def _nothing_inside(ignored: int) -> str:
    known = ", ".join(SUFFIXES)
    others = f" ({ignored} other files ignored)" if ignored else ""
    return f"no file to read in this directory{others}; known suffixes: {known}, each also .gz"


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or directory; check the path"
    if isinstance(error, PermissionError):
        return "no permission to read it; check its mode and owner"
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"cannot be read ({reason or error}); check the path"
