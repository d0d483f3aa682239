from __future__ import annotations

import gzip
import io
import json
import tempfile
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.errors import InputError
from claimtrack.ingest import Defaults, Input, Inputs, Rejection, find_inputs, read_articles
from claimtrack.ingest.formats import SUFFIXES
from claimtrack.records import Article
from claimtrack.settings import Settings
from tests.ingest.making import NONE, USUAL, file, read, split

FIXTURES = Path(__file__).parents[2] / "fixtures" / "ingest"
SMALL = Settings(max_text_bytes=1_000, max_json_bytes=2_000, max_unpacked_bytes=500_000)


def read_stdin(data: bytes, defaults: Defaults = NONE) -> tuple[list[Article], list[Rejection]]:
    return split(read_articles(find_inputs(["-"]), defaults, stdin=io.BytesIO(data)))


def test_plain_text_keeps_its_title_line() -> None:
    (article,), rejections = read(FIXTURES / "notice.txt")
    assert article.title == "Ferry to stop for winter"
    assert article.text == (FIXTURES / "notice.txt").read_text(encoding="utf-8")
    assert not rejections


def test_markdown_loses_only_the_marks_of_its_title() -> None:
    (article,), _ = read(FIXTURES / "report.md")
    assert article.title == "Mill owner denies dumping waste"
    assert article.text.startswith("# Mill owner")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("One line only", None),
        ("A line\nand the next\n\nmore", None),
        ("A line\n\n", None),
        ("\n\nA line\n\nmore", "A line"),
        ("A line\r\n\r\nmore", "A line"),
        ("x" * 300 + "\n\nmore", None),
        ("FOR IMMEDIATE RELEASE\n\nA line\n\nmore", "A line"),
        ("A line\n\nPress release\n\nmore", "A line"),
    ],
)
def test_which_first_line_is_a_title(tmp_path: Path, text: str, title: str | None) -> None:
    (article,), _ = read(file(tmp_path, "a.txt", text))
    assert article.title == title
    assert len(article.text) == len(text)


def test_html_page() -> None:
    (article,), _ = read(FIXTURES / "page.html", Defaults(source="Other", published="2020-01-01"))
    assert article.title == "Bridge reopens after flood"
    assert article.byline == "Ines Moreau"
    assert article.source == "Harbour Post"
    assert article.url == "https://harbourpost.example/news/bridge-reopens"
    assert article.published == "2024-05-17"
    assert "denied that it had ignored warnings" in article.text
    assert "Cookies" not in article.text


@pytest.mark.parametrize("page", ["<html><body><div id=app></div></body></html>", "<div>" * 5000])
def test_html_without_an_article(tmp_path: Path, page: str) -> None:
    articles, (rejection,) = read(file(tmp_path, "a.html", page))
    assert not articles
    assert "save the text itself" in rejection.reason


def test_an_absurdly_large_page_costs_no_time(tmp_path: Path) -> None:
    _, (rejection,) = read(file(tmp_path, "a.html", "<p>" + "<span>word </span>" * 60_000))
    assert "50,000 tags" in rejection.reason


def test_json_lines_with_other_names_and_bad_lines() -> None:
    articles, rejections = read(FIXTURES / "wire.jsonl")
    first, second, third = articles
    assert first.source == second.source == "Lenn Valley Wire"
    assert first.byline == "A. Brandt, K. Osei"
    assert first.published == "2024-05-17"
    assert first.url == "id:Lenn Valley Wire/w1"
    assert second.url == "https://wire.example/2"
    assert second.published == "2024-05-18T08:00:00+00:00"
    assert third.text == "First paragraph.\n\nSecond paragraph."
    assert third.url == "id:wire.jsonl/4"
    assert third.published is None
    places = [rejection.place for rejection in rejections]
    assert places == ["line 4", "line 5", "line 6, item 1", "line 6, item 2"]


