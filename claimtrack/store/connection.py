"""Opening the database file, transactions, and every way SQLite can fail said in one line."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from claimtrack.errors import StoreError

__all__ = [
    "BUSY_SECONDS",
    "connect",
    "explained",
    "log_ahead",
    "remove_files",
    "snapshot",
    "transaction",
]

# The longest a writer waits for another one. Saving the links of 40,000 claims takes two to
# three seconds, so a minute is many turns; a wait that long means a process that hangs.
BUSY_SECONDS = 60.0


def connect(path: Path | None, *, create: bool, read_only: bool) -> sqlite3.Connection:
    """Open the SQLite file at ``path`` (None: in memory), in autocommit mode.

    Nothing is read from the file yet beyond what the settings need. Raises StoreError for a
    path that cannot be a database, a missing file that may not be created, and a file or
    folder that may not be written although ``read_only`` is false.
    """
    if path is None:
        return _prepared(sqlite3.connect(":memory:", isolation_level=None))
    _check_path(path, create=create, read_only=read_only)
    mode = "ro" if read_only else "rwc" if create else "rw"
    with explained(path):
        connection = _open(path, f"mode={mode}")
        try:
            return _prepared(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            # A write-ahead database in a folder that may not be written has no place for its
            # shared memory; when no log is waiting, the file is complete and can't change.
            no_place = _code(error) in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
            if not (read_only and no_place) or _log(path).exists():
                raise
            return _prepared(_open(path, "mode=ro&immutable=1"))
        except BaseException:
            connection.close()
            raise


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path | None) -> Iterator[None]:
    """Do everything inside at once or not at all; waits for other writers first."""
    with explained(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise


@contextmanager
def snapshot(connection: sqlite3.Connection, path: Path | None) -> Iterator[None]:
    """Read everything inside from one state of the database, whatever others write."""
    with explained(path):
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            _roll_back(connection)


@contextmanager
def explained(path: Path | None) -> Iterator[None]:
    """Turn SQLite's errors into a StoreError of one line that names the file."""
    name = str(path) if path else "the database in memory"
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_explanation(error, name)) from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{name}: a text holds a character that no file can hold") from error


def remove_files(path: Path) -> None:
    """Delete a database file together with its log and shared memory."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def _check_path(path: Path, *, create: bool, read_only: bool) -> None:
    try:
        _check_file(path, create=create, read_only=read_only)
    except OSError as error:  # a folder that may not be entered, a name too long
        reason = error.strerror or error
        raise StoreError(f"{path} can't be reached ({reason}); check the path") from error


def _check_file(path: Path, *, create: bool, read_only: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a directory; give the path of a database file")
    if not path.exists():
        if read_only or not create:
            raise StoreError(f"there is no database at {path}; `claimtrack ingest` makes one")
        if not path.parent.is_dir():
            raise StoreError(f"there is no directory {path.parent} to make {path.name} in")
    elif not path.is_file():
        raise StoreError(f"{path} is not a regular file; give the path of a database file")
    if read_only:
        return
    if path.exists() and not os.access(path, os.W_OK):
        raise StoreError(f"{path} may not be written; check who owns it and its permissions")
    if not os.access(path.parent, os.W_OK):
        raise StoreError(f"{path.parent} may not be written, and a database needs its log there")


def _open(path: Path, options: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{options}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA foreign_keys = ON")
    # With a write-ahead log this survives a killed process; a power cut can cost the last
    # articles but never the soundness of the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    # Pages in the log before it is folded into the file: 16 MB instead of 4, because every
    # folding waits for the disk and an article changes about 60 pages.
    connection.execute("PRAGMA wal_autocheckpoint = 4000")
    # 64 MB of pages: halves the time to keep 93,000 relations, whose index grows everywhere.
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


def log_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and one writer work side by side (write-ahead log, kept in the file)."""
    # SQLite does not wait for its turn here by itself.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _roll_back(connection: sqlite3.Connection) -> None:
    # A full disk can have undone the transaction already.
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _code(error: sqlite3.Error) -> int | None:
    """Return SQLite's primary result code; errors of Python's own wrapper have none."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


def _explanation(error: sqlite3.Error, name: str) -> str:
    reasons = {
        sqlite3.SQLITE_BUSY: f"kept locked by another process for over {BUSY_SECONDS:.0f} seconds",
        sqlite3.SQLITE_LOCKED: "locked by another connection",
        sqlite3.SQLITE_FULL: "no room left on the disk; what was being written has been undone",
        sqlite3.SQLITE_READONLY: "may not be written; check who owns it and its permissions",
        sqlite3.SQLITE_CANTOPEN: "can't be opened; check the path and its permissions",
        sqlite3.SQLITE_PERM: "can't be opened; check its permissions",
        sqlite3.SQLITE_NOTADB: "not an SQLite database",
        sqlite3.SQLITE_CORRUPT: "damaged; restore a copy, or try `sqlite3 FILE .recover`",
        sqlite3.SQLITE_IOERR: "the disk failed while reading or writing; check its room",
    }
    code = _code(error)
    reason = reasons.get(code) if code is not None else None
    return f"{name}: {reason or ' '.join(str(error).split())}"
