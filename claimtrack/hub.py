"""Models of the Hugging Face hub: from the local cache where they are, else asked for once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from claimtrack.errors import ModelError

__all__ = ["first_line", "load_named", "shown", "telling_name"]

# What decides a model's answers; other formats of the same weights (onnx) are not read.
_MODEL_FILES = frozenset({".bin", ".json", ".model", ".safetensors", ".txt"})

_T = TypeVar("_T")


def load_named(noun: str, name: str, owner: str, load: Callable[[bool], _T]) -> _T:
    """Return what ``load(local_files_only)`` makes of a model in a folder or of the hub.

    ``noun`` is what errors call it; names without an owner are looked for among ``owner``'s.
    Raises ModelError, in one line, where there is no such model or ``load`` raises it.
    """
    if Path(name).is_dir():
        return load(True)
    if name.startswith((".", "/", "~")) or name.count("/") > 1:
        raise ModelError(f"no {noun} at {shown(name)}: it is not a folder")
    try:
        return load(True)
    except ModelError:
        _ask_the_hub(noun, name, owner)
    return load(False)


def telling_name(noun: str, name: str) -> str:
    """Return a model's name, with 12 hex digits of its files' digest where it is a folder.

    So a model trained again never passes for what stood in the folder before. Raises ModelError
    if the folder cannot be read.
    """
    folder = Path(name)
    if not folder.is_dir():
        return name
    digest = hashlib.sha256()
    try:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _MODEL_FILES and path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode())
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
    except OSError as error:
        raise ModelError(f"cannot read the {noun} {folder}: {error}") from error
    return f"{folder.resolve().name}@{digest.hexdigest()[:12]}"


def _ask_the_hub(noun: str, name: str, owner: str) -> None:
    """Raise ModelError unless the hub knows the model: one request, where loading retries long."""
    try:
        from huggingface_hub import HfApi

        HfApi().model_info(name if "/" in name else f"{owner}/{name}", timeout=10)
    except Exception as error:
        raise ModelError(
            f"no {noun} {shown(name)}: not a folder, not downloaded before, "
            f"and the Hugging Face hub says: {first_line(error)}"
        ) from error


def first_line(error: Exception) -> str:
    """Return what ``error`` says, as one line of at most 200 characters."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:200]


def shown(name: str) -> str:
    """Return a model's name as it can be printed."""
    return ascii(name[:200])