def test_table_with_its_own_delimiter_and_line_breaks_in_cells() -> None:
    (article,), rejections = read(FIXTURES / "table.csv")
    assert article.text.startswith("The tram line opened; the mayor")
    assert "\n" in article.text
    assert article.published == "2024-03-04"
    assert [rejection.place for rejection in rejections] == ["line 4", "line 5"]
    assert "no text" in rejections[0].reason
    assert "quotation marks" in rejections[1].reason


def test_table_without_a_text_column(tmp_path: Path) -> None:
    articles, (rejection,) = read(file(tmp_path, "a.csv", "id,headline\n1,x\n"))
    assert not articles
    assert "columns: id, headline" in rejection.reason


def test_tabs_and_long_cells(tmp_path: Path) -> None:
    (article,), _ = read(file(tmp_path, "a.tsv", "title\ttext\nA\t" + "word " * 50_000))
    assert len(article.text) == 250_000


def test_a_table_with_the_line_ends_of_old_spreadsheets(tmp_path: Path) -> None:
    data = b'id,text\r1,"First, said\rAnna."\r2,Second.\r'
    articles, rejections = read(file(tmp_path, "a.csv", data))
    assert [article.text for article in articles] == ["First, said\nAnna.", "Second."]
    assert not rejections


def test_a_quotation_mark_that_never_closes_swallows_nothing_silently(tmp_path: Path) -> None:
    articles, (rejection,) = read(file(tmp_path, "a.csv", 'id,text\n1,One.\n2,"Two.\n3,Three.\n'))
    assert [article.text for article in articles] == ["One."]
    assert rejection.place == "line 3"
    assert "never closed" in rejection.reason


@pytest.mark.parametrize("data", [b"\r\x00", b'"\n', b'"\r', b"id,text\r\r\x00", b'text,id\n"a'])
def test_odd_tables_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    articles, rejections = read(file(tmp_path, "a.csv", data))
    assert articles or rejections
    assert all("\n" not in str(rejection) for rejection in rejections)


def test_json_documents(tmp_path: Path) -> None:
    articles, (rejection,) = read(FIXTURES / "wrapped.json")
    assert [article.title for article in articles] == ["Dam inspected", "Dam closed"]
    assert rejection.place == "item 2"
    (one,), _ = read(file(tmp_path, "one.json", '{"text": "One."}'))
    assert one.text == "One."
    two, _ = read(file(tmp_path, "two.json", '{"text": "One."}\n{"text": "Two."}\n'))
    assert len(two) == 2
    listed, _ = read(file(tmp_path, "list.jsonl", '[\n {"text": "One."},\n {"text": "Two."}\n]'))
    assert len(listed) == 2
    _, (broken,) = read(file(tmp_path, "broken.json", '[{"text": "One."},\n'))
    assert "cannot be parsed" in broken.reason
    _, (deep,) = read(file(tmp_path, "deep.json", '[{"a":' + "[" * 200_000))
    assert "parsed" in deep.reason


def test_everything_may_be_gzip(tmp_path: Path) -> None:
    for name in ("notice.txt", "page.html", "wire.jsonl", "table.csv", "wrapped.json"):
        plain, _ = read(FIXTURES / name)
        packed, _ = read(
            file(tmp_path, name + ".gz", gzip.compress((FIXTURES / name).read_bytes()))
        )
        assert packed == plain


def test_a_cut_gzip_file_gives_what_it_holds(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"Text {n} {n**9}."}) + "\n" for n in range(9_000))
    articles, rejections = read(
        file(tmp_path, "a.jsonl.gz", gzip.compress(lines.encode())[:-4_000])
    )
    assert len(articles) > 4_000
    assert "cut off" in rejections[-1].reason


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b"x" * 10_000_000)
    for name in ("a.txt.gz", "a.json.gz", "a.html.gz"):
        articles, (rejection,) = read(file(tmp_path, name, bomb), limits=SMALL)
        assert not articles
        assert "larger than" in rejection.reason
    articles, rejections = read(
        file(tmp_path, "a.jsonl.gz", gzip.compress(b"\n" * 10**7)), limits=SMALL
    )
    assert not articles
    assert "unpacks to more than" in rejections[-1].reason


