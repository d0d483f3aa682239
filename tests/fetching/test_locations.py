from __future__ import annotations

import pytest

from claimtrack.errors import FetchError
from claimtrack.fetching import Location, is_address, same_site, shown


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTPS://News.Example/A?b=c#part", "https://news.example/A?b=c"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("http://news.example./a b", "http://news.example/a%20b"),
        ("http://news.example/a/../b", "http://news.example/b"),
        (
            "https://zeitung-österreich.example/ä",
            "https://xn--zeitung-sterreich-6zb.example/%C3%A4",
        ),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        (" http://news.example/a ", "http://news.example/a"),
        ("http://news.example\\@127.0.0.1/", "http://news.example/%5C@127.0.0.1/"),
    ],
)
def test_addresses_are_normalised(url: str, normal: str) -> None:
    assert Location.parse(url).url == normal


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://news.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://127.0.0.1:6379/_x", "only http and https"),
        ("news.example/a", "only http and https"),
        ("http://anna:secret@news.example/", "a name or password"),
        ("http://anna@news.example/", "a name or password"),
        ("http:///a", "no host|no address"),
        ("http://", "no host|no address"),
        ("http://news.example:99999/", "no address"),
        ("http://[fe80::1%25eth0]/", "no host"),
        ("http://news.example/" + "a" * 3_000, "more than 2,048"),
    ],
)
def test_what_is_never_fetched_is_refused_without_its_secrets(url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason) as caught:
        Location.parse(url)
    assert "secret" not in str(caught.value)


def test_links_lead_on_from_where_they_stand() -> None:
    here = Location.parse("https://news.example/a/b.html")
    assert here.join("c.html").url == "https://news.example/a/c.html"
    assert here.join("//other.example/x").url == "https://other.example/x"
    with pytest.raises(FetchError):
        here.join("javascript:alert(1)")


def test_addresses_are_told_from_paths() -> None:
    assert is_address("https://news.example/") and is_address("ftp://x.example")
    assert not any(map(is_address, ["-", "news.db", "a/b.txt", "C:\\news", "http:", "mailto:a@b"]))


def test_a_password_is_never_shown() -> None:
    assert shown("http://anna:s@x@news.example/@a") == "http://news.example/@a"


def test_sites() -> None:
    assert same_site("www.news.example", "news.example")
    assert same_site("m.news.example", "www.news.example")
    assert not same_site("news.example", "fakenews.example")
    assert not same_site("news.example", "other.example")
