"""From stored claims to stored disputes: the part of the tracker that looks across articles.

Everything here is a function of what the database holds, never of the order in which it
came: a second run changes nothing, and new articles cost only their own vectors and pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from claimtrack.copies import ArticleKey, find_copies
from claimtrack.disputes import build_disputes
from claimtrack.embedding import Encoder
from claimtrack.errors import StoreError
from claimtrack.opposition import RelationModel, candidate_pairs, contested
from claimtrack.records import CandidatePair, Claim, Relation, Topic, make_id
from claimtrack.settings import Settings
from claimtrack.speakers import SpeakerLinks, link_speakers
from claimtrack.store import Links, Store
from claimtrack.topics import make_topics

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Progress", "link"]

_T = TypeVar("_T")

Progress = Callable[[str, int, int], None]
"""Told (stage, done, total) as work goes on."""

# Raised whenever the stages would link the same articles differently, so that a database
# made by an earlier version is linked again.
_VERSION = 1
# Claims embedded and pairs judged between two commits: little is lost when a run is
# interrupted.
_CLAIMS_AT_ONCE = 2048
_PAIRS_AT_ONCE = 16_384
# Another process that keeps ingesting moves the data under a link; after this many fresh
# starts the link gives up, and the next command that links brings the disputes up to date.
_ATTEMPTS = 5


def link(
    store: Store,
    encoder: Encoder,
    model: RelationModel,
    settings: Settings,
    progress: Progress,
    *,
    force: bool = False,
) -> bool:
    """Bring copies, speakers, topics and disputes up to date with the stored articles.

    Returns False if they already were. ``force`` computes them all the same.
    Raises StoreError if other processes kept changing the articles meanwhile.
    """
    for _ in range(_ATTEMPTS):
        data = store.fingerprint()
        recipe = make_id("link", _VERSION, encoder.name, model.name, settings)
        if not force and store.linked_fingerprint == (data, recipe):
            return False
        links = _compute(store, encoder, model, settings, progress)
        if store.save_links(links, (data, recipe)):
            return True
    raise StoreError(
        "other processes kept adding articles while disputes were computed; "
        "run `claimtrack link` once they have finished"
    )


def _compute(
    store: Store,
    encoder: Encoder,
    model: RelationModel,
    settings: Settings,
    progress: Progress,
) -> Links:
    copies = find_copies([ArticleKey(*row) for row in store.signatures()])
    days = {article: published and published[:10] for article, published, _ in store.signatures()}
    speakers = link_speakers(store.cast(), store.manual_aliases(), days)
    # A copy repeats its origin's claims: it would corroborate, and oppose, everything twice.
    names = {speaker.id: speaker.name for speaker in speakers.speakers}
    claims = [
        _with_speakers(claim, speakers, names)
        for claim in store.latest_claims()
        if claim.article not in copies
    ]
    vectors = _vectors(store, encoder, claims, progress)
    topics = make_topics(claims, vectors, settings)
    claims = _with_topics(claims, topics)
    pairs = candidate_pairs(claims, vectors, settings, contested(encoder.name, vectors))
    relations = _relations(store, model, pairs, progress)
    disputes = build_disputes(claims, relations, topics, settings)
    return Links(copies=copies, speakers=speakers, topics=topics, disputes=disputes)


def _with_speakers(claim: Claim, links: SpeakerLinks, names: Mapping[str, str]) -> Claim:
    """Return the claim under the canonical names and ids of its speaker and its target."""
    speaker_id = links.of.get((claim.article, claim.speaker or ""))
    target_id = links.of.get((claim.article, claim.target or ""))
    return replace(
        claim,
        speaker=names.get(speaker_id or "", claim.speaker),
        speaker_id=speaker_id,
        target=names.get(target_id or "", claim.target),
        target_id=target_id,
    )


def _with_topics(claims: Sequence[Claim], topics: Sequence[Topic]) -> list[Claim]:
    topic_of = {claim: topic.id for topic in topics for claim in topic.claims}
    return [replace(claim, topic=topic_of.get(claim.id)) for claim in claims]


def _vectors(
    store: Store, encoder: Encoder, claims: Sequence[Claim], progress: Progress
) -> NDArray[np.float32]:
    """Return one vector a claim, embedding only texts that this encoder has not seen."""
    texts = [claim.text for claim in claims]
    missing = store.missing_vectors(encoder.name, texts)
    # Longest first: batches of like lengths pad least, and memory use peaks at once.
    missing.sort(key=lambda text: (-len(text), text))
    for done, chunk in _chunks(missing, _CLAIMS_AT_ONCE):
        progress("Embedding claims", done, len(missing))
        store.add_vectors(encoder.name, chunk, encoder.encode(chunk))
    progress("Embedding claims", len(missing), len(missing))
    return store.vectors(encoder.name, texts)


def _relations(
    store: Store, model: RelationModel, pairs: Sequence[CandidatePair], progress: Progress
) -> list[Relation]:
    """Return one relation a pair, judging only pairs that this model has not seen as they are."""
    bases = {(pair.a.id, pair.b.id): _basis(pair) for pair in pairs}
    known = store.relations(model.name, bases)
    fresh = [pair for pair in pairs if (pair.a.id, pair.b.id) not in known]
    # One topic after the other: a model then reads each claim in few of the calls.
    fresh.sort(key=lambda pair: (pair.a.topic or "", pair.a.id, pair.b.id))
    for done, chunk in _chunks(fresh, _PAIRS_AT_ONCE):
        progress("Comparing claims", done, len(fresh))
        judged = model.judge(chunk)
        store.add_relations(
            model.name, [(relation, bases[relation.a, relation.b]) for relation in judged]
        )
        known.update({(relation.a, relation.b): relation for relation in judged})
    progress("Comparing claims", len(fresh), len(fresh))
    return [known[pair.a.id, pair.b.id] for pair in pairs]


def _basis(pair: CandidatePair) -> str:
    """Return an id of what linking may have changed about the pair since it was judged."""
    parts = (part for claim in (pair.a, pair.b) for part in (claim.speaker_id, claim.target_id))
    return make_id(*parts, f"{pair.similarity:.3f}", str(pair.contested))


def _chunks(items: Sequence[_T], size: int) -> Iterator[tuple[int, Sequence[_T]]]:
    """Yield (how many came before, the next ``size`` items)."""
    for start in range(0, len(items), size):
        yield start, items[start : start + size]
