"""Trains the attribution network on annotated texts."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from claimtrack.attribution import ModelAttributor
from claimtrack.attribution.network import AttributionNetwork, Embeddings
from claimtrack.attribution.weights import Model, load_tokenizer, published_weights, save_model
from claimtrack.attribution.windows import Batch, batch_windows, make_batch
from claimtrack.errors import InputError
from claimtrack.lab.annotations import AnnotatedText, read_annotations
from claimtrack.lab.attribution_examples import (
    IGNORED,
    Examples,
    Prepared,
    make_examples,
    make_targets,
    prepare,
)
from claimtrack.lab.attribution_scores import annotate, score
from claimtrack.linking import Progress
from claimtrack.minilm import fast_bfloat16
from claimtrack.settings import Settings

__all__ = ["Recipe", "train_attribution"]

_CHECKPOINT = "checkpoint.pt"
# Cue biases that are tried on the dev texts.
_BIASES = (-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the network is trained; rates, dropout and smoothing were chosen on the dev texts."""

    epochs: int = 6
    batch_tokens: int = 1536
    encoder_rate: float = 2e-4
    head_rate: float = 8e-4
    warmup: float = 0.06
    weight_decay: float = 0.01
    dropout: float = 0.15
    smoothing: float = 0.05
    # Weight of the role head's loss, which is there to teach the trunk alone.
    aside: float = 0.5
    # The weights that are kept are a moving average over about as many steps as 1 / (1 - this).
    averaging: float = 0.998
    seed: int = 0


