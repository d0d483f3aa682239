"""What one ingest brought, for people and for the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from claimtrack.ingest import Rejection

__all__ = ["IngestSummary"]

# A file of rubbish has hundreds of thousands; the database keeps so many of one run.
_REJECTIONS_KEPT = 100


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """What one ingest brought, and what the database holds after it.

    ``new`` counts articles stored for the first time (``revisions`` of them replace an
    earlier text of the same url), ``unchanged`` those that were there already, ``ignored``
    the files in directories that are of no kind claimtrack reads. ``feeds`` counts the feeds and
    sitemaps followed, ``feeds_unchanged`` of which said that nothing is new, and ``left`` the
    pages that they list and that were left for another time. ``copies`` counts the
    articles now known to repeat another one, and ``languages``, by ISO 639 code, those stored
    without claims because they are not in English. ``claims``, ``speakers``, ``topics`` and
    ``disputes`` count the whole database.
    """

    new: int
    revisions: int
    unchanged: int
    copies: int
    languages: Mapping[str, int]
    rejected: tuple[Rejection, ...]
    claims_new: int
    claims: int
    speakers: int
    topics: int
    disputes_new: int
    disputes: int
    seconds: float
    ignored: int = 0
    feeds: int = 0
    feeds_unchanged: int = 0
    left: int = 0

    @property
    def articles_per_second(self) -> float:
        """Articles read in a second, rejected ones aside."""
        return (self.new + self.unchanged) / self.seconds if self.seconds else 0.0

    def as_dict(self) -> dict[str, object]:
        """Return the summary as plain values, ready for JSON."""
        return asdict(self) | {"articles_per_second": round(self.articles_per_second, 2)}

    def for_the_record(self) -> dict[str, object]:
        """Return what the database keeps: the same with the first rejections and their number."""
        kept = replace(self, rejected=self.rejected[:_REJECTIONS_KEPT])
        return kept.as_dict() | {"rejections": len(self.rejected)}
