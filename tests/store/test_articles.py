from __future__ import annotations

from dataclasses import replace

import pytest

from claimtrack.errors import StoreError
from claimtrack.records import Extraction, SpeakerMention
from claimtrack.store import Store
from tests.store.making import SIGNATURE, extraction, fill, gate, harbour, weather

URL = "https://a.test/story"


def texts(store: Store) -> list[str]:
    return [claim.text for claim in store.latest_claims()]


def story(text: str, published: str | None = None) -> Extraction:
    return extraction(text, [(text.rstrip("."), "Ada")], url=URL, published=published)


def test_what_goes_in_comes_out() -> None:
    given = gate(title="The gate", byline="A. Reporter", language="en")
    with Store(None) as store:
        assert store.add_article(given, SIGNATURE) == "new"
        assert store.article(given.article.id) == given.article
        assert store.latest_claims() == sorted(given.claims, key=lambda claim: claim.start)
        assert store.signatures() == [(given.article.id, "2026-03-01", SIGNATURE)]
        assert [mention for _, mention in store.cast()] == [
            SpeakerMention("Ilse Brandt", "Brandt", "person"),
            SpeakerMention("The guards", "guards", "person"),
        ]


def test_a_claim_keeps_every_field() -> None:
    claim = replace(
        gate().claims[0],
        cue="denied",
        cue_class="deny",
        target="The guards",
        negated=True,
        modality="conditional",
        reported_by="A clerk",
        sentence="Mayor Ilse Brandt said",
        sentence_start=3,
    )
    with Store(None) as store:
        store.add_article(replace(gate(), claims=(claim,)), SIGNATURE)
        assert store.latest_claims() == [claim]


def test_the_same_article_again_changes_nothing() -> None:
    with Store(None) as store:
        store.add_article(gate(), SIGNATURE)
        before = store.counts(), store.fingerprint()
        assert store.add_article(gate(), SIGNATURE) == "unchanged"
        assert (store.counts(), store.fingerprint()) == before


def test_articles_without_a_url_never_replace_each_other() -> None:
    with Store(None) as store:
        assert store.add_article(harbour(), SIGNATURE) == "new"
        assert store.add_article(weather(), SIGNATURE) == "new"
        assert store.counts()["articles"] == 2


def test_changed_text_of_a_url_is_a_revision_and_the_old_one_is_kept() -> None:
    with Store(None) as store:
        store.add_article(story("Ten ships sank."), SIGNATURE)
        assert store.add_article(story("Two ships sank."), SIGNATURE) == "revision"
        assert texts(store) == ["Two ships sank"]
        assert store.article(URL).text == "Two ships sank."
        old = store.article(story("Ten ships sank.").article.id)
        assert old.text == "Ten ships sank."
        counts = store.counts()
        assert (counts["articles"], counts["revisions"]) == (1, 1)
        assert (counts["claims"], counts["claims_stored"]) == (1, 2)
        assert len(store.signatures()) == len(store.cast()) == 1
        assert store.add_article(story("Ten ships sank."), SIGNATURE) == "unchanged"
        assert texts(store) == ["Two ships sank"]


@pytest.mark.parametrize(
    ("first", "second", "latest"),
    [
        ("2026-03-01", "2026-03-02", "second"),
        ("2026-03-02", "2026-03-01", "first"),
        ("2026-03-01", "2026-03-01", "second"),
        ("2026-03-01", "2026-03-01T08:00:00", "second"),
        ("2026-03-01T08:00:00", "2026-03-01", "second"),
        ("2026-03-01T08:00:00Z", "2026-03-01T08:30:00+01:00", "first"),
        ("2026-03-01T08:00:00", "2026-03-01T09:00:00Z", "second"),
        (None, "2026-03-01", "second"),
        ("2026-03-01", None, "second"),
        ("2026-03-01T25:00", "2026-03-01T24:00", "second"),
    ],
)
def test_the_revision_published_last_counts(
    first: str | None, second: str | None, latest: str
) -> None:
    with Store(None) as store:
        store.add_article(story("The first text.", first), SIGNATURE)
        assert store.add_article(story("The second text.", second), SIGNATURE) == "revision"
        assert texts(store) == [f"The {latest} text"]


def test_a_revision_takes_its_predecessors_claims_out_of_disputes() -> None:
    with Store(None) as store:
        fill(store)
        revised = extraction("The gate was shut.", url="https://a.test/gate")
        store.add_article(revised, SIGNATURE)
        assert store.disputes() == []
        assert store.counts()["disputes"] == 0
        assert store.check() == []


@pytest.mark.parametrize("change", [{"text": "the guards shut the gate"}, {"article": "another"}])
def test_a_claim_that_the_article_does_not_make_is_refused(change: dict[str, str]) -> None:
    wrong = replace(gate().claims[0], **change)  # type: ignore[arg-type]
    with Store(None) as store:
        with pytest.raises(StoreError, match="nothing of the article was stored"):
            store.add_article(replace(gate(), claims=(wrong,)), SIGNATURE)
        assert store.counts()["articles"] == 0


def test_an_article_that_fails_midway_leaves_nothing() -> None:
    given = gate()
    twice = replace(given, claims=given.claims + given.claims[:1])
    with Store(None) as store:
        with pytest.raises(StoreError, match="UNIQUE"):
            store.add_article(twice, SIGNATURE)
        counts = store.counts()
        assert not any(counts.values())
        assert store.cast() == []


def test_text_of_any_script_keeps_its_offsets() -> None:
    text = "\u202bقال الوزير إن 🚢 السفينة غرقت\u202c\u200b 'DROP TABLE claims; --"
    given = extraction(text, [("🚢 السفينة غرقت", "الوزير"), ("'DROP TABLE claims; --", None)])
    with Store(None) as store:
        store.add_article(given, SIGNATURE)
        assert {claim.text for claim in store.latest_claims()} == {c.text for c in given.claims}
        assert store.check() == []
