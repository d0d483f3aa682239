"""The Python API: joins the stages to the store.

from claimtrack import Tracker

with Tracker("news.db") as tracker:
    print(tracker.ingest(["articles/"]))
    for dispute in tracker.disputes(speaker="SDF"):
        print(dispute.question)
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from claimtrack.archive import Archive
from claimtrack.choices import choose_encoder, choose_relation_model
from claimtrack.embedding import Encoder
from claimtrack.errors import ClaimtrackError, ModelError, NotFoundError, is_interrupt
from claimtrack.filters import ClaimFilters, DisputeFilters
from claimtrack.ingest import Defaults, Rejection, check_day
from claimtrack.language.identification import ENGLISH, identify_language
from claimtrack.records import (
    Article,
    Decision,
    Extraction,
    ManualAlias,
    Review,
    Span,
)
from claimtrack.settings import Settings
from claimtrack.store import Store
from claimtrack.summary import IngestSummary

# The stages are imported where they run: who only reads a database waits for none of them.
if TYPE_CHECKING:
    from claimtrack.attribution import Attributor
    from claimtrack.judging import Judge, Judging
    from claimtrack.linking import Progress
    from claimtrack.opposition import RelationModel
    from claimtrack.store.merging import Merged

__all__ = ["ClaimFilters", "DisputeFilters", "IngestSummary", "Tracker"]

_T = TypeVar("_T")

# Articles whose attributions are found in one call: enough for a batched model to be
# efficient, few enough that little is lost when a run is interrupted.
_ARTICLES_AT_ONCE = 32


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


class Tracker(Archive):
    """A claimtrack database with everything that fills and reads it.

    Parameters
    ----------
    path
        The SQLite file, made if there is none; None keeps everything in memory.
    encoder, attributor, relation_model
        What embeds claims, finds attributions and judges pairs, in place of the built-in ones.
        An encoder may also be the name or path of a sentence-transformers model, a relation
        model those of a cross-encoder trained for inference; once it has been loaded the
        database remembers it for later runs.
    create, read_only
        Whether a missing file is made, and whether the file is only read.

    Raises
    ------
    StoreError
        If the file cannot be opened, is no database or was made by a newer claimtrack.
    ModelError
        If a model named cannot be loaded; the database keeps the one it had.
    """

    def __init__(
        self,
        path: str | Path | None = None,
        *,
        encoder: Encoder | str | None = None,
        attributor: Attributor | None = None,
        relation_model: RelationModel | str | None = None,
        settings: Settings | None = None,
        create: bool = True,
        read_only: bool = False,
    ) -> None:
        self.settings = settings or Settings()
        self._attributor = attributor
        self.store = Store(path, create=create, read_only=read_only)
        try:
            if encoder is None or isinstance(encoder, str):
                encoder = choose_encoder(self.store, encoder)
            if isinstance(relation_model, str):
                relation_model = choose_relation_model(self.store, relation_model, self.settings)
        except BaseException:
            self.close()
            raise
        self.encoder: Encoder = encoder
        self._relation_model = relation_model

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def attributor(self) -> Attributor:
        """What finds attributions."""
        from claimtrack.attribution import ModelAttributor

        return self._attributor or ModelAttributor(settings=self.settings)

    @cached_property
    def relation_model(self) -> RelationModel:
        """What judges pairs of claims."""
        return self._relation_model or choose_relation_model(self.store, None, self.settings)

    def close(self) -> None:
        """Close the database; the tracker cannot be used afterwards."""
        self.store.close()

    def ingest(
        self,
        paths: Sequence[str | Path],
        *,
        source: str | None = None,
        published: str | None = None,
        url: str | None = None,
        limit: int | None = None,
        progress: Progress = _silent,
    ) -> IngestSummary:
        """Read articles from files, directories, "-" (stdin) or the web, store and link them.

        Addresses of pages, feeds and sitemaps (and files that are one of the latter) need the
        extra ``claimtrack[web]``. ``source``, ``published`` and ``url`` fill what an input does
        not tell; ``limit`` is how many new articles are taken of each of ``paths``. What cannot
        be read is listed in the summary's ``rejected``; everything else is stored.
        """
        from claimtrack.gathering import Gathering

        gathering = Gathering(
            self.store,
            [str(path) for path in paths],
            Defaults(source, published, url),
            self.settings,
            limit=limit,
            progress=progress,
        )
        return gathering.settle(self.add(gathering, progress=progress))

    def add(
        self, articles: Iterable[Article | Rejection], *, progress: Progress = _silent
    ) -> IngestSummary:
        """Store articles made by the caller, each whole or not at all, and link them."""
        started = time.monotonic()
        before, known = self.store.counts(), self.store.dispute_ids()
        copies = self.store.copy_ids()
        outcomes, languages = Counter[str](), Counter[str]()
        rejected: list[Rejection] = []
        for batch in _batches(articles, _ARTICLES_AT_ONCE):
            rejected += (item for item in batch if isinstance(item, Rejection))
            for outcome in self._store(
                [item for item in batch if isinstance(item, Article)], languages
            ):
                if isinstance(outcome, Rejection):
                    rejected.append(outcome)
                else:
                    outcomes[outcome] += 1
        self.link(progress=progress)
        after = self.store.counts()
        summary = IngestSummary(
            new=outcomes["new"] + outcomes["revision"],
            revisions=outcomes["revision"],
            unchanged=outcomes["unchanged"],
            copies=len(self.store.copy_ids() - copies),
            languages=dict(sorted(languages.items())),
            rejected=tuple(rejected),
            claims_new=after["claims_stored"] - before["claims_stored"],
            claims=after["claims"],
            speakers=after["speakers"],
            topics=after["topics"],
            disputes_new=len(self.store.dispute_ids() - known),
            disputes=after["disputes"],
            seconds=time.monotonic() - started,
        )
        self.store.add_run(summary.for_the_record())
        return summary

    def _store(
        self, articles: Sequence[Article], languages: Counter[str]
    ) -> Iterator[str | Rejection]:
        """Store a batch of articles, yield what became of each, count the foreign languages."""
        from claimtrack.copies import signature

        fresh = []
        for article in articles:
            if self.store.has_article(article.id):
                yield "unchanged"
            else:
                known = article.language or identify_language(article.text)
                fresh.append(replace(article, language=known))
        for extraction in self._extract(fresh):
            if isinstance(extraction, Rejection):
                yield extraction
                continue
            article = extraction.article
            outcome = self.store.add_article(extraction, signature(article.text))
            if outcome != "unchanged" and article.language and article.language != ENGLISH:
                languages[article.language] += 1
            yield outcome

    def _extract(self, articles: Sequence[Article]) -> list[Extraction | Rejection]:
        """Extract claims; an article that no stage should stumble over, but one does, is refused.

        It is told from the others by taking them one by one.
        """
        from claimtrack.claims import extract

        try:
            return list(extract(articles, self.attributor))
        except ClaimtrackError:
            raise
        except Exception as error:  # a bug: it may cost its article but not the run
            if is_interrupt(error):
                raise
            if len(articles) > 1:
                return [found for article in articles for found in self._extract([article])]
            name = articles[0].url or articles[0].title or f"article {articles[0].id}"
            reason = f"its claims cannot be found ({type(error).__name__}); please report this text"
            return [Rejection(name, None, reason)]

    def link(self, *, force: bool = False, progress: Progress = _silent) -> bool:
        """Bring speakers, topics and disputes up to date; False if they already were.

        ``force`` computes everything again, from cached vectors and relations.
        """
        from claimtrack.linking import link

        return link(
            self.store, self.encoder, self.relation_model, self.settings, progress, force=force
        )

    def merge(self, parts: Sequence[str | Path], *, progress: Progress = _silent) -> Merged:
        """Bring what other databases hold into this one, all or nothing, and link.

        Raises StoreError if one of them is no claimtrack database or of another version.
        """
        from claimtrack.store.merging import merge, open_parts

        with open_parts(parts, self.store.path) as opened:
            merged = merge(self.store, opened)
        self.link(progress=progress)
        return merged

    def review(
        self,
        dispute_id: str,
        decision: Decision,
        *,
        note: str | None = None,
        reviewer: str | None = None,
    ) -> Review:
        """Record a person's decision on a dispute; earlier decisions are kept beside it."""
        return self.store.add_review(
            self.dispute(dispute_id), decision, note=note, reviewer=reviewer
        )

    def judging(self, model: str | Judge, *, limit: int | None = None) -> Judging:
        """Return the questions on the best disputes that a model of `llm` can be asked.

        Nothing is asked before `run` is called. Raises ModelError if there is no such model.
        """
        from claimtrack.judging import plan

        return plan(self.store, model, limit)

    def check(self) -> list[str]:
        """Return one line for everything that is wrong with the database or the models."""
        problems = self.store.check()
        text = "A test."
        for try_out in (
            lambda: self.encoder.encode([text]),
            lambda: self.attributor.attribute([text], [[Span(0, len(text))]]),
        ):
            try:
                try_out()
            except ModelError as error:
                problems.append(str(error))
        return problems

    def add_alias(
        self,
        name: str,
        speaker: str,
        *,
        start: str | None = None,
        end: str | None = None,
        progress: Progress = _silent,
    ) -> None:
        """Say that ``name`` is another name of ``speaker``, and link again.

        With ``start`` (included) or ``end`` (not), both ISO days, it is so in articles
        published between them: an office changes hands. Raises NotFoundError if no article
        knows either name, which is a slip of the pen, InputError for days that are none, and
        StoreError if the name means somebody else at that time.
        """
        for day in (start, end):
            if day is not None:
                check_day(day)
        if not (self.is_named(name) or self.is_named(speaker)):
            raise NotFoundError(
                f"nobody is called {name!r} or {speaker!r}; `claimtrack speakers DB` lists all"
            )
        self.store.add_alias(ManualAlias(name, speaker, start, end))
        self.link(progress=progress)

    def remove_alias(self, name: str, *, progress: Progress = _silent) -> None:
        """Undo ``add_alias``; NotFoundError if nobody added ``name``."""
        self.store.remove_alias(name)
        self.link(progress=progress)


def _batches(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield the items in lists of at most ``size``."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
