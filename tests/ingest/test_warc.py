from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.settings import Settings
from tests.ingest.making import file, read, warc

PAGE = """<html><head><title>Bridge reopens</title></head><body><article><h1>Bridge reopens</h1>
<p>The bridge over the Lenn reopened on Tuesday, said engineer Karl Berg, who had inspected it
after the flood. The council denied that it had ignored warnings about its state before that.</p>
<p>Two lorries were waiting on the other bank when the barrier was lifted at noon.</p>
</article></body></html>"""
BARE = "<html><body><div id=app></div></body></html>"
URL = "https://harbourpost.example/bridge"


def test_every_page_becomes_an_article_with_its_address_and_date(tmp_path: Path) -> None:
    data = warc(
        (URL, "text/html; charset=utf-8", PAGE.encode()),
        ("https://harbourpost.example/logo.png", "image/png", b"\x89PNG"),
        (f"{URL}/2", "text/html", PAGE.replace("noon", "one").encode()),
    )
    articles, rejections = read(file(tmp_path, "crawl.warc", data))
    assert not rejections
    assert [article.url for article in articles] == [URL, f"{URL}/2"]
    assert articles[0].published == "2026-03-03T08:00:00+00:00"
    assert articles[0].title == "Bridge reopens"
    assert "denied that it had ignored warnings" in articles[0].text


@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.warc", "crawl.bin"])
def test_a_packed_archive_whatever_its_name(tmp_path: Path, name: str) -> None:
    data = warc((URL, "text/html", PAGE.encode()), gzipped=True)
    (article,), _ = read(file(tmp_path, name, data))
    assert article.url == URL


def test_a_page_without_an_article_is_named_by_its_address(tmp_path: Path) -> None:
    data = warc((f"{URL}/app", "text/html", BARE.encode()), (URL, "text/html", PAGE.encode()))
    articles, (rejection,) = read(file(tmp_path, "crawl.warc", data))
    assert len(articles) == 1
    assert rejection.place == f"{URL}/app"


def test_an_archive_without_pages(tmp_path: Path) -> None:
    _, (rejection,) = read(file(tmp_path, "crawl.warc", warc()))
    assert "holds no article" in rejection.reason


def test_one_huge_page_costs_only_itself(tmp_path: Path) -> None:
    huge = PAGE.replace("noon", "noon " * 5_000)
    data = warc((f"{URL}/huge", "text/html", huge.encode()), (URL, "text/html", PAGE.encode()))
    path = file(tmp_path, "crawl.warc", data)
    (article,), (rejection,) = read(path, limits=Settings(max_text_bytes=10_000))
    assert article.url == URL
    assert "larger than 10,000 bytes" in rejection.reason


@pytest.mark.parametrize("gzipped", [True, False])
def test_what_came_before_the_damage_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], gzipped: bool
) -> None:
    first = warc((URL, "text/html", PAGE.encode()), gzipped=gzipped)
    both = warc((URL, "text/html", PAGE.encode()), (f"{URL}/2", "text/html", b"x"), gzipped=gzipped)
    cut = both[: len(first) + 60]
    articles, rejections = read(file(tmp_path, "crawl.warc", cut))
    assert [article.url for article in articles] == [URL]
    assert len(rejections) <= 1
    garbled = first.replace(b"WARC/1.0\r\nWARC-Type: response", b"WURC/9\r\n\r\n") + b"\0" * 99
    read(file(tmp_path, "garbled.warc", garbled))
    assert capsys.readouterr() == ("", "")
