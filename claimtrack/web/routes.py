"""Which address leads to which page, and how a request becomes a response."""

from __future__ import annotations

import asyncio
import getpass
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.errors import ClaimtrackError, InputError, NotFoundError
from claimtrack.store import is_claimtrack
from claimtrack.store.pages import Pages
from claimtrack.web import browse_pages, edits
from claimtrack.web.access import may_edit, may_view
from claimtrack.web.dispute_pages import Shown, one_dispute, some_disputes
from claimtrack.web.rendering import STYLE_PATH, render, respond, style
from claimtrack.web.visits import Links, Visit

if TYPE_CHECKING:
    from datasette.utils.asgi import Response

__all__ = ["routes"]

Page = Callable[[Pages, Visit], Shown]
Edit = Callable[[str, Visit], str]
Handler = Callable[..., Awaitable["Response"]]

_PAGES: dict[str, Page] = {
    "claimtrack": browse_pages.home,
    "disputes": some_disputes,
    "disputes/KEY": one_dispute,
    "articles/KEY": browse_pages.one_article,
    "speakers": browse_pages.some("speaker"),
    "speakers/KEY": browse_pages.one_speaker,
    "sources": browse_pages.some("source"),
    "sources/KEY": browse_pages.one_source,
    "topics": browse_pages.some("topic"),
    "topics/KEY": browse_pages.one_topic,
}
_EDITS: dict[str, Edit] = {
    "disputes/KEY/review": edits.review,
    "speakers/KEY/names": edits.add_alias,
    "speakers/KEY/names/remove": edits.remove_alias,
}
_MAY_NOT = (
    "Only a signed-in reviewer may change this: start `claimtrack serve` on the database and "
    "open the login link that it prints."
)
_STATUS = {NotFoundError: 404, InputError: 400}


def routes() -> list[tuple[str, Handler]]:
    """Return every address of the pages with what answers it, as Datasette registers them."""
    found: list[tuple[str, Handler]] = [(rf"^{STYLE_PATH}$", _style)]
    found += [(_pattern(place), _reading(page)) for place, page in _PAGES.items()]
    found += [(_pattern(place), _writing(edit)) for place, edit in _EDITS.items()]
    return found


def _pattern(place: str) -> str:
    return rf"^/(?P<database>[^/]+)/-/{place.replace('KEY', '(?P<key>[^/]+)')}$"


async def _style(request: Any) -> Response:
    from datasette.utils.asgi import Response

    # The address changes with the style sheet, so that a browser may keep it.
    return Response(style()[0], headers={"cache-control": "max-age=86400"}, content_type="text/css")


def _reading(page: Page) -> Handler:
    """Return what shows a page that is read in a thread of its own."""

    async def answer(request: Any, datasette: Any) -> Response:
        database = await _database(request, datasette)
        if database is None:
            return _nothing_here()
        if request.method not in {"GET", "HEAD"}:
            return await _told(request, datasette, database, 405, "This page is only read.")
        asked = {name: request.args[name] for name in request.args}
        visit = await _visit(request, datasette, database, asked)
        frame = _frame(request, datasette)

        def read() -> str:
            with Pages(database.path) as pages, pages.snapshot():
                template, shown = page(pages, visit)
            return render(template, visit=visit, links=visit.links, **frame, **shown)

        try:
            return respond(await asyncio.to_thread(read))
        except ClaimtrackError as error:
            status = _STATUS.get(type(error), 500)
            return await _told(request, datasette, database, status, str(error))

    return answer


def _writing(edit: Edit) -> Handler:
    """Return what changes the database, in a thread of its own, for who may."""

    async def answer(request: Any, datasette: Any) -> Response:
        from datasette.utils.asgi import Response

        database = await _database(request, datasette)
        if database is None:
            return _nothing_here()
        try:
            form = await _form(request, datasette, database)
            visit = await _visit(request, datasette, database, form)
            place = await asyncio.to_thread(edit, database.path, visit)
        except _RefusedError as refusal:
            return await _told(request, datasette, database, refusal.status, str(refusal))
        except ClaimtrackError as error:
            # What can't be stored mostly clashes with what is: a name that means another.
            status = _STATUS.get(type(error), 409)
            return await _told(request, datasette, database, status, str(error))
        return Response.redirect(place, status=303)

    return answer


class _RefusedError(Exception):
    """A form that is not taken, with the status of the answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def _form(request: Any, datasette: Any, database: Any) -> dict[str, str]:
    """Return the fields of a form that its actor may send; else raise _RefusedError."""
    if not await may_edit(datasette, request.actor, database.name):
        raise _RefusedError(403, _MAY_NOT)
    if request.method != "POST":
        raise _RefusedError(405, "This address takes a form.")
    if not _writable(database):
        raise _RefusedError(403, "This database is only read.")
    try:
        return dict(await request.post_vars())
    except UnicodeDecodeError:
        raise _RefusedError(400, "This form is not UTF-8.") from None


async def _database(request: Any, datasette: Any) -> Any:
    """Return the claimtrack database that a request is about, None if there is none.

    Raises Forbidden, which Datasette answers, if its actor may not see it.
    """
    from datasette.utils import tilde_decode
    from datasette.utils.asgi import Forbidden

    try:
        database = datasette.get_database(route=tilde_decode(request.url_vars["database"]))
    except KeyError:
        return None
    if not database.path or not await database.execute_fn(is_claimtrack):
        return None
    if not await may_view(datasette, request.actor, database.name):
        raise Forbidden("You may not see this database.")
    return database


def _nothing_here() -> Response:
    from datasette.utils.asgi import Response

    return Response.text("There is no claimtrack database at this address.", status=404)


async def _visit(request: Any, datasette: Any, database: Any, asked: dict[str, str]) -> Visit:
    from datasette.utils import tilde_decode

    edits_it = _writable(database) and await may_edit(datasette, request.actor, database.name)
    return Visit(
        links=Links(datasette.urls.database(database.name)),
        key=tilde_decode(request.url_vars.get("key", "")),
        asked=asked,
        reviewer=_reviewer(request.actor) if edits_it else None,
    )


async def _told(request: Any, datasette: Any, database: Any, status: int, message: str) -> Response:
    """Return a page of one line that says what is wrong."""
    visit = await _visit(request, datasette, database, {})
    shown = {"message": message, "status": status, **_frame(request, datasette)}
    return respond(render("message.html", visit=visit, links=visit.links, **shown), status)


def _frame(request: Any, datasette: Any) -> dict[str, Any]:
    """Return what the frame around every page needs."""
    return {
        "actor": (request.actor or {}).get("id"),
        "csrftoken": request.scope["csrftoken"],
        "style": datasette.urls.path(STYLE_PATH),
        "logout": datasette.urls.logout(),
    }


def _writable(database: Any) -> bool:
    path = Path(database.path)
    return bool(
        database.is_mutable and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    )


def _reviewer(actor: dict[str, Any] | None) -> str:
    """Return the name under which an actor reviews: root is whoever runs the server."""
    name = str((actor or {}).get("id", ""))
    if name != "root":
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return name
