"""Which addresses were visited before, and what is to be remembered of this run's visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from claimtrack.errors import NotFoundError
from claimtrack.fetching import Fetched, Validators, shown
from claimtrack.records import Article, Fetch
from claimtrack.store import Store

__all__ = ["Known", "Visits"]


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier visit brought: how the same answer is recognised, and the article if any."""

    validators: Validators
    article: Article | None


class Visits:
    """The visits of one run, kept in the store once the articles they led to are stored."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pending: list[Fetch] = []

    def known(self, url: str) -> Known | None:
        """Return what the last visit to ``url`` brought, None if there was none or it failed."""
        visit = self._store.fetches.get(url)
        if visit is None or visit.outcome == "failed":
            return None
        article = self._article(visit.article) if visit.article else None
        return Known(Validators(visit.final_url, visit.etag, visit.modified), article)

    def read_before(self, url: str, changed: datetime | None) -> Article | None:
        """Return the article read from ``url`` before, None if the page has ``changed`` since."""
        visit = self._store.fetches.get(url)
        if visit is None or visit.article is None or visit.fetched is None:
            return None
        if changed and changed > datetime.fromisoformat(visit.fetched):
            return None
        return self._article(visit.article)

    def is_taken(self, url: str) -> bool:
        """Tell whether an article is stored under ``url``."""
        return self._article(url) is not None

    def read(
        self, url: str, fetched: Fetched, article: Article, listing: str | None = None
    ) -> None:
        """Note that an article was read at ``url``, which ``listing`` names."""
        self._note(
            Fetch(
                url,
                fetched.final_url,
                "read",
                fetched.status,
                etag=fetched.etag,
                modified=fetched.modified,
                article=article.id,
                listing=listing,
            )
        )

    def followed(self, url: str, fetched: Fetched, *, wholly: bool) -> None:
        """Note that a feed or sitemap was followed; unless ``wholly``, it will be again."""
        self._note(
            Fetch(
                url,
                fetched.final_url,
                "followed",
                fetched.status,
                etag=fetched.etag if wholly else None,
                modified=fetched.modified if wholly else None,
            )
        )

    def failed(
        self, url: str, reason: str, status: int | None = None, listing: str | None = None
    ) -> None:
        """Note that there was nothing to read at ``url``."""
        self._note(Fetch(url, url, "failed", status, reason, listing=listing))

    def settle(self) -> None:
        """Keep what is still to be kept; to be called once every article is stored."""
        self._keep(self._pending)
        self._pending = []

    def _note(self, visit: Fetch) -> None:
        """Keep the visits whose articles have been stored by now, and this one when it may be.

        A visit kept without its article would make the next run pass the page over.
        """
        if visit.article is None and visit.outcome != "followed":
            self._keep([visit])
            return
        done = [early for early in self._pending if early.article and self._is_stored(early)]
        self._keep(done)
        self._pending = [early for early in self._pending if early not in done] + [visit]

    def _keep(self, visits: list[Fetch]) -> None:
        for visit in visits:
            if shown(visit.url) == visit.url and (visit.article is None or self._is_stored(visit)):
                self._store.fetches.add(visit)

    def _is_stored(self, visit: Fetch) -> bool:
        return visit.article is not None and self._store.has_article(visit.article)

    def _article(self, key: str) -> Article | None:
        try:
            return self._store.article(key)
        except NotFoundError:
            return None
