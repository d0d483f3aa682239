from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.ingest.decoding import decode, decode_line, decode_page

GERMAN = "Der Bürgermeister sagte, die Brücke sei „sicher“ – das Café öffnet wieder."
RUSSIAN = "Мэр заявил, что мост безопасен. Совет отрицает это полностью."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings_of_western_text(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)) == GERMAN


def test_other_scripts_are_recognised() -> None:
    assert decode(RUSSIAN.encode("cp1251")) == RUSSIAN


def test_one_damaged_byte_does_not_change_the_encoding() -> None:
    damaged = decode((RUSSIAN * 3).encode() + b"\xd0")
    assert damaged == RUSSIAN * 3 + "\ufffd"


def test_lines_of_one_file_may_differ() -> None:
    assert decode_line("é".encode(), "cp1251") == "é"
    assert decode_line("Мэр".encode("cp1251"), "cp1251") == "Мэр"


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">{RUSSIAN}'
    assert RUSSIAN in decode_page(page.encode("koi8-r"))
    assert "“x”" in decode_page("<meta charset=iso-8859-1>“x”".encode("cp1252"))
    assert "é" in decode_page("<meta charset=zlib>é".encode())
    assert decode_page(b"<meta charset=idna>\xff\xe9")


@given(st.binary())
def test_any_bytes_become_text(data: bytes) -> None:
    assert isinstance(decode(data), str)
    assert isinstance(decode_page(b"<meta charset=unicode_escape>" + data), str)
