from __future__ import annotations

import pytest

from claimtrack.speakers.releases import issuing_body

BODY = (
    "LENNPORT, 3 March 2026 – The Lenn Water Board today announced that the river is clean. "
    "Nobody has dumped anything into it.\n\n“The water is clean,” said Ada Holm, who leads it.\n"
)
ABOUT = "\nAbout the Lenn Water Board\n\nThe Lenn Water Board looks after the river Lenn.\n"
CONTACT = "\nMedia contact:\nKarl Berg, press@water.example\n"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("FOR IMMEDIATE RELEASE\n\nRiver is clean\n\n" + BODY + ABOUT, None),
        ("Press release\n\nRiver is clean\n\n" + BODY + ABOUT + CONTACT, "Harbour Courier"),
        ("**NEWS RELEASE** 3 March 2026\n\n" + BODY + "\nSOURCE Lenn Water Board\n", None),
        ("EMBARGOED UNTIL 3 March, noon\n\n" + BODY + ABOUT, "Lenn Water Board"),
        ("River is clean\n\n" + BODY + ABOUT + CONTACT, None),
        ("River is clean\n\n" + BODY + CONTACT + "\nThe Lenn Water Board has a site.", None),
    ],
)
def test_the_body_is_named_where_all_agree(text: str, source: str | None) -> None:
    assert issuing_body(text, source) == "Lenn Water Board"


def test_the_fullest_name_is_taken() -> None:
    text = (
        "FOR IMMEDIATE RELEASE\n\nOSLO, Norway, March 3, 2026 -- Norline announced new ferries.\n\n"
        "Norline has ten.\n\nAbout Norline Shipping Group:\n\nNorline Shipping Group sails.\n"
    )
    assert issuing_body(text, None) == "Norline Shipping Group"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # Articles, whatever they write about.
        ("River is clean\n\n" + BODY, "Lenn Water Board"),
        ("The board sent a press release.\n\n" + BODY + ABOUT, "Harbour Courier"),
        ("River is clean\n\n" + BODY.replace("LENNPORT, 3 March 2026 – ", "") + CONTACT, None),
        # Releases that leave it open who speaks.
        ("FOR IMMEDIATE RELEASE\n\nThe river is clean.\n", None),
        ("FOR IMMEDIATE RELEASE\n\nThe river is clean.\n", "Harbour Courier"),
        ("FOR IMMEDIATE RELEASE\n\n" + BODY + "\nAbout the Mill Company\n\nIt mills.\n", None),
        ("FOR IMMEDIATE RELEASE\n\nThe river is clean.\n\nAbout the Water Board\n", None),
        ("", None),
    ],
)
def test_nobody_is_named_where_it_is_unsure(text: str, source: str | None) -> None:
    assert issuing_body(text, source) is None
