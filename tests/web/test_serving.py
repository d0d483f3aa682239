from __future__ import annotations

import json
import os
import socket
import urllib.request
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor

import pytest

from claimtrack.errors import ClaimtrackError, StoreError
from claimtrack.records import Dispute
from claimtrack.web import serve
from tests.web.reading import reading
from tests.web.serving import served


@pytest.mark.parametrize("name", ["missing.db", "letter.txt"])
def test_what_is_no_database_is_not_served(tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.txt").write_text("Dear editor, this is a letter. " * 50)
    with pytest.raises(StoreError, match=name):
        serve(tmp_path / name, port=0)


def test_a_port_in_use_is_named(news: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ClaimtrackError, match=f"port {port} of 127.0.0.1 can't be used"):
            serve(news, port=port)


def test_a_host_that_is_not_here_is_named(news: Path) -> None:
    with pytest.raises(ClaimtrackError, match="host"):
        serve(news, host="no-such-host.invalid", port=0)


def test_serving_until_interrupted(news: Path) -> None:
    with served(news) as server:
        page = f"{server.url}news/open_disputes.json?_shape=array"
        with urllib.request.urlopen(page) as response:  # noqa: S310
            [dispute] = json.load(response)
        assert dispute["question"] == "Who opened the gate?"
        assert "Traceback" not in server.end()


def test_the_front_page_of_the_server_is_the_home_of_its_database(news: Path) -> None:
    with served(news) as server, urllib.request.urlopen(server.url) as response:  # noqa: S310
        assert response.url == f"{server.url}news/-/claimtrack"
        assert "Who opened the gate?" in response.read().decode()


def test_the_login_link_works_once(news: Path) -> None:
    with served(news) as server:
        openers = [urllib.request.build_opener(HTTPCookieProcessor()) for _ in range(2)]
        with openers[0].open(server.login) as response:
            assert "You are signed in as root" in response.read().decode()
        with pytest.raises(HTTPError) as refused:
            openers[1].open(server.login)
        assert refused.value.code == 403


def test_serving_from_a_folder_that_may_not_be_written(
    news: Path, dispute: Dispute, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with reading(news, "root") as reader:
        assert not reader.datasette.databases["news"].is_mutable
        assert len(reader.rows("/news/articles.json")) == 3
        page = reader.html(f"/news/-/disputes/{dispute.id}")
        assert "Save the review" not in page
        response = reader.post(f"/news/-/disputes/{dispute.id}/review", {"decision": "unsure"})
        assert response.status_code == 403
