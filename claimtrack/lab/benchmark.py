"""Speed, as figures that can be compared: seconds a stage, and ratios to the bare model."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from claimtrack.attribution import RuleAttributor
from claimtrack.disputes import build_disputes
from claimtrack.embedding import SentenceEncoder
from claimtrack.errors import InputError
from claimtrack.ingest import Defaults, find_inputs, read_articles
from claimtrack.linking import Progress
from claimtrack.opposition import SignalModel, candidate_pairs
from claimtrack.records import Article, Claim
from claimtrack.sentences import split_sentences
from claimtrack.settings import Settings
from claimtrack.speakers import resolve_speakers
from claimtrack.topics import make_topics
from claimtrack.tracker import Tracker

__all__ = ["run_benchmark"]

_MEGABYTE = 1024 * 1024


def run_benchmark(
    paths: Sequence[str], *, limit: int | None, encoder: str | None, progress: Progress
) -> dict[str, float | int]:
    """Return figures on ingesting the articles of ``paths``, by name.

    The whole ingest runs once, into a database file of its own, and is timed from the first
    byte read to the last dispute stored; then each stage runs alone on the same articles.
    ``bare_forward_seconds`` is the time that the encoder's forward passes took of the whole
    ingest, tokenising and everything else left out. Times are wall-clock seconds, memory is
    the process's peak in megabytes. Raises InputError if there is nothing to read.
    """
    model = SentenceEncoder(encoder)
    _warm(model)
    clock = _Clock()
    with clock.stage("reading"):
        found = read_articles(find_inputs(list(paths)), Defaults())
        articles = [item for item in found if isinstance(item, Article)][:limit]
    if not articles:
        raise InputError(f"{' '.join(paths)}: no article could be read; nothing to measure")
    with tempfile.TemporaryDirectory() as folder, _forward_time(model) as bare:
        started = time.perf_counter()
        with Tracker(Path(folder, "benchmark.db"), encoder=model) as tracker:
            summary = tracker.add(articles, progress=progress)
            whole = time.perf_counter() - started + clock.seconds["reading"]
            claims = tracker.claims()
    _time_stages(clock, articles, claims, model)
    accounted = sum(clock.seconds.values())
    return {
        "articles": len(articles),
        "claims": len(claims),
        "disputes": summary.disputes,
        "seconds": whole,
        **{f"{name}_seconds": seconds for name, seconds in clock.seconds.items()},
        "storing_seconds": max(0.0, whole - accounted),
        "articles_per_second": len(articles) / whole,
        "claims_per_second": len(claims) / whole,
        "peak_megabytes": _peak_memory() / _MEGABYTE,
        "bare_forward_seconds": bare[0],
        "ratio_to_bare_forward": whole / bare[0],
        "share_outside_the_model": 1 - bare[0] / whole,
    }


def _warm(model: SentenceEncoder) -> None:
    """Load the model, the libraries and the word lists before the clock starts.

    An ingest pays for them once, however long it is.
    """
    texts = ("The mayor said the gate was shut.", "The union denied it.", "Rain fell on the gate.")
    with Tracker(encoder=model) as tracker:
        tracker.add([Article.create(text, source="a paper") for text in texts])


class _Clock:
    """Seconds spent in each stage, by name, in the order in which stages came."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time inside the ``with`` block towards ``name``."""
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


@contextmanager
def _forward_time(encoder: SentenceEncoder) -> Iterator[list[float]]:
    """Yield a list whose one item grows by the seconds of every forward pass of the model."""
    spent, started = [0.0], [0.0]

    def before(*_: object) -> None:
        started[0] = time.perf_counter()

    def after(*_: object) -> None:
        spent[0] += time.perf_counter() - started[0]

    hooks = (
        encoder.model.register_forward_pre_hook(before),
        encoder.model.register_forward_hook(after),
    )
    try:
        yield spent
    finally:
        for hook in hooks:
            hook.remove()


def _time_stages(
    clock: _Clock, articles: Sequence[Article], claims: Sequence[Claim], model: SentenceEncoder
) -> None:
    """Run every stage alone on what the stage before it left, and time it."""
    settings = Settings()
    texts = [article.text for article in articles]
    with clock.stage("sentences"):
        sentences = [split_sentences(text) for text in texts]
    with clock.stage("attribution"):
        attributions = RuleAttributor().attribute(texts, sentences)
    with clock.stage("speakers"):
        for article in zip(texts, sentences, attributions, strict=True):
            resolve_speakers(*article)
    with clock.stage("embedding"):
        vectors = model.encode([claim.text for claim in claims])
    with clock.stage("topics"):
        topics = make_topics(claims, vectors, settings)
    with clock.stage("pairing"):
        pairs = candidate_pairs(claims, vectors, settings)
    with clock.stage("opposition"):
        relations = SignalModel(settings).judge(pairs)
    with clock.stage("disputes"):
        build_disputes(claims, relations, topics, settings)


def _peak_memory() -> int:
    """Return the most bytes of memory that the process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Kilobytes everywhere but on macOS.
    return peak if sys.platform == "darwin" else peak * 1024
