"""Numbers, bounds, units and dates of a text, and whether two of them can both be right.

A quantity is the interval its words leave open: "at least 6" has no upper end, "about
50,000" and round figures have some slack, and units are brought to one base unit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from claimtrack.language.vocabulary import Token, is_function_word, lexicon, phrase_concepts

__all__ = ["Quantity", "days_named", "quantities", "same_counted"]

_YEARS = (1800, 2100)
_ABOUT = 0.15
_PEOPLE = "person"
_BOUND_WORDS = 3
_BESIDE = 5
_BOUNDS = ("about", "at_least", "at_most", "nearly")
# Measures are read off and converted: two minutes and 118 seconds are one figure.
_MEASURED = frozenset({"length", "mass", "volume", "area", "time", "speed"})
_MEASURED_SLACK = 0.03


@dataclass(frozen=True, slots=True)
class Quantity:
    """What one figure says: ``low`` to ``high`` in base units of ``unit``.

    ``unit`` is a dimension ("share", "length", "dollar" …) or "count"; ``counted`` holds the
    concepts of the words right after a count ("people": ``person``), ``beside`` those of the five
    words on either side; ``words`` is the figure
    as the text has it, ``start`` its first token's index.
    """

    low: float
    high: float
    value: float
    unit: str
    counted: frozenset[str]
    beside: frozenset[str]
    words: str
    start: int

    def excludes(self, other: Quantity) -> bool:
        """Tell whether no number satisfies both figures."""
        return self.low > other.high or other.low > self.high


@cache
def _data() -> Any:
    return lexicon("numbers")


@cache
def _people() -> frozenset[str]:
    return frozenset(_data()["people"])


def quantities(text: str, words: Sequence[Token]) -> tuple[Quantity, ...]:
    """Return the quantities of ``text``, whose tokens are ``words``, in text order.

    Years, ages and numbers that are parts of dates are left out.
    """
    found = []
    at = 0
    is_open = any(phrase in text.lower() for phrase in _data()["open"])
    while at < len(words):
        number = _number(words, at)
        if number is None:
            at += 1
            continue
        value, slack, after = number
        quantity, at = _quantity(text, words, (at, after), value, slack)
        if quantity is not None:
            is_toll = is_open and quantity.unit in ("count", "area")
            found.append(replace(quantity, high=math.inf) if is_toll else quantity)
    return tuple(found)


def _number(words: Sequence[Token], at: int) -> tuple[float, float, int] | None:
    """Return value, slack (half a unit of its last written digit) and the index after it."""
    lower = words[at].lower
    data = _data()
    if lower[0].isdigit():
        parsed = _digits(lower)
        if parsed is None:
            return None
        value, slack = parsed
        after = at + 1
    else:
        spelled = _spelled(words, at)
        if spelled is None:
            return None
        value, slack, after = spelled
    while after < len(words) and words[after].lower in data["scales"]:
        value *= data["scales"][words[after].lower]
        slack = max(slack, 0.5 if value == int(value) and lower.isdigit() else slack)
        slack *= data["scales"][words[after].lower]
        after += 1
    return value, slack, after


def _digits(lower: str) -> tuple[float, float] | None:
    plain = lower.replace(",", "")
    if plain.count(".") > 1 or len(plain) > 15:
        return None
    value = float(plain)
    if "." in plain:
        return value, 0.5 * 10.0 ** -(len(plain) - plain.index(".") - 1)
    zeros = len(plain) - len(plain.rstrip("0"))
    # 40 or 90 may well be exact; 150 or 50,000 are mostly rounded.
    return value, (0.5 * 10.0**zeros if zeros and value >= 100 else 0.0)


def _spelled(words: Sequence[Token], at: int) -> tuple[float, float, int] | None:
    """Return a number in words ("twenty-one", "a dozen", "three hundred") or None."""
    data = _data()["words"]
    value = 0.0
    after = at
    for part in words[at].lower.split("-"):
        if part not in data:
            break
        value += data[part]
    else:
        after = at + 1
    if after == at:
        scales = _data()["scales"]
        one = words[at].lower in ("a", "one") and at + 1 < len(words)
        if one and len(words[at + 1].lower) > 2 and words[at + 1].lower in (*scales, "dozen"):
            is_dozen = words[at + 1].lower == "dozen"
            return (12.0, 2.0, at + 2) if is_dozen else (1.0, 0.0, at + 1)
        return None
    return value, 0.0, after


def _quantity(
    text: str, words: Sequence[Token], place: tuple[int, int], value: float, slack: float
) -> tuple[Quantity | None, int]:
    """Return what the number at ``place`` (first token, token after) measures, and what follows."""
    at, after = place
    lower = words[at].lower
    following = words[after].lower if after < len(words) else ""
    before = words[at - 1].lower if at else ""
    if _is_date_part(lower, before, following) or following.startswith(("year-old", "years-old")):
        return None, after
    unit, factor, after = _unit(text, words, at, after)
    if unit == "count" and _is_year(words[at].text, value, following):
        return None, after
    fraction = _fraction(words, at, after) if unit == "count" else None
    if fraction is not None:
        value, after = fraction
        unit, factor, slack = "share", 1.0, 1.0
    if unit == "share":
        slack = max(slack, 0.05)
    if unit in _MEASURED:
        slack = max(slack, value * _MEASURED_SLACK)
    low, high = _bounds(_phrase_before(text, words, at), value, slack)
    counted = _counted(words, after) if unit == "count" else frozenset[str]()
    end = words[after - 1].start + len(words[after - 1].text)
    low, high, value = low * factor, high * factor, value * factor
    beside = phrase_concepts([*words[max(0, at - _BESIDE) : at], *words[after : after + _BESIDE]])
    written = text[words[at].start : end]
    return Quantity(low, high, value, unit, counted, beside, written, at), after


def _is_date_part(lower: str, before: str, following: str) -> bool:
    months = _data()["months"]
    is_day = lower.isdigit() and int(lower) <= 31
    return is_day and (before in months or following in months or following in ("st", "nd", "th"))


def _is_year(written: str, value: float, following: str) -> bool:
    is_plain = len(written) == 4 and written.isdigit()
    return is_plain and _YEARS[0] <= value <= _YEARS[1] and following not in _people()


def _unit(text: str, words: Sequence[Token], at: int, after: int) -> tuple[str, float, int]:
    data = _data()
    start = words[at].start
    sign = data["currency_signs"].get(text[start - 1 : start])
    if sign:
        return sign, 1.0, after
    end = words[after - 1].start + len(words[after - 1].text)
    if text[end : end + 2].lstrip()[:1] == "%":
        return "share", 1.0, after
    if after >= len(words):
        return "count", 1.0, after
    following = words[after].lower
    if following == "per" and after + 1 < len(words) and words[after + 1].lower == "cent":
        return "share", 1.0, after + 2
    if following in data["units"]:
        unit, factor = data["units"][following]
        return unit, float(factor), after + 1
    return "count", 1.0, after


def _fraction(words: Sequence[Token], at: int, after: int) -> tuple[float, int] | None:
    """Return "two thirds" or "two in three" as a percentage and the index after it."""
    fractions = _data()["fractions"]
    names = _data()["words"]
    count = names.get(words[at].lower)
    if after < len(words) and count and words[after].lower in fractions:
        return count * fractions[words[after].lower], after + 1
    if after + 1 < len(words) and count and words[after].lower == "in":
        whole = names.get(words[after + 1].lower)
        if whole and whole > count:
            return 100 * count / whole, after + 2
    return None


def _phrase_before(text: str, words: Sequence[Token], at: int) -> str:
    first = max(0, at - _BOUND_WORDS)
    return " " + text[words[first].start : words[at].start].lower().strip(" $€£¥") + " "


def _bounds(before: str, value: float, slack: float) -> tuple[float, float]:
    data = _data()

    phrases = [(len(phrase), group, phrase) for group in _BOUNDS for phrase in data[group]]
    said = [(length, group) for length, group, phrase in phrases if before.endswith(f" {phrase} ")]
    match max(said)[1] if said else None:
        case "at_most":
            return -math.inf, value + slack
        case "at_least":
            return value - slack, math.inf
        case "nearly":
            return value * (1 - _ABOUT), value + slack
        case "about":
            return value * (1 - _ABOUT) - slack, value * (1 + _ABOUT) + slack
        case _:
            return value - slack, value + slack


def _counted(words: Sequence[Token], after: int) -> frozenset[str]:
    """Return the concepts of the noun phrase that follows a count (at most three words)."""
    people = _people()
    found: set[str] = set()
    for word in words[after : after + 4]:
        if word.lower in people:
            found.add(_PEOPLE)
            found.add(word.concept)
            break
        if word.lower in ("of", "the"):
            continue
        if is_function_word(word.lower) or word.lower[0].isdigit() or len(found) == 3:
            break
        found.add(word.concept)
    return frozenset(found)


def same_counted(a: Quantity, b: Quantity) -> bool:
    """Tell whether two figures measure the same kind of thing."""
    if a.unit != b.unit:
        return False
    return a.unit != "count" or bool(a.counted & b.counted)


def days_named(words: Sequence[Token]) -> frozenset[str]:
    """Return the days and years a text names: "3-28" for 28 March, "monday", "2008"."""
    months: list[str] = _data()["months"]
    weekdays = _data()["weekdays"]
    found: set[str] = set()
    for index, word in enumerate(words):
        if word.lower in weekdays:
            found.add(word.lower)
        following = words[index + 1].lower if index + 1 < len(words) else ""
        if word.text.isdigit() and _is_year(word.text, float(word.text), following):
            found.add(word.text)
        if word.lower not in months or not word.text[0].isupper():
            continue
        for neighbour in words[max(0, index - 1) : index + 2]:
            if neighbour.lower.isdigit() and 1 <= int(neighbour.lower) <= 31:
                found.add(f"{months.index(word.lower) + 1}-{int(neighbour.lower)}")
    return frozenset(found)
