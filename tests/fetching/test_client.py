"""The client against servers on the loopback interface, which the tests' policy excepts."""

from __future__ import annotations

import gzip
import socket
import ssl
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import trustme

from claimtrack import __version__
from claimtrack.errors import FetchError
from claimtrack.fetching import Client, LeftAloneError, Policy, Validators
from claimtrack.settings import Settings
from tests.serving import HOME, NamedHosts, Reply, Site, page, serve

QUICK = Settings(fetch_delay=0.0, fetch_read_seconds=5.0)
ODD = {"Content-Encoding": "br"}
PAGE = page("Gate", "The gate was open.")


@pytest.fixture
def site() -> Iterator[Site]:
    with serve({"/a": PAGE}) as running:
        yield running


def client_of(*sites: Site, settings: Settings = QUICK, **options: Any) -> Client:
    """Return a client that finds the hosts news.example and other.example at the servers."""
    hosts = {f"{name}:{site.port}" for site in sites for name in ("news.example", "other.example")}
    resolver = options.pop("resolver", NamedHosts(news_example=HOME, other_example=HOME))
    policy = Policy(private_hosts=frozenset(hosts))
    return Client(settings, policy, resolver, **options)


def refusal(client: Client, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        client.fetch(url)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_is_fetched_by_name_over_the_address_checked(site: Site) -> None:
    resolver = NamedHosts(news_example=HOME)
    fetched = client_of(site, resolver=resolver).fetch(site.url("/a", "news.example"))
    assert fetched.body == str(PAGE.body).encode()
    assert (fetched.media_type, fetched.charset, fetched.status) == ("text/html", "utf-8", 200)
    headers = site.requests[-1][1]
    assert headers["Host"] == f"news.example:{site.port}"
    assert headers["User-Agent"] == f"claimtrack/{__version__}"
    assert "Cookie" not in headers
    # Once for robots.txt and once for the page: never between the check and the connection.
    assert resolver.asked == ["news.example"] * 2


def test_the_shipped_policy_keeps_loopback_servers_out(site: Site) -> None:
    told = refusal(Client(QUICK, Policy()), site.url("/a"))
    assert told == f"port {site.port} is not fetched from, only 80 and 443 are"
    opened = Client(QUICK, Policy(ports=frozenset({site.port})))
    assert "not on the public internet" in refusal(opened, site.url("/a"))
    assert "not on the public internet" in refusal(opened, site.url("/a", "localhost"))
    assert site.requests == []


def test_a_host_with_one_private_address_among_public_ones_is_refused(site: Site) -> None:
    resolver = NamedHosts(mixed_example=["93.184.216.34", "10.0.0.7"])
    client = Client(QUICK, Policy(), resolver)
    assert "mixed.example (10.0.0.7)" in refusal(client, "http://mixed.example/a")


def test_a_name_that_changes_its_mind_is_looked_up_anew_and_checked_again(site: Site) -> None:
    class Rebinding:
        answers = iter([[HOME], ["10.0.0.7"]])

        def resolve(self, host: str, port: int) -> list[str]:
            return next(self.answers)

    # Excepted is only the server of the test: the second answer is what is refused.
    class Loopback(Policy):
        def check_location(self, location: object) -> None: ...

        def check_address(self, location: Any, address: str) -> None:
            if address != HOME:
                super().check_address(location, address)

    client = Client(QUICK, Loopback(), Rebinding())
    assert "(10.0.0.7) is not" in refusal(client, site.url("/a", "news.example"))
    assert [path for path, _ in site.requests] == ["/robots.txt"]


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://10.0.0.7/a", "http://[::1]/", "http://169.254.169.254/latest"],
)
def test_a_redirect_into_a_private_network_is_refused(site: Site, target: str) -> None:
    class Numbers(NamedHosts):
        def resolve(self, host: str, port: int) -> list[str]:
            return super().resolve(host, port) or [host]

    site.replies["/away"] = Reply(status=302, headers={"Location": target})
    client = client_of(site, resolver=Numbers(news_example=HOME))
    assert "not on the public internet" in refusal(client, site.url("/away", "news.example"))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("http://news.example:22/", "port 22 is not fetched from"),
        ("http://anna:secret@news.example/", "a name or password"),
        ("http://nowhere.example/", "no host nowhere.example"),
    ],
)
def test_a_redirect_is_checked_like_any_address(site: Site, target: str, reason: str) -> None:
    site.replies["/away"] = Reply(status=301, headers={"Location": target})
    assert reason in refusal(client_of(site), site.url("/away", "news.example"))


def test_redirects_are_followed_to_the_end_and_not_for_ever(site: Site) -> None:
    site.replies["/1"] = Reply(status=302, headers={"Location": "/2"})
    site.replies["/2"] = Reply(
        status=308, headers={"Location": site.url("/a", "other.example") + "#top"}
    )
    site.replies["/loop"] = Reply(status=302, headers={"Location": "/loop"})
    client = client_of(site)
    assert client.fetch(site.url("/1", "news.example")).final_url == site.url("/a", "other.example")
    assert "more than 5 redirects" in refusal(client, site.url("/loop", "news.example"))
    assert site.paths.count("/loop") == 6


