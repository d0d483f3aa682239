"""Models of the Hugging Face hub: from the local cache where they are, else asked for once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from claimtrack.errors import ModelError

__all__ = ["first_line", "load_named", "shown"]

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
