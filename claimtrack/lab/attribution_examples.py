"""Examples for the attribution network: annotated texts as windows with the labels to learn."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from claimtrack.attribution.encoding import Found, Range, WordPieces, encode_text
from claimtrack.attribution.lexicon import load_lexicon
from claimtrack.attribution.network import Cues
from claimtrack.attribution.windows import Batch, Window, cue_groups, cut_windows, mark
from claimtrack.lab.annotations import AnnotatedText, Roles, trim
from claimtrack.records import Span
from claimtrack.sentences import split_sentences
from claimtrack.settings import Settings

__all__ = ["IGNORED", "Examples", "Prepared", "Targets", "make_examples", "make_targets", "prepare"]

IGNORED = -100
"""The label of what is no token: it has no part in the loss."""

# Shares of the texts that are read as if written another way, so that the model does not rely
# on one outlet's marks and capitals. Set once, not tuned.
_RESTYLED, _LOWERED, _RAISED = 0.25, 0.08, 0.04
_STYLES = tuple(
    str.maketrans(style)
    for style in (
        {"“": '"', "”": '"', "‘": "'", "’": "'"},
        {"“": "«", "”": "»"},
        {"“": "‘", "”": "’"},
        {"“": " ", "”": " ", '"': " "},
    )
)
_CAPITALS = 0
_NO_LETTER, _UPPER = 3, 2
# Windows of a text are packed anew in every epoch, up to between these many pieces.
_PACKED = (110, 158)
# Share of the verbs that may be cues but are none which are shown as cues of nothing.
_FALSE_CUES = 0.3
# Cues of one pass are padded to a multiple of this many: kernels are compiled per shape.
_CUE_ROWS = 8
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text with what does not change from epoch to epoch; ``verbs`` may be cues."""

    text: str
    sentences: Sequence[Span]
    verbs: Sequence[Span]
    gold: Sequence[Roles]


@dataclass(frozen=True, slots=True)
class Examples:
    """One epoch's texts in pieces, what annotators found there, verbs that may be cues, windows."""

    texts: Sequence[WordPieces]
    gold: Sequence[Sequence[Found]]
    verbs: Sequence[Sequence[Range]]
    windows: Sequence[tuple[int, Window]]


@dataclass(frozen=True, slots=True)
class Targets:
    """What a batch should give: labels of cues and roles, and of the roles for every cue.

    ``cues`` and ``roles`` are rows × length; ``relations`` are groups of cues of one width,
    each with its labels (cues × columns).
    """

    cues: torch.Tensor
    roles: torch.Tensor
    relations: Sequence[tuple[Cues, torch.Tensor]]


def prepare(texts: Sequence[AnnotatedText]) -> list[Prepared]:
    """Return the texts with their sentences and the verbs that may be cues."""
    verbs = load_lexicon().verbs
    return [
        Prepared(
            one.text,
            split_sentences(one.text),
            [Span(*m.span()) for m in _WORD.finditer(one.text) if m.group().lower() in verbs],
            [_trimmed(one.text, roles) for roles in one.attributions],
        )
        for one in texts
    ]


def _trimmed(text: str, roles: Roles) -> Roles:
    return Roles(
        *(
            tuple(trim(text, span) for span in spans)
            for spans in (roles.speaker, roles.cue, roles.content)
        )
    )


def make_examples(
    texts: Sequence[Prepared], tokenizer: Tokenizer, chance: random.Random, settings: Settings
) -> Examples:
    """Return an epoch's examples; ``chance`` decides how the texts are restyled and packed."""
    pieces, gold, verbs = [], [], []
    windows: list[tuple[int, Window]] = []
    for index, one in enumerate(texts):
        text = one.text
        if chance.random() < _RESTYLED:
            text = text.translate(chance.choice(_STYLES))
        read = encode_text(text, one.sentences, tokenizer)
        _recapitalise(read, chance.random())
        pieces.append(read)
        gold.append([_found(read, roles) for roles in one.gold if roles.cue])
        verbs.append([read.range(span) for span in one.verbs])
        packed = chance.randrange(*_PACKED)
        cut = cut_windows(text, read, one.sentences, packed, settings.longest_window)
        windows.extend((index, window) for window in cut)
    chance.shuffle(windows)
    return Examples(pieces, gold, verbs, windows)


def _recapitalise(pieces: WordPieces, chance: float) -> None:
    column = pieces.features[:, _CAPITALS]
    if chance < _LOWERED:
        column[column != _NO_LETTER] = 0
    elif chance < _LOWERED + _RAISED:
        column[column != _NO_LETTER] = _UPPER


def _found(pieces: WordPieces, roles: Roles) -> Found:
    return Found(
        pieces.range(Span(roles.cue[0].start, roles.cue[-1].end)),
        [pieces.range(span) for span in roles.speaker],
        [pieces.range(span) for span in roles.content],
    )


def make_targets(batch: Batch, examples: Examples, chance: random.Random, cue_step: int) -> Targets:
    """Return the labels of a batch; ``cue_step`` pads what a cue looks over."""
    cues = np.where(batch.padding.numpy(), IGNORED, 0)
    roles = cues.copy()
    shown: list[tuple[int, Found]] = []
    for row, (text, window) in enumerate(batch.items):
        gold = [found for found in examples.gold[text] if _within(found.cue, window)]
        for found in gold:
            mark(roles[row], window, found.content, 3)
        for found in gold:
            mark(roles[row], window, found.speaker, 1)
        for found in gold:
            mark(cues[row], window, [found.cue], 1)
        false = _false_cues(examples.verbs[text], gold, window, chance)
        shown.extend((row, found) for found in [*gold, *false])
    return Targets(
        torch.from_numpy(cues),
        torch.from_numpy(roles),
        list(_relations(batch, examples.texts, shown, cue_step)),
    )


def _relations(
    batch: Batch, texts: Sequence[WordPieces], shown: Sequence[tuple[int, Found]], step: int
) -> Iterator[tuple[Cues, torch.Tensor]]:
    places = [(row, batch.items[row][1].columns(found.cue)) for row, found in shown]
    for indices, group in cue_groups(texts, batch, places, step):
        labels = np.full(group.columns.shape, IGNORED)
        for label, index, columns in zip(labels, indices, group.columns.numpy(), strict=True):
            row, found = shown[index]
            window = batch.items[row][1]
            whole = np.where(batch.padding[row].numpy(), IGNORED, 0)
            mark(whole, window, found.content, 3)
            mark(whole, window, found.speaker, 1)
            label[:] = whole[columns]
        labels[group.padding.numpy()] = IGNORED
        yield _padded(group, torch.from_numpy(labels))


def _padded(group: Cues, labels: torch.Tensor) -> tuple[Cues, torch.Tensor]:
    """Return the cues filled up with copies of the first that have no part in the loss."""
    missing = -len(labels) % _CUE_ROWS
    filled = [torch.cat([part, part[:1].expand(missing, *part.shape[1:])]) for part in group]
    ignored = torch.full((missing, labels.shape[1]), IGNORED)
    return Cues(*filled), torch.cat([labels, ignored])


def _within(cue: Range, window: Window) -> bool:
    return window.first <= cue[0] < cue[1] <= window.stop


def _false_cues(
    verbs: Sequence[Range], gold: Sequence[Found], window: Window, chance: random.Random
) -> list[Found]:
    """Return some of the verbs that annotators took for no cue, as cues of nothing."""
    return [
        Found(verb, [], [])
        for verb in verbs
        if _within(verb, window)
        and not any(one.cue[0] < verb[1] and verb[0] < one.cue[1] for one in gold)
        and chance.random() < _FALSE_CUES
    ]
