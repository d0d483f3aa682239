"""Exports, the feed and merging, as they are on the command line."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import feedparser
import networkx
import pytest
from lxml import html

from claimtrack.cli import sharing
from claimtrack.cli.files import write_document
from claimtrack.exporting import EXPORT_FORMATS
from tests.cli.running import GATE, Run, loaded
from tests.cli.test_bad_input import complaint

pytestmark = pytest.mark.usefixtures("plain_encoder")

DENIAL = "The army denied that it had opened the gate. Karl Berg said the guards opened the gate."


@pytest.fixture
def three(filled: Run) -> Run:
    """Return three databases: news.db, mail.db and both.db, which holds what the two do."""
    Path("denial.txt").write_text(DENIAL, encoding="utf-8")
    place = ("--source", "The Mail", "--published", "2026-03-02", "--url", "https://m.example/1")
    for database in ("mail.db", "both.db"):
        assert filled("ingest", database, "denial.txt", *place).exit_code == 0
    post = ("--source", "The Post", "--published", "2026-03-01")
    assert filled("ingest", "both.db", "gate.txt", *post).exit_code == 0
    return filled


def test_the_formats_offered_are_those_there_are(filled: Run) -> None:
    assert sharing._FORMATS == EXPORT_FORMATS
    shown = filled("export", "-h").stdout
    for name in EXPORT_FORMATS:
        assert name in shown


@pytest.mark.parametrize("output", EXPORT_FORMATS)
def test_a_file_holds_what_stdout_would_get(filled: Run, output: str) -> None:
    printed = filled("export", "news.db", "--format", output)
    assert (printed.exit_code, printed.stderr) == (0, "")
    result = filled("export", "news.db", "--format", output, "--output", "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 dispute written to out\n"
    assert Path("out").read_bytes() == printed.stdout_bytes
    assert [path.name for path in Path().glob(".*")] == []
    dashed = filled("export", "news.db", "--format", output, "-o", "-")
    assert dashed.stdout_bytes == printed.stdout_bytes


def test_formats_are_what_they_say(filled: Run) -> None:
    def exported(output: str) -> str:
        return filled("export", "news.db", "--format", output).stdout

    (dispute,) = loaded(filled("disputes", "news.db", "--json"))
    rows = list(csv.DictReader(exported("csv").splitlines()))
    assert {row["id"] for row in rows} == {dispute["id"]}
    assert len(rows) == len(exported("jsonl").splitlines()) == 2
    items = json.loads(exported("webannotation"))["first"]["items"]
    for item in items:
        quote, position = item["target"]["selector"]
        assert GATE[position["start"] : position["end"]] == quote["exact"]
    graph = networkx.parse_graphml(exported("graphml"))
    assert {data["name"] for _, data in graph.nodes(data=True)} == {"army", "guards"}
    assert dispute["question"] in html.document_fromstring(exported("html")).text_content()


def test_disputes_are_chosen_by_filters_or_ids(filled: Run) -> None:
    (dispute,) = loaded(filled("disputes", "news.db", "--json"))
    assert filled("review", "news.db", dispute["id"], "rejected").exit_code == 0

    def rows(*options: str) -> int:
        result = filled("export", "news.db", "--format", "jsonl", *options)
        assert result.exit_code == 0, result.output
        return len(result.stdout.splitlines())

    assert rows() == 0
    assert rows("--status", "rejected") == 2
    assert rows("--status", "all", "--kind", "quantity") == 0
    assert rows("--dispute", dispute["id"][:6], "--dispute", dispute["id"]) == 2
    nothing = filled("export", "news.db", "--format", "csv")
    assert nothing.stderr == "no disputes found\n"
    both = filled("export", "news.db", "--format", "csv", "--dispute", "1", "--kind", "agent")
    assert both.exit_code == 2
    unknown = complaint(filled("export", "news.db", "--format", "csv", "--dispute", "nothing"))
    assert "there is no dispute 'nothing'" in unknown


def test_a_report_leaves_out_weak_candidates_and_says_so(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimtrack.cli.sharing.WORTH_READING", 1.0)
    told = filled("export", "news.db", "--format", "html", "-o", "out.html").stderr
    assert told == (
        "1 weaker candidate left out; --min-score 0 shows all\n0 disputes written to out.html\n"
    )
    told = filled("export", "news.db", "--format", "html", "-o", "o", "--min-score", "0").stderr
    assert told == "1 dispute written to o\n"


def test_a_terminal_is_not_steered_and_gets_no_binary(
    filled: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    write_document(["\ufefftitle\n  \u202egate\x9b\n".encode()], None, keep=Path("news.db"))
    assert capsys.readouterr().out == "title\ngate\n"


def test_parquet_asks_for_a_file_on_a_terminal(filled: Run) -> None:
    reading, writing = os.openpty()
    command = [sys.executable, "-m", "claimtrack", "export", "news.db", "--format", "parquet"]
    run = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False, text=True)
    os.close(writing)
    os.close(reading)
    assert run.returncode == 1
    assert run.stderr == "Error: Parquet is no text for a terminal; give --output FILE\n"


def test_excel_safe_is_for_csv(filled: Run) -> None:
    safe = filled("export", "news.db", "--format", "csv", "--excel-safe")
    assert safe.stdout_bytes.startswith(b"\xef\xbb\xbfid,")
    assert filled("export", "news.db", "--format", "jsonl", "--excel-safe").exit_code == 2
    assert filled("export", "news.db").exit_code == 2
    assert filled("export", "news.db", "--format", "pdf").exit_code == 2


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("news.db", "news.db is the database itself"),
        (".", "is a directory"),
        ("no/such/out.csv", "there is no directory"),
    ],
)
def test_a_file_that_cannot_be_written_is_one_line(filled: Run, target: str, words: str) -> None:
    before = Path("news.db").read_bytes()
    for command in (["export", "news.db", "--format", "csv"], ["feed", "news.db"]):
        assert words in complaint(filled(*command, "--output", target))
    assert Path("news.db").read_bytes() == before


def test_a_file_is_replaced_only_by_a_complete_one(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("out.csv").write_text("earlier", encoding="utf-8")
    Path("out.csv").chmod(0o640)
    Path("link.csv").symlink_to("out.csv")

    def broken(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    command = ("export", "news.db", "--format", "csv", "--output", "link.csv")
    with monkeypatch.context() as patched:
        patched.setattr("claimtrack.exporting.formats.csv_lines", broken)
        assert "No space left on device" in complaint(filled(*command))
    assert Path("out.csv").read_text(encoding="utf-8") == "earlier"
    assert list(Path().glob(".*")) == []
    assert filled(*command).exit_code == 0
    assert Path("link.csv").is_symlink()
    assert Path("out.csv").read_text(encoding="utf-8").startswith("id,")
    assert Path("out.csv").stat().st_mode & 0o777 == 0o640


def test_a_feed_stays_the_same_until_something_changes(filled: Run) -> None:
    first = filled("feed", "news.db")
    assert (first.exit_code, first.stderr) == (0, "")
    assert filled("link", "news.db", "--force").exit_code == 0
    assert filled("feed", "news.db").stdout == first.stdout
    feed = feedparser.parse(first.stdout_bytes)
    (dispute,) = loaded(filled("disputes", "news.db", "--json"))
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [dispute["question"]]
    # Another choice of disputes is another feed, with the same entries.
    other = feedparser.parse(filled("feed", "news.db", "--kind", "agent").stdout_bytes)
    assert other.feed.id != feed.feed.id
    assert other.entries[0].id == feed.entries[0].id
    limited = feedparser.parse(filled("feed", "news.db", "--limit", "1").stdout_bytes)
    assert limited.feed.id == feed.feed.id
    linked = filled("feed", "news.db", "--base-url", "http://127.0.0.1:8001/news").stdout
    assert f"/-/disputes/{dispute['id']}" in linked
    assert filled("feed", "news.db", "--base-url", "javascript:alert(1)").exit_code == 2
    empty = filled("feed", "news.db", "--kind", "quantity")
    assert empty.stderr == "no disputes found\n"
    assert not feedparser.parse(empty.stdout_bytes).bozo


@pytest.mark.parametrize(
    "arguments", [["export", "--format", "jsonl"], ["export", "--format", "parquet"], ["feed"]]
)
def test_a_reader_that_goes_away_leaves_no_traceback(filled: Run, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "claimtrack", arguments[0], "news.db", *arguments[1:]]
    run = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert run.stderr == b""


def test_merged_databases_list_what_one_would(three: Run) -> None:
    expected = three("disputes", "both.db", "--json").stdout
    assert len(json.loads(expected)) >= 1
    for number, (one, other) in enumerate(permutations(("news.db", "mail.db"))):
        target = f"merged{number}.db"
        first = three("merge", target, one)
        assert first.exit_code == 0, first.output
        assert "articles: 1 new, 0 already there" in first.stdout
        second = three("merge", target, other, one)
        assert "articles: 1 new, 1 already there" in second.stdout
        assert three("disputes", target, "--json").stdout == expected
        again = three("merge", target, other)
        assert "articles: 0 new, 1 already there" in again.stdout
        assert "disputes: 0 new" in again.stdout
        assert three("disputes", target, "--json").stdout == expected
        for command in ("claims", "topics", "speakers"):
            assert (
                three(command, target, "--json").stdout
                == three(command, "both.db", "--json").stdout
            )
        assert three("doctor", target).exit_code == 0


def test_reviews_come_along_with_note_and_reviewer(three: Run) -> None:
    (dispute,) = loaded(three("disputes", "news.db", "--json"))
    three("review", "news.db", dispute["id"], "rejected", "--note", "old", "--reviewer", "Mia")
    merged = three("merge", "both.db", "news.db", "news.db")
    assert "people:   1 new review, 0 new aliases" in merged.stdout
    assert "0 new reviews" in three("merge", "both.db", "news.db").stdout
    (kept,) = loaded(three("disputes", "both.db", "--json", "--status", "rejected"))
    shown = three("show", "both.db", kept["id"]).stdout
    assert shown.count("rejected by Mia") == 1
    assert "old" in shown


def test_aliases_that_disagree_are_a_line_on_stderr(three: Run) -> None:
    assert three("alias", "news.db", "Karl Berg", "army").exit_code == 0
    assert three("alias", "mail.db", "Karl Berg", "guards").exit_code == 0
    with sqlite3.connect("mail.db") as connection:
        connection.execute("UPDATE manual_aliases SET added = '2099-01-01T00:00:00+00:00'")
    connection.close()
    merged = three("merge", "both.db", "news.db", "mail.db")
    assert merged.exit_code == 0
    assert merged.stderr == (
        "aliases disagree: Karl Berg is another name of army; "
        "kept what was said last: another name of guards\n"
    )


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("letter.txt", "letter.txt: not an SQLite database"),
        ("missing.db", "there is no database at missing.db"),
        ("newer.db", "made by a newer claimtrack"),
        (".", "is a directory"),
    ],
)
def test_a_bad_part_is_one_line_and_makes_nothing(filled: Run, part: str, words: str) -> None:
    Path("letter.txt").write_text("Dear editor, this is no database at all.\n" * 40)
    Path("newer.db").write_bytes(Path("news.db").read_bytes())
    with sqlite3.connect("newer.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert words in complaint(filled("merge", "all.db", "news.db", part))
    assert not Path("all.db").exists()
    assert "merged into" in complaint(filled("merge", "news.db", "news.db"))
    assert filled("merge", "all.db").exit_code == 2
