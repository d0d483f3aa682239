from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from claimtrack.settings import Settings
from tests.ingest.making import file, pdf, read

STORY = [
    "Mill owner denies dumping waste",
    "Lennport, 3 March 2026",
    "The owner of the paper mill on the upper Lenn denied on Tuesday that any waste had been",
    "dumped into the river. Inspectors of the water board said they had found twelve bar-",
    "rels below the weir, and that a well-",
    "known haulier had brought them there at night.",
    "Karl Berg, who leads the inspectors, said: “The barrels carry the label of the mill.”",
]


def test_lines_become_paragraphs_and_divided_words_whole(tmp_path: Path) -> None:
    (article,), rejections = read(file(tmp_path, "a.pdf", pdf(STORY)))
    assert not rejections
    paragraphs = article.text.split("\n\n")
    assert paragraphs[:2] == STORY[:2]
    assert "any waste had been dumped into the river. Inspectors" in paragraphs[2]
    assert "twelve barrels below the weir" in paragraphs[2]
    assert paragraphs[3].startswith("Karl Berg")
    assert paragraphs[3].endswith("“The barrels carry the label of the mill.”")
    assert article.title == STORY[0]


def test_running_heads_feet_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [
        [
            f"LENN WATER BOARD  Report {number}/4",
            f"Finding {number} is about the weir near {name}, which the board looked at for the",
            f"whole of the winter without seeing that {name} had dumped a barrel there.",
            str(number),
        ]
        for number, name in enumerate(("Aldby", "Norra", "Fenwick", "Oldmere"), 1)
    ]
    (article,), _ = read(file(tmp_path, "a.pdf", pdf(*pages)))
    assert "WATER BOARD" not in article.text
    assert article.text.split() == " ".join(f"{page[1]} {page[2]}" for page in pages).split()


def test_a_sentence_goes_on_over_the_page(tmp_path: Path) -> None:
    pages = (
        ["The board said on Monday that the barrels had been brought there by a haulier who", "1"],
        ["had no licence for it. The owner of the mill denied it.", "2"],
    )
    (article,), _ = read(file(tmp_path, "a.pdf", pdf(*pages)))
    assert "by a haulier who had no licence" in article.text


def test_metadata_count_only_where_the_page_says_the_same(tmp_path: Path) -> None:
    about = {
        "/Title": "Mill owner denies dumping waste",
        "/Author": "HP LaserJet",
        "/CreationDate": "D:20260303101500+01'00'",
    }
    (article,), _ = read(file(tmp_path, "a.pdf", pdf(STORY, about=about)))
    assert (article.title, article.byline) == (STORY[0], None)
    assert article.published == "2026-03-03"
    wrong = about | {"/Title": "Microsoft Word - template.doc", "/CreationDate": "D:20260401"}
    (article,), _ = read(file(tmp_path, "b.pdf", pdf(STORY, about=wrong)))
    assert (article.title, article.published) == (STORY[0], None)


@pytest.mark.parametrize("pages", [([],), ([], [], [])])
def test_a_scan_is_called_one(tmp_path: Path, pages: tuple[list[str], ...]) -> None:
    articles, (rejection,) = read(file(tmp_path, "scan.pdf", pdf(*pages)))
    assert not articles
    assert f"no text on its {len(pages)} page" in rejection.reason
    assert "OCR" in rejection.reason


def test_a_password_is_asked_for_only_where_there_is_one(tmp_path: Path) -> None:
    _, (rejection,) = read(file(tmp_path, "a.pdf", pdf(STORY, password="secret")))
    assert "locked with a password" in rejection.reason
    (article,), _ = read(file(tmp_path, "b.pdf", pdf(STORY, password="")))
    assert article.title == STORY[0]


def test_caps_on_pages_bytes_and_text(tmp_path: Path) -> None:
    path = file(tmp_path, "a.pdf", pdf(STORY, STORY, STORY))
    for limits, why in (
        (Settings(max_pages=2), "more than 2 pages"),
        (Settings(max_document_bytes=500), "larger than 500 bytes"),
        (Settings(max_text_bytes=600), "longer than 600 characters"),
    ):
        articles, (rejection,) = read(path, limits=limits)
        assert not articles
        assert why in rejection.reason


def test_what_a_page_unpacks_to_is_bounded(tmp_path: Path) -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    bomb = StreamObject()
    bomb._data = zlib.compress(b" " * 80_000_000, 1)
    bomb[NameObject("/Filter")] = NameObject("/FlateDecode")
    page[NameObject("/Contents")] = bomb
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject()})
    path = tmp_path / "bomb.pdf"
    writer.write(path)
    assert path.stat().st_size < 1_000_000
    articles, (rejection,) = read(path)
    assert not articles
    assert "unpacks to more than is safe" in rejection.reason


def test_a_broken_file_costs_one_line_and_no_warnings(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = pdf(STORY)
    file(tmp_path, "cut.pdf", whole[: len(whole) // 3])
    file(tmp_path, "head.pdf", b"%PDF-1.7\n")
    file(tmp_path, "good.pdf", whole)
    articles, rejections = read(tmp_path)
    assert [article.title for article in articles] == [STORY[0]]
    assert len(rejections) == 2
    assert all("\n" not in rejection.reason for rejection in rejections)
    assert capfd.readouterr() == ("", "")
