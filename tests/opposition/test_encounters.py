from __future__ import annotations

import pytest

from claimtrack.opposition.encounters import apart, dates, days_between, meet, other_subjects
from claimtrack.opposition.propositions import Proposition, propose
from claimtrack.records import Claim
from claimtrack.settings import Settings
from tests.builders import make_claim, say
from tests.opposition.judging import met


def told(text: str, speaker: str = "The mayor", **fields: str) -> Proposition:
    return propose(say(speaker, text, **fields))


def test_an_encounter_weighs_what_two_claims_share() -> None:
    seen = met(say("A", "the landslide buried a mill"), say("B", "the landslide spared a barn"))
    assert seen.shared_words == {"landslid"}
    assert seen.shared == 1
    assert seen.overlap == pytest.approx(1 / min(seen.a.weighty, seen.b.weighty))


def test_shared_names_weigh_half() -> None:
    seen = met(say("A", "Halvard sank"), say("B", "Halvard floats"))
    assert seen.shared == 0.5


def test_nothing_shared_is_no_overlap() -> None:
    assert met(say("A", "the mill burned"), say("B", "trout died")).overlap == 0
    assert met(make_claim(""), make_claim("")).overlap == 0


def test_swapping_changes_sides_and_nothing_else() -> None:
    seen = met(say("A", "the mill burned in Tolmin"), say("B", "the mill at Tolmin is whole"))
    other = seen.swapped()
    assert (other.a, other.b) == (seen.b, seen.a)
    assert other.swapped() == seen
    assert other == meet(seen.b, seen.a, seen.similarity, seen.settings)


@pytest.mark.parametrize(
    ("article", "at", "distance", "near"),
    [("one", 400, 400, True), ("one", 2000, 2000, False), ("two", 400, None, False)],
)
def test_distance_is_known_within_one_article(
    article: str, at: int, distance: int | None, near: bool
) -> None:
    seen = met(say("A", "it burned", article="one"), say("A", "it burned", article=article, at=at))
    assert (seen.distance, seen.is_near) == (distance, near)


def test_how_far_a_reply_may_be_is_a_setting() -> None:
    one, other = (propose(say("A", "it burned", article="one", at=at)) for at in (0, 400))
    assert not meet(one, other, 0.5, Settings(reply_distance=300)).is_near


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (say("A", "x is"), say("A", "y is"), True),
        (say("A", "x is"), say("B", "y is"), False),
        (say("A", "x is", speaker_id="1"), say("A", "y is", speaker_id="2"), False),
        (say("A", "x is", speaker_id="1"), say("B", "y is", speaker_id="1"), True),
        (say("A", "x is", speaker_id=None), say("A", "y is", speaker_id=None), True),
        (make_claim("x is", source="P"), make_claim("y is", source="P"), True),
        (make_claim("x is", source="P"), make_claim("y is", source="Q"), False),
        (make_claim("x is", source="P"), say("A", "y is", source="P"), False),
    ],
)
def test_one_speaker_is_told_by_id_then_by_name(one: Claim, other: Claim, same: bool) -> None:
    assert met(one, other).same_speaker is met(other, one).same_speaker is same


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("it fell in Brenna", "it fell in Halden", True),
        ("it fell in Brenna", "it fell", False),
        ("it fell in Brenna", "Brenna saw it fall in Lower Halden", False),
        ("it fell on Monday", "it fell on Friday", True),
        ("it fell on Monday", "it fell", False),
        ("it fell on 3 March 2029", "it fell on 3 March 2030", True),
        ("it fell in 2029", "it fell on 3 March 2029", False),
        ("it fell in 2029", "it fell in 2030", True),
        ("it fell on Monday", "it fell in 2029", False),
    ],
)
def test_events_of_other_days_or_places_are_apart(one: str, other: str, expected: bool) -> None:
    assert apart(told(one), told(other)) is apart(told(other), told(one)) is expected


def test_dates_are_days_and_no_years() -> None:
    assert dates(told("it fell on Monday, 3 March 2029")) == {"monday", "3-3"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Anna Holm fell", "Karl Berg fell", True),
        ("Anna Holm fell", "somebody fell", False),
        ("Anna Holm fell", "Anna Holm and Karl Berg fell", False),
    ],
)
def test_two_claims_may_be_about_two_people(one: str, other: str, expected: bool) -> None:
    assert other_subjects(told(one), told(other)) is expected


def test_who_speaks_is_not_who_is_spoken_of() -> None:
    one, other = told("Anna Holm fell", "Anna Holm"), told("Karl Berg fell", "Karl Berg")
    assert not other_subjects(one, other)
    assert not other_subjects(one, told("Karl Berg fell"))
    assert not other_subjects(told("Karl Berg fell"), one)


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("2031-05-02", "2031-05-04", 2),
        ("2031-05-04", "2031-05-02", -2),
        ("2031-05-02T23:00:00", "2031-05-03T01:00:00", 1),
        ("2031-05-02", None, 0),
        ("soon", "2031-05-02", 0),
    ],
)
def test_days_between_two_texts(first: str, second: str | None, days: int) -> None:
    one, other = say("A", "it fell", published=first), say("B", "it fell", published=second)
    assert days_between(propose(one), propose(other)) == days
