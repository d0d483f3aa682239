from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from claimtrack.ingest.cleaning import clean_field, clean_text, clean_url

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates included


@given(ANY_TEXT)
def test_cleaning_keeps_every_offset(text: str) -> None:
    cleaned = clean_text(text)
    assert len(cleaned) == len(text)
    kept = [(a, b) for a, b in zip(text, cleaned, strict=True) if a != b]
    assert all(unicodedata.category(a) in {"Cc", "Cs", "Zl", "Zp"} for a, _ in kept)


@given(ANY_TEXT)
def test_cleaned_text_has_no_control_characters_and_stays_as_it_is(text: str) -> None:
    cleaned = clean_text(text)
    odd = {c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}}
    assert odd <= {"\n", "\t"}
    assert clean_text(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_line_ends_become_one_kind_without_moving_anything() -> None:
    assert clean_text("a\r\nb\rc\n\td") == "a \nb\nc\n\td"
    assert clean_text("x\0y\x85z\u2028\u2029\x1b[1m\ud800") == "x y z   [1m\ufffd"


def test_text_is_neither_stripped_nor_normalised() -> None:
    text = "  cafe\u0301 \u200f\u200b\xa0“x”  \n\n"
    assert clean_text(text) == text


def test_fields_are_one_line_and_short() -> None:
    assert clean_field(" The\n\tHarbour\0Post\u202e ", 300) == "The Harbour Post"
    assert clean_field("abcdef", 3) == "abc"
    assert clean_field(" \n\0", 300) is None
    assert clean_field(None, 300) is None


def test_a_url_is_kept_as_it_is_or_not_at_all() -> None:
    url = "https://post.example/A?b=%20c&d=é#e"
    assert clean_url(f" {url}\n") == url
    assert clean_url("https://post.example/" + "x" * 3000) is None
