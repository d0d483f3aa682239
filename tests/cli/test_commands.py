from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from claimtrack import __version__
from claimtrack.cli import cli
from claimtrack.cli.base import progress_bars
from tests.cli.running import GATE, Run, loaded

pytestmark = pytest.mark.usefixtures("plain_encoder")

COMMANDS = sorted(cli.commands)


def test_version_and_help(run: Run) -> None:
    assert __version__ in run("--version").output
    assert run("-h").output == run("--help").output
    assert "..." not in run("--help").output.partition("Commands:")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    result = run(command, "-h")
    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_ingest_says_what_came_in(run: Run) -> None:
    Path("gate.txt").write_text(GATE, encoding="utf-8")
    first = run("ingest", "news.db", "gate.txt")
    assert first.exit_code == 0
    assert "articles: 1 new, 0 unchanged, 0 copies, 0 rejected" in first.stdout
    again = run("ingest", "news.db", "gate.txt")
    assert "articles: 0 new, 1 unchanged, 0 copies, 0 rejected" in again.stdout
    assert "disputes: 0 new" in again.stdout


def test_ingest_reads_standard_input_and_prints_json(run: Run) -> None:
    summary = loaded(run("ingest", "news.db", "-", "--json", text=GATE))
    assert summary["new"] == 1
    assert summary["articles_per_second"] > 0


def test_a_list_for_people_leaves_out_weak_candidates_and_says_so(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimtrack.cli.reading.WORTH_READING", 1.0)
    listed = filled("disputes", "news.db")
    assert (listed.stdout, listed.exit_code) == ("", 0)
    assert listed.stderr == "1 weaker candidate left out; --min-score 0 shows all\n"
    assert filled("disputes", "news.db", "--min-score", "0").stdout.startswith("1. ")
    assert len(loaded(filled("disputes", "news.db", "--json"))) == 1


def test_disputes_for_people_and_machines(filled: Run) -> None:
    listed = filled("disputes", "news.db")
    assert listed.exit_code == 0
    assert listed.stdout.startswith("1. ")
    assert max(map(len, listed.stdout.splitlines())) <= 80
    (dispute,) = loaded(filled("disputes", "news.db", "--json"))
    assert dispute["kind"] == "agent"
    assert len(dispute["sides"]) == 2
    assert {side["speakers"][0] for side in dispute["sides"]} == {"army", "guards"}
    assert json.loads(filled("disputes", "news.db", "--nl").stdout) == dispute
    rows = list(csv.DictReader(io.StringIO(filled("disputes", "news.db", "--csv").stdout)))
    assert {row["id"] for row in rows} == {dispute["id"]}
    assert {row["side"] for row in rows} == {"1", "2"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--speaker", "the army"], 1),
        (["--speaker", "Karl Berg"], 0),
        (["--source", "The Post"], 1),
        (["--source", "Another"], 0),
        (["--kind", "agent"], 1),
        (["--kind", "quantity"], 0),
        (["--since", "2026-03-01", "--until", "2026-03-01"], 1),
        (["--since", "2026-03-02"], 0),
        (["--since", "2026-03", "--until", "2026"], 1),
        (["--until", "2026-02"], 0),
        (["--min-score", "1"], 0),
        (["--status", "open"], 1),
        (["--status", "confirmed"], 0),
    ],
)
def test_disputes_can_be_filtered(filled: Run, filters: list[str], expected: int) -> None:
    assert len(loaded(filled("disputes", "news.db", "--json", *filters))) == expected


def test_nothing_found_is_an_empty_array_and_no_error(filled: Run) -> None:
    assert loaded(filled("search", "news.db", "unicorns", "--json")) == []
    result = filled("disputes", "news.db", "--kind", "quantity")
    assert (result.exit_code, result.stdout) == (0, "")