def test_one_huge_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    data = '{"text": "' + "x" * 5_000 + '"}\n{"text": "Fine."}\n'
    (article,), (rejection,) = read(file(tmp_path, "a.jsonl", data), limits=SMALL)
    assert article.text == "Fine."
    assert rejection.place == "line 1"
    rows = "text\n" + "x" * 5_000 + "\nFine.\n"
    (article,), rejections = read(file(tmp_path, "a.csv", rows), limits=SMALL)
    assert article.text == "Fine."
    assert rejections[0].place == "line 2"


def test_a_file_of_rubbish_is_left_alone_after_a_while(tmp_path: Path) -> None:
    articles, rejections = read(file(tmp_path, "a.jsonl", "x\n" * 5_000))
    assert not articles
    assert len(rejections) == USUAL.max_bad_records + 1


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.txt", b"%PDF-1.7 ...", "PDF"),
        ("a.docx", b"PK\x03\x04...word/document.xml", "DOCX"),
        ("a.xlsx", b"PK\x03\x04...xl/workbook.xml", "XLSX"),
        ("a.zip", b"PK\x03\x04...a.txt", "zip"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "image"),
        ("a.bin", bytes(range(256)) * 20, "binary"),
        ("a.xml", b"<?xml version='1.0'?><rss></rss>", "feed"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\0\t", "empty"),
        ("a.html", b"", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.csv", b"", "empty"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    articles, (rejection,) = read(file(tmp_path, name, data))
    assert not articles
    assert word in str(rejection)
    assert "\n" not in str(rejection)


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (b"Just words\n\nand more.", 1),
        (b'{"text": "One."}\n{"text": "Two."}\n', 2),
        (b'{\n "text": "One."\n}', 1),
        (b'[{"text": "One."}, {"text": "Two."}]', 2),
        (b'{"articles": [{"text": "One."}, {"text": "Two."}]}', 2),
        (b"title,text\nA,One.\nB,Two.\n", 2),
        (b"[Agency] A text that begins with a bracket.", 1),
        ('\ufeff{"text": "One."}'.encode("utf-16-le"), 1),
        (gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'), 2),
    ],
)
def test_stdin_is_recognised_by_looking(data: bytes, number: int) -> None:
    articles, rejections = read_stdin(data)
    assert len(articles) == number
    assert not rejections


def test_html_on_stdin_and_without_a_suffix(tmp_path: Path) -> None:
    page = (FIXTURES / "page.html").read_bytes()
    assert read_stdin(page)[0][0].title == "Bridge reopens after flood"
    assert read(file(tmp_path, "page", page))[0] == read_stdin(page)[0]


def test_defaults_fill_only_what_is_missing(tmp_path: Path) -> None:
    data = '{"text": "One.", "source": "A", "published": "2024-05-17"}\n{"text": "Two."}\n'
    (first, second), _ = read(
        file(tmp_path, "a.jsonl", data), Defaults(source="B", published="18 May 2024")
    )
    assert (first.source, first.published) == ("A", "2024-05-17")
    assert (second.source, second.published) == ("B", "2024-05-18")


def test_one_url_stands_for_one_article(tmp_path: Path) -> None:
    single = file(tmp_path, "a.txt", "Text.")
    several = file(tmp_path, "a.jsonl", '{"text": "One."}\n{"text": "Two."}\n')
    defaults = Defaults(url="https://post.example/a")
    assert read(single, defaults)[0][0].url == "https://post.example/a"
    with pytest.raises(InputError, match="several articles"):
        read(several, defaults)
    with pytest.raises(InputError, match="2 files"):
        read_articles(find_inputs([str(tmp_path)]), defaults)


def test_a_default_date_must_be_one() -> None:
    with pytest.raises(InputError, match="not a date"):
        read_articles(Inputs(()), Defaults(published="someday"))


def test_an_id_stands_in_for_a_url(tmp_path: Path) -> None:
    texts = [("a", "One."), ("a", "One."), ("a", "Two."), ("https://post.example/x", "Three.")]
    data = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts)
    articles, _ = read(file(tmp_path, "a.jsonl", data))
    urls = [article.url for article in articles]
    assert urls == ["id:a.jsonl/a", "id:a.jsonl/a", "id:a.jsonl/a#2", "https://post.example/x"]
    assert read_stdin(data.encode())[0][0].url is None
    assert read_stdin(data.encode(), Defaults(source="Post"))[0][0].url == "id:Post/a"


