from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving import HOME, Site, serve


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Run a server that is found, and may be fetched from, under three names."""
    names = ("courier.example", "coastal.example", "www.courier.example")

    def resolve(self: object, host: str, port: int) -> list[str]:
        return [HOME] if host in names else ["10.0.0.7"]

    monkeypatch.setattr("claimtrack.fetching.client.SystemResolver.resolve", resolve)
    with serve() as running:
        hosts = " ".join(f"{name}:{running.port}" for name in names)
        monkeypatch.setenv("CLAIMTRACK_PRIVATE_HOSTS", hosts)
        yield running