def test_claims_are_exact_spans(filled: Run) -> None:
    claims = loaded(filled("claims", "news.db", "--json"))
    assert claims
    for claim in claims:
        assert GATE[claim["start"] : claim["end"]] == claim["text"]
        assert claim["source"] == "The Post"
        assert claim["published"] == "2026-03-01"
    assert "Karl Berg" in filled("claims", "news.db", "--form", "direct").stdout


@pytest.mark.parametrize(
    "query", ["gate", '"gate', "gate OR", "NEAR(", "*", "-gate", "gate; DROP TABLE", "\udcff"]
)
def test_search_takes_any_words(filled: Run, query: str) -> None:
    assert filled("search", "news.db", query).exit_code == 0


def test_claims_are_set_for_reading(filled: Run) -> None:
    for listed in (filled("claims", "news.db"), filled("search", "news.db", "noon")):
        blocks = listed.stdout.strip().split("\n\n")
        (direct,) = [block for block in blocks if block.startswith("Karl Berg")]
        head, words = direct.split("\n")
        assert head.startswith("Karl Berg · direct, said · The Post, 2026-03-01 · article ")
        assert words == '  "The gate was open at noon,"'
        article = head.rpartition(" ")[2]
        assert "Gate opened" in filled("show", "news.db", article).stdout


def test_nothing_found_is_said_on_stderr(filled: Run) -> None:
    for arguments in (["claims", "--speaker", "Nobody"], ["search", "unicorns"], ["search", ""]):
        result = filled(arguments[0], "news.db", *arguments[1:])
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "no claims found\n"


def test_topics_and_speakers_are_listed(filled: Run) -> None:
    assert loaded(filled("topics", "news.db", "--json"))[0]["claims"] > 0
    names = {speaker["name"] for speaker in loaded(filled("speakers", "news.db", "--json"))}
    assert {"Karl Berg", "army", "guards"} <= names
    assert "Karl Berg" in filled("speakers", "news.db").stdout
    assert loaded(filled("speakers", "news.db", "--json"))[0]["claims"] == 1


def test_an_alias_may_hold_for_a_time(filled: Run) -> None:
    def names() -> set[str]:
        return {one["name"] for one in loaded(filled("speakers", "news.db", "--json"))}

    assert filled("alias", "news.db", "Karl Berg", "army", "--until", "2026-03-01").exit_code == 0
    assert "Karl Berg" in names()  # the article is of that day
    assert filled("alias", "news.db", "Karl Berg", "army", "--from", "2026-03-01").exit_code == 0
    assert "Karl Berg" not in names()
    taken = filled("alias", "news.db", "Karl Berg", "guards", "--from", "2026-04")
    assert taken.exit_code == 1
    assert "Karl Berg means army from 2026-03-01 already" in taken.stderr
    assert filled("alias", "news.db", "Karl Berg", "--remove").exit_code == 0
    assert "Karl Berg" in names()
    nonsense = filled("alias", "news.db", "Karl Berg", "army", "--from", "spring")
    assert nonsense.exit_code == 1
    assert "'spring' is not a date" in nonsense.stderr
    assert filled("alias", "news.db", "Karl Berg", "--remove", "--from", "2026").exit_code == 2


def test_ambiguous_speakers_are_listed_with_who_they_may_be(filled: Run) -> None:
    assert filled("speakers", "news.db", "--ambiguous", "--json").stdout.strip() == "[]"
    Path("berg.txt").write_text("“The gate was locked,” Berg said on Friday.", encoding="utf-8")
    assert filled("ingest", "news.db", "berg.txt", "--source", "Echo").exit_code == 0
    (found,) = loaded(filled("speakers", "news.db", "--ambiguous", "--json"))
    assert (found["name"], found["claims"], found["candidates"]) == ("Berg", 1, ["Karl Berg"])
    assert "Karl Berg" in filled("speakers", "news.db", "--ambiguous").stdout
    assert filled("alias", "news.db", "Berg", "Karl Berg").exit_code == 0
    assert loaded(filled("speakers", "news.db", "--ambiguous", "--json")) == []


