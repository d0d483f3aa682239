"""Words, settings and queries given to Datasette 1.0, which keeps them instead of asking for them.

Datasette 0.65 asks the plugin anew for every page (`plugin.get_metadata`).
"""

from __future__ import annotations

from typing import Any

from claimtrack.web.words import CANNED_QUERIES, describe_database

__all__ = ["describe", "is_asked_again"]

# What 1.0 says of a table; everything else is a setting of it.
_WORDS = ("title", "description")


def is_asked_again(datasette: Any) -> bool:
    """Tell whether this Datasette asks plugins for metadata (0.65) and so needs none kept."""
    return not hasattr(datasette, "set_resource_metadata")


async def describe(datasette: Any, name: str, columns: dict[str, list[str]]) -> None:
    """Keep the words, settings and queries of one database; the user's own stand above them."""
    words = describe_database(datasette.urls.database(name), columns)
    known = await datasette.get_database_metadata(name)
    for key in ("title", "description_html"):
        if key not in known:
            await datasette.set_database_metadata(name, key, words[key])
    for table, about in words["tables"].items():
        await _describe_table(datasette, name, table, about)
        _configure(datasette, name, table, about)
    for query, about in CANNED_QUERIES.items():
        if await datasette.get_query(name, query) is None:
            await datasette.add_query(name, query, hide_sql=True, **about)


async def _describe_table(datasette: Any, name: str, table: str, about: dict[str, Any]) -> None:
    known = await datasette.get_resource_metadata(name, table)
    for key in _WORDS:
        if key not in known:
            await datasette.set_resource_metadata(name, table, key, about[key])
    for column, meaning in about["columns"].items():
        if not await datasette.get_column_metadata(name, table, column):
            await datasette.set_column_metadata(name, table, column, "description", meaning)


def _configure(datasette: Any, name: str, table: str, about: dict[str, Any]) -> None:
    datasette.config = datasette.config or {}
    of_database = datasette.config.setdefault("databases", {}).setdefault(name, {})
    settings = of_database.setdefault("tables", {}).setdefault(table, {})
    for key, value in about.items():
        if key not in {*_WORDS, "columns"}:
            settings.setdefault(key, value)
