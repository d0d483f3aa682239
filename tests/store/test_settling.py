from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimtrack.records import ManualAlias
from claimtrack.store.settling import Said, overlap, settle, settle_dated

names = st.sampled_from("abcde")
said = st.builds(Said, st.sampled_from("123456"), names, names).filter(
    lambda one: one.alias != one.speaker
)
days = st.sampled_from(["", "2026-01-01", "2026-02-01", "2026-03-01"])
said_for_a_time = st.builds(Said, st.sampled_from("123"), st.just("mayor"), names, days, days)


def test_what_was_said_last_counts_and_the_rest_is_given_up() -> None:
    first, last = Said("1", "Berg", "Karl Berg"), Said("2", "Berg", "Anna Berg")
    assert settle([last, first]) == ({"Berg": "Anna Berg"}, [first])


def test_names_follow_a_speaker_who_becomes_another_name() -> None:
    meant, given_up = settle([Said("1", "KB", "Berg"), Said("2", "Berg", "Karl Berg")])
    assert meant == {"Berg": "Karl Berg", "KB": "Karl Berg"}
    assert given_up == []


def test_names_in_a_circle_are_one_speaker() -> None:
    circle = [Said("1", "a", "b"), Said("2", "b", "c"), Said("3", "c", "a")]
    assert settle(circle) == ({"b": "a", "c": "a"}, [])


@given(st.lists(said))
def test_no_alias_ends_at_an_alias_in_any_order(everything: list[Said]) -> None:
    meant, _ = settle(everything)
    assert not set(meant.values()) & set(meant)
    assert settle(everything[::-1]) == settle(everything)


@given(st.lists(said_for_a_time))
def test_no_name_means_two_speakers_on_one_day(everything: list[Said]) -> None:
    kept, given_up = settle_dated(everything)
    assert settle_dated(everything[::-1]) == (kept, given_up)
    for place, one in enumerate(kept):
        assert not any(overlap(one.record(), other.record()) for other in kept[place + 1 :])
    assert all(one not in kept for one, _ in given_up)


def test_times_that_only_touch_do_not_overlap() -> None:
    before = ManualAlias("mayor", "a", None, "2026-01-01")
    after = ManualAlias("mayor", "b", "2026-01-01", None)
    assert not overlap(before, after)
    assert overlap(before, before)
