from __future__ import annotations

import gzip
from dataclasses import replace

import pytest

from claimtrack.errors import FetchError
from claimtrack.fetching import is_listing, read_listing
from claimtrack.fetching.sitemaps import read_sitemap
from claimtrack.settings import Settings

SETTINGS = Settings()
HERE = "https://courier.example/news/feed.xml"

RSS = """<?xml version="1.0"?><!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour Courier</title>
<item><title>Old</title><link>/old</link><pubDate>Mon, 02 Mar 2026 08:00:00 +0100</pubDate></item>
<item><title>New &amp; bold</title><link>https://courier.example/new</link>
<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate><author>Ilse Brandt</author>
<description>In short.</description>
<content:encoded><![CDATA[<p>In full.</p>]]></content:encoded></item>
<item><title>Undated</title><link>later</link></item>
<item><title>Old again</title><link>/old</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Coastal News</title>
<entry><id>tag:coastal.example,2026:1</id><title>Storm</title>
<link href="https://coastal.example/storm"/><published>2026-03-02T10:00:00Z</published>
<updated>2026-03-04T10:00:00Z</updated><author><name>Jan Kol</name></author></entry></feed>"""

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://courier.example/a</loc><lastmod>2026-03-02</lastmod></url>
<url><loc>/b</loc><news:news><news:publication><news:name>Harbour Courier</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2026-03-03T08:00:00+01:00</news:publication_date>
<news:title>Gate open</news:title></news:news></url>
<url><lastmod>2026-03-09</lastmod></url></urlset>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://courier.example/2025.xml</loc><lastmod>2025-12-31</lastmod></sitemap>
<sitemap><loc>https://courier.example/2026.xml.gz</loc><lastmod>2026-03-03</lastmod></sitemap>
</sitemapindex>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel><title>Old Post</title></channel>
<item rdf:about="https://post.example/a"><title>A</title><link>https://post.example/a</link></item>
</rdf:RDF>"""


def test_an_rss_feed_is_read_newest_first() -> None:
    found = read_listing(RSS.encode(), HERE, SETTINGS)
    assert found.title == "Harbour Courier"
    assert [entry.url for entry in found.entries] == [
        "https://courier.example/new",
        "https://courier.example/old",
        "https://courier.example/news/later",
    ]
    new, old, undated = found.entries
    assert (new.title, new.byline, new.content) == ("New & bold", "Ilse Brandt", "<p>In full.</p>")
    assert old.dated is not None and old.dated.isoformat() == "2026-03-02T07:00:00+00:00"
    assert (old.content, old.changed, undated.dated) == (None, None, None)


def test_an_atom_feed_tells_when_a_page_changed() -> None:
    [entry] = read_listing(ATOM.encode(), None, SETTINGS).entries
    assert entry.dated is not None and entry.dated.day == 2
    assert entry.changed is not None and entry.changed.day == 4
    assert (entry.published, entry.byline) == ("2026-03-02T10:00:00Z", "Jan Kol")


def test_an_old_kind_of_feed_is_read_too() -> None:
    found = read_listing(RDF.encode(), None, SETTINGS)
    assert [entry.url for entry in found.entries] == ["https://post.example/a"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_is_read_with_what_news_sitemaps_add(pack: object) -> None:
    assert callable(pack)
    found = read_listing(pack(SITEMAP.encode()), "https://courier.example/map.xml", SETTINGS)
    newest, other = found.entries
    assert (newest.url, newest.source) == ("https://courier.example/b", "Harbour Courier")
    assert (newest.title, newest.published) == ("Gate open", "2026-03-03T08:00:00+01:00")
    assert (other.url, other.published) == ("https://courier.example/a", "2026-03-02")
    assert other.changed is not None and newest.changed is None


def test_an_index_names_sitemaps_newest_first() -> None:
    found = read_listing(INDEX.encode(), None, SETTINGS)
    assert found.entries == ()
    assert [entry.url for entry in found.sitemaps] == [
        "https://courier.example/2026.xml.gz",
        "https://courier.example/2025.xml",
    ]


def test_only_the_newest_entries_are_looked_at() -> None:
    few = replace(SETTINGS, max_entries=1, max_sitemaps=1)
    assert [entry.title for entry in read_listing(RSS.encode(), HERE, few).entries] == [
        "New & bold"
    ]
    assert len(read_listing(INDEX.encode(), None, few).sitemaps) == 1


@pytest.mark.parametrize("text", [RSS, ATOM, SITEMAP, INDEX, RDF])
def test_listings_are_told_by_their_root(text: str) -> None:
    assert is_listing(text.encode())
    assert is_listing(b"\xef\xbb\xbf\n" + text.encode())
    assert is_listing(text.encode("utf-16"))


@pytest.mark.parametrize(
    "text",
    [
        "", "<html><body>rss</body></html>", "<!DOCTYPE html><html>", "<p><rss>", "feed",
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss></rss>', "<rssx>", '{"rss": 1}',
    ],
)  # fmt: skip
def test_other_documents_are_no_listings(text: str) -> None:
    assert not is_listing(text.encode())


def test_a_feed_cut_off_is_read_as_far_as_it_goes() -> None:
    cut = RSS[: RSS.index("<item><title>Undated")]
    assert len(read_listing(cut.encode(), HERE, SETTINGS).entries) == 2


@pytest.mark.parametrize("text", ["<rss", "", "\0" * 50, "<urlset", "<sitemapindex><"])
def test_what_holds_nothing_of_a_listing_is_one_line_or_empty(text: str) -> None:
    try:
        found = read_listing(text.encode(), None, SETTINGS)
    except FetchError as error:
        assert "cannot be parsed" in str(error)
    else:
        assert (found.entries, found.sitemaps) == ((), ())


def test_a_packed_sitemap_that_unpacks_to_too_much_is_refused() -> None:
    packed = gzip.compress(SITEMAP.encode() + b" " * 3_000_000)
    small = replace(SETTINGS, max_unpacked_fetch_bytes=2_000_000)
    with pytest.raises(FetchError, match="unpacks to more than 2 MB"):
        read_listing(packed, None, small)


def test_no_entity_is_resolved_and_no_file_is_read() -> None:
    text = SITEMAP.replace(
        "<urlset", '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset', 1
    ).replace("https://courier.example/a", "https://courier.example/&x;a")
    assert "root" not in str(read_sitemap(text.encode(), None))
    # A document that defines entities is no sitemap to begin with.
    with pytest.raises(FetchError, match="cannot be parsed"):
        read_listing(text.encode(), None, SETTINGS)
