from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claimtrack.store import Store
from claimtrack.store.views import VIEWS
from claimtrack.web import plugin
from claimtrack.web.server import make_datasette
from claimtrack.web.words import CANNED_QUERIES, describe_database
from tests.store.making import SIGNATURE, extraction, save, speakers_of
from tests.web.reading import Reader, reading


def get(datasette: Any, path: str) -> Any:
    async def fetch() -> Any:
        await datasette.invoke_startup()
        return await datasette.client.get(path)

    return asyncio.run(fetch())


def test_every_table_view_and_column_is_described(news: Path) -> None:
    with Store(news) as store:
        columns = {
            item.name: [column.name for column in item.columns]
            for item in [*store.db.tables, *store.db.views]
            if "_fts" not in item.name
        }
    described = describe_database("/news", columns)["tables"]
    assert set(described) == set(columns)
    for name, names in columns.items():
        assert described[name]["title"]
        assert described[name]["description"]
        assert list(described[name]["columns"]) == names, name


def test_facets_and_sorting_name_columns_that_exist(news: Path) -> None:
    with Store(news) as store:
        for name, words in describe_database("/news", {})["tables"].items():
            columns = set(store.db[name].columns_dict)
            named = {*words.get("facets", []), words.get("sort"), words.get("sort_desc")}
            assert named | {words.get("label_column")} <= columns | {None}, name


@pytest.mark.parametrize(
    "page", [*VIEWS, "answers", "articles", "claims", "disputes", "opinions", "reviews", "topics"]
)
def test_every_page_opens(anybody: Reader, page: str) -> None:
    assert "Traceback" not in anybody.html(f"/news/{page}")


def test_the_front_page_says_what_this_is(anybody: Reader) -> None:
    assert "Who said what" in anybody.html("/")
    page = anybody.html("/news")
    assert "/news/who_contradicts_whom" in page
    assert "Disputes of a speaker" in page
    for hidden in ("embeddings", "signatures", "state"):
        assert f'<h3><a href="/news/{hidden}">' not in page


def test_foreign_keys_show_labels(anybody: Reader) -> None:
    page = anybody.html("/news/claims?_facet=topic")
    assert ">gate, guards</a>" in page
    assert ">Ilse Brandt</a>" in page


def test_full_text_search_finds_stems(anybody: Reader) -> None:
    found = anybody.rows("/news/claims.json?_search=opening+dawn")
    assert [row["text"] for row in found] == ["the guards opened the gate at dawn"]


def test_open_disputes_lead_to_the_whole_dispute(anybody: Reader) -> None:
    page = anybody.html("/news/open_disputes")
    [dispute] = anybody.rows("/news/open_disputes.json")
    assert f'href="/news/-/disputes/{dispute["dispute"]}"' in page
    assert f'href="/news/disputes/{dispute["dispute"]}"' in page
    assert len(anybody.rows(f"/news/dispute_details.json?dispute={dispute['dispute']}")) == 3


def test_opinions_of_models_lead_to_their_answers(
    anybody: Reader,
) -> None:
    [dispute] = anybody.rows("/news/open_disputes.json")
    assert dispute["opinion"] == "oracle: opposed, denial"
    [opinion] = anybody.rows("/news/dispute_opinions.json")
    link = f'href="/news/answers/{opinion["answer"]}"'
    for page in ("dispute_opinions", "opinions"):
        assert link in anybody.html(f"/news/{page}")


def test_lists_are_shown_as_lists(anybody: Reader, shared: Path) -> None:
    with Store(shared) as store:
        reason = store.disputes()[0].reasons[0]
    assert f">{reason}</td>" in anybody.html("/news/disputes").replace("\n", "").replace("  ", "")


def test_stored_markup_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    given = extraction(
        "Ada said <script>alert(1)</script>.", [("<script>alert(1)</script>", "<b>")]
    )
    with Store(path) as store:
        store.add_article(given, SIGNATURE)
        save(store, linked=speakers_of(given))
    with reading(path) as reader:
        for page in ("claims", "claim_details", "articles", "speaker_overview"):
            assert "<script>alert" not in reader.html(f"/news/{page}")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("open-disputes", 1),
        ("disputes-of-speaker?speaker=mayor+brandt", 3),
        ("disputes-of-speaker?speaker=nobody", 0),
        ("disputes-since?day=2026-03-04", 1),
        ("disputes-since?day=2026-04-01", 0),
        ("who-contradicts-whom?speaker=", 2),
        ("who-contradicts-whom?speaker=Harbour+Board", 1),
        ("claims-of-topic?words=guards", 3),
        ("search-claims?words=gate+dawn", 1),
        ('search-claims?words=gate+"', 3),
    ],
)
def test_canned_queries_answer(anybody: Reader, query: str, count: int) -> None:
    name, _, parameters = query.partition("?")
    assert len(anybody.rows(f"/news/{name}.json?{parameters}")) == count


def test_every_canned_query_opens_before_anything_is_typed(anybody: Reader) -> None:
    for name in CANNED_QUERIES:
        page = anybody.html(f"/news/{name}")
        assert "Traceback" not in page
        assert '<pre id="sql-query">' not in page


def test_what_another_process_stores_is_shown(news: Path) -> None:
    datasette = make_datasette(news)

    async def before_and_after() -> list[int]:
        await datasette.invoke_startup()
        counts = []
        for _ in range(2):
            response = await datasette.client.get("/news/articles.json?_shape=array")
            counts.append(len(response.json()))
            with Store(news) as store:
                store.add_article(extraction("One more article."), SIGNATURE)
        return counts

    assert asyncio.run(before_and_after()) == [3, 4]


@pytest.fixture
def _unplugged() -> Iterator[None]:
    from datasette.plugins import pm

    registered = pm.is_registered(plugin)
    if registered:
        pm.unregister(plugin)
    yield
    if registered:
        pm.register(plugin, name="claimtrack")


@pytest.mark.usefixtures("_unplugged")
def test_a_datasette_that_has_never_heard_of_claimtrack_works_too(news: Path) -> None:
    from datasette.app import Datasette

    datasette = Datasette([str(news)])
    found = get(datasette, "/news/claims.json?_search=gate&_shape=array").json()
    assert len(found) == 3
    assert 'href="/news/speakers/' in get(datasette, "/news/claims?_facet=speaker").text
    for view in VIEWS:
        assert get(datasette, f"/news/{view}").status_code == 200


def test_databases_of_other_programs_are_left_alone(tmp_path: Path, news: Path) -> None:
    from datasette.app import Datasette
    from sqlite_utils import Database

    other = Database(tmp_path / "shop.db")
    other.table("articles").insert({"id": 1, "title": "Umbrella", "question": "Is it <b>dry</b>?"})
    other.close()
    make_datasette(news)  # registers the plugin
    datasette = Datasette([str(news), str(tmp_path / "shop.db")])
    page = get(datasette, "/shop/articles").text
    assert "News texts" not in page
    assert "dispute_details" not in page
    assert "Open disputes" not in get(datasette, "/shop").text
    assert "News texts" in get(datasette, "/news/articles").text


def test_sqlite_utils_works_on_the_file(news: Path) -> None:
    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "sqlite_utils", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert "dawn" in run("search", str(news), "claims", "dawn", "-c", "text")
    assert len(json.loads(run("rows", str(news), "dispute_details"))) == 3
    run("rebuild-fts", str(news))
    run("vacuum", str(news))
    with Store(news) as store:
        assert store.check() == []
