"""Trains the relation model: a cross-encoder that reads pairs, then the weights of all evidence."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from claimtrack.errors import InputError
from claimtrack.inference import batches
from claimtrack.lab.contention import fit_contention
from claimtrack.lab.relation_examples import (
    Example,
    NewsPair,
    contrast_examples,
    inference_examples,
    news_examples,
    read_news_pairs,
    stance_examples,
)
from claimtrack.lab.weighing import fit_weighing
from claimtrack.linking import Progress
from claimtrack.minilm import MINILM_SHA256, fast_bfloat16
from claimtrack.opposition.reading import (
    CARD,
    FORMAT,
    OUTCOMES,
    WEIGHTS,
    BuiltInReader,
    built_in_network,
)
from claimtrack.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

__all__ = ["Recipe", "Stage", "train_relation", "weigh_evidence"]

_CHECKPOINT = "checkpoint.pt"
_FOLDS = ("read", "weigh", "held")
_TRAINED = ("bert.encoder.layer.", "bert.pooler.", "classifier.")


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage reads: pairs for inference, stances or not, contrast pairs so many times.

    ``unlike`` is how many pairs that do not oppose each other are taken for each of news that
    does, None for no news.
    """

    inference: int
    stances: bool
    contrast: int
    unlike: float | None
    rate: float
    batch_tokens: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the reader is trained; chosen within the hours of two cores that there were."""

    stages: tuple[Stage, ...] = (
        Stage(24_000, True, 1, None, 1.5e-4, 3_000),
        Stage(0, False, 1, 3.0, 1e-4, 3_000),
        Stage(16_000, False, 3, 1.2, 1e-4, 2_000),
    )
    # Lower layers that stay the published ones, as the embeddings do.
    frozen_layers: int = 2
    head_factor: float = 4.0
    warmup: float = 0.06
    weight_decay: float = 0.01
    dropout: float = 0.1
    smoothing: float = 0.05
    # The weights kept are a moving average of this much a step, begun after this share of steps.
    averaging: float = 0.005
    average_from: float = 0.3
    seed: int = 0


def train_relation(
    data: Path,
    out: Path,
    *,
    own_pairs: Sequence[Path] = (),
    progress: Progress,
    recipe: Recipe | None = None,
) -> dict[str, float | int]:
    """Train the reader, then fit the weights of all evidence, and write both into ``out``.

    ``data`` holds nli/train.jsonl, pairs/train.jsonl, pairs/contrast.jsonl and the folders of
    annotated disputes ``disputes`` and ``disputes_polnear``; ``own_pairs`` are further files of
    contrast pairs. Events of ``disputes`` whose number divides by 10 are never trained on; of
    the others those that divide by 4 are kept from the reader, for the weights to be fitted on.
    A checkpoint after each stage lets a later run go on. Returns the figures on pairs that were
    not fitted on. Raises InputError if data cannot be read or holds too few disputes.
    """
    recipe = recipe or Recipe()
    news = _read_news(data, progress)
    contrast = contrast_examples([data / "pairs" / "contrast.jsonl", *own_pairs])
    out.mkdir(parents=True, exist_ok=True)
    # Loading other models for the first time draws from the same source of chance.
    torch.manual_seed(recipe.seed)
    encoder = _fresh(recipe)
    model: Any = encoder.model
    checkpoint = out / _CHECKPOINT
    for number in range(_resume(model, checkpoint), len(recipe.stages)):
        stage = recipe.stages[number]
        chance = random.Random(recipe.seed * 1_000 + number)  # noqa: S311
        torch.manual_seed(recipe.seed * 1_000 + number)
        examples = inference_examples(data, stage.inference, chance) if stage.inference else []
        examples += stance_examples(data) if stage.stances else []
        examples += contrast * stage.contrast
        if stage.unlike is not None:
            examples += news_examples(news.single, stage.unlike, chance)
            examples += news_examples(news.read, stage.unlike, chance)
        _train_stage(encoder, examples, stage, recipe, chance, progress)
        torch.save({"stage": number + 1, "model": model.state_dict()}, checkpoint)
    _save(model, out)
    figures = _weigh(news, BuiltInReader(out), out)
    checkpoint.unlink()
    return figures


def weigh_evidence(data: Path, out: Path, *, progress: Progress) -> dict[str, float | int]:
    """Fit the weights of all evidence anew, with the reader that is in ``out``.

    ``data`` holds the folders of annotated disputes, of which the same events are used for the
    same ends (see ``train_relation``). Returns the same figures. Raises InputError if data cannot
    be read or holds too few disputes or if ``out`` holds no reader, ModelError if it cannot be
    read.
    """
    if not (out / WEIGHTS).exists():
        raise InputError(
            f"{out}: no {WEIGHTS} there; copy a trained relation model into it, or leave out"
            " --weights-only to train one"
        )
    reader = BuiltInReader(out)
    _ = reader.model  # whether there is one is told before the minutes of reading news
    return _weigh(_read_news(data, progress), reader, out)


@dataclass(frozen=True, slots=True)
class _News:
    """Candidate pairs of single articles, and of events by what they are used for."""

    single: list[NewsPair]
    read: list[NewsPair]
    weighed: list[NewsPair]
    held: list[NewsPair]


def _read_news(data: Path, progress: Progress) -> _News:
    single = read_news_pairs(data / "disputes_polnear", progress)
    several = read_news_pairs(data / "disputes", progress)
    folds = ([pair for pair in several if _fold(pair) == name] for name in _FOLDS)
    return _News(single, *folds)


def _weigh(news: _News, reader: BuiltInReader, out: Path) -> dict[str, float | int]:
    folds = [news.single + news.read, news.weighed]
    first, weighed, held = fit_contention(folds, news.held, out)
    return fit_weighing(first, weighed, held, reader, out)


def _fold(pair: NewsPair) -> str:
    number = int("".join(filter(str.isdigit, pair.event)) or 1)
    return "held" if number % 10 == 0 else "weigh" if number % 4 == 0 else "read"


def _fresh(recipe: Recipe) -> CrossEncoder:
    """Return the published encoder with a new last layer, its lower layers kept from learning."""
    encoder = built_in_network()
    model: Any = encoder.model
    for name, weight in model.named_parameters():
        layer = name.removeprefix(_TRAINED[0]).split(".")[0]
        is_low = layer.isdigit() and int(layer) < recipe.frozen_layers
        weight.requires_grad = name.startswith(_TRAINED) and not is_low
    model.dropout.p = recipe.dropout
    return encoder


def _resume(model: nn.Module, checkpoint: Path) -> int:
    """Take up a checkpoint if there is one; return how many stages are done."""
    if not checkpoint.exists():
        return 0
    try:
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        return int(state["stage"])
    except Exception as error:  # torch raises every kind
        raise InputError(f"{checkpoint} is no checkpoint of this training; delete it") from error


def _train_stage(
    encoder: CrossEncoder,
    examples: Sequence[Example],
    stage: Stage,
    recipe: Recipe,
    chance: random.Random,
    progress: Progress,
) -> None:
    model: Any = encoder.model
    steps = list(_steps(encoder.tokenizer, examples, stage, chance))
    trained = [weight for weight in model.parameters() if weight.requires_grad]
    head = list(model.classifier.parameters())
    body = [weight for weight in trained if all(weight is not one for one in head)]
    optimizer = torch.optim.AdamW(
        [{"params": body, "rate": 1.0}, {"params": head, "rate": recipe.head_factor}],
        weight_decay=recipe.weight_decay,
    )
    average: list[Tensor] = []
    model.train()
    for number, (features, rows) in enumerate(steps):
        done = number / len(steps)
        for group in optimizer.param_groups:
            group["lr"] = stage.rate * group["rate"] * _schedule(done, recipe.warmup)
        loss = _loss(model, features, rows, recipe.smoothing)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        if done >= recipe.average_from:
            average = average or [weight.detach().clone() for weight in trained]
            for kept, weight in zip(average, trained, strict=True):
                kept.lerp_(weight.detach(), recipe.averaging)
        progress("training", number + 1, len(steps))
    with torch.no_grad():
        for kept, weight in zip(average, trained, strict=True):
            weight.copy_(kept)


def _steps(
    tokenizer: Any, examples: Sequence[Example], stage: Stage, chance: random.Random
) -> Iterator[tuple[dict[str, Tensor], list[Example]]]:
    """Yield batches of like lengths in random order, the two texts of each pair in either."""
    order = list(examples)
    chance.shuffle(order)
    pairs = [(e.a, e.b) if chance.random() < 0.5 else (e.b, e.a) for e in order]
    settings = Settings()
    tokens = tokenizer(
        [one for one, _ in pairs],
        [other for _, other in pairs],
        truncation=True,
        max_length=settings.max_pair_tokens,
    )
    shape = Settings(token_step=16, batch_tokens=stage.batch_tokens)
    cut = list(batches([len(ids) for ids in tokens["input_ids"]], shape))
    chance.shuffle(cut)
    for width, rows in cut:
        features = tokenizer.pad(
            {key: [tokens[key][row] for row in rows] for key in tokens},
            padding="max_length",
            max_length=width,
            return_tensors="pt",
        )
        yield dict(features), [order[row] for row in rows]


def _loss(model: Any, features: dict[str, Tensor], rows: list[Example], smoothing: float) -> Tensor:
    """Return the loss: of the outcomes of a pair any right one will do."""
    with torch.autocast("cpu", torch.bfloat16, enabled=fast_bfloat16()):
        logits = model(**features).logits
    likely = torch.log_softmax(logits.float(), dim=-1)
    right = torch.tensor([[n in row.right for n in range(len(OUTCOMES))] for row in rows])
    missed = -torch.logsumexp(likely.masked_fill(~right, -torch.inf), dim=-1)
    weights = torch.tensor([row.weight for row in rows])
    return (((1 - smoothing) * missed - smoothing * likely.mean(dim=-1)) * weights).mean()


def _schedule(done: float, warmup: float) -> float:
    """Return the share of the full rate: up in a line, then down in a line to nearly nothing."""
    return max(0.02, min(1.0, done / warmup + 0.01) * (1 - done))


def _save(model: nn.Module, out: Path) -> None:
    """Write the weights that were trained, in bfloat16, and the card that says what they are."""
    from safetensors.torch import save

    data = save(
        {
            name: weight.detach().to(torch.bfloat16).contiguous()
            for name, weight in model.named_parameters()
            if weight.requires_grad
        }
    )
    card = {
        "format": FORMAT,
        "encoder": MINILM_SHA256,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    (out / WEIGHTS).write_bytes(data)
    (out / CARD).write_text(json.dumps(card, indent=1) + "\n", "utf-8")
