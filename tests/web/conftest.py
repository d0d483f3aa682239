from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.records import Dispute
from claimtrack.store import Store
from tests.store.making import fill, opine
from tests.web.reading import Reader, reading


def made(folder: Path) -> Path:
    path = folder / "news.db"
    with Store(path) as store:
        opine(store, fill(store), "denial")
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return made(tmp_path)


@pytest.fixture
def root(news: Path) -> Iterator[Reader]:
    with reading(news, "root") as reader:
        yield reader


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database that no test changes."""
    return made(tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="session")
def dispute(shared: Path) -> Dispute:
    """Return the dispute that every database made here holds."""
    with Store(shared) as store:
        return store.disputes()[0]


@pytest.fixture(scope="session")
def anybody(shared: Path) -> Iterator[Reader]:
    with reading(shared) as reader:
        yield reader


@pytest.fixture(scope="session")
def reviewer(shared: Path) -> Iterator[Reader]:
    """Yield a reader who may review, but must not: others read the database too."""
    with reading(shared, "root") as reader:
        yield reader
