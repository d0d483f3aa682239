"""How likely a claim is to be disputed by anybody, from what it is about.

A logistic regression over the vector that the embedded model gives a claim's words. What such
weights tell is the subject: promises kept, laws broken and causes of harm are contested, times and
places seldom. They say nothing about truth, nor about who is on which side.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from claimtrack.errors import ModelError
from claimtrack.minilm import MINILM

__all__ = ["CONTENTION", "contention", "contested", "read_contention", "shipped_contention"]

CONTENTION = "contention.json"
"""Name of the file of weights: one for each dimension of the embedded model's vectors."""

# Log odds beyond which they count no more.
_MOST = 3.0


def contention(vectors: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the log odds, 0 on average, that each claim is disputed.

    ``vectors`` has shape (claims, dimension), ``weights`` (dimension,). Rounded to hundredths,
    so that a vector's last bits do not show.
    """
    odds = np.clip(vectors @ weights[1:] + weights[0], -_MOST, _MOST)
    return np.asarray(np.round(odds, 2), np.float32)


def contested(encoder: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the log odds that each claim is disputed, by the weights that come with the package.

    They are of the embedded model's vectors and say nothing to another ``encoder``'s: 0 for all.
    No claims have vectors of no dimension.
    """
    if encoder != MINILM or not len(vectors):
        return np.zeros(len(vectors), np.float32)
    return contention(vectors, shipped_contention())


@cache
def shipped_contention() -> NDArray[np.float32]:
    """Return the weights that come with the package (see ``read_contention``)."""
    return read_contention(files("claimtrack") / "models" / "relation" / CONTENTION)


def read_contention(path: Traversable) -> NDArray[np.float32]:
    """Return an intercept and a weight for each dimension, as one vector.

    Raises ModelError if the file cannot be read or holds something else.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        return np.array([data["intercept"], *data["weights"]], np.float32)
    except OSError as error:
        raise ModelError(f"{path}: cannot read the weights ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: no file of weights ({error!r})") from error
