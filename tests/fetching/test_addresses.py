from __future__ import annotations

import socket

import pytest

from claimtrack.errors import FetchError
from claimtrack.fetching import SystemResolver, is_public


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34", "1.1.1.1", "172.15.255.255", "172.32.0.1", "192.167.1.1", "100.63.0.1",
        "100.128.0.1", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450::1",
        "::ffff:93.184.216.34",  # IPv4-mapped
        "2002:5db8:d822::1",  # 6to4 of 93.184.216.34
        "64:ff9b::93.184.216.34",  # NAT64
    ],
)  # fmt: skip
def test_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        # this host, loopback
        "0.0.0.0",  # noqa: S104
        "0.1.2.3", "127.0.0.1", "127.255.255.254", "::", "::1",
        # private and shared networks, link-local
        "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
        "100.100.100.200", "169.254.169.254", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1",
        "fd12:3456::1",
        # multicast, broadcast, reserved
        "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "ff02::1", "ff0e::1",
        # documentation, benchmarks, protocols
        "192.0.0.1", "192.0.0.9", "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1",
        "192.88.99.1", "2001:db8::1", "3fff::1", "100::1", "2001::1", "2001:10::1", "5f00::1",
        "168.63.129.16",
        # IPv6 that stands for one of the above
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
        "2002:7f00:1::1", "2002:a00:1::", "2002:c0a8:101::1", "64:ff9b::127.0.0.1",
        "64:ff9b::10.0.0.1", "64:ff9b:1::10.0.0.1", "64:ff9b:1::93.184.216.34",
        # no addresses at all
        "", "localhost", "127.1", "0x7f000001", "2130706433", "1.2.3.4.5", "[::1]",
    ],
)  # fmt: skip
def test_nothing_else_is_public(address: str) -> None:
    assert not is_public(address)


def test_a_name_that_the_system_does_not_know_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(code: int) -> None:
        def lookup(*arguments: object, **options: object) -> None:
            raise socket.gaierror(code, "no luck")

        monkeypatch.setattr(socket, "getaddrinfo", lookup)

    fail(socket.EAI_NONAME)
    with pytest.raises(FetchError, match=r"no host nowhere\.example; check the address"):
        SystemResolver().resolve("nowhere.example", 80)
    fail(socket.EAI_AGAIN)
    with pytest.raises(FetchError, match="at the moment"):
        SystemResolver().resolve("nowhere.example", 80)


def test_every_address_of_a_host_is_returned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(host: str, port: int, **options: object) -> list[object]:
        return [(2, 1, 6, "", (address, port)) for address in ("8.8.8.8", "8.8.4.4", "8.8.8.8")]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert SystemResolver().resolve("dns.example", 443) == ["8.8.8.8", "8.8.4.4"]
