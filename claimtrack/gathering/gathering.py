"""One run over sources of any kind: local ones are read, the others lead to the web."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from claimtrack.errors import InputError
from claimtrack.gathering.sources import is_followed
from claimtrack.gathering.web import Web
from claimtrack.ingest import Defaults, Rejection, find_inputs, read_articles
from claimtrack.records import Article
from claimtrack.settings import Settings
from claimtrack.store import Store
from claimtrack.summary import IngestSummary

__all__ = ["Gathering"]

Progress = Callable[[str, int, int], None]


class Gathering:
    """What one run reads; iterating it yields articles and rejections, once.

    ``limit`` is how many new articles of each source are taken; None is all, of a feed or
    sitemap ``settings.max_new_entries``. Raises InputError at once for defaults that cannot
    be meant.
    """

    def __init__(
        self,
        store: Store,
        sources: Sequence[str],
        defaults: Defaults,
        settings: Settings,
        *,
        limit: int | None,
        progress: Progress,
    ) -> None:
        self._store = store
        self._limit = limit
        self._remote = [source for source in dict.fromkeys(sources) if is_followed(source)]
        local = [source for source in sources if source not in self._remote]
        if self._remote and defaults.url:
            raise InputError(f"{self._remote[0]} tells its own url; leave --url away")
        self._web = Web(store, defaults, settings, limit=limit, progress=progress)
        # One url is for one file: that is checked over all of them.
        parts = [[source] for source in local] if limit and not defaults.url else [local]
        inputs = [find_inputs(part) for part in parts]
        self._ignored = sum(item.ignored for item in inputs)
        size, read = sum(item.size for item in inputs), 0

        def advance(more: int) -> None:
            nonlocal read
            read += more
            progress("Reading articles", read, size)

        self._local = [read_articles(item, defaults, settings, advance=advance) for item in inputs]

    def __iter__(self) -> Iterator[Article | Rejection]:
        """Yield what the local sources hold, then what the others lead to."""
        yield from chain.from_iterable(map(self._bounded, self._local))
        yield from chain.from_iterable(map(self._web.read, self._remote))

    def settle(self, summary: IngestSummary) -> IngestSummary:
        """Remember what was visited, and add to the summary what only this run knows.

        To be called once every article is stored.
        """
        self._web.settle()
        return replace(
            summary,
            ignored=self._ignored,
            feeds=self._web.feeds,
            feeds_unchanged=self._web.feeds_unchanged,
            left=self._web.left,
        )

    def _bounded(self, found: Iterator[Article | Rejection]) -> Iterator[Article | Rejection]:
        """Yield what one local source holds, up to the limit of new articles."""
        new = 0
        for item in found:
            if self._limit and isinstance(item, Article) and not self._store.has_article(item.id):
                if new == self._limit:
                    return
                new += 1
            yield item