def test_a_redirect_may_be_written_in_utf_8(site: Site) -> None:
    site.replies["/away"] = Reply(status=302, headers={"Location": "/č".encode().decode("latin-1")})
    site.replies["/%C4%8D"] = PAGE
    assert client_of(site).fetch(site.url("/away", "news.example")).final_url.endswith("/%C4%8D")


def test_an_unchanged_page_is_not_sent_again(site: Site) -> None:
    site.replies["/a"] = Reply("<html>", headers={"ETag": '"1"', "Last-Modified": "yesterday"})
    client = client_of(site)
    url = site.url("/a", "news.example")
    first = client.fetch(url)
    assert (first.etag, first.modified) == ('"1"', "yesterday")
    again = client.fetch(url, Validators(first.final_url, first.etag, first.modified))
    assert (again.status, again.body) == (304, None)
    assert site.requests[-1][1]["If-Modified-Since"] == "yesterday"
    # What recognises one site's page is not told to another.
    client.fetch(site.url("/a", "other.example"), Validators(url, "secret", None))
    assert "secret" not in str(site.requests[-1][1])


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "asks for a password (status 401)"),
        (403, "refuses it (status 403)"),
        (404, "no such page; check the address (status 404)"),
        (500, "does not give it (status 500)"),
        (304, "does not give it (status 304)"),
    ],
)
def test_what_the_server_does_not_give_is_told_with_its_status(
    site: Site, status: int, words: str
) -> None:
    site.replies["/a"] = Reply(status=status)
    with pytest.raises(FetchError) as caught:
        client_of(site).fetch(site.url("/a", "news.example"))
    assert words in str(caught.value)
    assert caught.value.status == status


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/octet-stream"])
def test_other_types_are_refused(site: Site, kind: str) -> None:
    site.replies["/a"] = Reply("x", kind)
    told = refusal(client_of(site), site.url("/a", "news.example"))
    assert told == f"{kind} is not read from an address; download it and give the file"


def test_packed_answers_are_unpacked_within_bounds(site: Site) -> None:
    settings = replace(QUICK, max_fetch_bytes=10_000, max_unpacked_fetch_bytes=100_000)
    client = client_of(site, settings=settings)
    for path, data in (("/a", b"<html>" * 1_000), ("/bomb", b"\0" * 5_000_000)):
        packed = gzip.compress(data)
        assert len(packed) < 10_000
        site.replies[path] = Reply(packed, headers={"Content-Encoding": "gzip"})
    assert client.fetch(site.url("/a", "news.example")).body == b"<html>" * 1_000
    assert "unpacks to more than" in refusal(client, site.url("/bomb", "news.example"))
    site.replies["/br"] = Reply("x", headers={"Content-Encoding": "br"})
    assert "packed as br" in refusal(client, site.url("/br", "news.example"))
    site.replies["/cut"] = Reply(
        gzip.compress(b"<html>" * 1_000)[:20], headers={"Content-Encoding": "gzip"}
    )
    assert "cut off or damaged" in refusal(client, site.url("/cut", "news.example"))


def test_large_answers_are_refused_whether_or_not_they_say_so(site: Site) -> None:
    def endless(out: Any) -> None:
        out.write(b"\r\n")
        while True:
            out.write(b"x" * 65_536)

    settings = replace(QUICK, max_fetch_bytes=1_000_000)
    client = client_of(site, settings=settings)
    site.replies["/said"] = Reply("x", headers={"Content-Length": "2000000"})
    site.replies["/endless"] = Reply(write=endless)
    for path in ("/said", "/endless"):
        assert "larger than 1 MB" in refusal(client, site.url(path, "news.example"))


def drip(first: bytes, piece: bytes) -> Any:
    def write(out: Any) -> None:
        out.write(first)
        for _ in range(100):
            out.write(piece)
            out.flush()
            time.sleep(0.03)

    return write


@pytest.mark.parametrize(("first", "piece"), [(b"", b"X-A: b\r\n"), (b"\r\n", b"x")])
def test_a_server_that_drips_is_given_up_in_time(site: Site, first: bytes, piece: bytes) -> None:
    settings = replace(QUICK, fetch_total_seconds=0.25)
    site.replies["/drip"] = Reply(write=drip(first, piece))
    started = time.monotonic()
    told = refusal(client_of(site, settings=settings), site.url("/drip", "news.example"))
    assert "took longer than 0.25 s" in told
    assert time.monotonic() - started < 2


def test_a_silent_server_is_given_up_in_time(site: Site) -> None:
    settings = replace(QUICK, fetch_read_seconds=0.1)
    site.replies["/silent"] = Reply(write=lambda out: time.sleep(0.5))
    told = refusal(client_of(site, settings=settings), site.url("/silent", "news.example"))
    assert told == "no answer within 0.1 s"


