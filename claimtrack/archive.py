"""What a claimtrack database can be asked; no stage runs and nothing is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from claimtrack.filters import ClaimFilters, DisputeFilters
from claimtrack.ingest import check_day
from claimtrack.records import Article, Claim, Dispute, Review, Speaker, Topic
from claimtrack.store import ClaimFilter, DisputeFilter, Store

if TYPE_CHECKING:
    from claimtrack.exporting import Selection

__all__ = ["Archive"]


class Archive:
    """Everything that reads a database: the base of `Tracker`."""

    store: Store

    def disputes(self, **filters: Unpack[DisputeFilters]) -> list[Dispute]:
        """Return the disputes that pass every filter given, best first.

        ``speaker`` is any name the speaker goes by; ``since`` and ``until`` are ISO dates
        between which some claim of the dispute was published; ``status`` is a review's
        decision, or "open" where there is none. Without it rejected ones are left out.
        ``against`` is a speaker on another side than ``speaker``; ``words`` are looked for in
        the claims, as `search` does.
        Raises InputError for dates that are none.
        """
        for day in (filters.get("since"), filters.get("until")):
            if day is not None:
                check_day(day)
        return self.store.disputes(DisputeFilter(**filters))

    def selection(self, disputes: Sequence[Dispute]) -> Selection:
        """Return what `claimtrack.exporting` needs to export these disputes, in this order."""
        from claimtrack.exporting import Selection

        chosen = Selection(tuple(disputes))
        articles = sorted({claim.article for claim in chosen.claims()})
        with self.store.snapshot():
            return replace(
                chosen,
                articles={key: self.store.article(key) for key in articles},
                reviews={
                    one.id: tuple(self.store.reviews(one.id)) for one in disputes if one.review
                },
                kinds={speaker.id: speaker.kind for speaker in self.speakers()},
            )

    def dispute(self, dispute_id: str) -> Dispute:
        """Return one dispute by its id or the unique beginning of it; NotFoundError if none."""
        return self.store.dispute(dispute_id)

    def claims(self, **filters: Unpack[ClaimFilters]) -> list[Claim]:
        """Return the claims of the latest revisions that pass every filter, in text order."""
        return self.store.claims(ClaimFilter(**filters))

    def article(self, article_id: str) -> Article:
        """Return one article by its id, the unique beginning of it, or its url."""
        return self.store.article(article_id)

    def topics(self) -> list[Topic]:
        """Return the topics, those with most claims first."""
        return self.store.topics()

    def speakers(self) -> list[Speaker]:
        """Return the speakers with the names they go by, sorted by name."""
        return self.store.speakers()

    def ambiguous_speakers(self) -> list[tuple[Speaker, tuple[Speaker, ...]]]:
        """Return the speakers that may be others under a short name, with who they may be.

        They are kept apart until `add_alias` says who it is. Sorted by name.
        """
        from claimtrack.speakers import find_ambiguous

        speakers = {speaker.id: speaker for speaker in self.speakers()}
        found = find_ambiguous(list(speakers.values()))
        return [(speakers[key], candidates) for key, candidates in found.items()]

    def claims_by_speaker(self) -> dict[str, int]:
        """Return how many claims each speaker's id has."""
        return self.store.claims_by_speaker()

    def search(self, query: str, *, limit: int = 50) -> list[Claim]:
        """Return the claims whose text matches the words of ``query``, best match first."""
        return self.store.search(query, limit=limit)

    def reviews(self, dispute_id: str) -> list[Review]:
        """Return every decision made on a dispute, oldest first."""
        return self.store.reviews(dispute_id)

    def counts(self) -> dict[str, int]:
        """Return how many articles, copies, claims, speakers, topics and disputes there are."""
        return self.store.counts()

    def is_named(self, name: str) -> bool:
        """Tell whether any article, or any alias, has a speaker of this name."""
        return self.store.is_named(name)
