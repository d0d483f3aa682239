"""Files cut short and with bytes changed: articles or one clear line, never an error."""

from __future__ import annotations

import tempfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.making import docx, file, pdf, read, warc
from tests.ingest.test_subtitles import FILM, HEARING
from tests.ingest.test_warc import PAGE


def _mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Ada <ada@post.example>", "Ferry – what happened"
    message.set_content("The door was open.\n")
    message.add_alternative(PAGE, subtype="html")
    return bytes(message)


WHOLE = {
    "a.pdf": pdf(["The door was open.", "Nobody had seen it."], about={"/Title": "The door"}),
    "a.docx": docx("The door was open.", heading="The door", author="Ada Holm"),
    "a.warc": warc(("https://post.example/a", "text/html", PAGE.encode())),
    "a.warc.gz": warc(("https://post.example/a", "text/html", PAGE.encode()), gzipped=True),
    "a.eml": _mail(),
    "a.mbox": b"From ada@post.example Tue Mar  3 10:00:00 2026\n" + _mail() + b"\n",
    "a.vtt": HEARING.encode(),
    "a.srt": FILM.encode(),
}


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_damage_never_raises(name: str, data: st.DataObject) -> None:
    whole = WHOLE[name]
    places = st.integers(0, len(whole) - 1)
    damaged = bytearray(whole[: data.draw(st.none() | places)])
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=8)):
        if place < len(damaged):
            damaged[place] = byte
    with tempfile.TemporaryDirectory() as folder:
        articles, rejections = read(file(Path(folder), name, bytes(damaged)))
    assert articles or rejections
    for rejection in rejections:
        assert "\n" not in str(rejection)
        assert len(str(rejection)) < 1_000
    for article in articles:
        assert any(map(str.isprintable, article.text))
