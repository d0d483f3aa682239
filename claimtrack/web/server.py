"""Serves one database with Datasette, on this machine only unless told otherwise."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.errors import ClaimtrackError
from claimtrack.store import Store
from claimtrack.web.visits import Links
from claimtrack.web.words import DATABASE_TITLE

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["make_datasette", "serve"]

_SETTINGS = {
    # Views over a hundred thousand claims take their time, and this is no public server.
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 2_000,
    "truncate_cells_html": 300,
    "default_facet_size": 12,
}


def serve(
    path: str | Path, *, host: str = "127.0.0.1", port: int = 8001, open_browser: bool = False
) -> None:
    """Serve the database at ``path`` until interrupted; ``port`` 0 takes any that is free.

    What other processes store meanwhile is shown. The pages can be read by whoever reaches
    them; only who opens the login link, which works once, can review. Raises ClaimtrackError
    if the port cannot be had, StoreError if the database cannot be opened.
    """
    import uvicorn

    _check(Path(path))
    with _listen(host, port) as listener:
        datasette = make_datasette(path)
        asyncio.run(datasette.invoke_startup())
        url = _url(host, listener.getsockname()[1])
        login = f"{url}-/auth-token?token={datasette._root_token}"
        sys.stderr.write(
            f"{path} is at {url} (Ctrl-C ends it)\nto review, open this link, once: {login}\n"
        )
        if open_browser:
            # The socket takes the request already and answers once the server runs.
            webbrowser.open(login)
        app = _home_first(datasette.app(), _home(datasette))
        config = uvicorn.Config(app, log_level="warning", lifespan="on")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def make_datasette(path: str | Path, **options: Any) -> Datasette:
    """Return a Datasette that knows the words, links and queries of the database at ``path``."""
    from datasette.app import Datasette
    from datasette.plugins import pm

    from claimtrack.web import plugin

    # There already when the package is installed with its entry points.
    if not pm.is_registered(plugin):
        pm.register(plugin, name="claimtrack")
    file = Path(path)
    # In a folder that may not be written, and without a log, the file can't change.
    frozen = not os.access(file.parent, os.W_OK) and not file.with_name(f"{file.name}-wal").exists()
    datasette = Datasette(
        [] if frozen else [str(file)],
        immutables=[str(file)] if frozen else None,
        metadata={"title": DATABASE_TITLE},
        settings=_SETTINGS,
        **options,
    )
    # Whoever opens the login link may do all; Datasette 0.65 needs no telling.
    datasette.root_enabled = True
    return datasette


def _home(datasette: Datasette) -> str:
    """Return the path of the home page of the one database served."""
    [name] = (name for name, database in datasette.databases.items() if database.path)
    return Links(datasette.urls.database(name))("claimtrack")


def _home_first(app: Any, home: str) -> Any:
    """Return an ASGI app that leads from the front page, a list of one database, to its home."""

    async def lead(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            await app(scope, receive, send)
            return
        headers = [(b"location", home.encode())]
        await send({"type": "http.response.start", "status": 302, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    return lead


def _check(path: Path) -> None:
    """Open the database once, so that what is wrong with it is said in one line."""
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    Store(path, create=False, read_only=not writable).close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        [(family, *_, address), *_] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise ClaimtrackError(f"{host} is no address of this machine: {error.strerror}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise ClaimtrackError(f"{host} is no address of this machine") from error
        raise ClaimtrackError(
            f"port {port} of {host} can't be used ({error.strerror}); give another with --port"
        ) from error
    return listener


def _url(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 - only compared
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
