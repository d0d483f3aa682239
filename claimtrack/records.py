"""The words of the project as frozen records, with ids made from content.

Every offset counts characters (Unicode code points) from the start of the stored article
text; every id is a function of what the record says, never of when it was stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

__all__ = [
    "CUE_CLASSES",
    "FORMS",
    "KINDS",
    "MODALITIES",
    "Answer",
    "Article",
    "Attribution",
    "CandidatePair",
    "Claim",
    "CueClass",
    "Decision",
    "Dispute",
    "Extraction",
    "Fetch",
    "Form",
    "Kind",
    "Label",
    "ManualAlias",
    "Modality",
    "Opinion",
    "Relation",
    "Review",
    "Side",
    "Span",
    "Speaker",
    "SpeakerKind",
    "SpeakerMention",
    "Topic",
    "make_id",
    "merge_spans",
]

Form = Literal["direct", "indirect", "mixed", "narrated"]
Kind = Literal["agent", "denial", "quantity", "cause", "fact", "forecast", "judgement", "reversal"]
Label = Literal["conflict", "agree", "neither"]
Modality = Literal["asserted", "conditional", "question", "demand", "promise", "prediction"]
CueClass = Literal[
    "say", "claim", "accuse", "blame", "deny", "reject", "confirm", "warn",
    "demand", "question", "promise", "predict", "think", "report",
]  # fmt: skip
SpeakerKind = Literal["person", "body", "place", "anonymous"]
Decision = Literal["confirmed", "rejected", "unsure"]

FORMS: tuple[Form, ...] = get_args(Form)
KINDS: tuple[Kind, ...] = get_args(Kind)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
CUE_CLASSES: tuple[CueClass, ...] = get_args(CueClass)


def make_id(*parts: object) -> str:
    """Return 16 hex digits that depend on ``parts`` alone (SHA-256 of them, joined)."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Span(NamedTuple):
    """Characters ``start`` (included) to ``end`` (excluded) of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the characters of ``spans`` as disjoint spans in text order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


@dataclass(frozen=True, slots=True)
class Article:
    """One news text with where it came from.

    ``source`` is the publication that carried it, never the speaker. ``published`` is an
    ISO 8601 date or date-time, or None where nothing told it. ``language`` is the ISO 639-1
    code of the language the text is in, None until somebody has told or found it.
    """

    id: str
    text: str
    source: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    byline: str | None = None
    language: str | None = None

    @classmethod
    def create(
        cls,
        text: str,
        *,
        source: str | None = None,
        title: str | None = None,
        url: str | None = None,
        published: str | None = None,
        byline: str | None = None,
        language: str | None = None,
    ) -> Article:
        """Return an article whose id follows from its url (else source and title) and text."""
        place = (url,) if url else (source, title)
        made = make_id("article", *place, text)
        return cls(made, text, source, title, url, published, byline, language)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Speaker, cue and content found in a text, each a tuple of spans in text order.

    An empty ``speaker`` is an agentless attribution ("reportedly"); an empty ``cue`` is a
    quotation whose speaker follows from the turn. ``parent`` is the index, in the same list,
    of the attribution that reports this one ("A says that B claims X": B's parent is A's).
    """

    content: tuple[Span, ...]
    speaker: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    cue_class: CueClass = "say"
    form: Form = "indirect"
    target: Span | None = None
    negated: bool = False
    modality: Modality = "asserted"
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class SpeakerMention:
    """Who one attribution belongs to, as far as its own article tells.

    ``name`` is the fullest name the article gives ("Chiya Kobane"), ``mention`` the words at
    the attribution ("he"), ``acronym`` the short form the article introduced in brackets.
    Anonymous speakers keep their description as their name.
    """

    name: str
    mention: str
    kind: SpeakerKind
    acronym: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One attributed or narrated assertion: ``text == article_text[start:end]``.

    ``speaker`` is the canonical name, None when the article says it in its own voice (in a press
    release that is the voice of the body that issued it) or leaves it open; ``speaker_id`` tells
    two speakers of one name apart (anonymous ones) and is None until speakers have been linked
    across articles. ``target`` is the accused. ``sentence`` is the sentence around the span, for
    reading and for judging, and ``sentence_start`` its offset. ``topic`` is a topic id once
    topics have been made.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    form: Form
    url: str | None = None
    source: str | None = None
    title: str | None = None
    published: str | None = None
    speaker: str | None = None
    speaker_id: str | None = None
    mention: str | None = None
    cue: str | None = None
    cue_class: CueClass | None = None
    target: str | None = None
    target_id: str | None = None
    negated: bool = False
    modality: Modality = "asserted"
    reported_by: str | None = None
    sentence: str = ""
    sentence_start: int = 0
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article yields: its claims in text order and its cast.

    ``cast`` holds every speaker and every target once, by their names within the article;
    a claim's ``speaker`` and ``target`` are such names until speakers have been linked.
    """

    article: Article
    claims: tuple[Claim, ...]
    cast: tuple[SpeakerMention, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker across articles: canonical name and every other name it goes by."""

    id: str
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ManualAlias:
    """What a person said: in articles of ``start`` up to ``end``, ``name`` means ``speaker``.

    The dates are ISO days, ``start`` included and ``end`` not; None leaves a side open. Where
    both are None the alias holds always, for articles without a date too.
    """

    name: str
    speaker: str
    start: str | None = None
    end: str | None = None

    @property
    def dated(self) -> bool:
        """Whether the alias holds for a time only."""
        return self.start is not None or self.end is not None

    def holds(self, day: str | None) -> bool:
        """Tell whether the alias holds on an ISO day, None where nothing tells the day."""
        if not self.dated:
            return True
        if day is None:
            return False
        return (self.start or "") <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Topic:
    """A cluster of claims about one thing, labelled by its own terms."""

    id: str
    label: str
    terms: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """Two claims worth judging (``a.id < b.id``) and the cosine of their vectors.

    ``contested`` holds the log odds that anybody disputes each of them, by what they are about.
    """

    a: Claim
    b: Claim
    similarity: float
    contested: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Relation:
    """How two claims (ids, ``a < b``) stand to each other.

    ``score`` in [0, 1] is how sure the label is; ``kind`` says why they oppose and is None
    unless the label is ``conflict``; ``reasons`` are named signals a person can check.
    """

    a: str
    b: str
    label: Label
    score: float
    kind: Kind | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a language model says of a dispute; neither a score nor a person's decision.

    ``opposes`` is whether it takes claims on two sides of the dispute to oppose each other;
    ``kind`` says why and is None if they do not. ``created`` is when it answered.
    """

    model: str
    opposes: bool
    kind: Kind | None
    created: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a language model answered when it was asked about some claims.

    ``id`` follows from the model and the words it was asked with, ``text`` is the answer word
    by word. ``claims`` has the ids of all claims asked about; ``pairs`` has what was read from
    the answer: why two claims (ids, ``a < b``) oppose each other, or None if they do not.
    """

    id: str
    model: str
    text: str
    claims: tuple[str, ...]
    pairs: Mapping[tuple[str, str], Kind | None]


