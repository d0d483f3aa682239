"""Sources that lead to the web, from a server on the loopback interface."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from claimtrack.errors import InputError
from claimtrack.gathering import Gathering
from claimtrack.ingest import Defaults, Rejection
from claimtrack.records import Article, Extraction
from claimtrack.settings import Settings
from claimtrack.store import Store
from claimtrack.summary import IngestSummary
from tests.serving import Reply, Site, item, page, rss

QUICK = Settings(fetch_delay=0.0)
GATE = ("The army accused the guards of opening the flood gate on Sunday night.",
        "“The gate was open at noon,” engineer Karl Berg said on Monday.")  # fmt: skip
NOTHING = IngestSummary(0, 0, 0, 0, {}, (), 0, 0, 0, 0, 0, 0, 0.0)


class Desk:
    """A store with everything that an ingest does to it, claims left out."""

    def __init__(self, site: Site) -> None:
        self.store = Store(None)
        self.site = site
        self.summary = NOTHING

    def url(self, path: str, host: str = "courier.example") -> str:
        return self.site.url(path, host)

    def read(
        self,
        *sources: str,
        limit: int | None = None,
        settings: Settings = QUICK,
        defaults: Defaults | None = None,
        interrupted: bool = False,
    ) -> tuple[list[Article], list[str]]:
        """Return the new articles and the complaints of one run."""
        gathering = Gathering(
            self.store, sources, defaults or Defaults(), settings,
            limit=limit, progress=lambda stage, done, total: None,
        )  # fmt: skip
        new, complaints = [], []
        for found in list(gathering):
            if isinstance(found, Rejection):
                complaints.append(str(found))
            elif not interrupted and not self.store.has_article(found.id):
                self.store.add_article(Extraction(found, (), ()), b"")
                new.append(found)
        if not interrupted:
            self.summary = gathering.settle(NOTHING)
        return new, complaints

    def paths_of(self, *sources: str, limit: int | None = None) -> list[str]:
        """Return what the server is asked in one run, robots.txt left out."""
        self.site.requests.clear()
        self.read(*sources, limit=limit)
        return self.site.paths


@pytest.fixture
def desk(site: Site) -> Iterator[Desk]:
    made = Desk(site)
    yield made
    made.store.close()


def feed_of(desk: Desk, *names: str, title: str = "Harbour Courier", content: str = "") -> Reply:
    """Return a feed of pages, the first the oldest."""
    return rss(title, *(
        item(desk.url(f"/{name}"), f"Mon, {day:02} Mar 2026 08:00:00 GMT", content, name)
        for day, name in enumerate(names, 2)
    ))  # fmt: skip


def test_a_page_becomes_an_article_under_its_own_address(desk: Desk) -> None:
    head = (
        f'<link rel="canonical" href="{desk.url("/news/gate", "www.courier.example")}">'
        '<meta property="og:site_name" content="Harbour Courier">'
        '<meta property="article:published_time" content="2026-03-02">'
    )
    desk.site.replies["/a?from=feed"] = page("Gate", *GATE, head=head)
    [article], complaints = desk.read(desk.url("/a?from=feed") + "#top")
    assert complaints == []
    assert article.url == desk.url("/news/gate", "www.courier.example")
    assert (article.source, article.published) == ("Harbour Courier", "2026-03-02")
    assert GATE[0] in article.text and "Menu" not in article.text


@pytest.mark.parametrize(
    "canonical", ["https://coastal.example/gate", "/", "javascript:x", "ftp://x"]
)
def test_a_page_cannot_take_the_address_of_another_site(desk: Desk, canonical: str) -> None:
    head = f'<link rel="canonical" href="{canonical}">'
    desk.site.replies["/gate"] = page("Gate", *GATE, head=head)
    [article], _ = desk.read(desk.url("/gate"))
    assert article.url == desk.url("/gate")


def test_a_page_without_a_site_name_has_its_source_from_the_user_or_the_host(desk: Desk) -> None:
    desk.site.replies["/a"] = desk.site.replies["/b"] = page("Gate", *GATE)
    [named], _ = desk.read(desk.url("/a"), defaults=Defaults(source="The Post"))
    [unnamed], _ = desk.read(desk.url("/b"))
    assert (named.source, unnamed.source) == ("The Post", "courier.example")


def test_a_page_in_another_encoding_is_read_as_the_server_says(desk: Desk) -> None:
    body = str(page("Čas", "“Brána byla otevřená,” řekl starosta Jan Kříž v pondělí.").body)
    kind = "text/html; charset=iso-8859-2"
    body = body.replace("“", '"').replace("”", '"')
    desk.site.replies["/a"] = Reply(body.encode("iso-8859-2"), kind)
    [article], _ = desk.read(desk.url("/a"))
    assert "řekl starosta Jan Kříž" in article.text


def test_plain_text_is_read_and_other_xml_is_not(desk: Desk) -> None:
    desk.site.replies["/a.txt"] = Reply("Gate\n\n" + GATE[0], "text/plain")
    desk.site.replies["/a.xml"] = Reply("<note/>", "text/xml")
    desk.site.replies["/empty"] = Reply("", "text/plain")
    [article], complaints = desk.read(*map(desk.url, ("/a.txt", "/a.xml", "/empty")))
    assert (article.title, article.url) == ("Gate", desk.url("/a.txt"))
    assert "neither a page nor a feed" in complaints[0]
    assert complaints[1].endswith("empty: it holds no text")


@pytest.mark.parametrize("kind", ["text/html", "text/plain", ""])
def test_what_a_server_wrongly_calls_a_text_is_not_stored(desk: Desk, kind: str) -> None:
    desk.site.replies["/a"] = Reply(b"\x89PNG\0\1\2" * 100, kind)
    desk.site.replies["/b"] = Reply(b"\0\1\2\3" * 100, kind)
    new, complaints = desk.read(desk.url("/a"), desk.url("/b"))
    assert new == []
    assert "an image (PNG)" in complaints[0] and "a binary file" in complaints[1]


def test_an_unchanged_page_is_asked_for_but_not_sent_and_counts_as_known(desk: Desk) -> None:
    url = desk.url("/a")
    desk.site.replies["/a"] = replace(page("Gate", *GATE), headers={"ETag": '"1"'})
    [article], _ = desk.read(url)
    assert desk.read(url) == ([], [])
    assert desk.site.requests[-1][1]["If-None-Match"] == '"1"'
    desk.site.replies["/a"] = replace(page("Gate", "Changed.", *GATE), headers={"ETag": '"2"'})
    [changed], _ = desk.read(url)
    assert changed.url == article.url and changed.id != article.id


def test_what_an_interrupted_run_did_not_store_is_fetched_again(desk: Desk) -> None:
    desk.site.replies["/a"] = replace(page("Gate", *GATE), headers={"ETag": '"1"'})
    desk.site.replies["/feed"] = replace(feed_of(desk, "a"), headers={"ETag": '"f"'})
    desk.read(desk.url("/feed"), interrupted=True)
    new, _ = desk.read(desk.url("/feed"))
    assert len(new) == 1


def test_a_feed_is_followed_newest_first_with_its_title_and_dates(desk: Desk) -> None:
    for name in ("one", "two"):
        desk.site.replies[f"/{name}"] = page(name, name, *GATE)
    desk.site.replies["/feed"] = feed_of(desk, "one", "two")
    new, complaints = desk.read(desk.url("/feed"))
    assert complaints == []
    assert [(a.url, a.source, a.published and a.published[:10]) for a in new] == [
        (desk.url("/two"), "Harbour Courier", "2026-03-03"),
        (desk.url("/one"), "Harbour Courier", "2026-03-02"),
    ]
    assert (desk.summary.feeds, desk.summary.feeds_unchanged, desk.summary.left) == (1, 0, 0)


def test_pages_of_a_feed_are_fetched_once_until_it_says_that_they_changed(desk: Desk) -> None:
    feed = desk.url("/feed")
    desk.site.replies["/one"] = page("one", *GATE)
    desk.site.replies["/feed"] = feed_of(desk, "one")
    assert desk.paths_of(feed) == ["/feed", "/one"]
    assert desk.paths_of(feed) == ["/feed"]
    desk.site.replies["/feed"] = Reply(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Courier</title><entry>'
        f'<link href="{desk.url("/one")}"/><updated>2100-01-01T00:00:00Z</updated></entry></feed>',
        "application/atom+xml",
    )
    assert desk.paths_of(feed) == ["/feed", "/one"]


def test_an_unchanged_feed_is_passed_over_once_all_of_it_was_read(desk: Desk) -> None:
    feed = desk.url("/feed")
    for name in ("one", "two"):
        desk.site.replies[f"/{name}"] = page(name, name, *GATE)
    desk.site.replies["/feed"] = replace(feed_of(desk, "one", "two"), headers={"ETag": '"f"'})
    assert desk.paths_of(feed, limit=1) == ["/feed", "/two"]
    assert desk.summary.left == 1
    assert desk.paths_of(feed, limit=1) == ["/feed", "/one"]
    for _ in range(2):
        assert desk.paths_of(feed) == ["/feed"]
        assert (desk.summary.feeds, desk.summary.feeds_unchanged) == (1, 1)


def test_a_page_that_fails_is_named_and_the_rest_goes_on(desk: Desk) -> None:
    desk.site.replies["/two"] = page("two", *GATE)
    desk.site.replies["/feed"] = replace(
        feed_of(desk, "gone", "two", "broken"), headers={"ETag": '"f"'}
    )
    desk.site.replies["/broken"] = Reply(status=503)
    new, complaints = desk.read(desk.url("/feed"))
    assert [article.url for article in new] == [desk.url("/two")]
    assert complaints == [
        f"{desk.url('/broken')}: the server does not give it (status 503)",
        f"{desk.url('/gone')}: there is no such page; check the address (status 404)",
    ]
    # What may be there the next time is asked for again, though the feed has not changed.
    desk.site.replies["/broken"] = page("late", "Late.", *GATE)
    new, _ = desk.read(desk.url("/feed"))
    assert [article.url for article in new] == [desk.url("/broken")]


def test_an_entry_that_is_there_in_full_is_read_from_the_feed_if_its_page_is_not(
    desk: Desk,
) -> None:
    content = f"<p>{GATE[0]}</p><script>alert(1)</script><p>{GATE[1]}</p>"
    desk.site.replies["/feed"] = feed_of(desk, "walled", content=content)
    desk.site.replies["/walled"] = Reply(status=403)
    [article], complaints = desk.read(desk.url("/feed"))
    assert complaints == []
    assert GATE[0] in article.text and GATE[1] in article.text and "alert" not in article.text
    assert (article.url, article.title) == (desk.url("/walled"), "walled")
    assert (article.source, article.published and article.published[:10]) == (
        "Harbour Courier", "2026-03-02",
    )  # fmt: skip
    assert desk.read(desk.url("/feed")) == ([], [])


def test_a_feed_does_not_replace_another_sites_article(desk: Desk) -> None:
    theirs = desk.url("/gate", "coastal.example")
    desk.site.replies["/gate"] = page("Gate", *GATE)
    desk.read(theirs)
    forged = "<p>The guards were paid, the army said on Monday in a long statement.</p>"
    desk.site.replies["/gate"] = Reply(status=403)
    desk.site.replies["/feed"] = rss("Forger", item(theirs, content=forged).replace(
        "</item>", "<atom:updated xmlns:atom='http://www.w3.org/2005/Atom'>2100-01-01T00:00:00Z"
        "</atom:updated></item>"
    ))  # fmt: skip
    new, _ = desk.read(desk.url("/feed"))
    assert new == []
    assert GATE[0] in desk.store.article(theirs).text


def test_entries_that_lead_nowhere_or_into_a_private_network_are_refused(desk: Desk) -> None:
    desk.site.replies["/feed"] = rss(
        "Odd", item("file:///etc/passwd"), item("http://intranet.example/a"), item("mailto:a@b.c"),
        item("http://anna:secret@courier.example/"), "<item><title>No link</title></item>",
    )  # fmt: skip
    new, complaints = desk.read(desk.url("/feed"))
    assert new == [] and len(complaints) == 5
    assert "secret" not in "".join(complaints)
    assert sum("only http and https" in complaint for complaint in complaints) == 2
    assert sum("an entry that leads to no page" in complaint for complaint in complaints) == 1
    assert sum("(10.0.0.7) is not on the public internet" in c for c in complaints) == 1
    assert desk.site.paths == ["/feed"]


def test_a_host_that_asks_to_slow_down_costs_one_line(desk: Desk) -> None:
    desk.site.replies["/feed"] = feed_of(desk, "one", "two", "three")
    desk.site.replies["/three"] = Reply(status=429)
    new, complaints = desk.read(desk.url("/feed"))
    assert new == []
    assert complaints == [f"{desk.url('/feed')}: the server asks to slow down (status 429)"]
    assert desk.summary.left == 3


def test_a_sitemap_index_is_followed_newest_first_within_the_limit(desk: Desk) -> None:
    xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

    def sitemap(*names: str) -> bytes:
        urls = "".join(f"<url><loc>{desk.url('/' + name)}</loc></url>" for name in names)
        return f"<urlset {xmlns}>{urls}</urlset>".encode()

    for name in ("a", "b", "c", "no"):
        desk.site.replies[f"/{name}"] = page(name, name, *GATE)
    desk.site.replies["/old.xml"] = Reply(sitemap("c"), "text/xml")
    desk.site.replies["/new.xml.gz"] = Reply(gzip.compress(sitemap("a", "b")), "application/gzip")
    desk.site.replies["/index.xml"] = Reply(
        f"<sitemapindex {xmlns}><sitemap><loc>{desk.url('/old.xml')}</loc>"
        f"<lastmod>2025-01-01</lastmod></sitemap><sitemap><loc>{desk.url('/new.xml.gz')}</loc>"
        f"<lastmod>2026-01-01</lastmod></sitemap><sitemap><loc>{desk.url('/no')}</loc></sitemap>"
        "</sitemapindex>",
        "application/xml",
    )
    index = desk.url("/index.xml")
    assert desk.paths_of(index, limit=2) == ["/index.xml", "/new.xml.gz", "/a", "/b"]
    _, complaints = desk.read(index)
    assert complaints == [f"{desk.url('/no')}: it is no sitemap"]
    assert {desk.store.article(desk.url(f"/{name}")).source for name in "abc"} == {
        "courier.example"
    }


def test_sitemaps_of_an_unchanged_index_are_looked_at_again(desk: Desk) -> None:
    xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    index = f"<sitemap><loc>{desk.url('/map.xml')}</loc></sitemap>"
    desk.site.replies["/index.xml"] = Reply(
        f"<sitemapindex {xmlns}>{index}</sitemapindex>", "text/xml", headers={"ETag": '"1"'}
    )
    for names in (["a"], ["b", "a"]):
        urls = "".join(f"<url><loc>{desk.url('/' + name)}</loc></url>" for name in names)
        desk.site.replies["/map.xml"] = Reply(f"<urlset {xmlns}>{urls}</urlset>", "text/xml")
        desk.site.replies[f"/{names[0]}"] = page(names[0], names[0], *GATE)
        new, _ = desk.read(desk.url("/index.xml"))
        assert [article.url for article in new] == [desk.url(f"/{names[0]}")]


def test_sitemaps_that_lead_round_in_circles_end(desk: Desk) -> None:
    xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    for name in ("a", "b", "c", "d", "e"):
        links = "".join(
            f"<sitemap><loc>{desk.url(f'/{other}.xml')}</loc></sitemap>" for other in "abcde"
        )
        desk.site.replies[f"/{name}.xml"] = Reply(
            f"<sitemapindex {xmlns}>{links}</sitemapindex>", "text/xml"
        )
    assert desk.read(desk.url("/a.xml")) == ([], [])
    assert len(desk.site.paths) == 5


def test_a_local_feed_is_followed_and_stands_beside_files(desk: Desk, tmp_path: Path) -> None:
    desk.site.replies["/one"] = page("one", *GATE)
    for name, pack in (("feed.xml", bytes), ("feed.xml.gz", gzip.compress)):
        (tmp_path / name).write_bytes(pack(str(feed_of(desk, "one").body).encode()))
    (tmp_path / "letter.txt").write_text("Anna Holm said the gate was shut.", encoding="utf-8")
    sources = [str(tmp_path / name) for name in ("feed.xml", "feed.xml.gz", "letter.txt")]
    new, complaints = desk.read(*sources)
    assert complaints == []
    assert sorted(article.url or "" for article in new) == ["", desk.url("/one")]
    assert desk.site.paths == ["/one"]


def test_a_local_feed_that_is_too_large_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(str(feed_of(desk, "one").body).encode() + b" " * 1_000_000)
    small = replace(QUICK, max_unpacked_fetch_bytes=1_000_000)
    new, complaints = desk.read(str(path), settings=small)
    assert (new, complaints) == ([], [f"{path}: larger than 1 MB; split it into smaller ones"])


def test_a_limit_counts_new_articles_of_each_local_source(desk: Desk, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for number in range(3):
            (tmp_path / folder / f"{number}.txt").write_text(f"{folder}{number} said no.")
    sources = [str(tmp_path / folder) for folder in ("a", "b")]
    found: list[Sequence[str]] = []
    for _ in range(3):
        new, _ = desk.read(*sources, limit=2)
        found.append([article.text[:2] for article in new])
    assert found == [["a0", "a1", "b0", "b1"], ["a2", "b2"], []]


def test_what_cannot_be_fetched_costs_nothing_else(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Anna Holm said the gate was shut.", encoding="utf-8")
    new, complaints = desk.read(
        "ftp://courier.example/a", "https://", str(tmp_path / "letter.txt"),
        "http://anna:secret@courier.example/", "http://intranet.example/",
    )  # fmt: skip
    assert len(new) == 1 and len(complaints) == 4
    assert complaints[0].startswith("ftp://courier.example/a: only http and https")
    assert "secret" not in "".join(complaints)
    visit = desk.store.fetches.get("http://intranet.example/")
    assert visit is not None and visit.outcome == "failed"
    assert desk.store.fetches.get("http://anna:secret@courier.example/") is None


def test_a_missing_extra_is_one_line_for_what_needs_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    (tmp_path / "letter.txt").write_text("Anna Holm said the gate was shut.", encoding="utf-8")
    new, complaints = desk.read(str(tmp_path / "letter.txt"), desk.url("/a"))
    assert len(new) == 1
    assert complaints == [
        f"{desk.url('/a')}: web addresses and feeds need an extra: "
        "`pip install 'claimtrack[web]'` adds it"
    ]


def test_a_url_of_ones_own_is_refused_for_what_has_one(desk: Desk) -> None:
    with pytest.raises(InputError, match="tells its own url; leave --url away"):
        desk.read(desk.url("/a"), defaults=Defaults(url="https://x.example/"))
