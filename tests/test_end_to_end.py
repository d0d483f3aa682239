"""The sample articles, read by the command line with the embedded encoder, as a newcomer does."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"
Listed = list[dict[str, Any]]


def claimtrack(*arguments: str | Path) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "claimtrack", *map(str, arguments)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return run.stdout


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("first-run") / "news.db"
    claimtrack("ingest", path, SEEDS)
    return path


@pytest.fixture(scope="module")
def disputes(database: Path) -> Listed:
    found: Listed = json.loads(claimtrack("disputes", database, "--json", "--min-score", "0.3"))
    return found


def holders(dispute: dict[str, Any]) -> list[set[str]]:
    return [set(side["speakers"]) for side in dispute["sides"]]


def about(disputes: Listed, words: str) -> dict[str, Any]:
    (found,) = [dispute for dispute in disputes if words in dispute["question"]]
    return found


def test_the_disputes_of_the_stories_come_first_and_little_else(disputes: Listed) -> None:
    assert sorted(dispute["kind"] for dispute in disputes[:5]) == [
        "agent", "agent", "denial", "quantity", "quantity",
    ]  # fmt: skip
    assert len(disputes) <= 6


def test_who_did_it_has_an_answer_a_side(disputes: Listed) -> None:
    first, second, *others = holders(about(disputes, "bow door"))
    assert (first, second) == ({"Norline"}, {"Signe Brandt"})
    assert sorted(map(sorted, others)) == [["Port"], ["Seafarers' Union"]]


def test_both_papers_corroborate_the_sides_of_one_dispute(disputes: Listed) -> None:
    dispute = about(disputes, "detainees")
    assert holders(dispute) == [
        {"government", "Salim Haddad", "senior security official"},
        {"Northern Front", "Aram Keval"},
    ]
    sources = [{claim["source"] for claim in side["claims"]} for side in dispute["sides"]]
    assert sources == [{"The Border Herald", "Capital Tribune"}] * 2


def test_figures_stand_side_by_side(disputes: Listed) -> None:
    dispute = about(disputes, "crowns")
    assert dispute["kind"] == "quantity"
    assert holders(dispute) == [{"Amara Nkemelu"}, {"Henrik Stahl"}]


def test_every_claim_is_an_exact_span_of_its_article(database: Path, disputes: Listed) -> None:
    with sqlite3.connect(database) as connection:
        texts = dict(connection.execute("SELECT id, text FROM articles").fetchall())
    listed = [claim for d in disputes for side in d["sides"] for claim in side["claims"]]
    assert listed
    for claim in listed:
        assert texts[claim["article"]][claim["start"] : claim["end"]] == claim["text"]


def test_the_copied_story_counts_once(database: Path, disputes: Listed) -> None:
    with sqlite3.connect(database) as connection:
        copies = connection.execute(
            "SELECT copy.source FROM articles AS copy JOIN articles AS origin "
            "ON copy.copy_of = origin.id WHERE origin.url LIKE '%harbour-courier%'"
        ).fetchall()
    sources = {c["source"] for d in disputes for side in d["sides"] for c in side["claims"]}
    assert len(copies) == 1
    assert "Island Gazette" not in sources


def test_a_second_run_changes_nothing(database: Path, disputes: Listed) -> None:
    summary = json.loads(claimtrack("ingest", database, SEEDS, "--json"))
    assert (summary["new"], summary["unchanged"], summary["disputes_new"]) == (0, 9, 0)
    again = json.loads(claimtrack("disputes", database, "--json", "--min-score", "0.3"))
    assert again == disputes