@dataclass(frozen=True, slots=True)
class Side:
    """One position in a dispute, in the articles' own words, and the claims that hold it."""

    position: str
    speakers: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """One question on which claims oppose each other.

    ``headline`` is the pair of claim ids that shows the dispute best, one from each of two
    sides; ``review`` is the latest decision of a person and ``opinion`` the latest of a
    language model, None while there is none. ``found`` is when the database first held the
    dispute (UTC, ISO 8601), which says nothing of what it is and so does not count when two
    are compared; None for one that is not stored.
    """

    id: str
    question: str
    kind: Kind
    score: float
    headline: tuple[str, str]
    reasons: tuple[str, ...]
    sides: tuple[Side, ...]
    topic: str | None = None
    topic_label: str | None = None
    review: Decision | None = None
    opinion: Opinion | None = None
    found: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Fetch:
    """The latest visit to a web address.

    ``final_url`` is where redirects led. ``status`` is the server's answer, None where there was
    none; ``outcome`` tells whether an article was read, a feed or sitemap followed, or neither,
    for ``reason``. ``etag`` and ``modified`` recognise the same answer the next time. ``article``
    is the id of what was read, ``listing`` the feed or sitemap that names the address.
    ``fetched`` is when (UTC), None before it is stored.
    """

    url: str
    final_url: str
    outcome: Literal["read", "followed", "failed"]
    status: int | None = None
    reason: str | None = None
    etag: str | None = None
    modified: str | None = None
    article: str | None = None
    listing: str | None = None
    fetched: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision on a dispute; reviews are only ever added."""

    dispute: str
    decision: Decision
    note: str | None
    reviewer: str | None
    created: str
