"""Words a person would use for a topic, taken from its own claims and titles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from claimtrack.records import Claim
from claimtrack.topics.words import Word, label_words, weight

__all__ = ["label_terms"]

# A phrase stands for its words where it is at least this share of the rarest one's uses, and
# stands at least twice in the topic, without a capital in it three times.
_PHRASE_SHARE = 0.5
_LEAST_PHRASE = 2


class _Terms(NamedTuple):
    """How often each term stands in a topic, in how many articles, and how it is written."""

    counts: Counter[str]
    articles: Counter[str]
    written: Mapping[str, Counter[str]]


def label_terms(topics: Sequence[Sequence[Claim]], most: int) -> list[tuple[str, ...]]:
    """Return for each topic up to ``most`` terms, the most telling first.

    A term counts more the oftener it stands in the topic, the more of its articles have it, the
    fewer topics have it and the rarer it is in news (class-based TF-IDF). Terms are words,
    phrases of two and names of three words, in the form the articles write most often.
    """
    found = [_terms_of(claims) for claims in topics]
    spread = Counter(term for terms in found for term in terms.counts)
    return [_best(terms, spread, len(topics), most) for terms in found]


def _terms_of(claims: Iterable[Claim]) -> _Terms:
    counts: Counter[str] = Counter()
    by_article: defaultdict[str, set[str]] = defaultdict(set)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    titles = {}
    for claim in claims:
        telling = label_words(claim.text)
        for key, form in [(w.key, w.written) for w in telling] + _phrases(claim.text, telling):
            counts[key] += 1
            written[key][form] += 1
            by_article[claim.article].add(key)
        titles[claim.article] = claim.title or ""
    for article, title in titles.items():
        for word in label_words(title):
            counts[word.key] += 1
            by_article[article].add(word.key)
            # Headlines write most words with a capital, so only new words learn from them.
            written[word.key].setdefault(word.written, 0)
    return _Terms(counts, Counter(key for keys in by_article.values() for key in keys), written)


def _phrases(text: str, telling: Sequence[Word]) -> list[tuple[str, str]]:
    """Return (key, as written) of neighbouring telling words, three where all have capitals."""
    found = []
    pairs = [(a, b) for a, b in pairwise(telling) if text[a.end : b.start] == " "]
    for first, second in pairs:
        found.append((f"{first.key} {second.key}", f"{first.written} {second.written}"))
    for (first, middle), (again, last) in pairwise(pairs):
        if again is middle and all(word.written[0].isupper() for word in (first, middle, last)):
            three = (first, middle, last)
            found.append((" ".join(w.key for w in three), " ".join(w.written for w in three)))
    return found


def _best(terms: _Terms, spread: Mapping[str, int], topics: int, most: int) -> tuple[str, ...]:
    scores = {}
    for term, count in terms.counts.items():
        parts = term.split(" ")
        if len(parts) == 1 or _is_set_phrase(terms, term, parts):
            scores[term] = (
                count
                * terms.articles[term] ** 0.5
                * log(1 + topics / spread[term])
                * sum(weight(part) ** 2 for part in parts)  # so that phrases win over words
            )
    chosen: dict[str, frozenset[str]] = {}
    for term in sorted(scores, key=lambda term: (-scores[term], term)):
        words = _singulars(term)
        alike = [other for other, others in chosen.items() if words & others]
        if not alike and len(chosen) < most:
            chosen[term] = words
        elif len(alike) == 1 and f" {alike[0]} " in f" {term} ":
            # "Shaddadi" is said better by "Shaddadi prison", which takes its place.
            better = {alike[0]: (term, words)}
            chosen = dict(better.get(other, (other, chosen[other])) for other in chosen)
    return tuple(_as_written(terms.written[term]) for term in chosen)


def _is_set_phrase(terms: _Terms, term: str, parts: Sequence[str]) -> bool:
    count = terms.counts[term]
    least = _LEAST_PHRASE + _as_written(terms.written[term]).islower()
    return count >= max(least, _PHRASE_SHARE * min(terms.counts[part] for part in parts))


def _singulars(term: str) -> frozenset[str]:
    """Return the words of a term, a plural counting as its singular."""
    return frozenset(word.rstrip("s") for word in term.split())


def _as_written(forms: Mapping[str, int]) -> str:
    """Return the commonest form; of equals the one with fewer capitals."""
    return min(forms, key=lambda form: (-forms[form], sum(map(str.isupper, form)), form))
