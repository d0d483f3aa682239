"""JSON-LD is read by a library of its own; nothing is fetched for it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, NoReturn

from pyld import jsonld

from claimtrack.exporting import ExportFormat, Selection, export
from claimtrack.exporting.linked_data import VOCABULARY

SCHEMA = "https://schema.org/"
OA = "http://www.w3.org/ns/oa#"
# Of http://www.w3.org/ns/anno.jsonld, the terms that are used.
ANNOTATION_CONTEXT = {
    "@context": {
        "oa": OA,
        "as": "http://www.w3.org/ns/activitystreams#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "dcterms": "http://purl.org/dc/terms/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": {"@id": "@id", "@type": "@id"},
        "type": {"@id": "@type", "@type": "@vocab"},
        **{
            name: f"oa:{name}"
            for name in (
                "Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector",
                "TextPositionSelector", "exact", "prefix", "suffix", "describing",
            )
        },
        "AnnotationCollection": "as:OrderedCollection",
        "AnnotationPage": "as:OrderedCollectionPage",
        "Software": "as:Application",
        "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
        "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
        "value": "rdf:value",
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
        "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
        "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
        "first": {"@id": "as:first", "@type": "@id"},
    }
}  # fmt: skip


def document(selection: Selection, output: ExportFormat) -> Any:
    return json.loads(b"".join(export(selection, output)))


def nothing_is_fetched(url: str, options: object) -> NoReturn:
    raise AssertionError(f"asks for {url}")


def nodes_of(found: Any) -> dict[str, dict[str, Any]]:
    flat = jsonld.flatten(found, options={"documentLoader": nothing_is_fetched})
    return {node["@id"]: node for node in flat}


def of_type(nodes: dict[str, dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [node for node in nodes.values() if name in node.get("@type", ())]


def test_claims_are_schema_org_claims_with_author_and_appearance(selection: Selection) -> None:
    nodes = nodes_of(document(selection, "claim-jsonld"))
    claims = of_type(nodes, f"{SCHEMA}Claim")
    assert len(claims) == 5
    first = nodes[f"urn:claimtrack:claim:{selection.disputes[0].headline[0]}"]
    assert first[f"{SCHEMA}text"] == [{"@value": "the guards opened the gate at noon"}]
    [author] = first[f"{SCHEMA}author"]
    assert nodes[author["@id"]]["@type"] == [f"{SCHEMA}Organization"]
    assert nodes[author["@id"]][f"{SCHEMA}name"] == [{"@value": "army"}]
    [appearance] = first[f"{SCHEMA}appearance"]
    article = nodes[appearance["@id"]]
    assert article["@type"] == [f"{SCHEMA}NewsArticle"]
    assert article[f"{SCHEMA}url"] == [{"@id": "https://post.example/gate?a=1&b=2"}]
    assert article[f"{SCHEMA}datePublished"] == [{"@value": "2026-03-01"}]
    assert article[f"{SCHEMA}creditText"] == [{"@value": "Ann Ode"}]
    assert "javascript:" not in json.dumps(nodes)


def test_contradiction_is_a_term_of_our_own_and_goes_both_ways(selection: Selection) -> None:
    nodes = nodes_of(document(selection, "claim-jsonld"))
    a, b = (f"urn:claimtrack:claim:{key}" for key in selection.disputes[0].headline)
    assert nodes[a][f"{VOCABULARY}contradicts"] == [{"@id": b}]
    assert nodes[b][f"{VOCABULARY}contradicts"] == [{"@id": a}]
    [one, _] = of_type(nodes, f"{VOCABULARY}Dispute")
    assert one[f"{VOCABULARY}kind"] == [{"@value": "agent"}]
    assert len(one[f"{VOCABULARY}sides"][0]["@list"]) == 2


def test_what_a_person_rejected_contradicts_nothing(selection: Selection) -> None:
    rejected = replace(selection.disputes[0], review="rejected")
    text = json.dumps(document(replace(selection, disputes=(rejected,)), "claim-jsonld"))
    assert '"ct:review": "rejected"' in text
    assert '"ct:contradicts": ["' not in text


def test_every_term_of_our_own_is_in_the_readme(selection: Selection) -> None:
    from tests.test_docs import README

    nodes = nodes_of(document(selection, "claim-jsonld"))
    used = {name for node in nodes.values() for name in (*node, *node.get("@type", ()))}
    terms = {name.removeprefix(VOCABULARY) for name in used if name.startswith(VOCABULARY)}
    assert "contradicts" in terms
    for term in terms:
        assert f"`{term}`" in README, term


def test_a_review_draft_leaves_the_verdict_to_a_person(selection: Selection) -> None:
    found = document(selection, "claimreview-draft")
    nodes = nodes_of(found)
    drafts = of_type(nodes, f"{SCHEMA}ClaimReview")
    assert len(drafts) == 5
    for draft in drafts:
        assert draft[f"{SCHEMA}claimReviewed"]
        assert nodes[draft[f"{SCHEMA}itemReviewed"][0]["@id"]]["@type"] == [f"{SCHEMA}Claim"]
        assert draft[f"{SCHEMA}creativeWorkStatus"] == [{"@value": "Draft"}]
        assert not {f"{SCHEMA}{name}" for name in ("author", "url", "reviewRating")} & set(draft)
    assert "ating" not in json.dumps(found)


def test_annotations_have_what_the_standard_requires(selection: Selection) -> None:
    found = document(selection, "webannotation")
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items = found["first"]["items"]
    assert found["type"] == "AnnotationCollection"
    assert found["total"] == len(items) == 5
    assert len({item["id"] for item in items}) == 5
    for item in items:
        assert {"id", "type", "target", "body", "motivation"} <= set(item)
        assert item["type"] == "Annotation"
        assert item["target"]["source"].startswith(("https://", "urn:claimtrack:article:"))


def test_annotations_point_at_the_words_of_the_article(selection: Selection) -> None:
    placed = list(selection.placed())
    items = document(selection, "webannotation")["first"]["items"]
    for item, (_, _, _, claim) in zip(items, placed, strict=True):
        text = selection.articles[claim.article].text
        quote, position = item["target"]["selector"]
        assert quote["type"] == "TextQuoteSelector"
        assert position["type"] == "TextPositionSelector"
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"] == claim.text
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert len(quote["prefix"]) == min(32, start)


def test_annotations_are_read_as_linked_data(selection: Selection) -> None:
    def load(url: str, options: object) -> dict[str, object]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": ANNOTATION_CONTEXT}

    flat = jsonld.flatten(document(selection, "webannotation"), options={"documentLoader": load})
    annotations = [node for node in flat if f"{OA}Annotation" in node.get("@type", ())]
    assert len(annotations) == 5
    for node in annotations:
        assert node[f"{OA}motivatedBy"] == [{"@id": f"{OA}describing"}]
        assert node[f"{OA}hasTarget"]
        assert node[f"{OA}hasBody"]
