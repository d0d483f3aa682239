"""Which disputes an ingest brought that were not there before, in whatever form."""

from __future__ import annotations

from collections.abc import Iterable

from claimtrack.records import Dispute

__all__ = ["new_disputes"]


def new_disputes(before: Iterable[Dispute], after: Iterable[Dispute]) -> list[Dispute]:
    """Return the disputes of ``after`` that were not among those of ``before``, in order.

    A dispute that grew has another id when other claims have become its headline. It is the
    same one as long as the claims that headed it before are still on different sides.
    """
    ids, heads = set(), set()
    for dispute in before:
        ids.add(dispute.id)
        heads.add(frozenset(dispute.headline))
    return [dispute for dispute in after if dispute.id not in ids and not _opposes(dispute, heads)]


def _opposes(dispute: Dispute, pairs: Iterable[frozenset[str]]) -> bool:
    """Tell whether the dispute has both claims of some pair, on different sides."""
    sides = [{claim.id for claim in side.claims} for side in dispute.sides]
    claims = set().union(*sides)
    return any(pair <= claims and not any(pair <= side for side in sides) for pair in pairs)
