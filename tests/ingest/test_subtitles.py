from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.making import file, read

HEARING = """WEBVTT - Hearing on the ferry

NOTE made by hand

STYLE
::cue(v) { color: red }

1
00:00:01.000 --> 00:00:03.000 align:start
<v Ada Holm>The ferry left at <i>nine</i>
and carried

00:00:03.000 --> 00:00:04.000
<v Ada Holm>forty passengers &amp; two dogs.</v>

00:00:04.100 --> 00:00:06.000
<v.loud Per Lind>No. [laughs] It left at eight.</v> <v Ada Holm>It did not.

00:00:20.000 --> 00:00:22.000
[applause]
"""

FILM = """1
00:00:01,000 --> 00:00:03,000
{\\an8}The bridge was open
until <b>four</b>.

2
00:00:03,000 --> 00:00:04,000
- It was closed.
- It was not.

3
00:00:04,100 --> 00:00:05,000
>> MAYOR: It was
never open.

4
00:00:14,000 --> 00:00:15,000
Later that day.
"""


def test_voices_become_labels_and_captions_sentences(tmp_path: Path) -> None:
    (article,), rejections = read(file(tmp_path, "a.vtt", HEARING))
    assert not rejections
    assert article.text.split("\n\n") == [
        "Ada Holm: The ferry left at nine and carried forty passengers & two dogs.",
        "Per Lind: No. It left at eight.",
        "Ada Holm: It did not.",
    ]


def test_srt_breaks_where_somebody_else_speaks_and_after_a_pause(tmp_path: Path) -> None:
    (article,), _ = read(file(tmp_path, "a.srt", FILM.replace("\n", "\r\n")))
    assert article.text.split("\n\n") == [
        "The bridge was open until four.",
        "It was closed.",
        "It was not.",
        "MAYOR: It was never open.",
        "Later that day.",
    ]


def test_captions_that_roll_are_read_once(tmp_path: Path) -> None:
    rolling = "WEBVTT\n\n" + "\n\n".join(
        f"00:00:0{at}.000 --> 00:00:0{at + 1}.000\n{lines}"
        for at, lines in enumerate(("the bridge was open", "the bridge was open\nuntil four"))
    )
    (article,), _ = read(file(tmp_path, "a.vtt", rolling))
    assert article.text == "the bridge was open until four"


def test_a_long_monologue_is_cut_at_sentences(tmp_path: Path) -> None:
    captions = "".join(
        f"00:{at:02}:00.000 --> 00:{at + 1:02}:00.000\nThe bridge was open on day {at}.\n\n"
        for at in range(59)
    )
    (article,), _ = read(file(tmp_path, "a.vtt", f"WEBVTT\n\n{captions}"))
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) > 1
    assert all(len(paragraph) < 800 for paragraph in paragraphs)
    assert article.text.count("bridge") == 59


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.srt", HEARING), ("a.vtt", FILM), ("a.txt", HEARING), ("a.txt", "\ufeff" + FILM)],
)
def test_a_wrong_name_does_no_harm(tmp_path: Path, name: str, text: str) -> None:
    (article,), rejections = read(file(tmp_path, name, text))
    assert not rejections
    assert "-->" not in article.text


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.vtt", "just words", "not what WebVTT subtitles look like"),
        ("a.srt", "just words", "not what SRT subtitles look like"),
        ("a.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n[music]\n", "hold no words"),
        ("a.srt", "", "empty"),
    ],
)
def test_what_are_no_subtitles_is_said(tmp_path: Path, name: str, text: str, why: str) -> None:
    articles, (rejection,) = read(file(tmp_path, name, text))
    assert not articles
    assert why in rejection.reason
