"""Pairs of claims to train the relation model on, from every kind of data that tells of them."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimtrack.errors import InputError
from claimtrack.lab.gold import Gold, between, read_gold
from claimtrack.lab.recording import PairRecorder
from claimtrack.linking import Progress
from claimtrack.opposition.model import asserts
from claimtrack.opposition.propositions import propose
from claimtrack.opposition.reading import OUTCOMES, passage
from claimtrack.records import KINDS, CandidatePair
from claimtrack.tracker import Tracker

__all__ = [
    "Example",
    "NewsPair",
    "contrast_examples",
    "inference_examples",
    "news_examples",
    "read_news_pairs",
    "stance_examples",
]

_AGREE, _NEITHER = frozenset({0}), frozenset({1})
_NO_CONFLICT = _AGREE | _NEITHER
_CONFLICT = frozenset(range(2, len(OUTCOMES)))
_OF_INFERENCE = {"entailment": _AGREE, "neutral": _NEITHER, "contradiction": _CONFLICT}
# Characters beyond which a text is left out: training is on short sequences.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Example:
    """Two passages, the ``OUTCOMES`` (by index) of which any is right, and a weight."""

    a: str
    b: str
    right: frozenset[int]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class NewsPair:
    """A candidate pair of an annotated folder: the event, and whether its claims oppose.

    ``kind`` is that of the dispute they oppose each other in; ``same_side`` claims stand on one
    side of one.
    """

    pair: CandidatePair
    event: str
    kind: str | None
    same_side: bool

    @property
    def opposes(self) -> bool:
        """Whether the claims stand on two sides of one dispute."""
        return self.kind is not None

    @property
    def is_of_one_dispute(self) -> bool:
        """Whether the claims stand in one dispute, on whichever sides."""
        return self.opposes or self.same_side


def inference_examples(folder: Path, most: int, chance: random.Random) -> list[Example]:
    """Return at most ``most`` pairs of ``folder``/nli/train.jsonl(.gz), chosen by chance."""
    rows = [row for row in _rows(folder / "nli", "train") if row["label"] in _OF_INFERENCE]
    short = [row for row in rows if len(row["premise"]) < _LONGEST]
    return [
        Example(f": {row['premise']}", f": {row['hypothesis']}", _OF_INFERENCE[row["label"]])
        for row in chance.sample(short, min(most, len(short)))
    ]


def stance_examples(folder: Path) -> list[Example]:
    """Return the pairs of ``folder``/pairs/train.jsonl, where conflict means more than here."""
    rows = _rows(folder / "pairs", "train")
    return [_labelled(row, 0.5) for row in rows if max(len(row["a"]), len(row["b"])) < _LONGEST]


def contrast_examples(paths: Sequence[Path]) -> list[Example]:
    """Return the hand-written pairs of JSON lines files; every tenth anchor is left out."""
    return [
        _labelled(row)
        for path in paths
        for row in _rows(path.parent, path.name.removesuffix(".jsonl"))
        if row["anchor"] % 10
    ]


def news_examples(pairs: Sequence[NewsPair], unlike: float, chance: random.Random) -> list[Example]:
    """Return every pair on one dispute, and ``unlike`` other pairs for each that opposes."""
    others = [pair for pair in pairs if not pair.opposes and not pair.same_side]
    wanted = int(unlike * sum(pair.opposes for pair in pairs))
    taken = [pair for pair in pairs if pair.opposes or pair.same_side]
    taken += chance.sample(others, min(wanted, len(others)))
    return [_of_news(pair) for pair in taken]


def _of_news(news: NewsPair) -> Example:
    texts = passage(news.pair.a), passage(news.pair.b)
    if news.kind is not None:
        return Example(*texts, _right("conflict", news.kind), 1.2)
    return Example(*texts, _NO_CONFLICT if news.same_side else _NEITHER)


def read_news_pairs(folder: Path, progress: Progress) -> list[NewsPair]:
    """Return the candidate pairs of assertions in a folder of annotated disputes.

    Raises InputError if the folder cannot be read.
    """
    gold = read_gold(folder)
    recorder = PairRecorder()
    with Tracker(relation_model=recorder) as tracker:
        tracker.add(gold.articles, progress=progress)
    claims = {claim.id: claim for pair in recorder.pairs for claim in (pair.a, pair.b)}
    asserted = {name for name, claim in claims.items() if asserts(propose(claim))}
    # The kind of a pair on several disputes is that of a hard one, if there is one.
    about = {dispute.id: (not dispute.is_hard, dispute.kind) for dispute in gold.disputes}
    return [
        _news_pair(pair, gold, about)
        for pair in recorder.pairs
        if pair.a.id in asserted and pair.b.id in asserted
    ]


def _news_pair(pair: CandidatePair, gold: Gold, about: Mapping[str, tuple[bool, str]]) -> NewsPair:
    one, other = gold.sides(pair.a), gold.sides(pair.b)
    kinds = [about[name] for name in between(one, other)]
    kind = min(kinds)[1] if kinds else None
    return NewsPair(pair, gold.events[pair.a.article], kind, not kinds and bool(one & other))


def _labelled(row: dict[str, Any], weight: float = 1.0) -> Example:
    a, b = (f"{row.get('speaker_' + side) or ''}: {row[side]}" for side in "ab")
    return Example(a, b, _right(row["label"], row.get("kind")), weight)


def _right(label: str, kind: str | None) -> frozenset[int]:
    if label == "conflict":
        return frozenset({OUTCOMES.index(kind)}) if kind in KINDS else _CONFLICT
    return _AGREE if label == "agree" else _NEITHER


def _rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON lines file; InputError if it cannot be read."""
    plain, packed = folder / f"{name}.jsonl", folder / f"{name}.jsonl.gz"
    path = plain if plain.exists() else packed
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8")
            if path == packed
            else path.open(encoding="utf-8") as file
        ):
            for line in file:
                yield json.loads(line)
    except (OSError, ValueError, EOFError) as error:
        raise InputError(f"{plain}: cannot be read as JSON lines ({error})") from error
