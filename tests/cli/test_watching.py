"""`claimtrack watch`, and `claimtrack ingest` on what leads to the web."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from claimtrack.errors import StoreError
from claimtrack.records import Attribution, CandidatePair, Relation, Span
from claimtrack.settings import Settings
from tests.cli.running import Run, loaded
from tests.serving import HOME, Reply, Site, item, page, rss, serve

pytestmark = pytest.mark.usefixtures("plain_encoder", "plain_models")

STORIES = {
    "a": "Amara Nkemelu said the tram line to Fenwick cost 310 million crowns.",
    "b": "Henrik Stahl said the tram line to Fenwick cost 240 million crowns.",
    "c": "Jan Kol said 40 houses were flooded in Oldmere on Sunday.",
    "d": "Eva Rys said 90 houses were flooded in Oldmere on Sunday.",
}
SAID = re.compile(r"([A-Z]\w+ [A-Z]\w+) (said) ([^.]+)")


class PlainAttributor:
    """Knows one way to say who says what."""

    name = "plain"

    def __init__(self, **options: object) -> None: ...

    def attribute(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[list[Attribution]]:
        return [[self._attribution(found) for found in SAID.finditer(text)] for text in texts]

    def _attribution(self, found: re.Match[str]) -> Attribution:
        speaker, cue, content = (Span(*found.span(group)) for group in (1, 2, 3))
        return Attribution((content,), (speaker,), (cue,))


class PlainModel:
    """Sees a conflict where the same words stand with other numbers."""

    name = "plain"

    def __init__(self, settings: object, *, reader: object = None) -> None: ...

    def judge(self, pairs: Sequence[CandidatePair]) -> list[Relation]:
        return [self._relation(pair) for pair in pairs]

    def _relation(self, pair: CandidatePair) -> Relation:
        a, b = (re.sub(r"\d+", "0", claim.text) for claim in (pair.a, pair.b))
        if a != b:
            return Relation(pair.a.id, pair.b.id, "neither", 0.9)
        return Relation(pair.a.id, pair.b.id, "conflict", 0.9, "quantity", ("other numbers",))


@pytest.fixture
def plain_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands find claims and disputes by rules: loading the models takes seconds."""
    monkeypatch.setattr("claimtrack.attribution.ModelAttributor", PlainAttributor)
    monkeypatch.setattr("claimtrack.opposition.WeighedModel", PlainModel)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr("claimtrack.tracker.Settings", lambda: Settings(fetch_delay=0.0))
    with serve() as running:
        monkeypatch.setenv("CLAIMTRACK_PRIVATE_HOSTS", f"{HOME}:{running.port}")
        for name, text in STORIES.items():
            running.replies[f"/{name}"] = page(f"Story {name}", text)
        yield running


def publish(site: Site, *names: str) -> None:
    """Let the feed list these pages."""
    items = [
        item(site.url(f"/{name}"), f"Mon, {day:02} Mar 2026 08:00:00 GMT")
        for day, name in enumerate(names, 2)
    ]
    site.replies["/feed"] = rss("Harbour Courier", *items)


def waits(monkeypatch: pytest.MonkeyPatch, rounds: int) -> list[float]:
    """Let a loop end, as Ctrl-C does, when it waits after so many rounds."""
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == rounds:
            raise KeyboardInterrupt

    monkeypatch.setattr("claimtrack.cli.watching._wait", wait)
    return waited


def test_a_feed_is_watched_and_only_new_disputes_are_printed(run: Run, site: Site) -> None:
    publish(site, "a", "b", "c")
    feed = site.url("/feed")
    [first] = loaded(run("watch", "news.db", feed, "--json"))
    assert "Fenwick" in first["question"]
    assert loaded(run("watch", "news.db", feed, "--json")) == []
    publish(site, "a", "b", "c", "d")
    result = run("watch", "news.db", feed, "--nl")
    assert "Oldmere" in json.loads(result.stdout)["question"]
    assert "1 new article, 1 new dispute" in result.stderr
    assert len(loaded(run("disputes", "news.db", "--json"))) == 2
    assert site.paths.count("/a") == 1


def test_for_people_new_disputes_look_as_disputes_prints_them(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, "a", "b")
    result = run("watch", "news.db", site.url("/feed"))
    assert result.exit_code == 0
    assert result.stdout == run("disputes", "news.db").stdout != ""
    publish(site, "a", "b", "c", "d")
    monkeypatch.setattr("claimtrack.cli.watching.WORTH_READING", 1.0)
    weak = run("watch", "news.db", site.url("/feed"))
    assert weak.stdout == ""
    assert "1 new dispute (1 below 1.0, not shown)" in weak.stderr


