"""Claims and their vectors to topics: which claims are about one thing, and its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimtrack.records import Claim, Topic, make_id
from claimtrack.settings import Settings
from claimtrack.topics.clusters import cluster_claims
from claimtrack.topics.labels import label_terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["make_topics"]

# A claim without a date sorts after every dated one.
_UNDATED = "~"
_LABEL_TERMS = 3
_LONGEST_LABEL = 60


def make_topics(
    claims: Sequence[Claim], vectors: NDArray[np.float32], settings: Settings
) -> list[Topic]:
    """Return the topics of ``claims``, largest first; every claim is in exactly one.

    ``vectors`` holds one unit vector a claim, shape (len(claims), dimension). The result does
    not depend on the order of the claims. A topic's id follows from its earliest claim, so it
    stays while later articles join.
    """
    if not claims:
        return []
    order = sorted(range(len(claims)), key=lambda i: _text_order(claims[i]))
    ordered = [claims[index] for index in order]
    clusters: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim, number in zip(
        ordered, cluster_claims(ordered, vectors[order], settings), strict=True
    ):
        clusters[number].append(claim)
    members = list(clusters.values())
    terms = label_terms(members, settings.topic_terms)
    topics = [_topic(*both) for both in zip(members, terms, strict=True)]
    return sorted(topics, key=lambda topic: (-len(topic.claims), topic.id))


def _text_order(claim: Claim) -> tuple[str, int, int, str]:
    return claim.article, claim.start, claim.end, claim.id


def _topic(claims: Sequence[Claim], terms: tuple[str, ...]) -> Topic:
    first = min(claims, key=lambda claim: (claim.published or _UNDATED, claim.id))
    label = ", ".join(terms[:_LABEL_TERMS]) or " ".join(first.text[:_LONGEST_LABEL].split())
    return Topic(
        id=make_id("topic", first.id),
        label=label,
        terms=terms,
        claims=tuple(sorted(claim.id for claim in claims)),
    )
