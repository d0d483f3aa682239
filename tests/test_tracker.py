from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from claimtrack import Tracker
from claimtrack.attribution import Attributor
from claimtrack.claims import extract
from claimtrack.embedding import HashingEncoder
from claimtrack.errors import ModelError, NotFoundError
from claimtrack.ingest import Rejection
from claimtrack.opposition import WeighedModel
from claimtrack.records import Article, Attribution, CandidatePair, Extraction, Relation

GATE = Article.create(
    "The army accused the guards of opening the gate, while the guards accused the army of "
    "opening the gate.",
    source="The Post",
    url="https://post.example/gate",
    published="2026-03-01",
)
DENIAL = Article.create(
    "The army denied that it had opened the gate. Karl Berg said the guards opened the gate.",
    source="The Mail",
    url="https://mail.example/gate",
    published="2026-03-02",
)
GARDEN = Article.create(
    "Marta Field said the orchard would be planted in the autumn. The council lent a tractor.",
    source="The Post",
    url="https://post.example/garden",
    published="2026-03-01",
)


class CountingEncoder(HashingEncoder):
    """Remembers every text it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        return super().encode(texts)


class CountingModel(WeighedModel):
    """Remembers every pair it was asked to judge."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[CandidatePair]) -> list[Relation]:
        self.pairs += [(pair.a.id, pair.b.id) for pair in pairs]
        return super().judge(pairs)


def tracker_with(*articles: Article) -> Tracker:
    tracker = Tracker(encoder=HashingEncoder())
    tracker.add(articles)
    return tracker


def test_articles_become_disputes_with_exact_spans() -> None:
    with tracker_with(GATE, GARDEN) as tracker:
        (dispute,) = tracker.disputes()
        assert dispute.kind == "agent"
        claims = [claim for side in dispute.sides for claim in side.claims]
        assert {claim.speaker for claim in claims} == {"army", "guards"}
        for claim in claims:
            assert GATE.text[claim.start : claim.end] == claim.text
        assert set(dispute.headline) <= {claim.id for claim in claims}


def test_the_summary_counts_what_came_in() -> None:
    with Tracker(encoder=HashingEncoder()) as tracker:
        first = tracker.add([GATE, GARDEN])
        assert (first.new, first.unchanged, first.disputes_new, first.disputes) == (2, 0, 1, 1)
        again = tracker.add([GATE, GARDEN])
        assert (again.new, again.unchanged, again.disputes_new, again.disputes) == (0, 2, 0, 1)
        assert again.claims == first.claims == first.claims_new
        assert len(tracker.store.runs()) == 2


def test_the_order_of_ingestion_never_shows() -> None:
    results = []
    for order in permutations((GATE, DENIAL, GARDEN)):
        with Tracker(encoder=HashingEncoder()) as tracker:
            for article in order:
                tracker.add([article])
            results.append(
                (tracker.disputes(), tracker.claims(), tracker.topics(), tracker.speakers())
            )
    assert all(result == results[0] for result in results)


def test_a_second_run_does_no_model_work() -> None:
    encoder, model = CountingEncoder(), CountingModel()
    with Tracker(encoder=encoder, relation_model=model) as tracker:
        tracker.add([GATE, DENIAL])
        done = (len(encoder.texts), len(model.pairs))
        assert done[0] and done[1]
        assert tracker.link() is False
        assert tracker.link(force=True) is True
        assert (len(encoder.texts), len(model.pairs)) == done


def test_a_new_article_costs_only_its_own_texts_and_pairs() -> None:
    encoder, model = CountingEncoder(), CountingModel()
    with Tracker(encoder=encoder, relation_model=model) as tracker:
        tracker.add([GATE, GARDEN])
        old = {claim.id for claim in tracker.claims()}
        encoder.texts.clear()
        model.pairs.clear()
        tracker.add([DENIAL])
        assert set(encoder.texts) == {
            claim.text for claim in tracker.claims() if claim.id not in old
        }
        assert all(not {a, b} <= old for a, b in model.pairs)
        assert len(set(model.pairs)) == len(model.pairs)


def test_a_changed_text_of_one_url_replaces_the_old_one_in_disputes() -> None:
    changed = Article.create(
        "The army has closed the gate again.",
        source="The Post",
        url=GATE.url,
        published="2026-03-03",
    )
    with tracker_with(GATE) as tracker:
        assert tracker.disputes()
        summary = tracker.add([changed])
        assert (summary.new, summary.revisions) == (1, 1)
        assert tracker.disputes() == []
        assert tracker.article(GATE.id) == replace(GATE, language="en")


def test_a_copy_is_stored_and_counts_once() -> None:
    body = " ".join(f"The witness named number {n} saw the gate at dawn." for n in range(30))
    first = Article.create(f"{GATE.text}\n\n{body}", source="A", published="2026-01-01")
    copy = Article.create(f"{GATE.text}\n\n{body} (A)", source="B", published="2026-01-02")
    with Tracker(encoder=HashingEncoder()) as tracker:
        assert tracker.add([first, copy]).copies == 1
        sources = {
            claim.source
            for dispute in tracker.disputes()
            for side in dispute.sides
            for claim in side.claims
        }
        assert sources == {"A"}
        assert {claim.source for claim in tracker.claims()} == {"A", "B"}


