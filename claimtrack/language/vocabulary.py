"""Words as the opposition rules see them: tokens, stems, weights and lexicons.

Two words are taken for one when their stems agree or when ``concepts.json`` lists them
together. A word's weight, 0 to 1, grows with its rarity in news text: two claims that
share rare words are about one event, two that share frequent ones need not be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

__all__ = [
    "Token",
    "concept",
    "is_function_word",
    "lexicon",
    "phrase_concepts",
    "stem",
    "tokens",
    "weight",
]

_TOKEN = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_LONGEST_WORD = 40


class Token(NamedTuple):
    """One word or number of a text, where it starts, in lower case and as a concept."""

    start: int
    text: str
    lower: str
    concept: str


@cache
def lexicon(name: str) -> Any:
    """Return the parsed data file ``name`` (without ``.json``) of the package."""
    text = (files("claimtrack") / "data" / f"{name}.json").read_text("utf-8")
    return json.loads(text)


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case word, irregular forms first brought to their lemma."""
    word = word.replace("’", "'").removesuffix("'s").strip("'")
    if len(word) > _LONGEST_WORD:
        return word
    lemma = lexicon("irregular_forms").get(word, word)
    return str(_stemmer().stemWord(lemma))


@cache
def _concepts() -> dict[str, str]:
    groups = {name: words for name, words in lexicon("concepts").items() if name != "about"}
    return {stem(word): name for name, words in groups.items() for word in words}


@lru_cache(maxsize=200_000)
def concept(word: str) -> str:
    """Return what stands for a lower-case word in comparisons: its group's name or its stem."""
    stemmed = stem(word)
    return _concepts().get(stemmed, stemmed)


def tokens(text: str) -> list[Token]:
    """Return the words and numbers of ``text`` in order."""
    return list(_tokens(text))


# Claims of one sentence, and of one speaker, mostly come one after the other.
@lru_cache(maxsize=256)
def _tokens(text: str) -> tuple[Token, ...]:
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        lower = word.lower().replace("’", "'")
        found.append(Token(match.start(), word, lower, concept(lower)))
    return tuple(found)


@cache
def _weights() -> dict[str, float]:
    heaviest: dict[str, float] = {}
    for stemmed, value in lexicon("word_weights").items():
        name = _concepts().get(stemmed, stemmed)
        heaviest[name] = min(value, heaviest.get(name, 1.0))
    return heaviest


def weight(name: str) -> float:
    """Return how much it says that two claims share this concept, from 0 to 1.

    Counted over 4,300 news texts: 1 is a word in fewer than six texts of a thousand.
    """
    return _weights().get(name, 1.0)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(lexicon("function_words"))


def is_function_word(lower: str) -> bool:
    """Tell whether a lower-case word says nothing about the event (articles, pronouns …)."""
    return lower in _function_words()


def phrase_concepts(words: Sequence[Token]) -> frozenset[str]:
    """Return the concepts of the words that name something."""
    return frozenset(word.concept for word in words if not is_function_word(word.lower))
