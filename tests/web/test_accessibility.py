"""What can be checked of the pages' accessibility without a person."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import lxml.html
import pytest

from claimtrack.records import Dispute
from claimtrack.web.rendering import style
from tests.web.reading import Reader, words

# (text, what it stands on, least contrast): 4.5 for text, 3 for lines, marks and outlines.
_TEXT_ON = [
    *((text, ground, 4.5) for text in ("text", "faint", "link") for ground in ("ground", "panel")),
    *(("text", ground, 4.5) for ground in ("direct", "indirect", "mixed")),
    ("mark-text", "mark", 4.5),
    ("button-text", "button", 4.5),
    *((text, ground, 4.5) for text in ("good", "bad", "unsure") for ground in ("ground", "panel")),
    *((f"side-{n}", ground, 3.0) for n in range(4) for ground in ("ground", "panel")),
    *(("focus", ground, 3.0) for ground in ("ground", "panel")),
    # Numbers inside the dots of a timeline.
    *(("ground", f"side-{n}", 4.5) for n in range(4)),
]


@pytest.fixture(params=["home", "disputes", "dispute", "article", "speaker", "topic", "message"])
def tree(request: pytest.FixtureRequest, reviewer: Reader, dispute: Dispute) -> Any:
    claim = dispute.sides[0].claims[0]
    pages = {
        "home": "claimtrack",
        "disputes": "disputes?speaker=brandt",
        "dispute": f"disputes/{dispute.id}",
        "article": f"articles/{claim.article}",
        "speaker": f"speakers/{claim.speaker_id}",
        "topic": "topics/topic-gate",
        "message": "disputes/nothing",
    }
    return lxml.html.fromstring(reviewer.get(f"/news/-/{pages[request.param]}").text)


def test_the_page_has_a_language_a_title_and_one_main_part(tree: Any) -> None:
    assert tree.get("lang") == "en"
    assert len(words(tree.xpath("//title")[0])) > len("– claimtrack")
    assert len(tree.xpath("//main")) == 1
    assert tree.xpath('//meta[@name="viewport"]')


def test_headings_come_in_order_under_one_first(tree: Any) -> None:
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert all(words(heading) for heading in tree.xpath("//h1|//h2|//h3"))


def test_the_first_link_skips_to_the_content(tree: Any) -> None:
    first = tree.xpath("//a")[0]
    assert first.get("href") == "#main"
    assert tree.xpath('//*[@id="main"]')[0].tag == "main"


def test_every_field_has_a_label(tree: Any) -> None:
    fields = tree.xpath('//input[not(@type="hidden")] | //select | //textarea')
    assert fields
    for field in fields:
        [label] = tree.xpath("//label[@for=$id]", id=field.get("id"))
        assert words(label)
    for button in tree.xpath("//button"):
        assert words(button) or button.get("aria-label")
    for group in tree.xpath("//fieldset"):
        assert words(group.xpath("./legend")[0])


def test_ids_are_given_once_and_references_meet_them(tree: Any) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = " ".join(tree.xpath("//@aria-labelledby | //@aria-describedby | //@list")).split()
    inside = [link[1:] for link in tree.xpath('//a/@href[starts-with(., "#")]')]
    assert {*named, *inside} <= set(ids)


def test_drawings_and_links_can_be_read_aloud(tree: Any) -> None:
    for drawing in tree.xpath("//svg"):
        assert drawing.get("role") == "group"
        [title] = tree.xpath("//*[@id=$id]", id=drawing.get("aria-labelledby"))
        [text] = tree.xpath("//*[@id=$id]", id=drawing.get("aria-describedby"))
        assert words(title)
        assert "table below" in words(text)
        assert drawing.getparent().xpath(".//table")
    for link in tree.xpath("//a"):
        assert words(link) or link.get("aria-label"), link.get("href")
    for table in tree.xpath("//table"):
        assert {cell.get("scope") for cell in table.xpath(".//th")} == {"col"}


def colours(scheme: str) -> dict[str, str]:
    """Return the colours of the style sheet by name, for a light or a dark screen."""
    blocks = re.findall(r":root \{(.+?)\}", style()[0], re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks)
    assert set(light) == set(dark)
    return light if scheme == "light" else dark


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stand_out(scheme: str) -> None:
    values = colours(scheme)
    for text, ground, least in _TEXT_ON:
        bright, dim = sorted((luminance(values[text]), luminance(values[ground])), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= least, (text, ground)


def test_no_rule_hides_the_keyboard_focus() -> None:
    sheet = style()[0]
    assert re.search(r":focus-visible \{ outline: 3px solid var\(--focus\)", sheet)
    # The main part takes the focus from the skip link only, and is no control.
    assert re.findall(r"([^}]*)\{[^}]*outline: none", sheet) == ["\nmain:focus "]
    named = set(re.findall(r"var\(--([\w-]+)", sheet)) - {"own"}
    assert named <= set(colours("light"))
