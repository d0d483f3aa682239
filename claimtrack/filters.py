"""What the lists of a ``Tracker`` can be filtered by."""

from __future__ import annotations

from typing import TypedDict

from claimtrack.records import Form, Kind
from claimtrack.store import Status

__all__ = ["WORTH_READING", "ClaimFilters", "DisputeFilters"]

WORTH_READING = 0.15
"""Score from which a dispute is shown to a person who asks for no other.

Of the disputes listed from 30 annotated events (see README) one in five of those above it is on the
annotators' list, of the others one in sixteen.
"""


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
    against: str | None
    words: str | None


class ClaimFilters(TypedDict, total=False):
    """What ``Tracker.claims`` can filter by."""

    speaker: str | None
    source: str | None
    topic: str | None
    form: Form | None
    article: str | None
    limit: int | None