class _Run:
    """Everything that changes while training goes on, and its checkpoint."""

    def __init__(self, recipe: Recipe) -> None:
        torch.manual_seed(recipe.seed)
        self.network = _fresh_network(recipe.dropout)
        self.average = copy.deepcopy(self.network).eval()
        encoder = [*self.network.layers.parameters(), *self.network.relation.parameters()]
        known = set(map(id, encoder))
        heads = [one for one in self.network.parameters() if id(one) not in known]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": encoder, "rate": recipe.encoder_rate},
                {"params": heads, "rate": recipe.head_rate},
            ],
            weight_decay=recipe.weight_decay,
        )
        self.step = 0
        self.epoch = 0

    def save(self, path: Path) -> None:
        """Write the checkpoint beside its place, then put it there: it is whole or not at all."""
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "epoch": self.epoch,
        }
        partial = path.with_suffix(".part")
        torch.save(state, partial)
        partial.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint. Raises InputError if it is none."""
        try:
            state = torch.load(path, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.average.load_state_dict(state["average"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step, self.epoch = state["step"], state["epoch"]
        except Exception as error:  # torch raises every kind
            raise InputError(f"{path} is no checkpoint of this training; delete it") from error


def train_attribution(
    data: Path, out: Path, *, progress: Progress, recipe: Recipe | None = None
) -> dict[str, float]:
    """Train on ``data``/train.jsonl(.gz), calibrate on ``data``/dev.jsonl, write the model.

    Every epoch ends with a checkpoint in ``out`` that a later run goes on from; it is deleted
    at the end. Returns the figures on the dev texts (see ``score``). The same data give the
    same model, within what a processor's arithmetic varies. Raises InputError if the data
    cannot be read.
    """
    recipe = recipe or Recipe()
    train = prepare(read_annotations(_existing(data, "train")))
    dev = read_annotations(_existing(data, "dev"))
    out.mkdir(parents=True, exist_ok=True)
    run = _Run(recipe)
    checkpoint = out / _CHECKPOINT
    if checkpoint.exists():
        run.resume(checkpoint)
    while run.epoch < recipe.epochs:
        _train_epoch(run, train, recipe, progress)
        run.save(checkpoint)
    # What is scored is what is shipped: weights rounded to bfloat16.
    for weight in run.average.parameters():
        weight.data = weight.data.bfloat16().float()
    bias, figures = _calibrate(run.average, dev)
    save_model(out, run.average.state_dict(), bias)
    checkpoint.unlink()
    return {"cue_bias": bias, **figures}


def _existing(folder: Path, name: str) -> Path:
    for path in (folder / f"{name}.jsonl", folder / f"{name}.jsonl.gz"):
        if path.exists():
            return path
    raise InputError(f"{folder}: no {name}.jsonl or {name}.jsonl.gz in it")


def _fresh_network(dropout: float) -> AttributionNetwork:
    """Return a network that reads as the published encoder does, its own parts at random."""
    published = published_weights("")
    network = AttributionNetwork(Embeddings(published), dropout)
    for index, layer in enumerate(network.layers):
        layer.load_state_dict(_published_layer(published, index))
    network.relation.load_state_dict(_published_layer(published, len(network.layers) - 1))
    for module in network.modules():
        if isinstance(module, nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)
    return network


def _published_layer(published: dict[str, Tensor], index: int) -> dict[str, Tensor]:
    prefix = f"encoder.layer.{index}."
    parts = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm2": "output.LayerNorm",
    }
    state = {}
    for kind in ("weight", "bias"):
        state[f"qkv.{kind}"] = torch.cat(
            [published[f"{prefix}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
        )
        for own, theirs in parts.items():
            state[f"{own}.{kind}"] = published[f"{prefix}{theirs}.{kind}"]
    return state


def _train_epoch(run: _Run, texts: Sequence[Prepared], recipe: Recipe, progress: Progress) -> None:
    chance = random.Random(recipe.seed * 1_000 + run.epoch)  # noqa: S311
    torch.manual_seed(recipe.seed * 1_000 + run.epoch)
    settings = Settings()
    examples = make_examples(texts, load_tokenizer(), chance, settings)
    batches = list(batch_windows(examples.windows, recipe.batch_tokens, settings.window_step))
    chance.shuffle(batches)
    total = len(batches) * recipe.epochs
    run.network.train()
    for number, (length, items) in enumerate(batches):
        done = (run.epoch + number / len(batches)) / recipe.epochs
        for group in run.optimizer.param_groups:
            group["lr"] = group["rate"] * _schedule(done, recipe.warmup)
        batch = make_batch(examples.texts, items, length)
        loss = _loss(run.network, batch, examples, chance, recipe)
        run.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(run.network.parameters(), 1.0)
        run.optimizer.step()
        run.step += 1
        _average(run, recipe.averaging)
        progress("training", run.step, max(total, run.step))
    run.epoch += 1


def _schedule(done: float, warmup: float) -> float:
    """Return the share of the full rate: up in a line, then down in a line to nothing."""
    return done / warmup if done < warmup else 1 - done


def _loss(
    network: AttributionNetwork,
    batch: Batch,
    examples: Examples,
    chance: random.Random,
    recipe: Recipe,
) -> Tensor:
    targets = make_targets(batch, examples, chance, Settings().cue_step)

    def entropy(scores: Tensor, labels: Tensor) -> Tensor:
        return nn.functional.cross_entropy(
            scores.float().flatten(0, -2),
            labels.flatten(),
            ignore_index=IGNORED,
            label_smoothing=recipe.smoothing,
        )

    with torch.autocast("cpu", torch.bfloat16, enabled=fast_bfloat16()):
        trunk = network.read(batch.ids, batch.features, batch.padding)
        loss = entropy(trunk.cues, targets.cues) + recipe.aside * entropy(
            trunk.roles, targets.roles
        )
        read = [(network.relate(trunk.states, cues), labels) for cues, labels in targets.relations]
        if read:
            loss = loss + entropy(
                torch.cat([scores.flatten(0, 1) for scores, _ in read]),
                torch.cat([labels.flatten() for _, labels in read]),
            )
    return loss


def _average(run: _Run, rate: float) -> None:
    """Move the averaged weights towards the present ones; faster while they are young."""
    share = 1 - min(rate, (1 + run.step) / (10 + run.step))
    with torch.no_grad():
        for kept, present in zip(run.average.parameters(), run.network.parameters(), strict=True):
            kept.lerp_(present, share)


def _calibrate(
    network: AttributionNetwork, dev: Sequence[AnnotatedText]
) -> tuple[float, dict[str, float]]:
    """Return the cue bias with the best tuple F1 on the dev texts, and all figures with it."""
    read = {
        bias: score(dev, annotate(dev, ModelAttributor(Model(network, "in training", bias))))
        for bias in _BIASES
    }
    best = max(_BIASES, key=lambda bias: (read[bias]["tuple_f1"], -abs(bias)))
    return best, read[best]
