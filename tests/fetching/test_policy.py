from __future__ import annotations

import pytest

from claimtrack.errors import FetchError
from claimtrack.fetching import Location, Policy


def test_only_the_usual_ports_are_fetched_from() -> None:
    for url in ("http://news.example/", "https://news.example/", "http://news.example:443/"):
        Policy().check_location(Location.parse(url))
    for port in (22, 25, 6379, 8000, 8080):
        with pytest.raises(FetchError, match=f"port {port} is not fetched from, only 80 and 443"):
            Policy().check_location(Location.parse(f"http://news.example:{port}/"))
    Policy(ports=frozenset({8080})).check_location(Location.parse("http://news.example:8080/"))


def test_a_private_address_is_refused_with_what_to_do() -> None:
    here = Location.parse("https://intranet.example/")
    Policy().check_address(here, "93.184.216.34")
    with pytest.raises(FetchError, match=r"intranet\.example \(10\.0\.0\.7\).*PRIVATE_HOSTS"):
        Policy().check_address(here, "10.0.0.7")


def test_hosts_are_excepted_by_name_and_port_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLAIMTRACK_PRIVATE_HOSTS", "CMS.example:8000, wiki.example [fd00::1]:81")
    policy = Policy.from_environment()

    def is_let_through(url: str) -> bool:
        location = Location.parse(url)
        try:
            policy.check_location(location)
            policy.check_address(location, "10.0.0.7")
        except FetchError:
            return False
        return True

    assert is_let_through("http://cms.example:8000/") and is_let_through("https://wiki.example/")
    assert is_let_through("http://[fd00::1]:81/")
    for other in ("http://cms.example/", "http://wiki.example:8000/", "http://a.wiki.example/"):
        assert not is_let_through(other)


def test_nothing_is_excepted_unless_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMTRACK_PRIVATE_HOSTS", raising=False)
    assert Policy.from_environment() == Policy()
