from __future__ import annotations

import pytest

from claimtrack.errors import ModelError
from claimtrack.judging.answers import SCHEMA, read_pairs

GIVEN = ("c1", "c2", "c3")
FOUND = '{"pairs": [{"a": "c2", "b": "c1", "kind": "denial"}]}'


@pytest.mark.parametrize(
    "answer",
    [
        FOUND,
        f"```json\n{FOUND}\n```",
        f"Sure! Here it is:\n{FOUND}\nShall I go on?",
        f'<think>{{"pairs": [{{"a": "c1"}}]}} no, rather</think>{FOUND}',
        f'{FOUND} {{"pairs": and so on',
        '{"pairs": [{"a": "c1", "b": "c2", "kind": " Denial", "why": "he says no"}]}',
    ],
)
def test_pairs_are_read_whatever_stands_around_them(answer: str) -> None:
    assert read_pairs(answer, GIVEN) == {("c1", "c2"): "denial"}


def test_no_pairs_are_an_answer_too() -> None:
    assert read_pairs('{ "pairs" : [] }', GIVEN) == {}


def test_a_pair_named_twice_keeps_its_first_kind() -> None:
    both = '[{"a": "c1", "b": "c2", "kind": "fact"}, {"a": "c2", "b": "c1", "kind": "cause"}]'
    assert read_pairs(f'{{"pairs": {both}}}', GIVEN) == {("c1", "c2"): "fact"}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "is not the JSON"),
        ("The claims oppose each other in many ways.", "is not the JSON"),
        ('{"pairs": "none"}', "is not the JSON"),
        ('{"pairs": [', "is not the JSON"),
        ('{"pairs": ' + "[" * 100_000, "is not the JSON"),
        ('{"pairs": ["c1"]}', "a pair without ids"),
        ('{"pairs": [{"a": "c1", "b": "c9", "kind": "fact"}]}', 'claim "c9", which was not given'),
        ('{"pairs": [{"a": "c1", "b": 2, "kind": "fact"}]}', "claim 2, which was not given"),
        ('{"pairs": [{"a": "c1", "kind": "fact"}]}', "claim null, which was not given"),
        ('{"pairs": [{"a": "c1", "b": "c1", "kind": "fact"}]}', "claim c1 to itself"),
        ('{"pairs": [{"a": "c1", "b": "c2", "kind": "vibe"}]}', 'gives "vibe" as a kind'),
        ('{"pairs": [{"a": "c1", "b": "c2"}]}', "gives null as a kind"),
    ],
)
def test_an_answer_that_is_not_all_right_is_not_taken_at_all(answer: str, reason: str) -> None:
    with pytest.raises(ModelError, match=reason) as caught:
        read_pairs(answer, GIVEN)
    assert len(str(caught.value)) < 120


def test_an_invented_id_cannot_steer_a_terminal() -> None:
    answer = '{"pairs": [{"a": "\\u001b[31m' + "x" * 500 + '", "b": "c2", "kind": "fact"}]}'
    with pytest.raises(ModelError) as caught:
        read_pairs(answer, GIVEN)
    assert str(caught.value).isprintable()


def test_the_schema_asks_for_the_kinds_there_are() -> None:
    kinds = SCHEMA["properties"]["pairs"]["items"]["properties"]["kind"]["enum"]
    for kind in kinds:
        read_pairs(f'{{"pairs": [{{"a": "c1", "b": "c2", "kind": "{kind}"}}]}}', GIVEN)
