"""Open an input as a stream of bytes: unpacked, counted for the progress bar, and capped."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from claimtrack.ingest.decoding import marked_encoding
from claimtrack.ingest.inputs import Input

__all__ = ["TooLargeError", "as_utf8", "open_input", "read_lines", "read_whole"]

_GZIP = b"\x1f\x8b"
_BUFFER = 65_536  # also what can be looked at before anything is consumed


class TooLargeError(Exception):
    """More bytes than a setting allows; the text is the reason to show."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Tap(io.RawIOBase):
    """Pass bytes on and report how many; every read is filled up, so that a peek sees enough."""

    def __init__(self, read: Callable[[int], bytes], seen: Callable[[int], None]) -> None:
        self._read = read
        self._seen = seen
        self._failure: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        if self._failure:
            raise self._failure
        filled = 0
        while filled < len(buffer):
            try:
                part = self._read(len(buffer) - filled)
                self._seen(len(part))
            except Exception as error:  # raised again below or on the next read
                # What came before a broken end (a cut gzip file) is still good.
                if not filled:
                    raise
                self._failure = error
                break
            if not part:
                break
            buffer[filled : filled + len(part)] = part
            filled += len(part)
        return filled


@contextmanager
def open_input(
    item: Input, stdin: BinaryIO | None, max_unpacked: int, advance: Callable[[int], None]
) -> Iterator[io.BufferedReader]:
    """Open ``item`` and yield its bytes, unpacked where they are gzip whatever its name.

    ``advance`` is called with the number of bytes taken from disk. Reading raises OSError,
    EOFError, zlib.error (broken gzip) or TooLargeError.
    """
    with _opened(item, stdin) as source:
        stream: io.BufferedReader = io.BufferedReader(_Tap(source.read, advance), _BUFFER)
        if stream.peek(2).startswith(_GZIP):
            unpacked = gzip.GzipFile(fileobj=stream, mode="rb")
            # Its plain read loses what came before a broken end within the same call.
            stream = io.BufferedReader(_Tap(unpacked.read1, _limiter(max_unpacked)), _BUFFER)
        yield stream


def read_whole(stream: _Readable, limit: int, advice: str) -> bytes:
    """Return all bytes left in ``stream``; more than ``limit`` raise TooLargeError."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLargeError(f"larger than {_size(limit)}; {advice}")
    return data


def read_lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line's number, from 1, and bytes; None for a line longer than ``limit``."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_BUFFER)
        yield number, None


def as_utf8(stream: io.BufferedReader, limit: int) -> BinaryIO:
    """Return ``stream`` without its byte order mark, in UTF-8 if it was UTF-16 or UTF-32.

    Those cannot be cut into lines as they are, so at most ``limit`` bytes of them are read.
    """
    encoding = marked_encoding(stream.peek(4)[:_BUFFER])
    if encoding is None:
        return stream
    if encoding == "utf-8-sig":
        stream.read(3)
        return stream
    data = read_whole(stream, limit, "save it as UTF-8, which is read line by line")
    return io.BytesIO(data.decode(encoding, "replace").encode("utf-8", "replace"))


@contextmanager
def _opened(item: Input, stdin: BinaryIO | None) -> Iterator[_Readable]:
    """Yield the input's raw bytes; a file is closed afterwards, stdin is not ours to close."""
    if not item.is_stdin:
        with Path(item.name).open("rb", buffering=0) as file:
            yield file
    elif stdin is not None:
        yield stdin
    elif sys.stdin is not None:
        yield sys.stdin.buffer
    else:
        raise OSError("there is no standard input")


def _limiter(limit: int) -> Callable[[int], None]:
    total = 0

    def count(size: int) -> None:
        nonlocal total
        total += size
        if total > limit:
            raise TooLargeError(f"unpacks to more than {_size(limit)}; split it into smaller files")

    return count


def _size(limit: int) -> str:
    return f"{limit / 1e6:,.0f} MB" if limit >= 1_000_000 else f"{limit:,} bytes"
