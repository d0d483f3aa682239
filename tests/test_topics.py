from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from claimtrack.embedding import HashingEncoder
from claimtrack.records import Claim, Topic
from claimtrack.settings import Settings
from claimtrack.topics import make_topics
from claimtrack.topics.words import label_words, weight, word_vectors
from tests.builders import make_claim

# Three invented stories, each told by two papers.
FERRY = (
    (
        "The ferry Halvard ran aground off Brenna island with 90 passengers on board.",
        "Captain Ose steered the Halvard onto the reef, the harbour police said.",
        "The ferry Halvard was pulled off the reef by two tugs from Brenna island.",
    ),
    (
        "Divers checked the hull of the ferry Halvard after it hit a reef at Brenna island.",
        "Captain Ose denied that he had steered the ferry Halvard onto the reef.",
        "All 90 passengers of the Halvard were brought to Brenna island by tugs.",
    ),
)
BAKERS = (
    (
        "Bakers in Tolmin went on strike over wages and closed forty shops.",
        "The bakers union in Tolmin wants wages to rise by a tenth before the strike ends.",
        "Shops in Tolmin ran out of bread on the first day of the bakers strike.",
    ),
    (
        "The strike of the bakers in Tolmin left shops without bread.",
        "Mill owners in Tolmin said wages of bakers had risen before the strike.",
        "The bakers union called the strike in Tolmin over wages.",
    ),
)
ORCHARD = (
    (
        "Frost destroyed half of the apple blossom in the orchards of Lower Varden.",
        "Growers in Lower Varden lit fires between apple trees against the frost.",
        "The apple harvest of Varden will be small after the frost, growers expect.",
    ),
    (
        "Apple growers of Lower Varden asked for aid after frost hit the blossom.",
        "Frost has never hit the orchards of Varden so late, apple growers said.",
        "Fires lit against frost saved some apple trees in Lower Varden.",
    ),
)
STORIES = {"ferry": FERRY, "bakers": BAKERS, "orchard": ORCHARD}
# The plain encoder sees shared words alone, so texts of one story lie further apart.
SETTINGS = Settings(topic_distance=0.6)


def article(name: str, texts: Sequence[str], **fields: str) -> list[Claim]:
    return [
        make_claim(text, article=name, start=200 * index, **fields)
        for index, text in enumerate(texts)
    ]


def stories() -> list[Claim]:
    return [
        claim
        for name, told in STORIES.items()
        for number, texts in enumerate(told)
        for claim in article(f"{name}-{number}", texts, published=f"2024-05-0{number + 1}")
    ]


def vectors_of(claims: Sequence[Claim]) -> NDArray[np.float32]:
    return HashingEncoder().encode([claim.text for claim in claims])


def topics_of(claims: Sequence[Claim], settings: Settings = SETTINGS) -> list[Topic]:
    return make_topics(claims, vectors_of(claims), settings)


def articles_in(topic: Topic, claims: Sequence[Claim]) -> set[str]:
    return {claim.article for claim in claims if claim.id in topic.claims}


def test_claims_of_one_event_are_together_and_others_apart() -> None:
    claims = stories()
    found = {frozenset(articles_in(topic, claims)) for topic in topics_of(claims)}
    assert found == {frozenset({f"{name}-0", f"{name}-1"}) for name in STORIES}


def test_every_claim_has_exactly_one_topic() -> None:
    claims = stories()
    listed = [claim for topic in topics_of(claims) for claim in topic.claims]
    assert sorted(listed) == sorted(claim.id for claim in claims)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_the_claims_does_not_matter(seed: int) -> None:
    claims = stories()
    expected = topics_of(claims)
    random.Random(seed).shuffle(claims)  # noqa: S311
    assert topics_of(claims) == expected


def test_no_claims_make_no_topics() -> None:
    assert make_topics([], np.empty((0, 0), np.float32), Settings()) == []


def test_one_article_is_one_topic() -> None:
    [topic] = topics_of(article("alone", FERRY[0] + FERRY[1]))
    assert len(topic.claims) == 6


def test_one_claim_is_a_topic_with_a_label() -> None:
    [topic] = topics_of([make_claim("The ferry Halvard ran aground off Brenna island.")])
    assert "Halvard" in topic.terms


def test_a_claim_of_common_words_is_labelled_by_itself() -> None:
    [topic] = topics_of([make_claim("He said he would not do it.")])
    assert topic.terms == ()
    assert topic.label == "He said he would not do it."


