"""What machines read: the fields of the output contract as JSON, newline-delimited JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from claimtrack.records import Claim, Dispute, Speaker, Topic

__all__ = [
    "Fields",
    "Format",
    "as_json",
    "claim_fields",
    "dispute_fields",
    "dispute_rows",
    "speaker_fields",
    "topic_fields",
    "write",
]

Format = Literal["json", "nl", "csv"]
Fields = dict[str, object]
# What json.dumps leaves as it is: C1 controls, invisible and turning characters, surrogates.
_STEERING = re.compile("[\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


def claim_fields(claim: Claim) -> Fields:
    """Return a claim as the contract has it; ``text == article_text[start:end]``."""
    return {
        "id": claim.id,
        "article": claim.article,
        "url": claim.url,
        "source": claim.source,
        "title": claim.title,
        "published": claim.published,
        "speaker": claim.speaker,
        "mention": claim.mention,
        "cue": claim.cue,
        "form": claim.form,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "topic": claim.topic,
        "cue_class": claim.cue_class,
        "target": claim.target,
        "negated": claim.negated,
        "modality": claim.modality,
        "reported_by": claim.reported_by,
    }


def dispute_fields(dispute: Dispute) -> Fields:
    """Return a dispute with its sides and their claims as the contract has it."""
    return _dispute_head(dispute) | {
        "sides": [
            {
                "position": side.position,
                "speakers": list(side.speakers),
                "claims": [claim_fields(claim) for claim in side.claims],
            }
            for side in dispute.sides
        ],
        "opinion": _opinion_fields(dispute),
    }


def dispute_rows(dispute: Dispute) -> Iterator[Fields]:
    """Yield one flat row a claim, for formats without nesting: its dispute, its side, itself."""
    head = _dispute_head(dispute)
    head["topic"] = dispute.topic_label
    opinion = {"opinion": _opinion_fields(dispute)}
    for number, side in enumerate(dispute.sides, 1):
        for claim in side.claims:
            fields = {f"claim_{name}": value for name, value in claim_fields(claim).items()}
            yield {**head, "side": number, "position": side.position, **fields, **opinion}


def topic_fields(topic: Topic) -> Fields:
    """Return a topic with its label, its terms and how many claims it has."""
    return {
        "id": topic.id,
        "label": topic.label,
        "terms": list(topic.terms),
        "claims": len(topic.claims),
    }


def speaker_fields(speaker: Speaker, claims: int) -> Fields:
    """Return a speaker with how many claims are its own and the other names it goes by."""
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind,
        "claims": claims,
        "aliases": list(speaker.aliases),
    }


def write(
    rows: Iterable[Mapping[str, object]], output: Format, echo: Callable[[str], object]
) -> None:
    """Hand ``rows`` to ``echo`` in one format, a line or a block at a time.

    JSON is always one array; in CSV lists become JSON inside their cell, and nothing found is
    no line at all.
    """
    if output == "nl":
        for row in rows:
            echo(as_json(row))
    elif output == "json":
        echo(as_json(list(rows), indent=2))
    else:
        for line in _csv_lines(list(rows)):
            echo(line)


def as_json(value: object, *, indent: int | None = None) -> str:
    """Return ``value`` as JSON that says the same and can't steer a terminal it is printed on."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _dispute_head(dispute: Dispute) -> Fields:
    topic = {"id": dispute.topic, "label": dispute.topic_label} if dispute.topic else None
    return {
        "id": dispute.id,
        "question": dispute.question,
        "kind": dispute.kind,
        "score": dispute.score,
        "topic": topic,
        "review": dispute.review,
        "headline": list(dispute.headline),
        "reasons": list(dispute.reasons),
    }


def _opinion_fields(dispute: Dispute) -> Fields | None:
    opinion = dispute.opinion
    if opinion is None:
        return None
    return {
        "model": opinion.model,
        "opposes": opinion.opposes,
        "kind": opinion.kind,
        "created": opinion.created,
    }


def _csv_lines(rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    if not rows:
        return
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])
    yield buffer.getvalue().removesuffix("\n")


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
