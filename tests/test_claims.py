from __future__ import annotations

from collections.abc import Sequence

from claimtrack.claims import extract
from claimtrack.records import Article, Attribution, Span
from tests.builders import make_article, span_of


class FixedAttributor:
    """Finds what it was told to find, whatever the text."""

    name = "fixed"

    def __init__(self, *attributions: Attribution) -> None:
        self.attributions = list(attributions)

    def attribute(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[list[Attribution]]:
        return [self.attributions for _ in texts]


def attribution(text: str, speaker: str, cue: str, content: str, **fields: int) -> Attribution:
    return Attribution(
        content=(span_of(text, content),),
        speaker=(span_of(text, speaker),) if speaker else (),
        cue=(span_of(text, cue),) if cue else (),
        parent=fields.get("parent"),
    )


def texts_of(article: Article, attributor: FixedAttributor) -> list[tuple[str | None, str]]:
    (extraction,) = extract([article], attributor)
    for claim in extraction.claims:
        assert article.text[claim.start : claim.end] == claim.text
        assert claim.sentence.startswith(article.text[claim.sentence_start :][:5])
    return [(claim.speaker, claim.text) for claim in extraction.claims]


def test_each_sentence_of_a_quotation_is_a_claim_of_its_speaker() -> None:
    text = "Anna Holm was clear. “The bridge is safe. It was checked in May,” Anna Holm said."
    found = texts_of(
        make_article(text),
        FixedAttributor(
            Attribution(
                content=(span_of(text, "“The bridge is safe. It was checked in May,”"),),
                speaker=(span_of(text, "Anna Holm", 1),),
                cue=(span_of(text, "said"),),
                form="direct",
            )
        ),
    )
    assert found == [
        (None, "Anna Holm was clear."),
        ("Anna Holm", "“The bridge is safe."),
        ("Anna Holm", "It was checked in May,”"),
    ]


def test_the_introducing_that_is_no_part_of_the_claim() -> None:
    text = "Anna Holm said that the bridge is safe."
    found = texts_of(
        make_article(text),
        FixedAttributor(attribution(text, "Anna Holm", "said", "that the bridge is safe.")),
    )
    assert found == [("Anna Holm", "the bridge is safe.")]


def test_that_b_claims_it_is_what_a_says_and_what_is_claimed_is_b_s() -> None:
    text = "Anna Holm said that Karl Berg claims the bridge is safe."
    article = make_article(text)
    attributor = FixedAttributor(
        attribution(text, "Anna Holm", "said", "that Karl Berg claims the bridge is safe"),
        attribution(text, "Karl Berg", "claims", "the bridge is safe", parent=0),
    )
    (extraction,) = extract([article], attributor)
    told = [(claim.speaker, claim.reported_by, claim.text) for claim in extraction.claims]
    assert told == [
        ("Anna Holm", None, "Karl Berg claims the bridge is safe"),
        ("Karl Berg", "Anna Holm", "the bridge is safe"),
    ]
    assert {mention.name for mention in extraction.cast} == {"Anna Holm", "Karl Berg"}


def test_a_sentence_mostly_in_the_articles_own_voice_is_a_narrated_claim_too() -> None:
    text = (
        "The council, which Karl Berg calls a club of liars, voted to close the bridge on Monday."
    )
    found = texts_of(
        make_article(text),
        FixedAttributor(attribution(text, "Karl Berg", "calls", "a club of liars")),
    )
    assert (None, text) in found
    assert ("Karl Berg", "a club of liars") in found


def test_a_column_speaks_for_its_author() -> None:
    text = (
        "The toll is wrong.\n\nNobody asked the farmers about it. I did, and Karl Berg said the "
        "harvest was late.\n\nIt will have to go.\n\nFia Roe is a baker in Lennport.\n"
    )
    found = FixedAttributor(attribution(text, "Karl Berg", "said", "the harvest was late"))
    said = texts_of(make_article(text), found)
    assert ("Fia Roe", "Nobody asked the farmers about it.") in said
    assert ("Karl Berg", "the harvest was late") in said
    assert None not in {speaker for speaker, _ in said}


def test_scraps_are_no_claims() -> None:
    text = "Yes.\n\nThe Test Post.\n\nThe bridge was closed on Monday."
    assert texts_of(make_article(text), FixedAttributor()) == [
        (None, "The bridge was closed on Monday.")
    ]


def test_empty_and_blank_articles_have_no_claims() -> None:
    for text in ("", " \n\n\t"):
        (extraction,) = extract([make_article(text)], FixedAttributor())
        assert extraction.claims == ()
        assert extraction.cast == ()


def test_a_report_within_a_statement_leaves_the_statement_to_its_speaker() -> None:
    text = "Anna Holm said the pilot left because Ove Lund had told him to go home at once."
    found = texts_of(
        make_article(text),
        FixedAttributor(
            attribution(
                text, "Anna Holm", "said",
                "the pilot left because Ove Lund had told him to go home at once",
            ),
            attribution(text, "Ove Lund", "had told", "him to go home at once", parent=0),
        ),
    )  # fmt: skip
    assert ("Anna Holm", "the pilot left because Ove Lund had told him to go home at once") in found
    assert ("Ove Lund", "him to go home at once") in found


def test_whoever_answers_a_claim_keeps_it_named_or_not() -> None:
    text = "Anna Holm denied the rumour that the bridge would close."
    outer = attribution(text, "Anna Holm", "denied", "the rumour that the bridge would close")
    inner = attribution(text, "", "rumour", "the bridge would close", parent=0)
    found = texts_of(make_article(text), FixedAttributor(outer, inner))
    assert ("Anna Holm", "the rumour that the bridge would close") in found
    assert (None, "the bridge would close") in found


def test_articles_in_other_languages_yield_nothing_and_keep_their_place() -> None:
    text = "Anna Holm said the bridge is safe."
    found = FixedAttributor(attribution(text, "Anna Holm", "said", "the bridge is safe"))
    articles = [make_article(text, language=language) for language in (None, "de", "en")]
    extractions = extract(articles, found)
    assert [extraction.article for extraction in extractions] == articles
    assert [len(extraction.claims) for extraction in extractions] == [1, 0, 1]
    assert extractions[1].cast == ()


def test_a_press_release_speaks_for_the_body_that_issued_it() -> None:
    text = (
        "FOR IMMEDIATE RELEASE\n\nThe river Lenn is clean again\n\n"
        "LENNPORT, 3 March 2026 – Lenn Water Board announced that the river is clean.\n"
        "Nobody has dumped waste into it.\n\nAbout Lenn Water Board\n"
    )
    found = FixedAttributor(
        attribution(text, "Lenn Water Board", "announced", "that the river is clean")
    )
    (release,) = extract([make_article(text)], found)
    said = {claim.text: (claim.speaker, claim.form) for claim in release.claims}
    assert said["Nobody has dumped waste into it."] == ("Lenn Water Board", "narrated")
    assert said["the river is clean"] == ("Lenn Water Board", "indirect")
    assert said["The river Lenn is clean again"] == (None, "narrated")
    assert [mention.name for mention in release.cast] == ["Lenn Water Board"]
    (article,) = extract([make_article(text.removeprefix("FOR IMMEDIATE RELEASE"))], found)
    assert {claim.speaker for claim in article.claims if claim.form == "narrated"} == {None}
