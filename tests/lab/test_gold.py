from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimtrack.errors import InputError
from claimtrack.lab.gold import GoldSpan, between, read_gold
from tests.builders import make_claim
from tests.lab.making import dispute, rows, small_gold, write_gold


def test_articles_and_spans_are_read(tmp_path: Path) -> None:
    gold = read_gold(small_gold(tmp_path / "data", 3))
    assert [article.text for article in gold.articles] == [row["text"] for row in rows(3)]
    assert [article.published for article in gold.articles] == ["2031-05-02"] * 3
    first = gold.articles[0]
    spans = gold.spans[first.id]
    assert [(span.dispute, span.side) for span in spans] == [("d0", 0), ("d0", 1)]
    written = dispute(0)["sides"][1]["claims"][0]["span"]
    assert first.text[spans[1].start : spans[1].end] == written


def test_claims_stand_where_their_spans_stand(tmp_path: Path) -> None:
    gold = read_gold(small_gold(tmp_path / "data", 2))
    article = gold.articles[0]
    sides = []
    for part in ("the ferry Halvard was sold to a", "the ferry Halvard was sold.", "rain fell on"):
        claim = make_claim(part, article=article.id, start=article.text.index(part))
        sides.append(gold.sides(claim))
    assert sides == [{("d0", 0)}, {("d0", 1)}, set()]
    assert between(sides[0], sides[1])
    assert not between(sides[0], sides[0])
    assert not between(sides[0], sides[2])
    elsewhere = make_claim("the ferry Halvard was sold", article="another")
    assert gold.sides(elsewhere) == set()


def test_two_sides_of_two_disputes_are_not_opposed() -> None:
    assert not between(frozenset({("d0", 0)}), frozenset({("d1", 1)}))


@pytest.mark.parametrize(
    ("start", "end", "covered"),
    [
        (100, 140, True),
        (110, 200, True),
        (90, 300, True),
        (100, 116, True),
        (100, 114, False),
        (126, 200, False),
        (124, 200, False),
        (140, 200, False),
        (0, 100, False),
    ],
)
def test_a_claim_stands_for_a_span_that_it_mostly_shares(
    start: int, end: int, covered: bool
) -> None:
    claim = make_claim("x" * (end - start), start=start)
    assert GoldSpan(100, 140, "d", 0).covers(claim) is covered


def without(name: str) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != name} for row in rows(1)]


NOWHERE = {"id": "d0", "sides": [{"claims": [{"doc": "a0", "span": "never written"}]}]}
UNKNOWN = {"id": "d0", "sides": [{"claims": [{"doc": "a9", "span": "Anna Holm"}]}]}


@pytest.mark.parametrize(
    ("articles", "disputes"),
    [
        (rows(1), [NOWHERE]),
        (rows(1), [UNKNOWN]),
        (rows(1), [{"id": "d0"}]),
        (rows(1), ["d0"]),
        (rows(1), [None]),
        (without("text"), []),
        (without("id"), []),
        ([{**rows(1)[0], "text": None}], [dispute(0)]),
        ([[]], []),
    ],
)
def test_a_broken_annotation_is_refused_in_one_line(
    tmp_path: Path, articles: list[Any], disputes: list[Any]
) -> None:
    folder = write_gold(tmp_path / "data", articles, disputes)
    with pytest.raises(InputError, match="broken annotation") as refusal:
        read_gold(folder)
    assert "\n" not in str(refusal.value)
    assert str(folder) in str(refusal.value)


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    folder = small_gold(tmp_path / "data", 1)
    (folder / "gold" / "event.json").write_bytes(b"\xff{")
    with pytest.raises(InputError, match="broken annotation"):
        read_gold(folder)


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder of annotated disputes"):
        read_gold(tmp_path)