def test_an_alias_joins_two_speakers_until_it_is_removed(filled: Run) -> None:
    def held_by() -> set[str]:
        return {claim["speaker"] for claim in loaded(filled("claims", "news.db", "--json"))}

    before = held_by()
    assert filled("alias", "news.db", "Karl Berg", "army").exit_code == 0
    assert "Karl Berg" not in held_by()
    assert filled("alias", "news.db", "Karl Berg", "--remove").exit_code == 0
    assert held_by() == before
    unknown = filled("alias", "news.db", "Nobody", "--remove")
    assert unknown.exit_code == 1
    assert "Nobody" in unknown.stderr
    assert filled("alias", "news.db", "Karl Berg").exit_code == 2


def test_show_takes_a_dispute_an_article_or_the_beginning_of_an_id(filled: Run) -> None:
    (dispute,) = loaded(filled("disputes", "news.db", "--json"))
    shown = filled("show", "news.db", dispute["id"][:6])
    assert dispute["question"] in shown.stdout
    assert loaded(filled("show", "news.db", dispute["id"], "--json")) == dispute
    article = dispute["sides"][0]["claims"][0]["article"]
    marked = filled("show", "news.db", article)
    assert "[1: " in marked.stdout
    assert "disputed" in marked.stdout
    assert loaded(filled("show", "news.db", article, "--json"))["text"] == GATE
    unknown = filled("show", "news.db", "nothing")
    assert unknown.exit_code == 1
    assert "nothing" in unknown.stderr


def test_a_review_is_kept_and_a_rejected_dispute_leaves_the_list(filled: Run) -> None:
    (dispute,) = loaded(filled("disputes", "news.db", "--json"))
    result = filled(
        "review", "news.db", dispute["id"], "rejected", "--note", "old", "--reviewer", "Mia"
    )
    assert result.exit_code == 0, result.output
    assert filled("link", "news.db", "--force").exit_code == 0
    assert loaded(filled("disputes", "news.db", "--json")) == []
    (kept,) = loaded(filled("disputes", "news.db", "--json", "--status", "rejected"))
    assert kept["review"] == "rejected"
    assert "rejected by Mia" in filled("show", "news.db", dispute["id"]).stdout


def test_linking_again_changes_nothing(filled: Run) -> None:
    before = filled("disputes", "news.db", "--json").stdout
    assert "already up to date" in filled("link", "news.db").stdout
    filled("link", "news.db", "--force")
    assert filled("disputes", "news.db", "--json").stdout == before


def test_doctor_finds_a_claim_that_is_not_its_span(filled: Run) -> None:
    healthy = filled("doctor", "news.db")
    assert healthy.exit_code == 0, healthy.output
    import sqlite_utils

    database = sqlite_utils.Database("news.db")
    database.execute("update claims set start = start + 1 where start > 20")
    database.conn.commit()
    database.close()
    ill = filled("doctor", "news.db")
    assert ill.exit_code == 1
    assert "wrong: " in ill.stdout


class Terminal(io.StringIO):
    """A terminal that remembers what was written to it."""

    def isatty(self) -> bool:
        return True


def test_progress_bars_give_the_terminal_its_cursor_back(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("claimtrack.cli.base._PATIENCE", 0.0)
    with pytest.raises(KeyboardInterrupt), progress_bars() as show:
        for stage, done in (("Reading", 1), ("Reading", 4), ("Embedding", 2)):
            show(stage, done, 4)
        raise KeyboardInterrupt
    hide, bring_back = "\x1b[?25l", "\x1b[?25h\n"
    assert terminal.getvalue().count(bring_back) == 2
    assert terminal.getvalue().rindex(bring_back) > terminal.getvalue().rindex(hide)


def test_progress_is_silent_where_no_person_watches(run: Run) -> None:
    Path("gate.txt").write_text(GATE, encoding="utf-8")
    assert run("ingest", "news.db", "gate.txt").stderr == ""