@pytest.mark.parametrize(
    "text", ["", "…", "\u200b\u200b", "\ud800", "x" * 5000, "مرفأ المدينة مغلق"]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    claims = [*stories(), make_claim(text, article="odd")]
    assert sum(len(topic.claims) for topic in topics_of(claims)) == len(claims)


def test_a_round_up_hands_its_claims_to_the_stories_they_tell() -> None:
    claims = stories()
    parts = [FERRY[1], BAKERS[1], ORCHARD[1]]
    told = [text for texts in parts for text in texts]
    claims = [claim for claim in claims if not claim.article.endswith("-1")]
    # Each story has enough articles to be compared with.
    claims += [replace(c, id=c.id + "2", article=c.article + "-copy") for c in claims]
    round_up = article("round-up", [*told], title="Around the country")
    topics = topics_of([*claims, *round_up], replace(SETTINGS, topic_window=1))
    of = {claim: topic for topic in topics for claim in topic.claims}
    for index, name in ((0, "ferry"), (4, "bakers"), (8, "orchard")):
        assert f"{name}-0" in articles_in(of[round_up[index].id], claims)


def test_the_id_stays_when_a_later_article_joins() -> None:
    claims = stories()
    earlier = [claim for claim in claims if claim.article.endswith("-0")]
    assert {topic.id for topic in topics_of(earlier)} == {topic.id for topic in topics_of(claims)}


def test_another_story_changes_no_topic() -> None:
    claims = stories()
    without = [claim for claim in claims if not claim.article.startswith("orchard")]
    members = {topic.id: topic.claims for topic in topics_of(claims)}
    for topic in topics_of(without):
        assert members[topic.id] == topic.claims


def test_the_title_joins_an_article_to_its_story() -> None:
    claims = article("ferry-0", FERRY[0], title="Ferry Halvard aground on the reef at Brenna")
    bare = article("bare", ["Nobody aboard came to harm, and the weather was calm that night."])
    titled = [replace(claim, title="Ferry Halvard aground on reef at Brenna") for claim in bare]
    assert len(topics_of([*claims, *bare], replace(SETTINGS, topic_distance=0.75))) == 2
    assert len(topics_of([*claims, *titled], replace(SETTINGS, topic_distance=0.75))) == 1


def test_too_many_articles_for_one_table_are_cut_closer() -> None:
    claims = stories()
    topics = topics_of(claims, replace(SETTINGS, topic_distance=0.99, topic_part=3))
    assert all(len(articles_in(topic, claims)) <= 3 for topic in topics)


def test_many_copies_of_one_article_end_in_one_topic() -> None:
    claims = [claim for name in "abcdefgh" for claim in article(name, FERRY[0])]
    [topic] = topics_of(claims, replace(SETTINGS, topic_part=4))
    assert len(topic.claims) == len(claims)


def test_labels_are_words_of_the_story_and_never_of_its_telling() -> None:
    claims = stories()
    banned = {"said", "denied", "the", "monday", "before", "after", "called"}
    for topic in topics_of(claims):
        assert topic.label == ", ".join(topic.terms[:3])
        assert len(topic.terms) <= 8
        assert not banned & {word.lower() for term in topic.terms for word in term.split()}


def test_labels_are_written_as_the_articles_write_them() -> None:
    labels = {term for topic in topics_of(stories()) for term in topic.terms}
    assert {"ferry Halvard", "Brenna island", "Lower Varden", "Tolmin"} <= labels


def test_a_label_says_a_word_once() -> None:
    for topic in topics_of(stories()):
        words = [word.lower().rstrip("s") for term in topic.terms for word in term.split()]
        assert len(words) == len(set(words))


def test_headlines_do_not_teach_capitals() -> None:
    title = "Ferry Halvard Hits Reef"
    [topic] = topics_of(article("ferry", [*FERRY[0], "The reef is old, and reef charts are not."]))
    [titled] = topics_of(article("ferry", [*FERRY[0], "A reef."], title=title))
    assert "reef" in topic.terms
    assert "reef" in titled.terms


def test_weights_fall_with_how_common_a_word_is() -> None:
    assert weight("the") < weight("government") < weight("reef") == weight("brenna") == 1


def test_word_vectors_of_an_article_are_the_sums_of_its_claims() -> None:
    whole = word_vectors([" ".join(FERRY[0])], 64)[0]
    assert np.allclose(whole, word_vectors(FERRY[0], 64).sum(axis=0), atol=1e-5)


def test_possessives_numbers_and_contractions_are_taken_apart() -> None:
    found = label_words("Varden’s growers didn't sell 4000 crates; al-Brenna's did.")
    assert [word.written for word in found] == ["Varden", "growers", "sell", "crates", "al-Brenna"]
    assert all(word.key == word.written.lower() for word in found)
