"""Track contradictory claims in the news: who said what, and who says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.errors import ClaimtrackError
from claimtrack.records import Article, Claim, Dispute

if TYPE_CHECKING:
    from claimtrack.tracker import Tracker

__all__ = ["Article", "Claim", "ClaimtrackError", "Dispute", "Tracker", "__version__"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the tracker when it is first asked for: it brings every stage along."""
    if name == "Tracker":
        from claimtrack.tracker import Tracker

        return Tracker
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
