from __future__ import annotations

from typing import Any

import pytest

from claimtrack.exporting import Selection
from claimtrack.records import Article, Claim, Dispute, Opinion, Review, Span, make_id
from tests.builders import make_article, make_dispute, span_of

HOSTILE = "<script>alert('1')</script> \x1b[31m\u202e & \"=1+1\""
TEXT = (
    "Über Nacht 🌊 fell. The army said the guards opened the gate at noon. "
    "The guards said nobody opened it."
)


def claim_in(article: Article, part: str, speaker: str | None, **fields: Any) -> Claim:
    """Return a claim at its place in an article."""
    span = span_of(article.text, part)
    sentence = Span(article.text.rfind(". ", 0, span.start) + 2, article.text.index(".", span.end))
    return Claim(
        id=make_id("claim", article.id, *span),
        article=article.id,
        start=span.start,
        end=span.end,
        text=part,
        form="indirect" if speaker else "narrated",
        url=article.url,
        source=article.source,
        title=article.title,
        published=article.published,
        speaker=speaker,
        speaker_id=make_id("speaker", speaker) if speaker else None,
        sentence=sentence.of(article.text),
        sentence_start=sentence.start,
        **fields,
    )


def over(article: Article, **fields: Any) -> Dispute:
    """Return a dispute between the two speakers of ``TEXT``."""
    return make_dispute(
        ("the guards", [claim_in(article, "the guards opened the gate at noon", "army")]),
        ("nobody", [claim_in(article, "nobody opened it", "guards")]),
        **({"found": "2026-03-02T10:00:00+00:00"} | fields),
    )


@pytest.fixture
def selection() -> Selection:
    """Return one plain dispute, and one of hostile texts with all there can be around it."""
    article = make_article(TEXT, url="https://post.example/gate?a=1&b=2", published="2026-03-01",
                           title="Gate opened", byline="Ann Ode")  # fmt: skip
    hostile = make_article(f"{HOSTILE} stood in it.", source=HOSTILE, title=HOSTILE,
                           url="javascript:alert(1)")  # fmt: skip
    plain = over(article)
    odd = make_dispute(
        (HOSTILE, [claim_in(hostile, "stood in it", HOSTILE)]),
        ("=SUM(A1)", [claim_in(hostile, HOSTILE, None), claim_in(hostile, "stood", "guards")]),
        id="odd",
        question=HOSTILE,
        kind="denial",
        score=0.5,
        reasons=("-2+3", "first; =cmd"),
        topic="topic",
        topic_label=HOSTILE,
        review="unsure",
        opinion=Opinion("oracle", True, "fact", "2026-03-03T10:00:00+00:00"),
        found="2026-03-01T10:00:00+00:00",
    )
    reviews = (Review("odd", "unsure", HOSTILE, "Mia", "2026-03-04T10:00:00+00:00"),)
    kinds = {make_id("speaker", "army"): "body", make_id("speaker", "guards"): "anonymous"}
    return Selection(
        disputes=(plain, odd),
        articles={one.id: one for one in (article, hostile)},
        reviews={"odd": reviews},
        kinds=kinds,  # type: ignore[arg-type]
    )
