from __future__ import annotations

import csv
import io
import json

from claimtrack.output import (
    Format,
    as_json,
    claim_fields,
    dispute_fields,
    dispute_rows,
    speaker_fields,
    topic_fields,
    write,
)
from claimtrack.records import Opinion, Speaker, Topic
from tests.builders import make_claim, make_dispute

CONTRACT = (
    "id", "article", "url", "source", "title", "published", "speaker", "mention", "cue", "form",
    "start", "end", "text", "topic",
)  # fmt: skip


def written(rows: list[dict[str, object]], output: Format) -> str:
    lines: list[str] = []
    write(rows, output, lines.append)
    return "\n".join(lines)


def test_a_claim_has_the_fields_of_the_contract_first_and_in_order() -> None:
    fields = claim_fields(make_claim("The gate is open", "Anna Holm", source="A"))
    assert tuple(fields)[: len(CONTRACT)] == CONTRACT
    assert fields["speaker"] == "Anna Holm"


def test_a_dispute_has_its_headline_and_sides() -> None:
    yes, no = make_claim("Ann opened it", "Bo"), make_claim("Bo opened it", "Ann")
    fields = dispute_fields(make_dispute(("Ann", [yes]), ("Bo", [no]), topic="t", topic_label="g"))
    assert fields["headline"] == [yes.id, no.id]
    assert fields["topic"] == {"id": "t", "label": "g"}
    sides = fields["sides"]
    assert isinstance(sides, list)
    assert [side["speakers"] for side in sides] == [["Bo"], ["Ann"]]
    assert sides[0]["claims"] == [claim_fields(yes)]


def test_flat_rows_name_dispute_side_and_claim() -> None:
    yes, no = make_claim("Ann opened it", "Bo"), make_claim("Bo opened it", "Ann")
    rows = list(dispute_rows(make_dispute(("Ann", [yes]), ("Bo", [no]))))
    assert [(row["side"], row["claim_id"]) for row in rows] == [(1, yes.id), (2, no.id)]


def test_an_opinion_comes_last_so_that_the_contract_stays_as_it_is() -> None:
    yes, no = make_claim("Ann opened it", "Bo"), make_claim("Bo opened it", "Ann")
    opinion = Opinion("oracle", True, "agent", "2026-03-01T12:00:00+00:00")
    dispute = make_dispute(("Ann", [yes]), ("Bo", [no]), opinion=opinion)
    fields = {"model": "oracle", "opposes": True, "kind": "agent", "created": opinion.created}
    assert list(dispute_fields(dispute).items())[-1] == ("opinion", fields)
    assert [list(row.items())[-1] for row in dispute_rows(dispute)] == [("opinion", fields)] * 2
    assert dispute_fields(make_dispute(("Ann", [yes]), ("Bo", [no])))["opinion"] is None


def test_json_is_one_array_even_when_there_is_nothing() -> None:
    assert json.loads(written([], "json")) == []
    assert json.loads(written([{"a": "é"}], "json")) == [{"a": "é"}]


def test_newline_delimited_json_has_one_object_a_line() -> None:
    lines = written([{"a": "x\ny"}, {"a": 2}], "nl").splitlines()
    assert [json.loads(line) for line in lines] == [{"a": "x\ny"}, {"a": 2}]
    assert written([], "nl") == ""


def test_csv_quotes_what_needs_it_and_keeps_lists_readable() -> None:
    text = written([{"text": 'He said "no",\nthen left', "reasons": ["a", "b"]}], "csv")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["text"] == 'He said "no",\nthen left'
    assert json.loads(row["reasons"]) == ["a", "b"]


def test_topics_and_speakers() -> None:
    topic = Topic("t", "gate, prison", ("gate", "prison"), ("c1", "c2"))
    assert topic_fields(topic) == {
        "id": "t", "label": "gate, prison", "terms": ["gate", "prison"], "claims": 2
    }  # fmt: skip
    fields = speaker_fields(Speaker("s", "Ann Lee", "person", ("Lee",)), 3)
    assert (fields["claims"], fields["aliases"]) == (3, ["Lee"])


def test_json_says_the_same_without_what_steers_a_terminal() -> None:
    value = {"text": "\x1b[31m \x9b \x7f \u202e \u200b \ud800 é 漢 \U0001f600"}
    text = as_json(value)
    assert json.loads(text) == value
    assert not set(text) & set("\x1b\x9b\x7f\u202e\u200b\ud800")
    assert "é 漢 \U0001f600" in text
