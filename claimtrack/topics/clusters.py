"""Claims to clusters: articles that tell one story, and claims that belong to another.

Two articles are as like as the mean of two cosines: of their claims' summed vectors, which
know synonyms, and of their summed words, which know names. Both depend on the two articles
alone, so a new article changes the clusters near it and no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claimtrack.records import Claim
from claimtrack.settings import Settings
from claimtrack.topics.words import word_vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

__all__ = ["cluster_claims"]

# Rows compared with all others at once: 512 against 20,000 articles take 40 MB.
_BLOCK = 512
# Articles nearer than this are copies of one another, and no closer cut parts them.
_CLOSEST = 0.05


def cluster_claims(claims: Sequence[Claim], vectors: Floats, settings: Settings) -> list[int]:
    """Return a cluster number for each claim.

    ``claims`` stand in text order, article by article; ``vectors`` has a row for each.
    """
    import numpy as np

    articles = _article_numbers(claims)
    features = np.hstack([vectors, word_vectors([c.text for c in claims], settings.topic_words)])
    sums = _sums(features, articles)
    sums[:, vectors.shape[1] :] += settings.title_weight * word_vectors(
        _titles(claims, articles), settings.topic_words
    )
    story = _cluster_articles(_unit(sums, vectors.shape[1]), settings)
    stories = _Stories(_sums(sums, story), vectors.shape[1])
    windows = _windows(features, articles, settings.topic_window)
    moved: list[int] = stories.claims_moved(windows, story[articles], settings).tolist()
    return moved


class _Stories:
    """The summed features of every cluster of articles, to compare claims with."""

    def __init__(self, sums: Floats, dense: int) -> None:
        self._sums = sums
        self._dense = dense

    def claims_moved(self, windows: Floats, own: Integers, settings: Settings) -> Integers:
        """Return each claim's cluster: its article's, or the one it clearly belongs to.

        A claim with its neighbours is compared with every other cluster, and with its own
        without them: what a round-up says of a story is most like the articles on that story.
        Claims of a short text stay, because too little of their cluster is left to compare.
        """
        import numpy as np

        units = _unit(self._sums, self._dense)
        full = np.bincount(own) > 2 * (2 * settings.topic_window + 1)
        moved = own.copy()
        for start in range(0, len(own), _BLOCK):
            block = slice(start, start + _BLOCK)
            rows = np.arange(len(own[block]))
            window = _unit(windows[block], self._dense)
            rest = _unit(self._sums[own[block]] - windows[block], self._dense)
            likeness = window @ units.T
            likeness[rows, own[block]] = -1
            best = likeness.argmax(axis=1)
            nearness = likeness[rows, best]
            clear = nearness > (window * rest).sum(axis=1) + settings.topic_move_margin
            clear &= (nearness > settings.topic_move_similarity) & full[own[block]]
            moved[block] = np.where(clear, best, own[block])
        return moved


def _article_numbers(claims: Sequence[Claim]) -> Integers:
    import numpy as np

    numbers = {article: number for number, article in enumerate(dict.fromkeys(_articles(claims)))}
    return np.array([numbers[article] for article in _articles(claims)], np.int64)


def _articles(claims: Sequence[Claim]) -> Iterator[str]:
    return (claim.article for claim in claims)


def _titles(claims: Sequence[Claim], articles: Integers) -> list[str]:
    titles = {number: claim.title for number, claim in zip(articles, claims, strict=True)}
    return [titles[number] or "" for number in sorted(titles)]


def _sums(features: Floats, groups: Integers) -> Floats:
    """Return the sum of the rows of ``features`` of each group, groups being 0, 1, and so on."""
    import numpy as np
    from scipy.sparse import csr_array

    ones = np.ones(len(groups), np.float32)
    member = csr_array((ones, (groups, np.arange(len(groups)))))
    summed: Floats = member @ features
    return summed


def _unit(features: Floats, dense: int) -> Floats:
    """Return rows whose dot product is the mean of the cosines of the two parts."""
    import numpy as np

    made = np.empty_like(features)
    for part in (slice(None, dense), slice(dense, None)):
        length = np.linalg.norm(features[:, part], axis=1, keepdims=True)
        made[:, part] = features[:, part] / np.maximum(length, 1e-9) / np.sqrt(2)
    return made


def _windows(features: Floats, articles: Integers, reach: int) -> Floats:
    """Return for each claim the sum of its and its neighbours' features, within its article."""
    windows = features.copy()
    for distance in range(1, reach + 1):
        same = articles[distance:] == articles[:-distance]
        windows[distance:][same] += features[:-distance][same]
        windows[:-distance][same] += features[distance:][same]
    return windows


def _cluster_articles(units: Floats, settings: Settings) -> Integers:
    """Return a cluster number, 0, 1, …, for each article: average linkage, cut at a distance.

    A cluster lies within one connected part of the graph of close pairs, because an average
    below the cut needs one pair below it; so each part is clustered by itself, which gives
    the same result and bounds memory.
    """
    import numpy as np

    numbers = np.empty(len(units), np.int64)
    waiting = [(np.arange(len(units)), settings.topic_distance)]
    found = 0
    while waiting:
        members, cut = waiting.pop()
        for part in _connected(units[members], cut):
            if len(part) > settings.topic_part and cut > _CLOSEST:
                # Too many articles for a table of pairs: looser ties are given up first.
                waiting.append((members[part], cut * 0.9))
                continue
            labels = _average_linkage(units[members[part]], cut, settings.topic_part)
            numbers[members[part]] = labels + found
            found += int(labels.max()) + 1
    return numbers


def _connected(units: Floats, cut: float) -> list[Integers]:
    """Return the connected parts of the graph of rows closer than ``cut``."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    left: list[Integers] = []
    right: list[Integers] = []
    for start in range(0, len(units), _BLOCK):
        close = 1 - units[start : start + _BLOCK] @ units[start:].T < cut
        rows, columns = np.nonzero(close)
        left.append(rows + start)
        right.append(columns + start)
    pairs = (np.concatenate(left), np.concatenate(right))
    graph = coo_array((np.ones(len(pairs[0]), bool), pairs), shape=(len(units), len(units)))
    count, labels = connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.searchsorted(labels[order], np.arange(1, count)))


def _average_linkage(units: Floats, cut: float, most: int) -> Integers:
    import numpy as np

    if len(units) < 3 or len(units) > most:  # one article, two that are close, or many copies
        return np.zeros(len(units), np.int64)
    from sklearn.cluster import AgglomerativeClustering

    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=cut
    )
    labels: Integers = model.fit_predict(np.maximum(1 - units @ units.T, 0))
    return labels
