"""What a cross-encoder makes of two claims read together: conflict (and why), agreement, neither.

The built-in reader is the embedded MiniLM, trained further (``models/relation``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from claimtrack.errors import ModelError
from claimtrack.inference import batches, quiet
from claimtrack.minilm import MINILM_SHA256, fast_bfloat16, minilm_folder
from claimtrack.records import KINDS, Claim
from claimtrack.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

__all__ = [
    "FORMAT",
    "OUTCOMES",
    "BuiltInReader",
    "Reader",
    "built_in_network",
    "passage",
]

FORMAT = 1
"""Version of the built-in reader's files: raised when what it reads or answers changes."""

OUTCOMES = ("agree", "neither", *KINDS)
"""What a reader tells the probability of: the last eight are conflicts, by kind."""

CARD, WEIGHTS = "model.json", "weights.safetensors"

# Characters kept of a claim and of its sentence before and after it, as in training.
_CONTENT = 200
_BEFORE, _AFTER = 80, 40


class Reader(Protocol):
    """Reads two claims together."""

    @property
    def name(self) -> str:
        """What tells this reader's answers from others' in the database."""

    def read(self, pairs: Sequence[tuple[Claim, Claim]]) -> NDArray[np.float32]:
        """Return probabilities of shape (len(pairs), len(OUTCOMES)); each row sums to 1.

        An answer does not depend on the order of a pair's claims nor, but for the last bits, on
        the pairs beside it.
        """


def passage(claim: Claim) -> str:
    """Return what the built-in reader sees of a claim: ``speaker: content [before … after]``.

    The sentence around the content holds the cue and, often, who is answered.
    """
    at = claim.start - claim.sentence_start
    before = " ".join(claim.sentence[: max(at, 0)].split())[-_BEFORE:]
    after = " ".join(claim.sentence[at + len(claim.text) :].split())[:_AFTER]
    around = f" [{before} … {after}]" if len(before) + len(after) > 4 else ""
    return f"{claim.speaker or ''}: {' '.join(claim.text.split())[:_CONTENT]}{around}"


class BuiltInReader:
    """The reader that comes with claimtrack, or one that ``claimtrack train relation`` wrote.

    Nothing is loaded before the first pair is read, or ``name`` asked for. Both raise ModelError
    if a file is missing, of another format, or damaged.
    """

    def __init__(self, folder: Path | None = None, settings: Settings | None = None) -> None:
        self._folder = folder
        self._settings = settings or Settings()

    def read(self, pairs: Sequence[tuple[Claim, Claim]]) -> NDArray[np.float32]:
        """Return the probability of each of ``OUTCOMES``, a row a pair."""
        import numpy as np

        if not pairs:
            return np.zeros((0, len(OUTCOMES)), np.float32)
        # One order for the two passages makes the answer symmetric at the price of one reading.
        texts = [tuple(sorted(map(passage, pair))) for pair in pairs]
        unique = sorted(set(texts))
        rows = {text: row for row, text in enumerate(unique)}
        read = probabilities(self.model, unique, self._settings)
        return read[[rows[text] for text in texts]]

    @cached_property
    def name(self) -> str:
        """Name that follows from the weights."""
        return f"reader-{self._card['sha256'][:12]}"

    @cached_property
    def model(self) -> CrossEncoder:
        """The cross-encoder itself, loaded when it is first asked for."""
        return _shipped() if self._folder is None else _load(self._folder)

    @cached_property
    def _card(self) -> dict[str, Any]:
        return _read_card(self._folder)


@cache
def _shipped() -> CrossEncoder:
    """Return the cross-encoder that comes with claimtrack (read once)."""
    return _load(None)


def _load(folder: Path | None) -> CrossEncoder:
    from safetensors import SafetensorError
    from safetensors.torch import load

    data = _read(folder, WEIGHTS)
    if hashlib.sha256(data).hexdigest() != _read_card(folder)["sha256"]:
        raise ModelError(
            f"the relation model's {WEIGHTS} is damaged, or not of the {CARD} beside it: "
            "reinstall claimtrack, or train the model again"
        )
    model = built_in_network()
    network: Any = model.model
    try:
        trained = {name: value.float() for name, value in load(data).items()}
        unknown = network.load_state_dict(trained, strict=False).unexpected_keys
    except (SafetensorError, RuntimeError) as error:
        raise ModelError("the relation model does not fit this version's network") from error
    if unknown or "classifier.weight" not in trained:
        raise ModelError("the relation model does not fit this version's network")
    network.eval()
    return model


def _read_card(folder: Path | None) -> dict[str, Any]:
    try:
        card = json.loads(_read(folder, CARD))
    except ValueError as error:
        raise ModelError(f"the relation model's {CARD} is no JSON") from error
    if not isinstance(card, dict) or card.get("format") != FORMAT:
        raise ModelError(f"the relation model's {CARD} is not of format {FORMAT}")
    if card.get("encoder") != MINILM_SHA256:
        raise ModelError("the relation model was made for another encoder than this version's")
    return card


def _read(folder: Path | None, name: str) -> bytes:
    """Return a file of a folder, or of the model that ships."""
    place = folder or files("claimtrack").joinpath("models/relation")
    try:
        return place.joinpath(name).read_bytes()
    except OSError as error:
        raise ModelError(f"cannot read the relation model: {error}") from error


def built_in_network() -> CrossEncoder:
    """Return the embedded MiniLM as a cross-encoder of ``OUTCOMES``, its last layer untrained."""
    with quiet():
        from sentence_transformers import CrossEncoder

        model: CrossEncoder = CrossEncoder(
            str(minilm_folder()),
            num_labels=len(OUTCOMES),
            device="cpu",
            local_files_only=True,
        )
    return model


def probabilities(
    model: CrossEncoder, texts: Sequence[tuple[str, ...]], settings: Settings
) -> NDArray[np.float32]:
    """Return the model's softmax over its labels, a row a pair of texts; at least one pair."""
    import numpy as np
    import torch

    network: Any = model.model
    tokens = model.tokenizer(
        [text[0] for text in texts],
        [text[1] for text in texts],
        truncation=True,
        max_length=settings.max_pair_tokens,
    )
    read: NDArray[np.float32] | None = None
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=fast_bfloat16()):
        for width, rows in batches([len(ids) for ids in tokens["input_ids"]], settings):
            features = model.tokenizer.pad(
                {key: [tokens[key][row] for row in rows] for key in tokens},
                padding="max_length",
                max_length=width,
                return_tensors="pt",
            )
            logits = network(**features).logits.float()
            made = torch.softmax(logits, dim=-1).numpy()
            if read is None:
                read = np.empty((len(texts), made.shape[1]), np.float32)
            read[rows] = made
    assert read is not None, "called with at least one pair"  # noqa: S101
    return read