def test_progress_adds_up_to_the_size_on_disk(tmp_path: Path) -> None:
    file(tmp_path, "a.pdf.txt", b"%PDF-" + b"x" * 200_000)
    file(tmp_path, "b.jsonl", '{"text": "One."}\n' * 20_000)
    file(tmp_path, "c.txt.gz", gzip.compress(b"Text."))
    inputs = find_inputs([str(tmp_path)])
    steps: list[int] = []
    for _ in read_articles(inputs, advance=steps.append):
        pass
    assert sum(steps) == inputs.size
    assert len(steps) > 5


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    file(tmp_path, "a.json", "{{{")
    file(tmp_path, "b.txt.gz", b"\x1f\x8b broken")
    file(tmp_path, "c.txt", "Fine.")
    found = find_inputs([str(tmp_path)])
    gone = Inputs((Input(str(tmp_path / "gone.txt"), 3), *found.found))
    articles, rejections = split(read_articles(gone))
    assert [article.text for article in articles] == ["Fine."]
    assert len(rejections) == 3


class Endless(io.RawIOBase):
    """Stdin of a program that never stops to write articles."""

    LINE = b'{"text": "One more."}\n'
    place = 0

    def read(self, size: int = -1, /) -> bytes:
        start = self.place % len(self.LINE)
        self.place += size
        return (self.LINE * (size // len(self.LINE) + 2))[start : start + size]


def test_reading_streams() -> None:
    results = read_articles(find_inputs(["-"]), stdin=cast(BinaryIO, Endless()))
    assert all(isinstance(next(results), Article) for _ in range(10_000))


LIKELY = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=200).map(str.encode),
    st.text('{}[]",:\\ntextu0dbc8 \n', max_size=200).map(str.encode),
    st.text("<>/divparticle& \n\"'=", max_size=200).map(str.encode),
    st.builds(
        lambda start, rest: start + rest,
        st.sampled_from(
            [b"\xff\xfe", b"\xef\xbb\xbf", b"text,id\n", b"<html>", b'[{"', b"PK\x03\x04"]
        ),
        st.binary(max_size=200),
    ),
    st.text('",;\t|\r\n\0 text', max_size=120).map(lambda rows: f"id,text\n{rows}".encode()),
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["", ".xyz", *SUFFIXES]), st.booleans(), LIKELY)
def test_readers_never_raise(suffix: str, packed: bool, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        name = "a" + suffix + (".gz" if packed else "")
        path = file(Path(folder), name, gzip.compress(data) if packed else data)
        articles, rejections = read(path)
    assert articles or rejections
    assert all("\n" not in str(rejection) for rejection in rejections)
    for article in articles:
        assert article.text.strip()
        article.text.encode("utf-8")
    articles, rejections = read_stdin(data)
    assert articles or rejections


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "text", "id", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)
FIELDS = st.sampled_from(["id", "url", "source", "title", "byline", "date", "text", "articles"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(FIELDS, VALUES, max_size=6) | VALUES, min_size=1, max_size=3))
def test_fields_of_any_type_become_one_line_or_nothing(values: list[object]) -> None:
    articles, rejections = read_stdin("\n".join(map(json.dumps, values)).encode())
    assert articles or rejections
    assert all("\n" not in str(rejection) for rejection in rejections)
    for article in articles:
        article.text.encode("utf-8")
        for field in (article.source, article.title, article.url, article.byline):
            assert field is None or len((field + ".").splitlines()) == 1
