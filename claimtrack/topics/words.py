"""Words as topics see them: how much each tells of what a text is about, and which never do."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Word", "label_words", "weight", "word_vectors"]

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
# No word of any language is longer; base64 and the like are.
_LONGEST_WORD = 40
# Below lie "president", "government" and "white", which tell no topic from another.
_LEAST_LABEL_WEIGHT = 0.4


class Word(NamedTuple):
    """One word of a text: its offsets, as written, and the form it is counted by."""

    start: int
    end: int
    written: str
    key: str


def label_words(text: str) -> list[Word]:
    """Return the words of ``text`` that can name a topic, in order.

    No function word, cue, calendar word or number can.
    """
    found = []
    for match in _WORD.finditer(text):
        known = _forms(match[0])
        if known.may_label:
            start = match.start()
            found.append(Word(start, start + len(known.written), known.written, known.key))
    return found


def weight(key: str) -> float:
    """Return how telling a word is: 0 (in every text) to 1 (in fewer than 1 % of news texts).

    The weights are fixed, not those of the articles at hand, so that the likeness of two
    articles never changes because a third one came.
    """
    found: float = _data()["weights"].get(key, 1.0)
    return found


def word_vectors(texts: Sequence[str], dimension: int) -> NDArray[np.float32]:
    """Return for each text the sum of its words' hashed vectors, shape (len(texts), dimension).

    A word counts with the square of its weight. Sums, not unit vectors: those of an article
    are the sums of its claims'.
    """
    import numpy as np
    from scipy.sparse import csr_array

    features: list[tuple[int, float]] = []
    ends = [0]
    for text in texts:
        features.extend(map(_feature, _WORD.findall(text)))
        ends.append(len(features))
    codes, values = np.array(features, np.float64).reshape(-1, 2).T
    columns = codes.astype(np.int64) % dimension
    counted = csr_array(
        (values.astype(np.float32), columns, np.array(ends, np.int64)),
        shape=(len(texts), dimension),
    )
    dense: NDArray[np.float32] = counted.toarray()
    return dense


class _Forms(NamedTuple):
    written: str
    key: str
    may_label: bool


@lru_cache(maxsize=100_000)
def _forms(match: str) -> _Forms:
    """Return a word without its possessive, in the form it is counted by, and its standing."""
    written = match[:-2] if match[-2:] in ("'s", "’s") else match
    key = written.lower().replace("’", "'")
    telling = key not in _never_labels() and weight(key) > _LEAST_LABEL_WEIGHT
    return _Forms(written, key, telling and 1 < len(key) <= _LONGEST_WORD and _is_word(key))


def _is_word(key: str) -> bool:
    """Whether ``key`` is no number and no contraction."""
    return not key.isdigit() and "'" not in key


@lru_cache(maxsize=100_000)
def _feature(match: str) -> tuple[int, float]:
    """Return the hash of a word and its signed value: opposite signs make collisions cancel."""
    key = _forms(match).key
    code = crc32(key.encode("utf-8", "surrogatepass"))
    value = weight(key) ** 2
    return code, value if code >> 31 else -value


@cache
def _never_labels() -> frozenset[str]:
    return frozenset(_data()["never_labels"])


@cache
def _data() -> Mapping[str, Any]:
    text = (files("claimtrack") / "data" / "topic_words.json").read_text("utf-8")
    parsed: dict[str, Any] = json.loads(text)
    return parsed
