"""What machines read: the fields of the output contract as JSON, newline-delimited JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from claimtrack.records import Claim, Dispute, Speaker, Topic

__all__ = [
    "Fields",
    "Format",
    "claim_fields",
    "dispute_fields",
    "dispute_rows",
    "speaker_fields",
    "topic_fields",
    "write",
]

Format = Literal["json", "nl", "csv"]
Fields = dict[str, object]


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
        ]
    }


def dispute_rows(dispute: Dispute) -> Iterator[Fields]:
    """Yield one flat row a claim, for formats without nesting: its dispute, its side, itself."""
    head = _dispute_head(dispute)
    head["topic"] = dispute.topic_label
    for number, side in enumerate(dispute.sides, 1):
        for claim in side.claims:
            fields = {f"claim_{name}": value for name, value in claim_fields(claim).items()}
            yield {**head, "side": number, "position": side.position, **fields}


def topic_fields(topic: Topic) -> Fields:
    """Return a topic with its label, its terms and how many claims it has."""
    return {
        "id": topic.id,
        "label": topic.label,
        "terms": list(topic.terms),
        "claims": len(topic.claims),
    }


def speaker_fields(speaker: Speaker) -> Fields:
    """Return a speaker with the other names it goes by."""
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind,
        "aliases": list(speaker.aliases),
    }


def write(
    rows: Iterable[Mapping[str, object]], output: Format, echo: Callable[[str], object]
) -> None:
    """Hand ``rows`` to ``echo`` in one format, a line or a block at a time.

    JSON is always one array; CSV has a header line even when there are no rows but the
    columns are known, and lists become JSON inside their cell.
    """
    if output == "nl":
        for row in rows:
            echo(json.dumps(row, ensure_ascii=False))
    elif output == "json":
        echo(json.dumps(list(rows), ensure_ascii=False, indent=2))
    else:
        for line in _csv_lines(list(rows)):
            echo(line)


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
