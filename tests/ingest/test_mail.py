from __future__ import annotations

import gzip
import io
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from claimtrack.ingest import find_inputs, read_articles
from claimtrack.settings import Settings
from tests.ingest.making import file, read, split

WORDS = "The captain said that the bow door had been closed.\n\nSigne Brandt denied it.\n"
HTML = """<html><body><article><h1>Ferry</h1><p>The captain said on Tuesday that the bow door had
been closed before the ferry left the harbour of Lennport.</p><p>Signe Brandt denied it and said
that a mechanic had found it open.</p></article></body></html>"""


def mail(text: str | None = WORDS, **headers: str) -> EmailMessage:
    message = EmailMessage()
    usual = {
        "From": "Harbour Courier <news@courier.example>",
        "Subject": "Ferry – what happened",
        "Date": "Tue, 3 Mar 2026 10:00:00 +0100 (CET)",
        "Message-ID": "<ferry.1@courier.example>",
    }
    for name, value in (usual | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    return message


def test_headers_tell_title_source_byline_date_and_address(tmp_path: Path) -> None:
    (article,), rejections = read(file(tmp_path, "a.eml", bytes(mail())))
    assert not rejections
    assert article.text == WORDS.strip()
    assert article.title == "Ferry – what happened"
    assert article.source == article.byline == "Harbour Courier"
    assert article.published == "2026-03-03T10:00:00+01:00"
    assert article.url == "mid:ferry.1@courier.example"


def test_an_organization_goes_before_the_sender(tmp_path: Path) -> None:
    message = mail(Organization="Lenn Water Board", From="ada@water.example")
    (article,), _ = read(file(tmp_path, "a.eml", bytes(message)))
    assert (article.source, article.byline) == ("Lenn Water Board", "ada@water.example")


@pytest.mark.parametrize(
    "tail",
    [
        "\n-- \nAda Holm\nHarbour Street 1\n",
        "\nOn Mon, 2 Mar 2026 at 09:00, Karl Berg <k@b.example> wrote:\n> It was open.\n> Yes.\n",
        "\nOn Mon, 2 Mar 2026 at 09:00, Karl Berg of the port\n<k@b.example> wrote:\n\n> Open.\n",
        "\n-----Original Message-----\nFrom: Karl\nSubject: x\n\nIt was open.\n",
        "\nFrom: Karl Berg\nSent: Monday\nTo: Ada\nSubject: Ferry\n\nIt was open.\n",
    ],
)
def test_others_words_and_signatures_are_left_out(tmp_path: Path, tail: str) -> None:
    (article,), _ = read(file(tmp_path, "a.eml", bytes(mail(WORDS + tail))))
    assert article.text == WORDS.strip()


def test_answers_between_quoted_lines_are_kept(tmp_path: Path) -> None:
    text = "> Was it open?\n\nNo, the door was closed.\n\n> Who saw it?\n\nThe mate saw it.\n"
    (article,), _ = read(file(tmp_path, "a.eml", bytes(mail(text))))
    assert article.text == "No, the door was closed.\n\nThe mate saw it."


def test_wrapped_and_flowed_lines_are_joined(tmp_path: Path) -> None:
    line = "The captain of the Maren said on Tuesday that the bow door had been closed"
    (article,), _ = read(file(tmp_path, "a.eml", bytes(mail(f"{line}\nbefore the ferry left.\n"))))
    assert article.text == f"{line} before the ferry left."
    flowed = mail(f"{line} \nbefore noon.\n", Message_ID="<2@x.example>")
    flowed.set_param("format", "flowed")
    (article,), _ = read(file(tmp_path, "b.eml", bytes(flowed)))
    assert article.text == f"{line} before noon."


def test_plain_text_goes_before_html_which_goes_before_nothing(tmp_path: Path) -> None:
    both = mail()
    both.add_alternative(HTML, subtype="html")
    both.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    (article,), _ = read(file(tmp_path, "both.eml", bytes(both)))
    assert article.text == WORDS.strip()
    html = mail(None)
    html.set_content(HTML, subtype="html")
    (article,), _ = read(file(tmp_path, "html.eml", bytes(html)))
    assert "denied it and said" in article.text
    assert "<p>" not in article.text
    bare = mail(None)
    bare.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    articles, (rejection,) = read(file(tmp_path, "bare.eml", bytes(bare)))
    assert not articles
    assert "attachments are not read" in rejection.reason


def mailbox(*messages: EmailMessage) -> bytes:
    start = b"From news@courier.example Tue Mar  3 10:00:00 2026\n"
    return b"".join(start + bytes(one).replace(b"\nFrom ", b"\n>From ") + b"\n" for one in messages)


def test_a_mailbox_gives_each_of_its_mails(tmp_path: Path) -> None:
    empty = mail("> only quoted\n", Message_ID="<2@x.example>")
    other = mail("From here on the door was open.\n", Message_ID="<3@x.example>")
    data = mailbox(mail(), empty, other)
    articles, (rejection,) = read(file(tmp_path, "a.mbox", data))
    assert [article.text for article in articles] == [
        WORDS.strip(),
        "From here on the door was open.",
    ]
    assert str(rejection).endswith("a.mbox, mail 2: no text of its own in this mail")
    again, _ = read(file(tmp_path, "b.mbox.gz", gzip.compress(data)))
    assert again == articles
    wrong_name, _ = read(file(tmp_path, "c.eml", data))
    assert wrong_name == articles


def test_a_mail_that_is_too_large_costs_only_itself(tmp_path: Path) -> None:
    large = mail("word " * 2_000, Message_ID="<2@x.example>")
    path = file(tmp_path, "a.mbox", mailbox(large, mail()))
    articles, (rejection,) = read(path, limits=Settings(max_document_bytes=5_000))
    assert len(articles) == 1
    assert rejection.place == "mail 1"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.eml", b"just some words\n", "no headers"),
        ("a.mbox", b"just some words\n", "does not begin with a From line"),
        ("a.mbox", b"", "empty"),
        ("a.eml", b"", "empty"),
        ("a.eml", b"Subject: x\nFrom: y\n\n", "no text of its own"),
    ],
)
def test_what_is_no_mail_is_said(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    articles, (rejection,) = read(file(tmp_path, name, data))
    assert not articles
    assert why in rejection.reason


def test_stdin_is_known_by_its_headers_and_a_letter_stays_a_letter(tmp_path: Path) -> None:
    (article,), _ = split(read_articles(find_inputs(["-"]), stdin=io.BytesIO(bytes(mail()))))
    assert article.title == "Ferry – what happened"
    letter = "To: the editor\nSubject: the ferry\n\nThe door was open.\n"
    (article,), _ = read(file(tmp_path, "letter.txt", letter))
    assert article.text == letter


def test_broken_headers_cost_themselves_only(tmp_path: Path) -> None:
    data = (
        b"From: =?utf-9?q?A?= <<<x>\nDate: soon\nMessage-ID: a b c\nSubject: =?utf-8?b?!!?=\n"
        b"Content-Type: text/plain; charset=klingon\n\nThe door was cl\xf6sed.\n"
    )
    (article,), _ = read(file(tmp_path, "a.eml", data))
    assert article.text == "The door was clösed."
    assert (article.published, article.url) == (None, None)


@pytest.mark.parametrize(
    "head",
    [
        b"From: " + b"a@b.example, " * 20_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 20_000,
        b"Content-Type: text/plain; " + b"a=b; " * 20_000,
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at)
            for at in range(3_000)
        ),
    ],
)
def test_hostile_headers_cost_no_time(tmp_path: Path, head: bytes) -> None:
    path = file(tmp_path, "a.eml", head + b"\n\nThe door was open.\n")
    start = time.process_time()
    articles, rejections = read(path)
    assert time.process_time() - start < 3
    assert len(articles) + len(rejections) == 1
