"""One request and its answer over a connection to one checked network address."""

from __future__ import annotations

import gzip
import http.client
import io
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass

from claimtrack.errors import FetchError
from claimtrack.fetching.addresses import UnreachableError
from claimtrack.fetching.locations import Location
from claimtrack.settings import Settings

__all__ = ["Answer", "NoAnswerError", "exchange", "trusted_context", "unpack"]

_GZIP = b"\x1f\x8b"


class NoAnswerError(UnreachableError):
    """No answer at all came from a host: the next request would not get one either."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; the body is there, unpacked, for status 200 only."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(
    location: Location,
    address: str,
    headers: Mapping[str, str],
    settings: Settings,
    context: ssl.SSLContext | None = None,
) -> Answer:
    """Ask for ``location`` at ``address`` and nowhere else.

    The certificate of an https server is verified with ``context`` (by default against the
    authorities that the machine trusts). Sizes and times are bounded by the settings. Raises
    FetchError.
    """
    try:
        with closing(_dial(location, address, settings)) as raw, _deadline(raw, settings):
            return _ask(_secured(raw, location, context), location, headers, settings)
    except TimeoutError:
        raise NoAnswerError(f"no answer within {settings.fetch_read_seconds:g} s") from None
    except ssl.SSLCertVerificationError as error:
        raise UnreachableError(f"its certificate is not valid ({error.verify_message})") from None
    except ssl.SSLError as error:
        raise UnreachableError(f"no secure connection ({error.reason or error})") from None
    except http.client.HTTPException as error:
        raise FetchError(f"its answer is no sound HTTP ({type(error).__name__})") from None
    except OSError as error:
        raise NoAnswerError(f"the connection failed ({error.strerror or error})") from None


def trusted_context() -> ssl.SSLContext:
    """Return the verification of certificates: the machine's authorities and certifi's."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def unpack(data: bytes, limit: int) -> bytes:
    """Return ``data``, unpacked if it is gzip; FetchError if that has more than ``limit`` bytes."""
    if not data.startswith(_GZIP):
        return data
    try:
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(data)).read(limit + 1)
    except (OSError, EOFError, zlib.error):
        raise FetchError("what it sent as gzip is cut off or damaged") from None
    if len(unpacked) > limit:
        raise FetchError(f"it unpacks to more than {limit / 1e6:,.0f} MB")
    return unpacked


def _dial(location: Location, address: str, settings: Settings) -> socket.socket:
    try:
        return socket.create_connection((address, location.port), settings.fetch_connect_seconds)
    except TimeoutError:
        seconds = settings.fetch_connect_seconds
        raise NoAnswerError(f"no connection within {seconds:g} s") from None


@contextmanager
def _deadline(raw: socket.socket, settings: Settings) -> Iterator[None]:
    """End the connection when the whole exchange takes too long.

    A server that sends a byte now and then never makes a read time out.
    """
    seconds = settings.fetch_total_seconds
    # TLS takes the socket itself over; its twin still ends the same connection.
    twin = raw.dup()
    expired = threading.Event()

    def stop() -> None:
        expired.set()
        with suppress(OSError):
            twin.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    late = FetchError(f"it took longer than {seconds:g} s")
    try:
        yield
    except (OSError, http.client.HTTPException, FetchError):
        if expired.is_set():
            raise late from None
        raise
    finally:
        timer.cancel()
        timer.join()
        twin.close()
    if expired.is_set():
        raise late


def _secured(
    raw: socket.socket, location: Location, context: ssl.SSLContext | None
) -> socket.socket:
    if location.scheme == "http":
        return raw
    return (context or trusted_context()).wrap_socket(raw, server_hostname=location.host)


def _ask(
    sock: socket.socket, location: Location, headers: Mapping[str, str], settings: Settings
) -> Answer:
    sock.settimeout(settings.fetch_read_seconds)
    with closing(sock), closing(http.client.HTTPConnection(location.host)) as connection:
        connection.sock = sock
        fields = {"Host": location.authority, "Accept-Encoding": "gzip", "Connection": "close"}
        connection.request("GET", location.target, headers=fields | dict(headers))
        response = connection.getresponse()
        body = _body(response, settings) if response.status == http.client.OK else b""
        found = {name.lower(): value for name, value in reversed(response.getheaders())}
        return Answer(response.status, found, body)


def _body(response: http.client.HTTPResponse, settings: Settings) -> bytes:
    limit = settings.max_fetch_bytes
    too_large = FetchError(f"larger than {limit / 1e6:,.0f} MB; download it and give the file")
    if (response.length or 0) > limit:
        raise too_large
    data = response.read(limit + 1)
    if len(data) > limit:
        raise too_large
    if response.length:
        raise FetchError("the connection broke off")
    coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip"}:
        raise FetchError(f"packed as {coding[:20]}, which was not asked for")
    return unpack(data, settings.max_unpacked_fetch_bytes) if coding != "identity" else data
