"""Names of hosts → network addresses, and which of these belong to the public internet."""

from __future__ import annotations

import socket
from ipaddress import (
    IPv4Address,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Protocol

from claimtrack.errors import FetchError

__all__ = ["Resolver", "SystemResolver", "UnreachableError", "is_public"]

# What `ipaddress` calls global although it is no place for a news page.
_SPECIAL = (
    ip_network("192.0.0.0/24"),  # protocol assignments
    ip_network("192.88.99.0/24"),  # relays of 6to4, given up
    ip_network("168.63.129.16/32"),  # the host of a machine at Azure
    ip_network("2001::/23"),  # protocol assignments, Teredo among them
    ip_network("3fff::/20"),  # documentation
)
_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


class UnreachableError(FetchError):
    """A host that cannot, or may not, be connected to: no page of it could be fetched."""


class Resolver(Protocol):
    """Looks up the network addresses of a host."""

    def resolve(self, host: str, port: int) -> list[str]:
        """Return every address of ``host``, best first; UnreachableError if there is none."""


class SystemResolver:
    """Asks the operating system."""

    def resolve(self, host: str, port: int) -> list[str]:
        """Return every address of ``host``, best first; UnreachableError if there is none."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise UnreachableError(
                    f"the name {host} cannot be looked up at the moment"
                ) from None
            raise UnreachableError(f"there is no host {host}; check the address") from None
        except (OSError, UnicodeError):
            raise UnreachableError(f"the name {host} cannot be looked up") from None
        return list(dict.fromkeys(str(place[4][0]) for place in found))


def is_public(address: str) -> bool:
    """Tell whether a numeric address belongs to the public internet.

    Private, loopback, link-local, multicast, reserved and documentation addresses do not, and
    neither does an IPv6 address that stands for such an IPv4 one (IPv4-mapped, 6to4, NAT64).
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        wrapped = _wrapped(ip)
        return _is_public_ipv6(ip) if wrapped is None else _is_public_ipv4(wrapped)
    return _is_public_ipv4(ip)


def _wrapped(ip: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address leads to, None if it leads to none."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    return IPv4Address(int(ip) & 0xFFFF_FFFF) if ip in _NAT64 else None


def _is_public_ipv4(ip: IPv4Address) -> bool:
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not _is_special(ip)


def _is_public_ipv6(ip: IPv6Address) -> bool:
    return ip.scope_id is None and ip.is_global and ip in _UNICAST and not _is_special(ip)


def _is_special(ip: IPv4Address | IPv6Address) -> bool:
    return any(ip in network for network in _SPECIAL)
