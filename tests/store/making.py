"""Extractions, links and filled stores made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claimtrack.records import (
    Answer,
    Article,
    Claim,
    Dispute,
    Extraction,
    Kind,
    Speaker,
    SpeakerMention,
    Topic,
    make_id,
)
from claimtrack.store import Links, Store
from tests.builders import make_dispute

SIGNATURE = b"\x01\x02"
GATE = "Mayor Ilse Brandt said the guards opened the gate. The guards said nobody opened it."
HARBOUR = "The Harbour Board said the guards opened the gate at dawn."
WEATHER = "Forecasters said rain would reach Ostrava on Monday."


@dataclass(frozen=True)
class Linked:
    """What the stages hand over for speakers, without the stages."""

    speakers: Sequence[Speaker] = ()
    of: Mapping[tuple[str, str], str] = field(default_factory=dict)


def extraction(
    text: str, parts: Iterable[tuple[str, str | None]] = (), **fields: Any
) -> Extraction:
    """Return an article with one claim a (part of the text, speaker)."""
    article = Article.create(text, **({"source": "The Test Post"} | fields))
    claims = [_claim(article, part, speaker) for part, speaker in parts]
    names = dict.fromkeys(claim.speaker for claim in claims if claim.speaker)
    cast = tuple(SpeakerMention(name, name.split()[-1], "person") for name in names)
    return Extraction(article, tuple(claims), cast)


def _claim(article: Article, part: str, speaker: str | None) -> Claim:
    start = article.text.index(part)
    return Claim(
        id=make_id("claim", article.id, start, start + len(part)),
        article=article.id,
        start=start,
        end=start + len(part),
        text=part,
        form="indirect" if speaker else "narrated",
        url=article.url,
        source=article.source,
        title=article.title,
        published=article.published,
        speaker=speaker,
        mention=speaker,
        cue="said" if speaker else None,
        cue_class="say" if speaker else None,
        negated=part.startswith("nobody"),
        sentence=article.text,
    )


def gate(**fields: Any) -> Extraction:
    parts = [("the guards opened the gate", "Ilse Brandt"), ("nobody opened it", "The guards")]
    return extraction(
        GATE, parts, **({"url": "https://a.test/gate", "published": "2026-03-01"} | fields)
    )


def harbour(**fields: Any) -> Extraction:
    parts = [("the guards opened the gate at dawn", "Harbour Board")]
    defaults = {"source": "Quay News", "published": "2026-03-04T09:30:00+01:00"}
    return extraction(HARBOUR, parts, **(defaults | fields))


def weather() -> Extraction:
    return extraction(WEATHER, [("rain would reach Ostrava on Monday", "Forecasters")])


def speakers_of(*extractions: Extraction, aliases: Mapping[str, tuple[str, ...]] = {}) -> Linked:
    """Link every in-article name to a speaker of that name."""
    names = sorted({mention.name for item in extractions for mention in item.cast})
    ids = {name: make_id("speaker", name) for name in names}
    return Linked(
        tuple(Speaker(ids[name], name, "person", aliases.get(name, ())) for name in names),
        {
            (e.article.id, mention.name): ids[mention.name]
            for e in extractions
            for mention in e.cast
        },
    )


def dispute_of(store: Store, sides: Sequence[tuple[str, Sequence[str]]], **fields: Any) -> Dispute:
    """Return a dispute over stored claims, given as the beginnings of their texts."""
    claims = store.latest_claims()
    found = [
        (position, [claim for claim in claims if claim.text in texts]) for position, texts in sides
    ]
    return make_dispute(*found, **fields)


def save(
    store: Store,
    disputes: Sequence[Dispute] = (),
    *,
    linked: Linked | None = None,
    topics: Sequence[Topic] | None = None,
    copies: Mapping[str, str] = {},
) -> bool:
    """Save links computed from what the store holds now; topics stay unless given."""
    kept = store.topics() if topics is None else topics
    links = Links(copies, linked or Linked(), kept, disputes)
    return store.save_links(links, (store.fingerprint(), "recipe"))


def fill(store: Store) -> Dispute:
    """Store three articles with one topic and one dispute between two of them; return it."""
    extractions = [gate(), harbour(), weather()]
    for item in extractions:
        store.add_article(item, SIGNATURE)
    claims = {claim.text: claim.id for claim in store.latest_claims()}
    topic = Topic(
        "topic-gate", "gate, guards", ("gate", "guards"), tuple(sorted(claims.values())[:3])
    )
    dispute = dispute_of(
        store,
        [
            ("the guards", ["the guards opened the gate", "the guards opened the gate at dawn"]),
            ("nobody", ["nobody opened it"]),
        ],
        topic=topic.id,
        topic_label=topic.label,
    )
    aliases = {"Ilse Brandt": ("Mayor Brandt",)}
    linked = speakers_of(*extractions, aliases=aliases)
    assert save(store, [dispute], linked=linked, topics=[topic])
    return dispute


def opine(store: Store, dispute: Dispute, kind: Kind | None, model: str = "oracle") -> None:
    """Let a model say of a dispute's headline pair why it opposes, or with None that it doesn't."""
    a, b = sorted(dispute.headline)
    key = make_id("answer", model, a, b, kind)
    store.opinions.add(Answer(key, model, f"{kind}", (a, b), {(a, b): kind}))


def side_texts(dispute: Dispute) -> list[list[str]]:
    """Return the claims' texts, side by side."""
    return [[claim.text for claim in side.claims] for side in dispute.sides]


def grown_dispute(store: Store) -> Dispute:
    """Return the dispute of ``fill`` with a third side and so another id."""
    return dispute_of(
        store,
        [
            ("the guards", ["the guards opened the gate at dawn"]),
            ("somebody", ["the guards opened the gate"]),
            ("nobody", ["nobody opened it"]),
        ],
        id="grown",
    )


__all__ = [
    "GATE",
    "SIGNATURE",
    "Linked",
    "dispute_of",
    "extraction",
    "fill",
    "gate",
    "grown_dispute",
    "harbour",
    "opine",
    "save",
    "side_texts",
    "speakers_of",
    "weather",
]
