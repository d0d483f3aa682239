from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import feedparser
from lxml import etree

from claimtrack.exporting import Selection, atom_feed, newest

ATOM = "{http://www.w3.org/2005/Atom}"
NEVER = "1970-01-01T00:00:00+00:00"


def feed_of(selection: Selection, **options: str) -> bytes:
    return atom_feed(selection, name="test", moment=NEVER, **options)


def test_a_feed_has_what_rfc_4287_requires(selection: Selection) -> None:
    root = etree.fromstring(feed_of(selection))
    assert root.tag == f"{ATOM}feed"
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            [one] = element.findall(f"{ATOM}{name}")
            assert one.text
        updated = element.findtext(f"{ATOM}updated")
        assert updated
        assert datetime.fromisoformat(updated).tzinfo
    for entry in entries:
        # Without an alternate link an entry must have content.
        assert entry.findtext(f"{ATOM}content")


def test_a_reader_of_feeds_understands_it(selection: Selection) -> None:
    feed = feedparser.parse(feed_of(selection))
    assert not feed.bozo
    assert feed.version == "atom10"
    first, odd = feed.entries
    assert first.title == "Who opened the gate?"
    assert "– army (The Test Post, 2026-03-01)" in first.content[0].value
    assert first.content[0].type == "text/plain"
    assert odd.published == "2026-03-01T10:00:00+00:00"
    assert odd.updated == "2026-03-04T10:00:00+00:00"  # when it was reviewed
    assert feed.feed.updated == odd.updated
    assert [tag.term for tag in odd.tags] == ["denial"]


def test_ids_stay_the_same_and_differ(selection: Selection) -> None:
    once, again = feedparser.parse(feed_of(selection)), feedparser.parse(feed_of(selection))
    ids = [once.feed.id, *(entry.id for entry in once.entries)]
    assert ids == [again.feed.id, *(entry.id for entry in again.entries)]
    assert len(set(ids)) == 3
    assert all(one.startswith("urn:uuid:") for one in ids)
    changed = tuple(replace(one, score=0.1, question="What?") for one in selection.disputes)
    assert [e.id for e in feedparser.parse(feed_of(Selection(changed))).entries] == ids[1:]
    other = atom_feed(selection, name="another", moment=NEVER)
    assert feedparser.parse(other).feed.id != once.feed.id


def test_entries_link_to_where_the_database_is_served(selection: Selection) -> None:
    assert b"<link" not in feed_of(selection)
    feed = feedparser.parse(feed_of(selection, base_url="http://127.0.0.1:8001/news/"))
    assert feed.feed.link == "http://127.0.0.1:8001/news/"
    assert feed.entries[1].link == "http://127.0.0.1:8001/news/-/disputes/odd"


def test_stored_text_is_text(selection: Selection) -> None:
    text = feed_of(selection).decode("utf-8")
    assert "<script>" not in text
    assert not set(text) & set("\x1b\u202e")


def test_a_feed_without_entries_is_one_all_the_same() -> None:
    feed = feedparser.parse(feed_of(Selection(())))
    assert not feed.bozo
    assert (feed.entries, feed.feed.updated) == ([], NEVER)


def test_the_newest_come_first_and_the_best_of_one_moment_before_others(
    selection: Selection,
) -> None:
    new, old = selection.disputes
    twin = replace(old, id="twin")
    assert newest([old, new, twin], 3) == [new, old, twin]
    assert newest([old, new, twin], 1) == [new]
