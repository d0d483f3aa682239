"""What `claimtrack ingest` says of formats and languages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.running import GATE, Run, loaded
from tests.ingest.making import docx, pdf

pytestmark = pytest.mark.usefixtures("plain_encoder")

GERMAN = (
    "Der Bürgermeister sagte am Montag, er habe von dem Leck nichts gewusst. Die Behörde "
    "bestritt das und erklärte, sie habe ihn zweimal gewarnt.\n"
)
FRENCH = (
    "Le maire a déclaré lundi qu'il ne savait rien de la fuite. L'autorité l'a nié et a affirmé "
    "qu'elle l'avait averti deux fois.\n"
)


def test_texts_in_other_languages_are_stored_without_claims(run: Run) -> None:
    for name, text in (("a", GERMAN), ("b", FRENCH), ("c", GATE)):
        Path(f"{name}.txt").write_text(text, encoding="utf-8")
    result = run("ingest", "news.db", "a.txt", "b.txt", "c.txt")
    assert result.exit_code == 0, result.output
    assert (
        "language: 2 articles not in English stored without claims (de 1, fr 1)\n" in result.stdout
    )
    claims = loaded(run("claims", "news.db", "--json"))
    assert claims
    assert {claim["title"] for claim in claims} == {"Gate opened"}
    again = loaded(run("ingest", "news.db", "a.txt", "b.txt", "c.txt", "--json"))
    assert (again["unchanged"], again["languages"]) == (3, {})


def test_the_summary_for_machines_counts_languages(run: Run) -> None:
    Path("a.txt").write_text(GERMAN, encoding="utf-8")
    summary = loaded(run("ingest", "news.db", "a.txt", "--json"))
    assert summary["languages"] == {"de": 1}
    assert summary["claims"] == 0


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(run: Run) -> None:
    Path("inbox").mkdir()
    lines = GATE.replace("\n\n", "\n").splitlines()
    for name, data in (
        ("gate.pdf", pdf(lines)),
        ("locked.pdf", pdf(lines, password="secret")),
        ("scan.pdf", pdf([])),
        ("text.pdf", b"just a text"),
        ("gate.docx", docx(*GATE.split("\n\n"))),
        ("cut.docx", docx(GATE)[:900]),
        ("report.txt", pdf(lines)),
    ):
        Path("inbox", name).write_bytes(data)
    result = run("ingest", "news.db", "inbox")
    assert result.exit_code == 1
    refused = result.stderr.splitlines()
    assert len(refused) == 4
    assert all(line.startswith("rejected: inbox/") for line in refused)
    assert "articles: 2 new, 1 unchanged" in result.stdout
    assert loaded(run("claims", "news.db", "--speaker", "Karl Berg", "--json"))


@pytest.mark.parametrize(
    ("module", "name", "data"),
    [
        ("pypdf", "a.pdf", b"%PDF-1.7"),
        ("docx", "a.docx", docx(GATE)),
        ("warcio.archiveiterator", "a.warc", b"WARC/1.0\r\n"),
        ("webvtt", "a.vtt", b"WEBVTT\n"),
    ],
)
def test_a_missing_extra_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch, module: str, name: str, data: bytes
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    Path(name).write_bytes(data)
    Path("gate.txt").write_text(GATE, encoding="utf-8")
    result = run("ingest", "news.db", name, "gate.txt")
    assert result.exit_code == 1
    assert result.stderr == (
        f"rejected: {name}: what reads this format is not installed: "
        "pip install 'claimtrack[formats]'\n"
    )
    assert "articles: 1 new" in result.stdout


def test_voices_of_subtitles_speak_their_claims(run: Run) -> None:
    Path("hearing.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada Holm>The bow door was\n\n"
        "00:03.000 --> 00:05.000\n<v Ada Holm>open at noon.\n\n"
        "00:05.000 --> 00:07.000\n<v Karl Berg>The bow door was closed at noon.\n\n"
        "00:07.000 --> 00:09.000\n<v Ada Holm>I have the log here.\n",
        encoding="utf-8",
    )
    assert run("ingest", "news.db", "hearing.vtt").exit_code == 0
    claims = loaded(run("claims", "news.db", "--json"))
    assert [(claim["speaker"], claim["text"]) for claim in claims] == [
        ("Ada Holm", "The bow door was open at noon."),
        ("Karl Berg", "The bow door was closed at noon."),
        ("Ada Holm", "I have the log here."),
    ]
