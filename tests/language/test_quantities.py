from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.language.counting import same_counted
from claimtrack.language.quantities import Quantity, days_named, quantities
from claimtrack.language.vocabulary import lexicon, tokens

# What steers the reading of figures, so that random texts reach its corners.
PARTS = [
    "at least", "about", "up to", "half", "a", "one", "two", "twenty-one", "dozen", "hundred",
    "million", "and", "to", "between", "in", "3", "48,700", "50,000", "1.5", "2029", "%", "$",
    "percent", "per", "cent", "miles", "km", "miners", "killed", "so far", "March", "th", "-",
    "12:30", "years", "old", "or more", "²", "٣", "9" * 400, ".", ",",
]  # fmt: skip
texts = st.lists(st.sampled_from(PARTS), max_size=12).map(" ".join)


def read(text: str) -> tuple[Quantity, ...]:
    return quantities(text, tokens(text))


def one(text: str) -> Quantity:
    [found] = read(text)
    return found


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("6 miners", 6, 6),
        ("at least 6 miners", 6, math.inf),
        ("no fewer than six miners", 6, math.inf),
        ("more than 8 miners", 8, math.inf),
        ("6 or more miners", 6, math.inf),
        ("up to 9 miners", -math.inf, 9),
        ("fewer than 9 miners", -math.inf, 9),
        ("no more than 9 miners", -math.inf, 9),
        ("9 or fewer miners", -math.inf, 9),
        ("9 miners so far", 9, math.inf),
        ("as of noon 9 miners", 9, math.inf),
        ("30 to 40 miners", 30, 40),
        ("between 30 and 40 miners", 30, 40),
        ("30–40 miners", 30, 40),
        ("at least 30 to 40 miners", 30, math.inf),
        ("a dozen miners", 10, 14),
    ],
)
def test_a_figure_is_the_interval_its_words_leave_open(text: str, low: float, high: float) -> None:
    assert (one(text).low, one(text).high) == (low, high)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seven miners", 7),
        ("twenty miners", 20),
        ("twenty-one miners", 21),
        ("ninety-nine miners", 99),
        ("a hundred miners", 100),
        ("one hundred and twenty miners", 120),
        ("three hundred thousand miners", 300_000),
        ("two dozen miners", 24),
        ("half a dozen miners", 6),
        ("half a million miners", 500_000),
        ("48,700 miners", 48_700),
        ("1.5 million miners", 1_500_000),
        ("1.5m miners", 1_500_000),
        ("two thirds of miners", 66.666),
        ("three-quarters of miners", 75),
        ("half of the miners", 50),
        ("a third of the miners", 33.333),
        ("one in four miners", 25),
        ("45 percent of miners", 45),
        ("45 per cent of miners", 45),
        ("45% of miners", 45),
        ("3 km", 3000),
        ("2 hours", 120),
        ("$1.2 billion", 1.2e9),
        ("€5bn", 5e9),
        ("3 million dollars", 3e6),
    ],
)
def test_figures_have_one_value_however_they_are_written(text: str, value: float) -> None:
    assert one(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("one_text", "other_text"),
    [
        ("at least 6 miners", "8 miners"),
        ("up to 9 miners", "4 miners"),
        ("about 50,000 miners", "48,700 miners"),
        ("nearly 50,000 miners", "48,700 miners"),
        ("14 or so miners", "13 miners"),
        ("50,000 miners", "48,700 miners"),
        ("30 to 40 miners", "35 miners"),
        ("two dozen miners", "25 miners"),
        ("10 miles", "16 kilometres"),
        ("60 minutes", "1 hour"),
        ("400 hectares", "990 acres"),
        ("100 km", "62 miles"),
        ("$1.2 billion", "$1,200 million"),
        ("$1.2 billion", "$1.23 billion"),
        ("two thirds", "67 percent"),
        ("one in four", "25%"),
        ("45 percent", "45.3 per cent"),
        ("twenty-one miners", "21 miners"),
    ],
)
def test_figures_that_can_both_be_right_do_not_exclude_each_other(
    one_text: str, other_text: str
) -> None:
    assert same_counted(one(one_text), one(other_text))
    assert not one(one_text).excludes(one(other_text))


@pytest.mark.parametrize(
    ("one_text", "other_text"),
    [
        ("14 miners", "36 miners"),
        ("at least 6 miners", "4 miners"),
        ("up to 9 miners", "more than 20 miners"),
        ("about 5,000 miners", "some 40,000 miners"),
        ("48,700 miners", "48,900 miners"),
        ("30 to 40 miners", "50 miners"),
        ("10 miles", "3 kilometres"),
        ("$700 million", "$1.3 billion"),
        ("45 percent", "46 percent"),
        ("half of", "a third of"),
        ("2 hours", "20 minutes"),
    ],
)
def test_figures_that_cannot_both_be_right_exclude_each_other(
    one_text: str, other_text: str
) -> None:
    assert same_counted(one(one_text), one(other_text))
    assert one(one_text).excludes(one(other_text))
    assert one(other_text).excludes(one(one_text))


