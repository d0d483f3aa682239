"""Hostile texts, interrupted and simultaneous runs: nothing is lost, nothing is half done."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack import Tracker
from claimtrack.attribution import ModelAttributor
from claimtrack.claims import extract
from claimtrack.embedding import HashingEncoder
from claimtrack.ingest import clean_text
from claimtrack.records import Article

# Words and marks that steer the grammar, so that random texts reach its corners.
PARTS = [
    "Anna Holm", "the army", "SDF", "(SDF)", "he", "said", "says that", "accused", "of", "denied",
    "according to", "reportedly", "while", "“", "”", '"', "'", "«", "»", ",", ".", ":", "?", "\n",
    "\n\n", "—", "12", "at least 8 people", "Mr.", "\u200b", "\u202e", "é", "漢字", "\t", " ",
]  # fmt: skip
texts = st.lists(st.sampled_from(PARTS), max_size=60).map(" ".join) | st.text(max_size=300)

# Ingests with the plain encoder from a process of its own, so that it can be killed.
INGEST = """
import sys
from claimtrack import Tracker
from claimtrack.embedding import HashingEncoder
with Tracker(sys.argv[1], encoder=HashingEncoder()) as tracker:
    tracker.ingest(sys.argv[2:])
"""

# The command line with the plain encoder.
COMMAND = """
import claimtrack.choices
from claimtrack.cli import main
from claimtrack.embedding import HashingEncoder
claimtrack.choices.SentenceEncoder = lambda name: HashingEncoder()
main()
"""


@settings(max_examples=40, deadline=None)
@given(texts)
def test_claims_are_exact_spans_of_any_text(text: str) -> None:
    article = Article.create(clean_text(text))
    (extraction,) = extract([article], ModelAttributor())
    spans = [(claim.start, claim.end) for claim in extraction.claims]
    assert spans == sorted(set(spans))
    names = {mention.name for mention in extraction.cast}
    for claim in extraction.claims:
        assert article.text[claim.start : claim.end] == claim.text
        assert article.text[claim.sentence_start :].startswith(claim.sentence)
        assert {claim.speaker, claim.target} - {None} <= names


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts.filter(str.strip), min_size=1, max_size=4, unique=True), st.randoms())
def test_any_order_and_any_repetition_give_one_result(bodies: list[str], random: object) -> None:
    articles = [
        Article.create(clean_text(body), source=f"Source {number}")
        for number, body in enumerate(bodies)
    ]
    results = []
    for order in (articles, articles[::-1] + articles):
        with Tracker(encoder=HashingEncoder()) as tracker:
            for article in order:
                assert not tracker.add([article]).rejected
            results.append((tracker.claims(), tracker.disputes(), tracker.topics()))
    assert results[0] == results[1]


@pytest.mark.parametrize(
    "text",
    [
        "“" * 7_501,
        '"' * 7_501,
        "said " * 1_501,
        "he said that " * 625,
        "a" * 25_001,
        "(" * 5_001,
        "A.B. " * 1_251,
        "שלום אמר האיש. " * 125,
        "\u200b".join("The army said it won. " * 61),
        "“The army,” he said, “" * 301,
    ],
    ids=[
        "curly",
        "straight",
        "said",
        "nested",
        "word",
        "brackets",
        "initials",
        "rtl",
        "zero",
        "open",
    ],
)
def test_huge_one_line_texts_take_seconds_and_raise_nothing(text: str) -> None:
    started = time.process_time()
    (extraction,) = extract([Article.create(clean_text(text))], ModelAttributor())
    for claim in extraction.claims[:100]:
        assert text[claim.start : claim.end] == claim.text
    # Twenty times what it takes: a bound on growth, not a measurement of speed.
    assert time.process_time() - started < 60


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(texts.filter(str.strip), st.integers(1, 2)),
        max_size=5,
        unique_by=lambda body: body[0],
    ),
    st.randoms(),
)
def test_revisions_give_one_result_in_any_order(
    bodies: list[tuple[str, int]], random: Random
) -> None:
    articles = [
        Article.create(
            clean_text(body), url=f"https://a.example/{page}", published=f"2026-01-{day:02}"
        )
        for day, (body, page) in enumerate(bodies, 1)
    ]
    results = []
    for _ in range(2):
        with Tracker(encoder=HashingEncoder()) as tracker:
            assert not tracker.add(articles).rejected
            assert tracker.add(articles).new == 0
            assert tracker.check() == []
            results.append((tracker.claims(), tracker.disputes(), tracker.topics()))
        random.shuffle(articles)
    assert results[0] == results[1]


def test_a_killed_ingest_leaves_whole_articles_and_the_next_run_completes(tmp_path: Path) -> None:
    database, news = tmp_path / "news.db", _many_articles(tmp_path)
    run = subprocess.Popen([sys.executable, "-c", INGEST, str(database), str(news)])
    try:
        assert _wait_for_articles(database, 20)
    finally:
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
    stored = _sound_articles(database)
    assert 0 < stored < 400
    subprocess.run([sys.executable, "-c", INGEST, str(database), str(news)], check=True)
    assert _sound_articles(database) == 400
    with Tracker(encoder=HashingEncoder()) as tracker:
        tracker.ingest([news])
        expected = tracker.claims()
    with Tracker(database, encoder=HashingEncoder()) as tracker:
        assert tracker.claims() == expected
        assert tracker.link() is False


def test_an_interrupted_ingest_says_so_in_one_line(tmp_path: Path) -> None:
    database, news = tmp_path / "news.db", _many_articles(tmp_path)
    command = [sys.executable, "-c", COMMAND, "ingest", str(database), str(news)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert _wait_for_articles(database, 20)
    finally:
        run.send_signal(signal.SIGINT)
        output, complaint = run.communicate(timeout=60)
    assert run.returncode == 130
    assert output == ""
    assert complaint.strip().count("\n") == 0
    assert "what was stored is kept" in complaint
    assert 0 < _sound_articles(database) < 400


def test_a_disk_that_fills_up_costs_only_what_did_not_fit(tmp_path: Path) -> None:
    database, news = tmp_path / "news.db", _many_articles(tmp_path)
    command = [sys.executable, "-c", COMMAND, "ingest", str(database), str(news)]
    limit = 1_000_000
    run = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert str(database) in run.stderr
    assert "Traceback" not in run.stderr
    assert 0 < _sound_articles(database) < 400
    subprocess.run(command, check=True, capture_output=True)
    assert _sound_articles(database) == 400


def test_two_ingests_at_once_both_succeed(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    runs = []
    for half in range(2):
        news = tmp_path / f"{half}.jsonl"
        rows = [
            {
                "url": f"https://{half}.example/{n}",
                "text": f"Anna Holm said gate {n}{half} is shut.",
            }
            for n in range(60)
        ]
        news.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        runs.append(subprocess.Popen([sys.executable, "-c", INGEST, str(database), str(news)]))
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    assert _sound_articles(database) == 120
    with Tracker(database, encoder=HashingEncoder()) as tracker:
        tracker.link()
        assert {claim.speaker for claim in tracker.claims(form="indirect")} == {"Anna Holm"}


def _many_articles(folder: Path) -> Path:
    """Write a file of 400 articles."""
    news = folder / "many.jsonl"
    with news.open("w", encoding="utf-8") as file:
        for number in range(400):
            body = f"Speaker Number{number} said gate{number} was open. It rained in town{number}. "
            row = {"url": f"https://a.example/{number}", "text": body * 2}
            file.write(json.dumps(row) + "\n")
    return news


def _wait_for_articles(database: Path, count: int) -> bool:
    """Wait until an ingest in another process has stored so many articles."""
    for _ in range(600):
        time.sleep(0.05)
        if database.exists() and _count(database) >= count:
            return True
    return False


def _count(database: Path) -> int:
    try:
        with sqlite3.connect(database, timeout=5) as connection:
            return int(connection.execute("select count(*) from articles").fetchone()[0])
    except sqlite3.OperationalError:  # the table is not there yet
        return 0


def _sound_articles(database: Path) -> int:
    """Return how many articles a database holds, after checking all that it holds."""
    with Tracker(database, encoder=HashingEncoder()) as tracker:
        assert tracker.check() == []
        return tracker.counts()["articles"]
