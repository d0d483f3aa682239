from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.language.identification import identify_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The captain said on Monday that the bow door had been closed before noon.", "en"),
        ("Der Kapitän sagte am Montag, die Bugklappe sei vor Mittag geschlossen worden.", "de"),
        ("Le capitaine a déclaré lundi que la porte de proue avait été fermée avant midi.", "fr"),
        ("Kapteinen sa mandag at baugporten var blitt lukket før fergen gikk fra kaien.", "no"),
        ("Капитан сообщил в понедельник, что носовые ворота были закрыты до полудня.", "ru"),
        ("船长周一表示，船首门在中午之前就已经关闭，没有人看到它打开。", "zh"),
    ],
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    assert identify_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 345 %",
        "Berlin",
        "Le maire a nié.",  # too short to be sure
        "STATOIL Q3 NET 4.1 BLN NOK VS 3.9 BLN",
        "Abuja: Goodluck Jonathan, Boko Haram, Chibok.",
        "\ud800" * 100,
    ],
)
def test_what_tells_nothing_counts_as_english(text: str) -> None:
    assert identify_language(text) == "en"


def test_an_article_with_foreign_words_in_it_stays_english() -> None:
    text = "The mayor of Fenwick said: “Wir haben das nicht gewusst, und niemand hat uns gefragt.” "
    assert identify_language(text + "He had been asked on Monday about the tram line.") == "en"


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    assert identify_language(text).isascii()


def test_english_loads_no_model() -> None:
    code = (
        "import sys\n"
        "from claimtrack.language.identification import identify_language\n"
        "identify_language('The captain said that the door of the ferry had been closed.')\n"
        "print('py3langid' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
