"""The attribution model's files: weights, and the card of numbers that says what they are.

``weights.safetensors`` holds everything but the published encoder's embeddings, in bfloat16;
``model.json`` its format, its SHA-256 and what was calibrated with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load, save
from tokenizers import Tokenizer

from claimtrack.attribution.network import AttributionNetwork, Embeddings
from claimtrack.errors import ModelError
from claimtrack.minilm import MINILM_SHA256, minilm_folder

__all__ = [
    "FORMAT",
    "Model",
    "load_model",
    "load_shipped_model",
    "load_tokenizer",
    "published_weights",
    "save_model",
]

FORMAT = 1
"""Version of the files: raised when the features or the network change."""

_WEIGHTS, _CARD = "weights.safetensors", "model.json"


@dataclass(frozen=True, slots=True)
class Model:
    """A network ready to run, the name that follows from its weights, and its cue bias."""

    network: AttributionNetwork
    name: str
    cue_bias: float


@cache
def load_shipped_model() -> Model:
    """Return the model that comes with claimtrack (read once)."""
    with as_file(files("claimtrack").joinpath("models/attribution")) as folder:
        return load_model(folder)


def load_model(folder: Path) -> Model:
    """Return the model in ``folder``.

    Raises ModelError if a file is missing, of another format, or not what was saved together.
    """
    card = _read_card(folder / _CARD)
    try:
        data = (folder / _WEIGHTS).read_bytes()
    except OSError as error:
        raise ModelError(f"cannot read the attribution model: {error}") from error
    digest = hashlib.sha256(data).hexdigest()
    if digest != card["sha256"]:
        raise ModelError(
            f"{folder / _WEIGHTS} is damaged, or not of the {_CARD} beside it: reinstall "
            "claimtrack, or train the model again"
        )
    network = AttributionNetwork(Embeddings(published_weights("embeddings.")))
    try:
        network.load_state_dict({name: value.float() for name, value in load(data).items()})
    except (SafetensorError, RuntimeError) as error:
        raise ModelError(f"{folder / _WEIGHTS} does not fit this version's network") from error
    return Model(network.eval(), f"attribution-{digest[:12]}", float(card["cue_bias"]))


def _read_card(path: Path) -> dict[str, Any]:
    try:
        card = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ModelError(f"cannot read the attribution model: {error}") from error
    except ValueError as error:
        raise ModelError(f"{path} is no JSON: reinstall claimtrack") from error
    if not isinstance(card, dict) or card.get("format") != FORMAT:
        raise ModelError(f"{path} is not of format {FORMAT}, which this version reads")
    if card.get("encoder") != MINILM_SHA256:
        raise ModelError(f"{path} was made for another encoder than this version's")
    return card


def save_model(folder: Path, weights: Mapping[str, torch.Tensor], cue_bias: float) -> None:
    """Write a model's files into ``folder``, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    data = save({name: value.to(torch.bfloat16).contiguous() for name, value in weights.items()})
    (folder / _WEIGHTS).write_bytes(data)
    card = {
        "format": FORMAT,
        "encoder": MINILM_SHA256,
        "sha256": hashlib.sha256(data).hexdigest(),
        "cue_bias": cue_bias,
    }
    (folder / _CARD).write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def published_weights(prefix: str) -> dict[str, torch.Tensor]:
    """Return the published encoder's weights whose names begin with ``prefix``."""
    with safe_open(minilm_folder() / "model.safetensors", framework="pt") as file:
        return {name: file.get_tensor(name) for name in file.keys() if name.startswith(prefix)}  # noqa: SIM118


def load_tokenizer() -> Tokenizer:
    """Return the published encoder's tokenizer, for texts of any length."""
    tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