def test_copies_are_counted_when_they_come_and_never_taken_away() -> None:
    body = " ".join(f"The witness named number {n} saw the gate at dawn." for n in range(30))
    first = Article.create(body, url="https://a.example/1", published="2026-01-01")
    copy = Article.create(f"{body} (A)", source="B", published="2026-01-02")
    other = Article.create(GATE.text, url="https://a.example/1", published="2026-01-03")
    with Tracker(encoder=HashingEncoder()) as tracker:
        assert [tracker.add([a]).copies for a in (copy, first, copy, other)] == [0, 1, 0, 0]


def test_reviews_outlive_a_run_that_makes_the_dispute_grow() -> None:
    with tracker_with(GATE) as tracker:
        (dispute,) = tracker.disputes()
        tracker.review(dispute.id, "rejected", note="settled", reviewer="Mia")
        tracker.add([DENIAL])
        assert set(dispute.headline) not in [set(d.headline) for d in tracker.disputes()]
        (kept,) = tracker.disputes(status="rejected")
        assert tracker.reviews(kept.id)[-1].note == "settled"


def test_aliases_join_speakers_and_disputes_follow() -> None:
    with tracker_with(GATE, DENIAL) as tracker:
        tracker.add_alias("guards", "army")
        assert all(
            len({claim.speaker for side in dispute.sides for claim in side.claims}) > 1
            for dispute in tracker.disputes()
            if dispute.kind != "reversal"
        )
        names = {speaker.name for speaker in tracker.speakers()}
        assert "guards" not in names
        tracker.remove_alias("guards")
        assert "guards" in {speaker.name for speaker in tracker.speakers()}
        with pytest.raises(NotFoundError):
            tracker.remove_alias("guards")


def test_the_database_remembers_the_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[str | None] = []

    def made(name: str | None = None) -> HashingEncoder:
        wanted.append(name)
        return HashingEncoder()

    monkeypatch.setattr("claimtrack.choices.SentenceEncoder", made)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    for encoder in ("some/model", None, "folder", None, "all-MiniLM-L6-v2", None):
        with Tracker(tmp_path / "news.db", encoder=encoder) as tracker:
            tracker.add([GATE])
    folder = str(tmp_path.resolve() / "folder")
    assert wanted == ["some/model", "some/model", folder, folder, "", ""]


def test_what_is_asked_for_by_an_unknown_id_is_not_found() -> None:
    with tracker_with(GATE) as tracker:
        for ask in (tracker.dispute, tracker.article):
            with pytest.raises(NotFoundError, match="nothing"):
                ask("nothing")


def test_an_article_that_breaks_a_stage_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(articles: Sequence[Article], attributor: Attributor) -> Iterator[Extraction]:
        if GARDEN.id in {article.id for article in articles}:
            raise IndexError("a bug")
        yield from extract(articles, attributor)

    monkeypatch.setattr("claimtrack.claims.extract", broken)
    with Tracker(encoder=HashingEncoder()) as tracker:
        summary = tracker.add([GATE, GARDEN, DENIAL])
        assert summary.new == 2
        (rejection,) = summary.rejected
        assert str(rejection) == (
            "https://post.example/garden: its claims cannot be found (IndexError); "
            "please report this text"
        )


def test_an_attributor_that_cannot_be_had_ends_the_run() -> None:
    class Missing:
        name = "missing"

        def attribute(self, texts: object, sentences: object) -> list[list[Attribution]]:
            raise ModelError("no model")

    tracker = Tracker(encoder=HashingEncoder(), attributor=Missing())
    with tracker, pytest.raises(ModelError, match="no model"):
        tracker.add([GATE])


def test_a_run_of_rubbish_keeps_the_database_small() -> None:
    rubbish = [Rejection("a.jsonl", f"line {number}", "no object") for number in range(5_000)]
    with Tracker(encoder=HashingEncoder()) as tracker:
        assert len(tracker.add(rubbish).rejected) == 5_000
        (run,) = tracker.store.runs()
        assert run["rejections"] == 5_000
        assert len(json.dumps(run)) < 10_000


def test_reading_loads_no_stage_and_no_heavy_library(tmp_path: Path) -> None:
    with Tracker(tmp_path / "news.db", encoder=HashingEncoder()) as tracker:
        tracker.add([GATE])
    heavy = {"numpy", "sklearn", "torch", "sqlite_utils", "claimtrack.opposition"}
    code = (
        "import sys\nfrom claimtrack.cli import cli\n"
        f"try:\n    cli(['disputes', {str(tmp_path / 'news.db')!r}])\n"
        f"finally:\n    print('loaded:', sorted(set(sys.modules) & {heavy!r}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "army" in run.stdout
    assert run.stdout.endswith("loaded: []\n"), run.stdout + run.stderr
