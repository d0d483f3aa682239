"""What may be fetched: which ports, and which network addresses.

The shipped policy lets nothing but the public internet be reached, so that no feed, page or
redirect can make claimtrack read what only the machine it runs on can see.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from claimtrack.errors import FetchError
from claimtrack.fetching.addresses import UnreachableError, is_public
from claimtrack.fetching.locations import Location

__all__ = ["PRIVATE_HOSTS", "Policy"]

PRIVATE_HOSTS = "CLAIMTRACK_PRIVATE_HOSTS"
_PORTS = frozenset({80, 443})


@dataclass(frozen=True, slots=True)
class Policy:
    """Which hosts, ports and addresses may be connected to.

    ``private_hosts`` are excepted: "host" at the usual ports, or "host:port" at that one. They
    may have any address, as the servers of a newsroom's own network do.
    """

    ports: frozenset[int] = _PORTS
    private_hosts: frozenset[str] = frozenset()

    @classmethod
    def from_environment(cls) -> Policy:
        """Return the shipped policy, with the hosts that CLAIMTRACK_PRIVATE_HOSTS excepts."""
        listed = os.environ.get(PRIVATE_HOSTS, "").lower().replace(",", " ")
        # The brackets of [::1]:8000 are none of the host's.
        hosts = listed.replace("[", "").replace("]", "").split()
        return cls(private_hosts=frozenset(hosts))

    def check_location(self, location: Location) -> None:
        """Raise FetchError if the port is none where pages are fetched from."""
        if location.port not in self.ports and not self._is_excepted(location):
            usual = " and ".join(map(str, sorted(self.ports)))
            raise FetchError(f"port {location.port} is not fetched from, only {usual} are")

    def check_address(self, location: Location, address: str) -> None:
        """Raise UnreachableError if ``address``, at which the host is, is not a public one."""
        if not is_public(address) and not self._is_excepted(location):
            place = address if address == location.host else f"{location.host} ({address})"
            raise UnreachableError(
                f"{place} is not on the public internet; "
                f"{PRIVATE_HOSTS} can name hosts of your own network"
            )

    def _is_excepted(self, location: Location) -> bool:
        if f"{location.host}:{location.port}" in self.private_hosts:
            return True
        return location.host in self.private_hosts and location.port in self.ports
