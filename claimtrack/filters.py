"""What the lists of a ``Tracker`` can be filtered by."""

from __future__ import annotations

from typing import TypedDict

from claimtrack.records import Form, Kind
from claimtrack.store import Status

__all__ = ["ClaimFilters", "DisputeFilters"]


class DisputeFilters(TypedDict, total=False):
    """What ``Tracker.disputes`` can filter by."""

    speaker: str | None
    source: str | None
    topic: str | None
    kind: Kind | None
    since: str | None
    until: str | None
    min_score: float
    status: Status | None
    limit: int | None


class ClaimFilters(TypedDict, total=False):
    """What ``Tracker.claims`` can filter by."""

    speaker: str | None
    source: str | None
    topic: str | None
    form: Form | None
    article: str | None
    limit: int | None
