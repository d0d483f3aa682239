"""The Datasette plugin: gives every claimtrack database its pages, words, links and queries.

It is found through the package's entry point, so that plain ``datasette news.db`` shows them
as well; databases of other programs are left as they are.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakKeyDictionary

from markupsafe import Markup, escape
from pluggy import HookimplMarker

from claimtrack.store import is_claimtrack
from claimtrack.web.access import EDIT, edit_action
from claimtrack.web.describing import describe, is_asked_again
from claimtrack.web.routes import routes
from claimtrack.web.visits import Links
from claimtrack.web.words import CANNED_QUERIES, describe_database

__all__ = [
    "canned_queries",
    "extra_body_script",
    "get_metadata",
    "menu_links",
    "permission_allowed",
    "register_actions",
    "register_routes",
    "render_cell",
    "startup",
]

hookimpl = HookimplMarker("datasette")

# Of every running Datasette: the columns of its claimtrack databases' tables and views.
_known: WeakKeyDictionary[Any, dict[str, dict[str, list[str]]]] = WeakKeyDictionary()

# Columns of views that hold the id of a row elsewhere (tables have foreign keys for that).
_ROW_LINKS = {
    "dispute": "disputes",
    "claim": "claims",
    "article": "articles",
    "answer": "answers",
    "speaker_id": "speakers",
    "topic_id": "topics",
}
# Columns of views whose text leads to the whole dispute.
_DISPUTE_VIEWS = {"open_disputes", "dispute_overview", "disputes", None}
# The menu in a column's head still shows what the column means.
_READABLE = """
const style = document.createElement("style");
style.textContent = `
  td.col-text, td.col-question, td.col-positions { min-width: 20em }
  td.col-position, td.col-sentence, td.col-speakers, td.col-title { min-width: 14em }
  td.col-url, td.col-topic { min-width: 12em }
  td.col-published { white-space: nowrap }
  .facet-info li { word-break: normal; overflow-wrap: anywhere }`;
document.head.append(style);
const words = document.querySelector("dl.column-descriptions");
if (words) {
  const fold = document.createElement("details");
  fold.innerHTML = "<summary>What the columns mean</summary>";
  words.replaceWith(fold);
  fold.append(words);
}
"""
_JSON_LISTS = {"reasons", "terms", "speakers"}


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Find out which databases are claimtrack's, and what columns they have."""

    async def inspect() -> None:
        found = {}
        for name, database in datasette.databases.items():
            if database.path and await database.execute_fn(is_claimtrack):
                found[name] = await _columns(database)
        _known[datasette] = found
        if not is_asked_again(datasette):
            for name, columns in found.items():
                await describe(datasette, name, columns)

    return inspect


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Add the pages to every database; of other programs' databases there are none."""
    return [*routes()]


@hookimpl
def register_actions() -> list[Any]:
    """Tell Datasette 1.0 of the permission to change something."""
    return [edit_action()]


@hookimpl
def permission_allowed(actor: dict[str, Any] | None, action: str) -> bool | None:
    """Let the root actor, and who else a plugin allows it, change something in Datasette 0.65."""
    return True if action == EDIT and actor and actor.get("id") == "root" else None


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Lead from Datasette's menu to the pages of every claimtrack database."""
    return [
        {"href": _pages(datasette, name)("claimtrack"), "label": f"Disputes of {name}"}
        for name in _known.get(datasette, {})
    ]


@hookimpl
def get_metadata(datasette: Any, database: str | None) -> dict[str, Any]:
    """Describe the claimtrack databases (or only the one asked about)."""
    known = _known.get(datasette, {})
    names = [database] if database in known else [] if database else list(known)
    return {
        "databases": {
            name: describe_database(datasette.urls.database(name), known[name]) for name in names
        }
    }


@hookimpl
def canned_queries(datasette: Any, database: str) -> dict[str, dict[str, Any]]:
    """Offer the canned queries in claimtrack databases."""
    if database not in _known.get(datasette, {}):
        return {}
    # What a query asks for comes before its SQL, which a click shows.
    return {name: {"hide_sql": True, **query} for name, query in CANNED_QUERIES.items()}


@hookimpl
def extra_body_script(datasette: Any, database: str | None) -> str:
    """Fold the descriptions of a table's columns away from its rows; widen columns of text."""
    return _READABLE if database in _known.get(datasette, {}) else ""


@hookimpl
def render_cell(
    row: Any, value: object, column: str, table: str | None, database: str, datasette: Any
) -> Markup | None:
    """Link ids to their rows and questions to their disputes; write lists as lists."""
    known = _known.get(datasette, {}).get(database)
    if known is None or not isinstance(value, str) or not value:
        return None
    if column == "question" and table in _DISPUTE_VIEWS:
        key = _value_of(row, "dispute" if table != "disputes" else "id")
        if key:
            page = _pages(datasette, database)("disputes", key)
            return Markup('<a href="{}">{}</a>').format(page, value)
    if column in _ROW_LINKS and not _has_foreign_keys(table):
        page = datasette.urls.row(database, _ROW_LINKS[column], value)
        return Markup('<a href="{}">{}</a>').format(page, value)
    if column in _JSON_LISTS and value.startswith("["):
        return _as_list(value)
    return None


def _pages(datasette: Any, database: str) -> Links:
    return Links(datasette.urls.database(database))


def _has_foreign_keys(table: str | None) -> bool:
    return table in {
        "dispute_sides",
        "dispute_claims",
        "claims",
        "mentions",
        "opinions",
        "signatures",
    }


def _value_of(row: Any, column: str) -> str | None:
    return str(row[column]) if column in row.keys() else None  # noqa: SIM118 - an sqlite3.Row


def _as_list(value: str) -> Markup | None:
    try:
        items = json.loads(value)
    except ValueError:
        return None
    return Markup("<br>").join(escape(item) for item in items)


async def _columns(database: Any) -> dict[str, list[str]]:
    names = [*await database.table_names(), *await database.view_names()]
    return {name: list(await database.table_columns(name)) for name in names}
