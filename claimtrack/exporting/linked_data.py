"""Claims as linked data: schema.org `Claim`, a draft `ClaimReview`, and W3C Web Annotation.

What schema.org has no word for is said in terms of our own, which the README lists. Contexts
are part of the document, so nothing has to be fetched to read it; only Web Annotation asks
for the address of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack import __version__
from claimtrack.exporting.selection import Placed, Selection
from claimtrack.exporting.texts import link, speaker
from claimtrack.output import Fields, as_json
from claimtrack.records import Claim, Dispute

__all__ = ["VOCABULARY", "annotation_text", "claim_review_text", "claim_text"]

# Names, no addresses: nothing is to be found there.
VOCABULARY = "urn:claimtrack:terms:"
_CONTEXT = {
    "@vocab": "https://schema.org/",
    "ct": VOCABULARY,
    "id": "@id",
    "type": "@type",
    "ct:contradicts": {"@type": "@id", "@container": "@set"},
    "ct:claims": {"@type": "@id", "@container": "@set"},
    "ct:sides": {"@container": "@list"},
    "ct:reasons": {"@container": "@list"},
    "url": {"@type": "@id"},
}
_TYPES = {"person": "Person", "body": "Organization", "place": "Organization"}
# Characters quoted before and after a claim, so that it is found in the page as well.
_AROUND = 32


def claim_text(selection: Selection) -> str:
    """Return a JSON-LD document: every claim as a schema.org `Claim`, then every dispute."""
    opposed = _contradictions(selection)
    claims = [_claim(selection, claim, opposed) for claim in selection.claims()]
    return _document([*claims, *map(_dispute, selection.disputes)])


def claim_review_text(selection: Selection) -> str:
    """Return drafts of schema.org `ClaimReview`, one a claim, for a person to complete.

    There is no rating, no author and no url: who is right is for the reviewer to say.
    """
    opposed = _contradictions(selection)
    questions: dict[str, list[str]] = {}
    for placed in selection.placed():
        questions.setdefault(placed.claim.id, []).append(placed.dispute.question)
    return _document(
        [
            {
                "id": _urn("claim-review", claim.id),
                "type": "ClaimReview",
                "creativeWorkStatus": "Draft",
                "name": " / ".join(questions[claim.id]),
                "claimReviewed": claim.text,
                "itemReviewed": _claim(selection, claim, opposed),
            }
            for claim in selection.claims()
        ]
    )


def annotation_text(selection: Selection) -> str:
    """Return a Web Annotation collection: one annotation a claim in a side of a dispute.

    A claim is pointed at twice over, by its words with those around it and by its offsets,
    which count the characters of the article's text as claimtrack stored it.
    """
    items = [_annotation(selection, placed) for placed in selection.placed()]
    collection: Fields = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": _urn("annotations", "collection"),
        "type": "AnnotationCollection",
        "label": "Claims in disputes",
        "total": len(items),
        "first": {
            "id": _urn("annotations", "page-1"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return as_json(collection, indent=2) + "\n"


def _document(nodes: Sequence[Fields]) -> str:
    return as_json({"@context": _CONTEXT, "@graph": nodes}, indent=2) + "\n"


def _urn(kind: str, key: str) -> str:
    return f"urn:claimtrack:{kind}:{key}"


def _given(fields: Fields) -> Fields:
    """Return the fields that have a value."""
    return {name: value for name, value in fields.items() if value not in (None, [], "")}


def _contradictions(selection: Selection) -> dict[str, list[str]]:
    """Return, by a claim's id, the claims that stand on other sides of its disputes.

    A person who rejected a dispute said that its claims do not contradict each other.
    """
    opposed: dict[str, dict[str, None]] = {}
    for dispute, _, side, claim in selection.placed():
        if dispute.review != "rejected":
            others = [c.id for other in dispute.sides if other is not side for c in other.claims]
            opposed.setdefault(claim.id, {}).update(dict.fromkeys(others))
    return {claim: list(others) for claim, others in opposed.items()}


def _claim(selection: Selection, claim: Claim, opposed: dict[str, list[str]]) -> Fields:
    return _given(
        {
            "id": _urn("claim", claim.id),
            "type": "Claim",
            "text": claim.text,
            "author": _author(selection, claim),
            "appearance": _news_article(selection, claim),
            "ct:form": claim.form,
            "ct:cue": claim.cue,
            "ct:reportedBy": claim.reported_by,
            "ct:start": claim.start,
            "ct:end": claim.end,
            "ct:contradicts": [_urn("claim", other) for other in opposed.get(claim.id, [])],
        }
    )


def _author(selection: Selection, claim: Claim) -> Fields | None:
    if not claim.speaker:
        return None
    key = claim.speaker_id
    return _given(
        {
            "id": _urn("speaker", key) if key else None,
            "type": _TYPES.get(selection.kinds.get(key or "", "")),
            "name": claim.speaker,
        }
    )


def _news_article(selection: Selection, claim: Claim) -> Fields:
    article = selection.articles.get(claim.article)
    return _given(
        {
            "id": _urn("article", claim.article),
            "type": "NewsArticle",
            "headline": claim.title,
            "url": link(claim.url),
            "datePublished": claim.published,
            "creditText": article.byline if article else None,
            "publisher": {"type": "Organization", "name": claim.source} if claim.source else None,
        }
    )


def _dispute(dispute: Dispute) -> Fields:
    return _given(
        {
            "id": _urn("dispute", dispute.id),
            "type": "ct:Dispute",
            "name": dispute.question,
            "ct:kind": dispute.kind,
            "ct:score": dispute.score,
            "ct:reasons": list(dispute.reasons),
            "ct:review": dispute.review or "open",
            "ct:sides": [
                {
                    "type": "ct:Side",
                    "ct:position": side.position,
                    "ct:claims": [_urn("claim", claim.id) for claim in side.claims],
                }
                for side in dispute.sides
            ],
        }
    )


def _annotation(selection: Selection, placed: Placed) -> Fields:
    dispute, number, _, claim = placed
    words = f"{dispute.question} Side {number} of {len(dispute.sides)}: {speaker(claim)}."
    return _given(
        {
            "id": _urn("annotation", f"{dispute.id}:{claim.id}"),
            "type": "Annotation",
            "motivation": "describing",
            "created": dispute.found,
            "generator": {"type": "Software", "name": f"claimtrack {__version__}"},
            "body": {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "value": words,
            },
            "target": {
                "type": "SpecificResource",
                "source": link(claim.url) or _urn("article", claim.article),
                "selector": [_quote(selection, claim), _position(claim)],
            },
        }
    )


def _quote(selection: Selection, claim: Claim) -> Fields:
    article = selection.articles.get(claim.article)
    selector: Fields = {"type": "TextQuoteSelector", "exact": claim.text}
    if article:
        selector["prefix"] = article.text[max(0, claim.start - _AROUND) : claim.start]
        selector["suffix"] = article.text[claim.end : claim.end + _AROUND]
    return selector


def _position(claim: Claim) -> Fields:
    return {"type": "TextPositionSelector", "start": claim.start, "end": claim.end}
