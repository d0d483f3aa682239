from __future__ import annotations

import re

from lxml import html

from claimtrack.exporting import Selection, export
from tests.exporting.conftest import HOSTILE

LOADING = ("src", "srcset", "background", "data", "poster", "action", "formaction", "style")


def page_of(selection: Selection) -> html.HtmlElement:
    return html.document_fromstring(b"".join(export(selection, "html")))


def test_a_report_has_a_section_a_dispute_with_everything_about_it(selection: Selection) -> None:
    page = page_of(selection)
    plain, odd = page.xpath("//section")
    assert plain.findtext("h2/bdi") == "Who opened the gate?"
    assert len(plain.xpath(".//div[@class='side']")) == 2
    words = plain.text_content()
    for part in ("army", "The Test Post", "2026-03-01", "each names another agent", "none yet"):
        assert part in words
    [link] = plain.xpath(".//a/@href")[:1]
    assert link == "https://post.example/gate?a=1&b=2"
    more = " ".join(odd.text_content().split())
    for part in ("unsure by Mia, 2026-03-04", "oracle says opposed (fact)", "undated"):
        assert part in more


def test_the_exact_words_are_marked_in_their_sentence(selection: Selection) -> None:
    page = page_of(selection)
    [first, *_] = page.xpath("//blockquote")
    assert first.findtext("mark") == "the guards opened the gate at noon"
    assert first.text_content() == "The army said the guards opened the gate at noon"


def test_nothing_runs_and_nothing_is_loaded(selection: Selection) -> None:
    page = page_of(selection)
    assert page.xpath("//script | //link | //img | //iframe | //object | //form | //base") == []
    for element in page.iter():
        if isinstance(element.tag, str):
            assert not set(element.attrib) & set(LOADING), element.tag
            assert not [name for name in element.attrib if name.startswith("on")]
    for style in page.xpath("//style/text()"):
        assert not re.search(r"url\(|@import|expression", style)
    assert set(page.xpath("//a/@href")) == {"https://post.example/gate?a=1&b=2"}


def test_stored_text_is_shown_and_never_obeyed(selection: Selection) -> None:
    text = b"".join(export(selection, "html")).decode("utf-8")
    assert "<script>" not in text
    assert not set(text) & set("\x1b\u202e")
    assert "<script>alert('1')</script>" in page_of(selection).text_content()
    assert HOSTILE not in text


def test_a_report_is_made_for_dark_screens_and_paper(selection: Selection) -> None:
    [style] = page_of(selection).xpath("//style/text()")
    assert "prefers-color-scheme: dark" in style
    assert "@media print" in style


def test_a_report_of_nothing_says_so() -> None:
    assert "No disputes were chosen" in page_of(Selection(())).text_content()
