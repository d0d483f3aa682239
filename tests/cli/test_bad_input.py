"""Whatever is wrong is one clear line and an exit code, and costs nothing that was stored."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result

from claimtrack.cli.base import write_rows
from claimtrack.errors import ModelError
from tests.cli.running import GATE, Run, loaded

pytestmark = pytest.mark.usefixtures("plain_encoder")


def complaint(result: Result) -> str:
    """Return the one line that a failed command left on stderr."""
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


def test_one_bad_file_never_stops_the_rest(run: Run) -> None:
    Path("gate.txt").write_text(GATE, encoding="utf-8")
    Path("empty.txt").write_bytes(b"")
    Path("scan.pdf").write_bytes(b"%PDF-1.7\n\x00\x01")
    result = run("ingest", "news.db", "empty.txt", "scan.pdf", "gate.txt", "missing.txt")
    assert result.exit_code == 1
    assert "1 new" in result.stdout
    complaints = [line for line in result.stderr.splitlines() if line.startswith("rejected: ")]
    assert len(complaints) == 3
    for name in ("empty.txt", "scan.pdf", "missing.txt"):
        assert sum(name in line for line in complaints) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["disputes", "missing.db"], "missing.db: no such database"),
        (["disputes", "."], "."),
        (["disputes", "letter.txt"], "letter.txt"),
        (["ingest", "no/such/directory/news.db", "letter.txt"], "no/such/directory"),
        (["ingest", "letter.txt", "letter.txt"], "letter.txt"),
    ],
)
def test_a_bad_database_is_one_clear_line(run: Run, arguments: list[str], words: str) -> None:
    Path("letter.txt").write_text("Dear editor, this is no database at all.\n" * 40)
    before = Path("letter.txt").read_bytes()
    result = run(*arguments)
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output
    assert Path("letter.txt").read_bytes() == before
    assert not Path("missing.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest"],
        ["ingest", "news.db"],
        ["disputes"],
        ["nonsense"],
        ["claims", "x.db", "--form", "x"],
    ],
)
def test_bad_usage_exits_with_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_stored_escape_sequences_never_reach_the_terminal(run: Run) -> None:
    hostile = GATE.replace("Karl Berg", "Karl \x1b]0;owned\x07Berg\u202e")
    Path("hostile.txt").write_text(hostile, encoding="utf-8")
    assert run("ingest", "news.db", "hostile.txt", "--source", "\x1b[2JPost").exit_code == 0
    for command in ("disputes", "claims", "speakers", "topics"):
        shown = run(command, "news.db").stdout
        assert not set(shown) & set("\x1b\x07\u202e\x9b")


def test_an_unexpected_error_is_one_line_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise RuntimeError("a bug\nin two lines")

    monkeypatch.setattr("claimtrack.tracker.Tracker.ingest", broken)
    result = run("ingest", "news.db", "-", text=GATE)
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: unexpected error (RuntimeError: a bug in two lines); "
        "please report it with what CLAIMTRACK_DEBUG=1 prints\n"
    )


def test_an_interrupted_run_says_that_nothing_is_lost(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("claimtrack.tracker.Tracker.ingest", interrupted)
    result = run("ingest", "news.db", "-", text=GATE)
    assert result.exit_code == 130
    assert "what was stored is kept" in result.stderr


@pytest.mark.parametrize("kind", [ImportError, ModelError])
def test_an_interrupt_that_a_library_turns_into_an_error_is_one(
    run: Run, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    def interrupted(*arguments: object, **options: object) -> None:
        raise kind("initialization failed") from KeyboardInterrupt()

    monkeypatch.setattr("claimtrack.tracker.Tracker.ingest", interrupted)
    result = run("ingest", "news.db", "-", text=GATE)
    assert result.exit_code == 130
    assert "what was stored is kept" in result.stderr
    assert "initialization failed" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["disputes", "", "--json"], "an empty path"),
        (["disputes", "x" * 300], "File name too long"),
        (["disputes", "gate.txt/news.db"], "no database at gate.txt/news.db"),
        (["disputes", "news.db", "--since", "yesterday"], "'yesterday' is not a date"),
        (["disputes", "news.db", "--until", "2026-02-30"], "'2026-02-30' is not a date"),
        (["disputes", "news.db", "--until", "01/02/2026"], "write it as 2024-05-17"),
        (["ingest", "news.db", "gate.txt", "--published", "soon"], "'soon' is not a date"),
        (["ingest", "news.db", "gate.txt", "--encoder", " "], "an encoder needs a name"),
        (["show", "news.db", ""], "no dispute or article has the id ''"),
        (["show", "news.db", "zzz"], "no dispute or article has the id 'zzz'"),
        (["review", "news.db", "zzz", "confirmed"], "no dispute 'zzz'"),
        (["claims", "news.db", "--article", "zzz"], "no article 'zzz'"),
        (["alias", "news.db", "Nobody", "No one"], "nobody is called 'Nobody' or 'No one'"),
        (["alias", "news.db", "army", "army"], "army would stand for itself"),
        (["alias", "news.db", "", "army"], "an alias needs a name"),
        (["alias", "news.db", "zzz", "--remove"], "nobody has added zzz"),
        (["serve", "missing.db"], "no such database"),
    ],
)
def test_a_mistake_is_told_in_one_line(filled: Run, arguments: list[str], words: str) -> None:
    before = filled("claims", "news.db", "--json").stdout
    assert words in complaint(filled(*arguments))
    assert filled("claims", "news.db", "--json").stdout == before


def test_an_ambiguous_beginning_of_an_id_is_not_called_unknown(filled: Run) -> None:
    with sqlite3.connect("news.db") as connection:
        connection.execute(
            "INSERT INTO disputes SELECT substr(id, 1, 4) || 'x', question, kind, score, rank, "
            "topic, headline_a, headline_b, reasons, found FROM disputes"
        )
    connection.close()
    key = loaded(filled("disputes", "news.db", "--json"))[0]["id"][:4]
    for arguments in (["show", "news.db", key], ["review", "news.db", key, "confirmed"]):
        assert f"more than one dispute begins with '{key}'" in complaint(filled(*arguments))


def test_aliases_never_go_in_circles(filled: Run) -> None:
    known = filled("alias", "news.db", "Karl Berg", "army")
    assert (known.exit_code, known.stderr) == (0, "")
    told = complaint(filled("alias", "news.db", "army", "Karl Berg"))
    assert "Karl Berg is another name of army already" in told
    unheard = filled("alias", "news.db", "guards", "Gate Guards")
    assert "no article names Gate Guards so far" in unheard.stderr


def test_an_encoder_that_cannot_be_loaded_is_not_remembered(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        name = "missing"

        def encode(self, texts: object) -> None:
            raise ModelError("no encoder 'missing'")

    with monkeypatch.context() as patched:
        patched.setattr("claimtrack.choices.SentenceEncoder", lambda name: Missing())
        for command in (["ingest", "news.db", "gate.txt"], ["link", "news.db"]):
            assert "no encoder" in complaint(filled(*command, "--encoder", "missing"))
    assert filled("link", "news.db", "--force").exit_code == 0


def test_a_file_whose_name_is_no_text_is_named_all_the_same(run: Run) -> None:
    Path("gate.txt").write_text(GATE, encoding="utf-8")
    Path(os.fsdecode(b"caf\xe9.txt")).write_text("", encoding="utf-8")
    summary = run("ingest", "news.db", ".", "--json")
    assert "caf\\udce9.txt" in summary.stderr
    assert json.loads(summary.stdout)["new"] == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_one_line(filled: Run) -> None:
    Path("closed").mkdir(mode=0)
    Path("hidden.db").write_bytes(Path("news.db").read_bytes())
    Path("hidden.db").chmod(0)
    try:
        assert "permission" in filled("ingest", "news.db", "closed").stderr
        assert "Permission denied" in complaint(filled("ingest", "closed/news.db", "gate.txt"))
        assert "Permission denied" in complaint(filled("disputes", "closed/news.db"))
        assert "permissions" in complaint(filled("disputes", "hidden.db"))
    finally:
        Path("closed").chmod(0o700)


def test_a_failing_output_is_one_line(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("claimtrack.output.write", full)
    told = complaint(filled("claims", "news.db", "--json"))
    assert told == "Error: cannot write the output: No space left on device\n"


@pytest.mark.parametrize("output", ["--json", "--nl"])
def test_json_holds_no_character_that_steers_a_terminal(run: Run, output: str) -> None:
    text = "Anna Holm said the \u202egate\u200b was shut."
    Path("turned.txt").write_text(text, encoding="utf-8")
    assert run("ingest", "news.db", "turned.txt").exit_code == 0
    shown = run("claims", "news.db", output).stdout
    assert not set(shown) & set("\u202e\u200b\x1b")
    claims = json.loads(shown if output == "--json" else f"[{shown.replace(chr(10), ',')[:-1]}]")
    assert all(text[claim["start"] : claim["end"]] == claim["text"] for claim in claims)


def test_csv_on_a_terminal_holds_no_such_character_either(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"text": "\u202egate\x9b"}]
    write_rows(rows, "csv")
    assert capsys.readouterr().out == "text\n\u202egate\x9b\n"  # a file keeps all
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    write_rows(rows, "csv")
    assert capsys.readouterr().out == "text\ngate\n"


@pytest.mark.parametrize("arguments", [["disputes"], ["claims", "--nl"], ["speakers", "--csv"]])
def test_a_reader_that_goes_away_leaves_no_traceback(filled: Run, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "claimtrack", arguments[0], "news.db", *arguments[1:]]
    run = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert run.stderr == b""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_database_that_may_not_be_written_is_checked_all_the_same(filled: Run) -> None:
    Path("news.db").chmod(0o400)
    assert "sound" in filled("doctor", "news.db").stdout
