"""The database: the only code that touches SQLite. Rows in, rows out.

Reading needs nothing but the standard library, so that a command answers at once;
sqlite-utils is loaded to make or migrate a database, and by `Store.db`.
"""

from claimtrack.store.conditions import ClaimFilter, DisputeFilter, Status
from claimtrack.store.links import LinkedSpeakers, Links
from claimtrack.store.schema import is_claimtrack
from claimtrack.store.store import Store

__all__ = [
    "ClaimFilter",
    "DisputeFilter",
    "LinkedSpeakers",
    "Links",
    "Status",
    "Store",
    "is_claimtrack",
]
