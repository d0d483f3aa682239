"""Speed, as figures that can be compared: seconds a stage, and ratios to the bare model."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.attribution import ModelAttributor
from claimtrack.disputes import build_disputes
from claimtrack.embedding import SentenceEncoder
from claimtrack.errors import InputError
from claimtrack.ingest import Defaults, find_inputs, read_articles
from claimtrack.linking import Progress
from claimtrack.minilm import fast_bfloat16
from claimtrack.opposition import BuiltInReader, WeighedModel, candidate_pairs
from claimtrack.records import Article, Claim
from claimtrack.sentences import split_sentences
from claimtrack.settings import Settings
from claimtrack.speakers import resolve_speakers
from claimtrack.topics import make_topics
from claimtrack.tracker import Tracker

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray

__all__ = ["run_benchmark"]

_MEGABYTE = 1024 * 1024


def run_benchmark(
    paths: Sequence[str], *, limit: int | None, encoder: str | None, progress: Progress
) -> dict[str, float | int]:
    """Return figures on ingesting the articles of ``paths``, by name.

    The whole ingest runs once, into a database file of its own, and is timed from the first
    byte read to the last dispute stored; then each stage runs alone on the same articles.
    ``model_seconds`` is the time that the encoder took of the whole ingest, from texts to
    vectors; ``bare_forward_seconds`` that of its forward passes alone, tokenising, padding and
    everything else left out. ``bare_attribution_seconds`` is what the published encoder takes
    to pass once over the tokens that attribution reads, in the same batches;
    ``bare_reading_seconds`` is what the forward passes of the cross-encoder take of the judging
    of pairs. Times
    are wall-clock seconds, memory is the process's peak in megabytes. Raises InputError if
    there is nothing to read.
    """
    model = SentenceEncoder(encoder)
    _warm(model)
    clock = _Clock()
    with clock.stage("reading"):
        found = read_articles(find_inputs(list(paths)), Defaults())
        readable = (item for item in found if isinstance(item, Article))
        articles = list(islice(readable, limit))
    if not articles:
        raise InputError(f"{' '.join(paths)}: no article could be read; nothing to measure")
    timed = _TimedEncoder(model)
    with tempfile.TemporaryDirectory() as folder, _forward_time(model.model) as bare:
        started = time.perf_counter()
        with Tracker(Path(folder, "benchmark.db"), encoder=timed) as tracker:
            summary = tracker.add(articles, progress=progress)
            whole = time.perf_counter() - started + clock.seconds["reading"]
            claims = tracker.claims()
    pairs, reading = _time_stages(clock, articles, claims, model)
    bare_attribution = _bare_attribution(articles, model)
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
        "model_seconds": timed.seconds,
        "share_outside_the_model": 1 - timed.seconds / whole,
        "bare_forward_seconds": bare[0],
        "ratio_to_bare_forward": whole / bare[0],
        "bare_attribution_seconds": bare_attribution,
        "attribution_to_bare_forward": clock.seconds["attribution"] / bare_attribution,
        "pairs": pairs,
        "pairs_per_second": pairs / clock.seconds["opposition"],
        "bare_reading_seconds": reading,
        "opposition_to_bare_reading": clock.seconds["opposition"] / reading if reading else 0.0,
    }


def _warm(model: SentenceEncoder) -> None:
    """Load the model, the libraries and the word lists before the clock starts.

    An ingest pays for them once, however long it is.
    """
    # Enough articles on one thing, none a copy, for the clustering to set to work.
    texts = (
        "The mayor of Brenna said the harbour gate was shut.",
        "The harbour gate of Brenna was open, the dockers said.",
        "Brenna's harbour police found the gate open at noon.",
        "Nobody in Brenna shuts the harbour gate at night.",
    )
    articles = [Article.create(text, source="a paper") for text in texts]
    with Tracker(encoder=model) as tracker:
        tracker.add(articles)


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


class _TimedEncoder:
    """An encoder that counts the seconds it takes."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self.seconds = 0.0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the encoder's vectors."""
        started = time.perf_counter()
        vectors = self._encoder.encode(texts)
        self.seconds += time.perf_counter() - started
        return vectors


@contextmanager
def _forward_time(model: torch.nn.Module) -> Iterator[list[float]]:
    """Yield a list whose one item grows by the seconds of every forward pass of the model."""
    spent, started = [0.0], [0.0]

    def before(*_: object) -> None:
        started[0] = time.perf_counter()

    def after(*_: object) -> None:
        spent[0] += time.perf_counter() - started[0]

    hooks = (
        model.register_forward_pre_hook(before),
        model.register_forward_hook(after),
    )
    try:
        yield spent
    finally:
        for hook in hooks:
            hook.remove()


def _time_stages(
    clock: _Clock, articles: Sequence[Article], claims: Sequence[Claim], model: SentenceEncoder
) -> tuple[int, float]:
    """Run every stage alone on what the stage before it left, and time it.

    Returns how many pairs were judged, and the seconds that the forward passes of the reader
    took of that.
    """
    settings = Settings()
    texts = [article.text for article in articles]
    with clock.stage("sentences"):
        sentences = [split_sentences(text) for text in texts]
    with clock.stage("attribution"):
        attributions = ModelAttributor(settings=settings).attribute(texts, sentences)
    with clock.stage("speakers"):
        for article in zip(texts, sentences, attributions, strict=True):
            resolve_speakers(*article)
    with clock.stage("embedding"):
        vectors = model.encode([claim.text for claim in claims])
    with clock.stage("topics"):
        topics = make_topics(claims, vectors, settings)
    with clock.stage("pairing"):
        pairs = candidate_pairs(claims, vectors, settings)
    reader = BuiltInReader(settings=settings)
    network: Any = reader.model.model
    with _forward_time(network) as reading, clock.stage("opposition"):
        relations = WeighedModel(settings, reader=reader).judge(pairs)
    with clock.stage("disputes"):
        build_disputes(claims, relations, topics, settings)
    return len(pairs), reading[0]


def _bare_attribution(articles: Sequence[Article], model: SentenceEncoder) -> float:
    """Return the seconds of one forward pass of the encoder over what attribution reads."""
    import torch

    from claimtrack.attribution.encoding import encode_text
    from claimtrack.attribution.windows import Window, batch_windows, cut_windows, make_batch

    settings = Settings()
    tokenizer = ModelAttributor().tokenizer
    texts = []
    windows: list[tuple[int, Window]] = []
    for index, article in enumerate(articles):
        sentences = split_sentences(article.text)
        texts.append(encode_text(article.text, sentences, tokenizer))
        cut = cut_windows(
            article.text, texts[-1], sentences, settings.packed_pieces, settings.longest_window
        )
        windows.extend((index, window) for window in cut)
    bare: Any = model.model[0].auto_model
    seconds = 0.0
    fast = fast_bfloat16()
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=fast):
        for length, items in batch_windows(windows, settings.batch_tokens, settings.window_step):
            batch = make_batch(texts, items, length)
            started = time.perf_counter()
            bare(input_ids=batch.ids, attention_mask=(~batch.padding).long())
            seconds += time.perf_counter() - started
    return seconds


def _peak_memory() -> int:
    """Return the most bytes of memory that the process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Kilobytes everywhere but on macOS.
    return peak if sys.platform == "darwin" else peak * 1024
