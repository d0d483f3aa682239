from __future__ import annotations

import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.errors import InputError
from claimtrack.ingest.dates import check_day, normalise_published


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-05-17", "2024-05-17"),
        ("2024-05-17T09:30:00Z", "2024-05-17T09:30:00+00:00"),
        ("2024-05-17 09:30", "2024-05-17T09:30:00"),
        ("20240517T093000Z", "2024-05-17T09:30:00+00:00"),
        ("May 17, 2024", "2024-05-17"),
        ("17 May 2024", "2024-05-17"),
        ("Fri, 17 May 2024 10:00:00 -0500", "2024-05-17T10:00:00-05:00"),
        ("May 17, 2024 5 pm EDT", "2024-05-17T17:00:00-04:00"),
        ("26-FEB-1987 15:01:01", "1987-02-26T15:01:01"),
        (20240517, "2024-05-17"),
        (1715930000, "2024-05-17T07:13:20+00:00"),
        ("1715930000123", "2024-05-17T07:13:20+00:00"),
    ],
)
def test_common_forms(written: object, iso: str) -> None:
    assert normalise_published(written) == iso
    assert normalise_published(iso) == iso


def test_ambiguous_order_is_month_first_unless_that_is_impossible() -> None:
    assert normalise_published("03/04/2024") == "2024-03-04"
    assert normalise_published("13/04/2024") == "2024-04-13"


@pytest.mark.parametrize(
    "written",
    ["", " 2024", "soon", "Friday", "10:30", "May 2024", "2024", "2024-05", "17 May", "17/05/24",
     "2024-02-30", "9999-01-01", "0000-00-00", None, True, [], {}, float("nan"), 1e300],
)  # fmt: skip
def test_what_tells_no_whole_day_is_no_date(written: object) -> None:
    assert normalise_published(written) is None


def test_a_zone_name_does_not_depend_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert normalise_published("17 May 2024 10:00 EST") == "2024-05-17T10:00:00-05:00"
        assert normalise_published("17 May 2024 10:00 XYZ") in (None, "2024-05-17T10:00:00")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert os.environ.get("TZ") != "America/New_York"


@given(st.one_of(st.text(), st.integers(), st.floats(), st.text("0123456789:-/ TZ+.,apm")))
def test_never_raises_and_is_stable(value: object) -> None:
    found = normalise_published(value)
    assert found is None or normalise_published(found) == found


@pytest.mark.parametrize("text", ["2024-05-17", "2024-05", "2024"])
def test_days_months_and_years_can_be_compared(text: str) -> None:
    check_day(text)


@pytest.mark.parametrize("text", ["", "soon", "2024-13", "2024-02-30", "5/2/2024", "٢٠٢٤", "24"])
def test_no_other_dates_are_compared(text: str) -> None:
    with pytest.raises(InputError, match="is not a date"):
        check_day(text)