def test_a_broken_off_answer_is_not_taken_for_the_whole(site: Site) -> None:
    site.replies["/cut"] = Reply("<html>", headers={"Content-Length": "500"})
    assert "broke off" in refusal(client_of(site), site.url("/cut", "news.example"))


def test_a_host_that_cannot_be_reached_is_told_from_a_robots_txt_that_cannot_be_read() -> None:
    with socket.create_server((HOME, 0)) as listening:
        port = listening.getsockname()[1]
    policy = Policy(private_hosts=frozenset({f"{HOME}:{port}"}))
    told = refusal(Client(QUICK, policy), f"http://{HOME}:{port}/")
    assert told == "the connection failed (Connection refused)"
    with serve({"/robots.txt": Reply(write=lambda out: out.write(b"\r\n"), headers=ODD)}) as site:
        told = refusal(client_of(site), site.url("/a", "news.example"))
        assert told == "its robots.txt cannot be read: packed as br, which was not asked for"


def test_robots_txt_is_read_once_and_respected(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(
        "User-agent: *\nDisallow: /\n\nUser-agent: claimtrack\nDisallow: /private/\n", "text/plain"
    )
    site.replies["/private/a"] = PAGE
    client = client_of(site)
    client.fetch(site.url("/a", "news.example"))
    told = refusal(client, site.url("/private/a", "news.example"))
    assert told == "the site's robots.txt does not let programs fetch it"
    assert [path for path, _ in site.requests] == ["/robots.txt", "/a"]


def test_robots_txt_holds_where_a_redirect_leads(site: Site) -> None:
    site.replies["/robots.txt"] = Reply("User-agent: *\nDisallow: /private", "text/plain")
    site.replies["/in"] = Reply(status=302, headers={"Location": "/private"})
    assert "robots.txt" in refusal(client_of(site), site.url("/in", "news.example"))


def test_a_robots_txt_that_cannot_be_read_forbids_everything(site: Site) -> None:
    site.replies["/robots.txt"] = Reply(status=503)
    client = client_of(site)
    for _ in range(2):
        told = refusal(client, site.url("/a", "news.example"))
        assert told == "its robots.txt cannot be read (status 503)"
    assert len(site.requests) == 1


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    waits: list[float] = []
    client = client_of(site, settings=replace(QUICK, fetch_delay=2.0), pause=waits.append)
    client.fetch(site.url("/a", "news.example"))
    assert len(waits) == 1  # between robots.txt and the page
    client.fetch(site.url("/a", "other.example"))
    assert len(waits) == 2
    assert all(1.5 < wait <= 2.0 for wait in waits)


def test_a_site_may_ask_for_more_distance_up_to_a_bound(site: Site) -> None:
    site.replies["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 5000", "text/plain")
    waits: list[float] = []
    client_of(site, pause=waits.append).fetch(site.url("/a", "news.example"))
    assert 29 < waits[0] <= 30


def test_a_server_that_asks_to_slow_down_is_left_alone(site: Site) -> None:
    site.replies["/busy"] = Reply(status=429)
    client = client_of(site)
    for path in ("/busy", "/a"):
        with pytest.raises(LeftAloneError, match="slow down"):
            client.fetch(site.url(path, "news.example"))
    assert site.paths == ["/busy"]


def test_a_host_that_never_answers_is_left_alone(site: Site) -> None:
    settings = replace(QUICK, fetch_read_seconds=0.05)
    site.replies["/silent"] = Reply(write=lambda out: time.sleep(0.3))
    client = client_of(site, settings=settings)
    for _ in range(3):
        refusal(client, site.url("/silent", "news.example"))
    with pytest.raises(LeftAloneError, match=r"no answer.*news\.example is left alone"):
        client.fetch(site.url("/a", "news.example"))


def test_a_run_has_a_limit_of_requests(site: Site) -> None:
    client = client_of(site, settings=replace(QUICK, max_requests=2))
    client.fetch(site.url("/a", "news.example"))
    with pytest.raises(LeftAloneError, match="limit of 2 requests"):
        client.fetch(site.url("/a", "news.example"))


def test_certificates_are_verified() -> None:
    authority = trustme.CA()
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(serving)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)

    def wrap(listening: socket.socket) -> ssl.SSLSocket:
        return serving.wrap_socket(listening, server_side=True)

    with serve({"/a": PAGE}, wrap) as site:
        url = f"https://news.example:{site.port}/a"
        assert client_of(site, context=trusting).fetch(url).final_url == url
        stranger = refusal(client_of(site), url)
        assert "certificate is not valid" in stranger
        misnamed = refusal(client_of(site, context=trusting), url.replace("news", "other"))
        assert "certificate is not valid (Hostname mismatch" in misnamed


def test_a_missing_extra_says_what_adds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "protego", None)
    with pytest.raises(FetchError, match=r"`pip install 'claimtrack\[web\]'` adds it"):
        Client()
