"""Numbers, bounds, units and dates of a text, and whether two of them can both be right.

A quantity is the interval its words leave open: "at least 6" has no upper end, "about
50,000" and round figures have some slack, and units are brought to one base unit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import Any

from claimtrack.language.vocabulary import (
    Token,
    concept,
    is_function_word,
    lexicon,
    phrase_concepts,
)

__all__ = ["PEOPLE", "Quantity", "days_named", "quantities"]

_YEARS = (1800, 2100)
_ABOUT = 0.15
PEOPLE = "person"
_TOLLS = frozenset(("die", "injure"))
_BOUND_WORDS = 3
_BESIDE = 5
_DOZEN_SLACK = 2.0
# Shares written without decimals are rounded, but 45 and 46 per cent still differ.
_SHARE_SLACK = 0.49
_BOUNDS = ("about", "at_least", "at_most", "nearly")
# Measures are read off and converted: two minutes and 118 seconds are one figure.
_MEASURED = frozenset({"length", "mass", "volume", "area", "time", "speed"})
_MEASURED_SLACK = 0.03


@dataclass(frozen=True, slots=True)
class Quantity:
    """What one figure says: ``low`` to ``high`` in base units of ``unit``.

    ``unit`` is a dimension ("share", "length", "dollar" …) or "count"; ``counted`` holds the
    concepts of the words right after a count ("people": ``person``) or after a share "of" them,
    ``beside`` those of the five words on either side; ``words`` is the figure as the text has
    it, ``start`` its first token's index. ``denied``: the text says that it is not so ("not
    four"). ``toll`` is what befell those counted, "die" or "injure", None for other counts.
    """

    low: float
    high: float
    value: float
    unit: str
    counted: frozenset[str]
    beside: frozenset[str]
    words: str
    start: int
    denied: bool = False
    toll: str | None = None

    def excludes(self, other: Quantity) -> bool:
        """Tell whether no number satisfies both figures."""
        return self.low > other.high or other.low > self.high


@cache
def _data() -> Any:
    return lexicon("numbers")


@cache
def _people() -> frozenset[str]:
    return frozenset(_data()["people"])


@cache
def _openings() -> frozenset[str]:
    """Return the words that a number or a fraction may begin with."""
    return frozenset(_data()["words"]) | {"a", "one", "half"}


def quantities(text: str, words: Sequence[Token]) -> tuple[Quantity, ...]:
    """Return the quantities of ``text``, whose tokens are ``words``, in text order.

    Years, ages and numbers that are parts of dates are left out.
    """
    found = []
    at = 0
    is_open = any(phrase in text.lower() for phrase in _data()["open"])
    while at < len(words):
        quantity, at = _quantity_at(text, words, at)
        if quantity is not None:
            is_toll = is_open and quantity.unit in ("count", "area")
            found.append(replace(quantity, high=math.inf) if is_toll else quantity)
    return tuple(found)


def _quantity_at(text: str, words: Sequence[Token], at: int) -> tuple[Quantity | None, int]:
    """Return the quantity that starts at a token, if one does, and the index to go on from."""
    lower = words[at].lower
    if not (lower[0].isdecimal() or lower.partition("-")[0] in _openings()):
        return None, at + 1
    fraction = _fraction(words, at)
    if fraction is not None:
        value, after = fraction
        return _made(text, words, (at, after), ("share", 1.0), (value, value, 1.0))
    number = _number(words, at)
    if number is None:
        return None, at + 1
    value, slack, after = number
    end = _end(words, after)
    if text[end : end + 1] == ":" and text[end + 1 : end + 2].isdecimal():
        return None, after + 1  # a time of day
    top = _range_top(text, words, at, after)
    first = value
    if top is not None and top[0] > first:
        value, slack, after = top
    return _quantity(text, words, (at, after), (first, value, slack))


def _end(words: Sequence[Token], after: int) -> int:
    """Return where the token before ``after`` ends in the text."""
    return words[after - 1].start + len(words[after - 1].text)


def _range_top(
    text: str, words: Sequence[Token], at: int, after: int
) -> tuple[float, float, int] | None:
    """Return the second number of "30 to 40", "between 30 and 40" or "30–40", or None."""
    if after >= len(words):
        return None
    if text[_end(words, after) : words[after].start] in ("-", "–", "—"):
        return _number(words, after)
    before = words[at - 1].lower if at else ""
    joins = (before, words[after].lower) == ("between", "and")
    # "From 30 to 40" tells a change: both figures hold, one after the other.
    joins |= words[after].lower == "to" and before != "from"
    return _number(words, after + 1) if joins and after + 1 < len(words) else None


def _number(words: Sequence[Token], at: int) -> tuple[float, float, int] | None:
    """Return value, slack (half a unit of its last written digit) and the index after it."""
    lower = words[at].lower
    if not lower[0].isdecimal():
        return _spelled(words, at)
    parsed = _digits(lower)
    if parsed is None:
        return None
    value, slack = parsed
    scales = _data()["scales"]
    after = at + 1
    while after < len(words) and words[after].lower in scales:
        scale = scales[words[after].lower]
        slack = max(slack, 0.5 if value == int(value) and lower.isdecimal() else slack) * scale
        value *= scale
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
    """Return a number in words ("twenty-one", "half a dozen", "one hundred and twenty") or None."""
    scales = _data()["scales"]
    value = _small(words[at].lower)
    after = at + 1
    if value is None and words[at].lower in ("a", "one"):
        is_half = at > 0 and words[at - 1].lower == "half"
        value = 0.5 if is_half else 1.0
        if after == len(words) or words[after].lower not in scales or len(words[after].lower) < 3:
            return None
    if value is None:
        return None
    slack, scale = 0.0, 1.0
    while after < len(words) and words[after].lower in scales:
        scale = scales[words[after].lower]
        slack = _DOZEN_SLACK if words[after].lower == "dozen" else slack * scale
        value *= scale
        after += 1
    rest = after + 1 if after < len(words) and words[after].lower == "and" else after
    added = _small(words[rest].lower) if rest < len(words) else None
    if added is not None and added < scale:
        value, after = value + added, rest + 1
    return value, slack, after


def _small(lower: str) -> float | None:
    """Return a number below a hundred that is one word ("seven", "twenty-one"), or None."""
    names: dict[str, float] = _data()["words"]
    tens, _, ones = lower.partition("-")
    if not ones:
        return names.get(lower)
    if names.get(tens, 0) < 20 or not (ones == "one" or names.get(ones, 10) < 10):
        return None
    return float(names[tens] + names.get(ones, 1))


def _quantity(
    text: str,
    words: Sequence[Token],
    place: tuple[int, int],
    number: tuple[float, float, float],
) -> tuple[Quantity | None, int]:
    """Return what the number at ``place`` (first token, token after) measures, and what follows.

    ``number`` is the least and the greatest value as written, and their slack.
    """
    at, after = place
    following = [word.lower for word in words[after : after + 2]]
    before = words[at - 1].lower if at else ""
    if _is_date_part(words[at].lower, before, "".join(following[:1])) or _is_age(following):
        return None, after
    unit, factor, after = _unit(text, words, at, after)
    if unit == "count" and _is_year(words[at].text, number[1], "".join(following[:1])):
        return None, after
    return _made(text, words, (at, after), (unit, factor), number)


def _made(
    text: str,
    words: Sequence[Token],
    place: tuple[int, int],
    measure: tuple[str, float],
    number: tuple[float, float, float],
) -> tuple[Quantity, int]:
    at, after = place
    unit, factor = measure
    first, value, slack = number
    if unit == "share":
        slack = max(slack, _SHARE_SLACK if value == int(value) else 0.05)
    if unit in _MEASURED:
        slack = max(slack, value * _MEASURED_SLACK)
    written = text[words[at].start : _end(words, after)]
    bound = _bound_before(text, words, at)
    trailing = _data()["after"].get(" ".join(word.lower for word in words[after : after + 2]))
    if trailing:
        bound, after = trailing, after + 2
    low, high = _bounds(bound, first, value, slack)
    of_share = unit == "share" and after < len(words) and words[after].lower == "of"
    counted = _counted(words, after) if unit == "count" or of_share else frozenset[str]()
    low, high, value = low * factor, high * factor, value * factor
    beside = phrase_concepts([*words[max(0, at - _BESIDE) : at], *words[after : after + _BESIDE]])
    denied = at > 0 and words[at - 1].lower in ("not", "never")
    toll = _toll(words, at, after) if unit == "count" else None
    return Quantity(low, high, value, unit, counted, beside, written, at, denied, toll), after


def _toll(words: Sequence[Token], at: int, after: int) -> str | None:
    """Return which toll a count gives by the nearest word that tells it: "killed 12", "12 dead".

    Beyond "and" another count begins.
    """
    before = reversed(words[max(0, at - _BESIDE) : at])
    sides = [[*takewhile(_goes_on, side)] for side in (before, words[after : after + _BESIDE])]
    for place in range(_BESIDE):
        for side in sides:
            if place < len(side) and concept(side[place].lower) in _TOLLS:
                return concept(side[place].lower)
    return None


def _goes_on(word: Token) -> bool:
    return word.lower not in ("and", "but", "or", "while")


def _is_age(following: Sequence[str]) -> bool:
    """Tell whether a number is an age: "34-year-old", "34 years old"."""
    return following[:1] in (["year-old"], ["years-old"]) or following == ["years", "old"]


def _is_date_part(lower: str, before: str, following: str) -> bool:
    months = _data()["months"]
    return _is_day(lower) and (
        before in months or following in months or following in ("st", "nd", "th")
    )


def _is_day(lower: str) -> bool:
    return lower.isdecimal() and len(lower) <= 2 and 1 <= int(lower) <= 31


def _is_year(written: str, value: float, following: str) -> bool:
    is_plain = len(written) == 4 and written.isdecimal()
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


def _fraction(words: Sequence[Token], at: int) -> tuple[float, int] | None:
    """Return a fraction as a percentage and the index after it.

    "Two thirds", "three-quarters", "half of", "a third of", "two in three".
    """
    fractions = _data()["fractions"]
    lower, following, last = [*(word.lower for word in words[at : at + 3]), "", ""][:3]
    if lower == "half" and following in ("of", "the"):
        return float(fractions[lower]), at + 1
    head, _, tail = lower.partition("-")
    if tail in fractions and head in _data()["words"]:
        return float(_data()["words"][head] * fractions[tail]), at + 1
    count = 1 if lower in ("a", "one") else _data()["words"].get(lower)
    if count and following in fractions and (lower != "a" or last == "of"):
        return float(count * fractions[following]), at + 2
    whole = _small(last)
    if count and lower != "a" and following == "in" and whole and whole > count:
        return 100 * count / whole, at + 3
    return None


def _bound_before(text: str, words: Sequence[Token], at: int) -> str | None:
    """Return the kind of bound that the words before a number set, the longest phrase first."""
    first = max(0, at - _BOUND_WORDS)
    before = " " + text[words[first].start : words[at].start].lower().strip(" $€£¥") + " "
    phrases = [(len(phrase), group, phrase) for group in _BOUNDS for phrase in _data()[group]]
    said = [(length, group) for length, group, phrase in phrases if before.endswith(f" {phrase} ")]
    return max(said)[1] if said else None


def _bounds(bound: str | None, first: float, value: float, slack: float) -> tuple[float, float]:
    match bound:
        case "at_most":
            return -math.inf, value + slack
        case "at_least":
            return first - slack, math.inf
        case "nearly":
            return first * (1 - _ABOUT), value + slack
        case "about":
            return first * (1 - _ABOUT) - slack, value * (1 + _ABOUT) + slack
        case _:
            return first - slack, value + slack


def _counted(words: Sequence[Token], after: int) -> frozenset[str]:
    """Return the concepts of the noun phrase that follows a count (at most three words)."""
    people = _people()
    found: set[str] = set()
    for word in words[after : after + 4]:
        if word.lower in people:
            found.add(PEOPLE)
            found.add(word.concept)
            break
        if word.lower in ("of", "the"):
            continue
        if is_function_word(word.lower) or word.lower[0].isdecimal() or len(found) == 3:
            break
        found.add(word.concept)
    return frozenset(found)


def days_named(words: Sequence[Token]) -> frozenset[str]:
    """Return the days and years a text names: "3-28" for 28 March, "monday", "2008"."""
    months: list[str] = _data()["months"]
    weekdays = _data()["weekdays"]
    found: set[str] = set()
    for index, word in enumerate(words):
        if word.lower in weekdays:
            found.add(word.lower)
        following = words[index + 1].lower if index + 1 < len(words) else ""
        if word.text.isdecimal() and _is_year(word.text, float(word.text), following):
            found.add(word.text)
        if word.lower not in months or not word.text[0].isupper():
            continue
        for neighbour in words[max(0, index - 1) : index + 2]:
            if _is_day(neighbour.lower):
                found.add(f"{months.index(word.lower) + 1}-{int(neighbour.lower)}")
    return frozenset(found)
