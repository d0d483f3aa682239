"""Who may do what, on both lines of Datasette: 0.65 asks plugins, 1.0 asks in SQL."""

from __future__ import annotations

from typing import Any

__all__ = ["EDIT", "SHOWN_TABLES", "edit_action", "may_edit", "may_view"]

EDIT = "claimtrack-edit"
"""The permission to review disputes and to give names to speakers."""

# Who may not see one of these in Datasette does not see it on the pages either.
SHOWN_TABLES = ("articles", "claims", "disputes", "reviews", "speakers")


def edit_action() -> Any:
    """Return the permission as Datasette 1.0 registers it."""
    from datasette.permissions import Action
    from datasette.resources import DatabaseResource

    return Action(
        name=EDIT,
        description="Review disputes and name speakers in claimtrack's pages",
        resource_class=DatabaseResource,
    )


async def may_view(datasette: Any, actor: dict[str, Any] | None, database: str) -> bool:
    """Tell whether an actor may see the tables that the pages show."""
    if hasattr(datasette, "allowed"):
        from datasette.resources import TableResource

        for table in SHOWN_TABLES:
            resource = TableResource(database=database, table=table)
            if not await datasette.allowed(action="view-table", resource=resource, actor=actor):
                return False
        return True
    from datasette.utils.asgi import Forbidden

    above = [("view-database", database), "view-instance"]
    try:
        for table in SHOWN_TABLES:
            await datasette.ensure_permissions(actor, [("view-table", (database, table)), *above])
    except Forbidden:
        return False
    return True


async def may_edit(datasette: Any, actor: dict[str, Any] | None, database: str) -> bool:
    """Tell whether an actor has the permission `EDIT` on a database."""
    if hasattr(datasette, "allowed"):
        from datasette.resources import DatabaseResource

        resource = DatabaseResource(database=database)
        return bool(await datasette.allowed(action=EDIT, resource=resource, actor=actor))
    return bool(await datasette.permission_allowed(actor, EDIT, resource=database, default=False))
