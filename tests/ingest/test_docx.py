from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml

from claimtrack.settings import Settings
from tests.ingest.making import docx, file, read

DENIAL = "The owner of the mill denied that it had dumped waste into the river."
WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_paragraphs_properties_and_heading(tmp_path: Path) -> None:
    data = docx(
        DENIAL,
        "",
        "Inspectors found barrels.",
        heading="Mill owner denies dumping",
        author="Ines Moreau",
        created=datetime(2026, 3, 3, 9, 30, tzinfo=UTC),
    )
    (article,), rejections = read(file(tmp_path, "a.docx", data))
    assert not rejections
    assert article.text == f"Mill owner denies dumping\n\n{DENIAL}\n\nInspectors found barrels."
    assert article.title == "Mill owner denies dumping"
    assert (article.byline, article.published) == ("Ines Moreau", "2026-03-03")


def test_properties_of_a_template_say_nothing(tmp_path: Path) -> None:
    (article,), _ = read(file(tmp_path, "a.docx", docx(DENIAL)))
    assert (article.title, article.byline, article.published) == (None, None, None)


def test_tables_are_read_row_by_row_and_merged_cells_once(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Before.")
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Day"
    table.cell(0, 1).text = "Barrels"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Twelve on Friday."
    document.add_paragraph("After.")
    buffer = io.BytesIO()
    document.save(buffer)
    (article,), _ = read(file(tmp_path, "a.docx", buffer.getvalue()))
    assert article.text.split("\n\n") == [
        "Before.", "Day", "Barrels", "Twelve on Friday.", "After.",
    ]  # fmt: skip


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    document = Document()
    body = document.element.body
    body.insert(
        0,
        parse_xml(
            f"<w:p {WORDS}><w:r><w:t>The mayor </w:t></w:r>"
            "<w:del><w:r><w:delText>knew</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>did not know</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
        ),
    )
    buffer = io.BytesIO()
    document.save(buffer)
    (article,), _ = read(file(tmp_path, "a.docx", buffer.getvalue()))
    assert article.text == "The mayor did not know."


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    buffer = io.BytesIO(docx(DENIAL))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/media/image1.bin", b"\0" * 30_000_000)
    path = file(tmp_path, "bomb.docx", buffer.getvalue())
    assert path.stat().st_size < 1_000_000
    articles, (rejection,) = read(path, limits=Settings(max_document_bytes=20_000_000))
    assert not articles
    assert rejection.reason == "unpacks to more than 20 MB; save its text as .txt"
    articles, (rejection,) = read(path, limits=Settings(max_document_parts=5))
    assert "more than 5 parts" in rejection.reason


def test_markup_may_not_be_larger_than_a_text(tmp_path: Path) -> None:
    buffer = io.BytesIO(docx(DENIAL))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/media/image1.bin", b"\0" * 3_000_000)
    limits = Settings(max_text_bytes=2_000_000)
    (article,), _ = read(file(tmp_path, "a.docx", buffer.getvalue()), limits=limits)
    assert article.text == DENIAL
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/notes.xml", b" " * 3_000_000)
    _, (rejection,) = read(file(tmp_path, "b.docx", buffer.getvalue()), limits=limits)
    assert rejection.reason == "markup of more than 2 MB; save its text as .txt"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    source = zipfile.ZipFile(io.BytesIO(docx(DENIAL)))
    buffer = io.BytesIO()
    bomb = "<!DOCTYPE x [" + '<!ENTITY a0 "boom">'
    bomb += "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                text = data.decode().replace("standalone='yes'?>", f"standalone='yes'?>{bomb}")
                assert bomb in text
                data = text.replace("The owner", "&a9;The owner").encode()
            archive.writestr(name, data)
    articles, rejections = read(file(tmp_path, "a.docx", buffer.getvalue()))
    assert not any("boom" in article.text for article in articles)
    assert len(articles) + len(rejections) == 1


def test_broken_empty_and_other_files(tmp_path: Path) -> None:
    whole = docx(DENIAL)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    file(tmp_path, "cut.docx", whole[: len(whole) // 2])
    file(tmp_path, "empty.docx", docx())
    file(tmp_path, "sheet.docx", other.getvalue())
    file(tmp_path, "text.docx", "just a text")
    file(tmp_path, "whole.docx", whole)
    articles, rejections = read(tmp_path)
    assert [article.text for article in articles] == [DENIAL]
    reasons = {Path(rejection.path).name: rejection.reason for rejection in rejections}
    assert "damaged" in reasons["cut.docx"]
    assert "no text in this DOCX" in reasons["empty.docx"]
    assert "XLSX is not read" in reasons["sheet.docx"]
    assert "its name says that it is a DOCX, but it is none" in reasons["text.docx"]
