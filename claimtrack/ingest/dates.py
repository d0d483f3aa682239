"""Publication dates in any common form → ISO 8601, or None; never a guess from today's date."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from claimtrack.errors import InputError

__all__ = ["check_day", "normalise_published"]

_LONGEST = 80  # no written date is longer; bounds the work on hostile fields
_YEARS = range(1800, 2101)  # newspapers' archives to the near future
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_PART_OF_DAY = re.compile(r"\d{4}(-\d{2}){0,2}\Z", re.ASCII)
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_FOUR_DIGITS = re.compile(r"\d{4}")
_DAY_NUMBER = re.compile(r"\d{8}\Z")
_EPOCH = range(315_532_800, 4_102_444_800)  # seconds, 1980 to 2100

# Zone names that news agencies write. The machine's own zone must not decide what "EST" means.
_ZONES: Mapping[str, int] = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip

# Two different days and times: what both readings agree on was written, the rest was filled in.
_FILL_A = datetime(2004, 1, 1, 0, 0)
_FILL_B = datetime(2008, 3, 4, 1, 1)


def normalise_published(value: object) -> str | None:
    """Return ``value`` as an ISO 8601 date or date-time, None where it tells no whole day.

    Strings in common written forms and epoch seconds or milliseconds are understood.
    "03/04/2024" is read month first, unless its first number can only be a day; a year of two
    digits is refused because its century would have to be guessed. Offsets are kept. Never
    raises.
    """
    try:
        return _normalise(value)
    # dateutil meets hostile strings with any of these.
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def check_day(text: str) -> None:
    """Raise InputError unless ``text`` is a day, a month or a year as ISO 8601 writes them.

    Anything else, compared with dates as it stands, would silently match nothing.
    """
    if _PART_OF_DAY.match(text):
        with suppress(ValueError):
            date.fromisoformat((text + "-01-01")[:10])
            return
    raise InputError(f"{text!r} is not a date; write it as 2024-05-17, 2024-05 or 2024")


def _normalise(value: object) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(format(value, ".0f"))
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    return _from_text(" ".join(value.split()))


def _from_text(text: str) -> str | None:
    if text.isdecimal() and text.isascii():
        return _from_number(text)
    if _ISO_DAY.match(text):
        day = date.fromisoformat(text)
        return _plausible(day, text)
    if _ISO_TIME.match(text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return _from_words(text)
        return _plausible(moment, moment.isoformat())
    return _from_words(text)


def _from_number(digits: str) -> str | None:
    """Read 20240517, epoch seconds or epoch milliseconds."""
    if _DAY_NUMBER.match(digits):
        day = date.fromisoformat(digits)
        return _plausible(day, day.isoformat())
    if len(digits) > 13:
        return None
    seconds = int(digits) // (1000 if len(digits) > 11 else 1)
    if seconds not in _EPOCH:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _from_words(text: str) -> str | None:
    """Read a written date with dateutil, keeping only the parts that were really there."""
    from dateutil import parser  # slow to import, few inputs need it

    if not _FOUR_DIGITS.search(text):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a zone name it does not know
        first = parser.parse(text, default=_FILL_A, tzinfos=_zone)
        second = parser.parse(text, default=_FILL_B, tzinfos=_zone)
    if first.date() != second.date():
        return None
    if first.hour != second.hour:
        return _plausible(first, first.date().isoformat())
    return _plausible(first, first.isoformat())


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    hours = _ZONES.get((name or "").upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def _plausible(day: date, text: str) -> str | None:
    return text if day.year in _YEARS else None
