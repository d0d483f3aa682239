"""Texts to unit vectors: the encoder interface, sentence-transformers behind it, a plain one.

Vectors retrieve and cluster; they say nothing about polarity.
"""

from __future__ import annotations

import gc
import re
import zlib
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from claimtrack.errors import ModelError
from claimtrack.hub import first_line, load_named, shown, telling_name
from claimtrack.inference import batches, quiet
from claimtrack.minilm import MINILM, fast_bfloat16, minilm_folder
from claimtrack.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

__all__ = ["DEFAULT_MODEL", "Encoder", "HashingEncoder", "SentenceEncoder"]

DEFAULT_MODEL = MINILM

WORD = re.compile(r"\w+")


class Encoder(Protocol):
    """Turns texts into vectors whose dot product says how near they are in meaning."""

    @property
    def name(self) -> str:
        """What tells this encoder's vectors from others' in the database."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return float32 of shape (len(texts), dimension), each row of unit length.

        A text's vector does not depend on the texts beside it. No texts may give shape (0, 0).
        """


class SentenceEncoder:
    """A sentence-transformers model: the embedded all-MiniLM-L6-v2, or any by name or path.

    Nothing is loaded before the first text is encoded; then ``encode`` raises ModelError where
    the model cannot be had. ``name`` of a model folder holds a digest of its files, so that a
    re-trained model never shares vectors with what stood in the folder before.
    """

    def __init__(self, name_or_path: str | None = None, settings: Settings | None = None) -> None:
        self._wanted = name_or_path or None
        self._settings = settings or Settings()

    @cached_property
    def name(self) -> str:
        """Model name, with 12 hex digits of its files' digest where it is a folder."""
        if self._wanted is None:
            return DEFAULT_MODEL
        return telling_name("encoder", self._wanted)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text; a text beyond the model's length is cut."""
        import numpy as np

        if not texts:
            return np.empty((0, 0), np.float32)
        unique = sorted(set(texts))
        row = {text: index for index, text in enumerate(unique)}
        vectors = _vectors(self.model, unique, self._settings)
        return vectors[[row[text] for text in texts]]

    @cached_property
    def model(self) -> SentenceTransformer:
        """The sentence-transformers model itself, loaded when it is first asked for."""
        if self._wanted is None:
            return _load(str(minilm_folder()), DEFAULT_MODEL)
        name = self._wanted
        return load_named(
            "encoder", name, "sentence-transformers", lambda local: _load(name, name, local)
        )


class HashingEncoder:
    """Hashed words and character 4-grams: deterministic, numpy alone, no model to load.

    For tests, and for a look around without torch: it sees shared words, not shared meaning.
    """

    def __init__(self, dimension: int = 512) -> None:
        self.dimension = dimension
        self.name = f"hashing-{dimension}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text; a text without a letter or digit gets the first axis."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in WORD.findall(text.casefold()):
                # Short words are mostly grammar.
                weight = 1.0 if len(word) > 3 else 0.2
                grams = [word[start : start + 4] for start in range(len(word) - 4)]
                for feature in (word, *grams):
                    code = zlib.crc32(feature.encode("utf-8", "surrogatepass"))
                    # The top bit as a sign makes collisions cancel out instead of adding up.
                    sign = 1.0 if code >> 31 else -1.0
                    row[code % self.dimension] += sign * weight / (1 + len(grams))
            if not row.any():
                row[0] = 1.0
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def _vectors(
    model: SentenceTransformer, texts: Sequence[str], settings: Settings
) -> NDArray[np.float32]:
    """Return the unit vectors of ``texts``, in their order."""
    import numpy as np

    if not hasattr(model.tokenizer, "pad"):  # a model of word vectors: nothing is padded
        plain = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(plain, np.float32)
    order = sorted(range(len(texts)), key=lambda index: (len(texts[index]), index))
    vectors: NDArray[np.float32] | None = None
    for start in range(0, len(order), settings.encode_chunk):
        chunk = order[start : start + settings.encode_chunk]
        made = _forward(model, [texts[index] for index in chunk], settings)
        if vectors is None:
            vectors = np.empty((len(texts), made.shape[1]), np.float32)
        vectors[chunk] = made
    assert vectors is not None, "called with at least one text"  # noqa: S101
    return vectors


def _forward(
    model: SentenceTransformer, texts: Sequence[str], settings: Settings
) -> NDArray[np.float32]:
    """Return the unit vectors of one chunk of texts, passed through the model by length.

    Every text is padded to a width that follows from its own length alone, never from its
    neighbours': that makes its vector the same, bit for bit, in whatever batch it comes.
    """
    import torch

    tokenizer = model.tokenizer
    prompt = model.prompts.get(model.default_prompt_name or "") or ""
    limit = min(model.max_seq_length or settings.max_claim_tokens, settings.max_claim_tokens)
    tokens = tokenizer([prompt + text for text in texts], truncation=True, max_length=limit)
    pooled: dict[int, torch.Tensor] = {}
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=fast_bfloat16()):
        for width, rows in batches([len(ids) for ids in tokens["input_ids"]], settings):
            features = tokenizer.pad(
                {key: [tokens[key][row] for row in rows] for key in tokens},
                padding="max_length",
                max_length=width,
                return_tensors="pt",
            )
            pooled.update(zip(rows, model(dict(features))["sentence_embedding"], strict=True))
        stacked = torch.stack([pooled[row] for row in range(len(texts))]).float()
        vectors: NDArray[np.float32] = torch.nn.functional.normalize(stacked, dim=1).numpy()
    return vectors


def _load(source: str, called: str, local_files_only: bool = False) -> SentenceTransformer:
    """Return the model, ready and quiet, or raise ModelError with one line."""
    with quiet():
        try:
            from sentence_transformers import SentenceTransformer

            model = SentenceTransformer(source, device="cpu", local_files_only=local_files_only)
            _vectors(model, ["A first text."], Settings())  # it may be no encoder of texts
            # Half a million objects of the libraries never go: no collection need look them over.
            gc.freeze()
        except Exception as error:  # the libraries raise every kind
            raise ModelError(
                f"cannot load the encoder {shown(called)}: {first_line(error)}"
            ) from error
    return model
