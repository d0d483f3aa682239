"""Sources that lead to the web → articles: pages, and what feeds and sitemaps list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claimtrack.errors import FetchError
from claimtrack.fetching import (
    Client,
    Entry,
    Fetched,
    LeftAloneError,
    Listing,
    Location,
    is_address,
    is_listing,
    read_listing,
    same_site,
    shown,
)
from claimtrack.gathering.pages import article_of_entry, article_of_page, defaults_of
from claimtrack.gathering.visits import Known, Visits
from claimtrack.ingest import Defaults, Rejection
from claimtrack.records import Article
from claimtrack.settings import Settings
from claimtrack.store import Store

__all__ = ["Web"]

# A sitemap of an index of an index; deeper ones are a maze.
_DEEPEST = 2


@dataclass(slots=True)
class _Following:
    """A feed or sitemap being followed, the sitemaps that it leads to included.

    ``name`` is its address, or the path of its file; ``base`` the address that it came from.
    ``room`` is how many more pages may be fetched; ``wholly`` whether all that it lists has
    been dealt with, so that the next run may pass it over until it changes.
    """

    name: str
    base: Location | None
    room: int
    wholly: bool = True
    title: str | None = None


class Web:
    """Fetches every source of one run and reads what it leads to.

    Attributes
    ----------
    feeds, feeds_unchanged, left
        Feeds and sitemaps followed, those of them that have not changed since the last time,
        and the entries that were left for another run.
    """

    def __init__(
        self,
        store: Store,
        defaults: Defaults,
        settings: Settings,
        *,
        limit: int | None,
        progress: Callable[[str, int, int], None],
        client: Client | None = None,
    ) -> None:
        self.feeds = self.feeds_unchanged = self.left = 0
        self._defaults = defaults
        self._settings = settings
        self._limit = limit or settings.max_new_entries
        self._progress = progress
        self._client = client
        self._visits = Visits(store)
        self._seen: set[str] = set()

    def read(self, source: str) -> Iterator[Article | Rejection]:
        """Yield the articles that an address, or the file of a feed or sitemap, leads to.

        What cannot be had is a rejection; nothing is raised for it.
        """
        try:
            if self._client is None:
                self._client = Client(self._settings)
            if is_address(source):
                yield from self._address(self._client, Location.parse(source))
            else:
                data = _contents(source, self._settings.max_unpacked_fetch_bytes)
                listing = read_listing(data, None, self._settings)
                self.feeds += 1
                following = _Following(source, None, self._limit)
                yield from self._follow(self._client, listing, following, depth=0)
        except FetchError as error:
            if is_address(source):
                self._visits.failed(source, str(error), error.status)
            yield Rejection(shown(source), None, str(error))
        except OSError as error:
            yield Rejection(source, None, f"cannot be read ({error.strerror or error})")

    def settle(self) -> None:
        """Remember what was visited; to be called once every article is stored."""
        self._visits.settle()

    def _address(self, client: Client, location: Location) -> Iterator[Article | Rejection]:
        url = location.url
        if url in self._seen:
            return
        self._seen.add(url)
        known = self._visits.known(url)
        fetched = client.fetch(url, known.validators if known else None)
        if _is_listing(fetched, known):
            following = _Following(shown(url), Location.parse(fetched.final_url), self._limit)
            yield from self._listing(client, url, fetched, following, depth=0)
            return
        found = self._article(url, fetched, known, None)
        if isinstance(found, str):
            raise FetchError(found, fetched.status)
        yield found

    def _listing(
        self, client: Client, url: str, fetched: Fetched, following: _Following, *, depth: int
    ) -> Iterator[Article | Rejection]:
        """Follow what was fetched from ``url``, unless it has not changed since the last time."""
        if fetched.body is None:
            self.feeds += 1
            self.feeds_unchanged += 1
            self._visits.followed(url, fetched, wholly=True)
            return
        listing = read_listing(fetched.body, fetched.final_url, self._settings)
        self.feeds += 1
        yield from self._follow(client, listing, following, depth=depth)
        # An index stays as it is while the sitemaps that it names change.
        wholly = following.wholly and not listing.sitemaps
        self._visits.followed(url, fetched, wholly=wholly)

    def _follow(
        self, client: Client, listing: Listing, following: _Following, *, depth: int
    ) -> Iterator[Article | Rejection]:
        following.title = listing.title or following.title
        done, total = 0, len(listing.entries)
        try:
            for entry in listing.entries:
                self._progress("Fetching pages", done, total)
                yield from self._entry(client, entry, following)
                done += 1
            for sitemap in listing.sitemaps:
                yield from self._sitemap(client, sitemap, following, depth=depth + 1)
        except LeftAloneError as error:
            following.wholly = False
            self.left += total - done
            yield Rejection(following.name, None, str(error))

    def _sitemap(
        self, client: Client, sitemap: Entry, following: _Following, *, depth: int
    ) -> Iterator[Article | Rejection]:
        """Follow one sitemap of an index, if there is room for its pages."""
        if following.room <= 0 or depth > _DEEPEST:
            following.wholly = False
            return
        url = sitemap.url or ""
        try:
            location = Location.parse(url)
            if location.url in self._seen:
                return
            self._seen.add(location.url)
            known = self._visits.known(location.url)
            fetched = client.fetch(location.url, known.validators if known else None)
            if not _is_listing(fetched, known):
                raise FetchError("it is no sitemap", fetched.status)
            yield from self._listing(client, location.url, fetched, following, depth=depth)
        except LeftAloneError:
            raise
        except FetchError as error:
            following.wholly = False
            yield Rejection(shown(url), None, str(error))

    def _entry(
        self, client: Client, entry: Entry, following: _Following
    ) -> Iterator[Article | Rejection]:
        """Yield the article of one entry: known, fetched, or held by the feed itself."""
        url = entry.url or ""
        try:
            if not url:
                raise FetchError("an entry that leads to no page")
            location = following.base.join(url) if following.base else Location.parse(url)
            url = location.url
            if url in self._seen:
                return
            self._seen.add(url)
            before = self._visits.read_before(url, entry.changed)
            if before:
                yield before
                return
            if following.room <= 0:
                following.wholly = False
                self.left += 1
                return
            following.room -= 1
            yield self._page(client, url, entry, following)
        except FetchError as error:
            found = self._from_the_feed(url, entry, following)
            if found is not None:
                yield found
                return
            if isinstance(error, LeftAloneError):
                raise
            self._visits.failed(url, str(error), error.status, following.name)
            # What has no status, or one of these, may be there the next time.
            if error.status is None or error.status >= 500:
                following.wholly = False
            yield Rejection(shown(url) or following.name, None, str(error))

    def _page(self, client: Client, url: str, entry: Entry, following: _Following) -> Article:
        known = self._visits.known(url)
        fetched = client.fetch(url, known.validators if known else None)
        found = self._article(url, fetched, known, (entry, following))
        if isinstance(found, str):
            raise FetchError(found, fetched.status)
        return found

    def _article(
        self, url: str, fetched: Fetched, known: Known | None, of: tuple[Entry, _Following] | None
    ) -> Article | str:
        """Return the article on a fetched page, or the known one if the page hasn't changed."""
        entry, following = of or (None, None)
        defaults = self._defaults
        if entry and following:
            defaults = defaults_of(entry, following.title, defaults)
        found: Article | str
        if fetched.body is None and known and known.article:
            found = known.article
        else:
            title = entry.title if entry else None
            found = article_of_page(fetched, title, defaults, self._settings)
        if isinstance(found, Article):
            self._visits.read(url, fetched, found, following.name if following else None)
        return found

    def _from_the_feed(self, url: str, entry: Entry, following: _Following) -> Article | None:
        """Return the article that the feed holds itself, if it does and may speak for the page."""
        defaults = defaults_of(entry, following.title, self._defaults)
        found = article_of_entry(entry, defaults, self._settings)
        if isinstance(found, str):
            return None
        if not self._speaks_for(following, url) and self._visits.is_taken(url):
            return None
        held = Fetched(url or following.name, 200, None)
        if url:
            self._visits.read(url, held, found, following.name)
        return found

    def _speaks_for(self, following: _Following, url: str) -> bool:
        """Tell whether a feed may replace what is stored of ``url``: its own site's pages only."""
        try:
            host = Location.parse(url).host
        except FetchError:
            return False
        return following.base is not None and same_site(host, following.base.host)


def _contents(path: str, limit: int) -> bytes:
    with Path(path).open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise FetchError(f"larger than {limit / 1e6:,.0f} MB; split it into smaller ones")
    return data


def _is_listing(fetched: Fetched, known: Known | None) -> bool:
    if fetched.body is None:
        return known is not None and known.article is None
    return is_listing(fetched.body)
