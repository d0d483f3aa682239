from __future__ import annotations

import pytest

from claimtrack.records import Article, Span, make_id


def test_ids_depend_on_the_parts_and_on_where_one_part_ends() -> None:
    assert make_id("a", "bc") == make_id("a", "bc")
    assert make_id("a", "bc") != make_id("ab", "c")
    assert len(make_id("x")) == 16


def test_ids_take_any_text() -> None:
    assert make_id("\ud800") != make_id("\ud801")


def test_an_article_is_known_by_its_url_and_text() -> None:
    first = Article.create("The text.", url="https://a.example/1", source="A", title="One")
    again = Article.create("The text.", url="https://a.example/1", source="B", title="Two")
    changed = Article.create("The text!", url="https://a.example/1")
    assert first.id == again.id
    assert first.id != changed.id


def test_without_a_url_source_and_title_tell_articles_apart() -> None:
    ids = {
        Article.create("The text.", source=source, title=title).id
        for source in ("A", "B")
        for title in ("One", "Two")
    }
    assert len(ids) == 4


def test_a_span_slices_its_text() -> None:
    assert Span(4, 8).of("The text.") == "text"


def test_records_cannot_be_changed() -> None:
    article = Article.create("The text.")
    with pytest.raises(AttributeError):
        article.text = "Another."  # type: ignore[misc]