def test_a_source_that_fails_is_one_line_and_the_rest_goes_on(run: Run, site: Site) -> None:
    Path("desk").mkdir()
    Path("desk/gate.txt").write_text(STORIES["d"], encoding="utf-8")
    publish(site, "c")
    result = run("watch", "news.db", site.url("/none"), site.url("/feed"), "desk", "missing")
    assert result.exit_code == 1
    complaints = [line for line in result.stderr.splitlines() if line.startswith("rejected: ")]
    assert len(complaints) == 2
    assert "2 new articles, " in result.stderr and "2 rejected" in result.stderr


def test_a_loop_goes_on_until_it_is_interrupted(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, "a", "b")
    waited = waits(monkeypatch, 3)
    feed = site.url("/feed")
    result = run("watch", "news.db", feed, site.url("/none"), "--every", "15m", "--json")
    assert result.exit_code == 130
    assert "what was stored is kept" in result.stderr
    assert len(waited) == 3 and all(880 < seconds <= 900 for seconds in waited)
    assert result.stderr.count("next round at") == 3
    rounds = result.stdout.replace("]\n[", "]\0[").split("\0")
    assert [len(json.loads(printed)) for printed in rounds] == [1, 0, 0]
    # What goes on being wrong is said once, though it is tried again.
    assert result.stderr.count("there is no such page") == 1
    assert site.paths.count("/none") == 3
    assert run("doctor", "news.db").exit_code == 0


def test_a_loop_outlives_a_database_in_use(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimtrack import Tracker

    publish(site, "a", "b")
    ingest, calls = Tracker.ingest, []

    def busy_once(self: Tracker, *arguments: object, **options: object) -> object:
        calls.append(arguments)
        if len(calls) == 1:
            raise StoreError("news.db is in use by another program")
        return ingest(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Tracker, "ingest", busy_once)
    waits(monkeypatch, 2)
    result = run("watch", "news.db", site.url("/feed"), "--every", "1h")
    assert "error: news.db is in use" in result.stderr
    assert "2 new articles" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-"], "standard input cannot be watched"),
        (["desk", "--every", "soon"], "'soon' is no length of time; write 30s, 15m, 2h or 1d"),
        (["desk", "--every", "15"], "write 30s, 15m, 2h or 1d"),
        (["desk", "--every", "0s"], "--every must be at least 1s"),
        (["https://courier.example/feed", "--every", "30s"], "at least 1m for what is on the web"),
        (["desk", "--limit", "0"], "--limit"),
        ([], "Missing argument"),
    ],
)
def test_mistakes_are_usage_errors_and_make_no_database(
    run: Run, arguments: list[str], words: str
) -> None:
    result = run("watch", "news.db", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not Path("news.db").exists()


def test_a_directory_may_be_looked_at_every_few_seconds(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("desk").mkdir()
    Path("desk/gate.txt").write_text(STORIES["d"], encoding="utf-8")
    waited = waits(monkeypatch, 2)
    assert run("watch", "news.db", "desk", "--every", "5S").exit_code == 130
    assert max(waited) <= 5


def test_ingest_takes_pages_and_feeds_beside_files(run: Run, site: Site) -> None:
    Path("gate.txt").write_text(STORIES["d"], encoding="utf-8")
    publish(site, "a", "b", "c")
    site.replies["/feed"] = replace(site.replies["/feed"], headers={"ETag": '"1"'})
    site.replies["/d"] = replace(site.replies["/d"], headers={"ETag": '"1"'})
    sources = ("gate.txt", site.url("/d"), site.url("/feed"))
    first = run("ingest", "news.db", *sources, "--limit", "2")
    assert first.exit_code == 0, first.output
    assert "articles: 4 new, 0 unchanged" in first.stdout
    assert "left:     1 page for the next run; --limit takes more" in first.stdout
    second = run("ingest", "news.db", *sources)
    assert "articles: 1 new, 4 unchanged" in second.stdout
    third = loaded(run("ingest", "news.db", *sources, "--json"))
    assert (third["new"], third["unchanged"]) == (0, 2)
    assert (third["feeds"], third["feeds_unchanged"], third["left"]) == (1, 1, 0)


def test_what_ingest_cannot_fetch_is_one_line_each(run: Run, site: Site) -> None:
    site.replies["/busy"] = Reply(status=503)
    refused = ("http://127.0.0.1/", "http://localhost:9/", "ftp://courier.example/",
               "https://anna:secret@courier.example/", site.url("/busy"))  # fmt: skip
    result = run("ingest", "news.db", *refused)
    assert result.exit_code == 1
    complaints = result.stderr.splitlines()
    assert len(complaints) == len(refused)
    assert all(line.startswith("rejected: ") and ": " in line[10:] for line in complaints)
    assert "secret" not in result.output
    assert "articles: 0 new" in result.stdout


def test_a_url_is_not_given_to_what_has_one(run: Run, site: Site) -> None:
    result = run("ingest", "news.db", site.url("/a"), "--url", "https://courier.example/a")
    assert result.exit_code == 1
    assert "tells its own url; leave --url away" in result.stderr
    assert result.stderr.count("\n") == 1
