"""Records made by hand, with only what a test cares about spelled out."""

from __future__ import annotations

from typing import Any

from claimtrack.records import Article, Claim, Dispute, Side, Span, make_id


def span_of(text: str, part: str, occurrence: int = 0) -> Span:
    """Return where ``part`` stands in ``text``, counting occurrences from 0."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(part, start + 1)
    return Span(start, start + len(part))


def make_claim(text: str, speaker: str | None = None, **fields: Any) -> Claim:
    """Return a claim that stands at the start of an article of its own."""
    article = fields.pop("article", make_id("test-article", text, speaker, fields.get("source")))
    start = fields.pop("start", 0)
    defaults: dict[str, Any] = {
        "id": make_id("claim", article, start, start + len(text)),
        "form": "indirect" if speaker else "narrated",
        "speaker": speaker,
        "speaker_id": make_id("speaker", speaker) if speaker else None,
        "mention": speaker,
        "cue": "said" if speaker else None,
        "cue_class": "say" if speaker else None,
        "sentence": text,
        "sentence_start": start,
        "topic": "topic",
    }
    return Claim(
        article=article, start=start, end=start + len(text), text=text, **(defaults | fields)
    )


def say(speaker: str, text: str, cue: str = "said", **fields: Any) -> Claim:
    """Return what ``speaker`` says, within the sentence that reports it."""
    sentence = f"{speaker} {cue} {text}."
    start: int = fields.pop("at", 0)
    return make_claim(
        text,
        speaker,
        **(
            {
                "cue": cue,
                "sentence": sentence,
                "sentence_start": start,
                "start": start + sentence.index(text, len(speaker)),
            }
            | fields
        ),
    )


def deny(speaker: str, text: str, cue: str = "denied", **fields: Any) -> Claim:
    """Return what ``speaker`` denies, rejects or disputes."""
    return say(speaker, text, cue, **({"cue_class": "deny", "negated": True} | fields))


def accuse(speaker: str, target: str, deed: str, cue: str = "accused", **fields: Any) -> Claim:
    """Return the accusation by ``speaker`` that ``target`` did a deed ("of releasing …")."""
    accused = {"cue_class": "accuse", "target": target, "target_id": make_id("speaker", target)}
    return say(speaker, f"{target} {deed}", cue, **(accused | fields))


def make_article(text: str, **fields: Any) -> Article:
    """Return an article of a made-up source."""
    return Article.create(text, **({"source": "The Test Post"} | fields))


def make_dispute(*sides: tuple[str, list[Claim]], **fields: Any) -> Dispute:
    """Return a dispute whose headline is the first claim of its first two sides."""
    made = tuple(
        Side(position, tuple(sorted({c.speaker for c in claims if c.speaker})), tuple(claims))
        for position, claims in sides
    )
    headline = (made[0].claims[0].id, made[1].claims[0].id)
    defaults: dict[str, Any] = {
        "id": make_id("dispute", *headline),
        "question": "Who opened the gate?",
        "kind": "agent",
        "score": 0.75,
        "reasons": ("each names another agent",),
    }
    return Dispute(headline=headline, sides=made, **(defaults | fields))
