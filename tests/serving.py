"""A web server on the loopback interface, for the tests that fetch."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["NamedHosts", "Reply", "Site", "item", "page", "rss", "serve"]

HOME = "127.0.0.1"


@dataclass
class Reply:
    """What the server answers at one path; ``write`` sends the body in a way of its own."""

    body: bytes | str = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    write: Callable[[Any], None] | None = None


@dataclass
class Site:
    """A running server: what it answers, and what it has been asked."""

    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = HOME) -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths asked for so far, robots.txt left out."""
        return [path for path, _ in self.requests if path != "/robots.txt"]


class NamedHosts:
    """A resolver that knows the hosts it is told, and no others."""

    def __init__(self, **hosts: str | list[str]) -> None:
        self.hosts = {name.replace("_", "."): value for name, value in hosts.items()}
        self.asked: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        found = self.hosts.get(host, [])
        return [found] if isinstance(found, str) else found


@contextmanager
def serve(replies: Mapping[str, Reply] | None = None, wrap: Any = None) -> Iterator[Site]:
    """Run a server on a free port; ``wrap`` may make its socket one of TLS."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, dict(self.headers)))
            reply = site.replies.get(self.path, Reply("none", status=404))
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            etag = reply.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(reply.status)
            for name, value in ({"Content-Type": reply.kind} | dict(reply.headers)).items():
                self.send_header(name, value)
            if reply.write:
                self.flush_headers()
                reply.write(self.wfile)
                return
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:  # noqa: A002
            """Leave the tests' output alone."""

        def handle(self) -> None:
            with suppress(OSError):  # the client hangs up where it has seen enough
                super().handle()

    server = ThreadingHTTPServer((HOME, 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    if wrap:
        server.socket = wrap(server.socket)
    site = Site(server.server_address[1], dict(replies or {}))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page(title: str, *paragraphs: str, head: str = "") -> Reply:
    """Return a news page."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return Reply(
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><nav>Menu</nav>"
        f"<article><h1>{title}</h1>{text}</article></body></html>"
    )


def rss(title: str, *items: str) -> Reply:
    """Return an RSS feed of the items given as XML."""
    return Reply(
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title>{''.join(items)}</channel></rss>",
        "application/rss+xml",
    )


def item(link: str, date: str = "", content: str = "", title: str = "") -> str:
    """Return one item of an RSS feed."""
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    held = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    named = f"<title>{title}</title>" if title else ""
    return f"<item>{named}<link>{link}</link>{dated}{held}</item>"