@pytest.mark.parametrize(
    ("one_text", "other_text"),
    [
        ("$700", "€640"),
        ("700 dollars", "700 euros"),
        ("12 miles", "12 hours"),
        ("12 percent", "12 miners"),
        ("12 lorries", "14 ferries"),
        ("12 killed", "31 injured"),
        ("12", "14"),
    ],
)
def test_figures_of_different_things_are_not_compared(one_text: str, other_text: str) -> None:
    assert not same_counted(one(one_text), one(other_text))


@pytest.mark.parametrize(
    ("one_text", "other_text", "same"),
    [
        ("14 people", "22 people", True),
        ("14 people", "22 dead", True),
        ("14 persons", "22 people", True),
        ("3 children", "5 children", True),
        ("14 people", "36 passengers", True),
        ("14 people", "3 children", False),
        ("at least 14 people", "36 passengers", False),
        ("3 children", "9 soldiers", False),
    ],
)
def test_a_group_may_be_part_of_all_people_but_not_more(
    one_text: str, other_text: str, same: bool
) -> None:
    a, b = one(one_text), one(other_text)
    assert same_counted(a, b) is same_counted(b, a) is same


@pytest.mark.parametrize(
    ("one_text", "other_text", "same"),
    [
        ("40 percent of growers", "62 percent of growers", True),
        ("40 percent of growers", "62 percent of anglers", False),
        ("40 percent of growers", "62 percent", True),
    ],
)
def test_shares_of_two_groups_are_not_compared(one_text: str, other_text: str, same: bool) -> None:
    a, b = one(one_text), one(other_text)
    assert same_counted(a, b) is same_counted(b, a) is same


@pytest.mark.parametrize(
    "text",
    [
        "the harvest of 2029",
        "in 1999 it burned",
        "on 28 March",
        "on March 28",
        "the 34-year-old driver",
        "the driver, 34 years old",
        "at 12:30",
        "dozens of miners",
        "hundreds of thousands of miners",
        "one miner",
        "the first miner",
        "no miners",
        "1,2.3.4",
        "²³ miners",
        "9" * 400,
        "",
    ],
)
def test_what_is_no_figure_is_left_out(text: str) -> None:
    assert read(text) == ()


def test_four_digits_before_people_are_a_count_and_no_year() -> None:
    assert one("2029 people").value == 2029


def test_a_change_from_one_figure_to_another_is_two_figures() -> None:
    assert [found.value for found in read("from 30 to 40 percent")] == [30, 40]


def test_so_far_leaves_prices_as_they_are() -> None:
    assert one("so far it cost $40").high < math.inf


def test_a_figure_knows_its_words_its_place_and_what_stands_beside() -> None:
    found = one("The landslide at Orvana killed at least 14 miners")
    assert (found.words, found.start) == ("14", 7)
    assert found.counted == {"miner"}
    assert found.beside == {"orvana", "die", "least", "miner"}


@given(texts, texts)
def test_excluding_is_mutual_and_never_of_oneself(one_text: str, other_text: str) -> None:
    for a in read(one_text):
        assert a.low <= a.value <= a.high or a.value == pytest.approx(a.low)
        assert not a.excludes(a)
        for b in read(other_text):
            assert a.excludes(b) == b.excludes(a)
            assert same_counted(a, b) == same_counted(b, a)


@given(texts)
def test_figures_stand_in_text_order_and_are_the_texts_words(text: str) -> None:
    found = read(text)
    assert [figure.start for figure in found] == sorted({figure.start for figure in found})
    assert all(figure.words in text for figure in found)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on Monday", {"monday"}),
        ("on 28 March 2030", {"3-28", "2030"}),
        ("on March 28", {"3-28"}),
        ("they may march in 3 columns", set()),
        ("2029 people", set()),
        ("March ²", set()),
        ("March " + "1" * 5000, set()),
        ("in the 1990s and 2008", {"1990", "2008"}),
    ],
)
def test_days_and_years_named(text: str, days: set[str]) -> None:
    assert days_named(tokens(text)) == days


def test_every_unit_has_a_dimension_and_a_size() -> None:
    for name, (dimension, size) in lexicon("numbers")["units"].items():
        assert dimension, name
        assert size > 0, name


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("14 people died", ["die"]),
        ("the death toll at 19", ["die"]),
        ("19 dead and 40 injured", ["die", "injure"]),
        ("the blast killed 12 civilians and wounded 30", ["die", "injure"]),
        ("Three of ours are dead and seven are in hospital.", ["die", None]),
        ("14 people marched", [None]),
        ("9 percent of the dead", [None]),
    ],
)
def test_a_toll_is_told_by_the_nearest_word(text: str, tolls: list[str | None]) -> None:
    assert [figure.toll for figure in read(text)] == tolls


def test_a_figure_may_be_denied() -> None:
    assert [figure.denied for figure in read("two gates were open, not four")] == [False, True]


def test_the_dead_are_not_counted_with_the_injured() -> None:
    assert not same_counted(one("14 people died"), one("30 people were injured"))
    assert same_counted(one("14 people died"), one("a death toll of 19"))
