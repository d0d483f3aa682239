"""Speakers across articles: what merges, and what must stay apart."""

from __future__ import annotations

import pytest

from claimtrack.records import ManualAlias, SpeakerKind, SpeakerMention
from claimtrack.speakers import SpeakerLinks, link_speakers, normalise_name

Cast = list[tuple[str, SpeakerMention]]


def cast(*entries: tuple[str, str, SpeakerKind] | tuple[str, str, SpeakerKind, str]) -> Cast:
    """Return a cast from (article, name, kind[, words at the attribution])."""
    return [
        (article, SpeakerMention(name, rest[0] if rest else name, kind))
        for article, name, kind, *rest in entries
    ]


def link(entries: Cast, manual: dict[str, str]) -> SpeakerLinks:
    """Link a cast with aliases that hold always."""
    return link_speakers(entries, [ManualAlias(*alias) for alias in manual.items()], {})


def groups(links: SpeakerLinks) -> set[frozenset[tuple[str, str]]]:
    members: dict[str, set[tuple[str, str]]] = {}
    for place, speaker in links.of.items():
        members.setdefault(speaker, set()).add(place)
    return {frozenset(places) for places in members.values()}


def are_one(entries: Cast, manual: dict[str, str] | None = None) -> bool:
    return len(link(entries, manual or {}).speakers) == 1


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Anna Brook", "ANNA BROOK", "person"),
        ("José Lima", "Jose Lima", "person"),
        ("Omar al-Sabbagh", "Omar Al Sabbagh", "person"),
        ("Harbour Union", "the Harbour Union", "body"),
        ("Peter Stone", "Peter J. Stone", "person"),
        ("Damascus", "Syrian government", "place"),
        ("Kremlin", "Moscow", "place"),
        ("Downing Street", "UK government", "body"),
        ("Washington", "U.S.", "place"),
        ("Pentagon", "Department of Defense", "body"),
        ("Norway's foreign ministry", "Norwegian Foreign Ministry", "body"),
    ],
)
def test_certain_names_merge(one: str, other: str, kind: SpeakerKind) -> None:
    assert are_one(cast(("a", one, kind), ("b", other, kind)))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Anna Brook", "Hanna Brook", "person"),
        ("Peter Stone", "Peter Stone Jr.", "person"),
        ("Peter Stone", "Stone", "person"),
        ("White House", "Washington", "place"),
        ("Obama administration", "White House", "body"),
        ("Brussels", "European Union", "place"),
        ("Turkish army", "Syrian army", "body"),
        ("senior official", "senior official", "anonymous"),
    ],
)
def test_uncertain_names_stay_apart(one: str, other: str, kind: SpeakerKind) -> None:
    assert not are_one(cast(("a", one, kind), ("b", other, kind)))


def test_a_person_called_like_a_seat_is_no_government() -> None:
    entries = cast(("a", "Washington", "person"), ("b", "Washington", "place"))
    assert not are_one(entries)


def test_contending_initials_keep_all_apart() -> None:
    entries = cast(
        ("a", "Paul Reed", "person"),
        ("b", "Paul A. Reed", "person"),
        ("c", "Paul B. Reed", "person"),
    )
    assert len(link(entries, {}).speakers) == 3


def test_title_makes_surname_and_short_form_sure() -> None:
    assert are_one(
        cast(
            ("a", "Stone", "person", "Senator Stone"),
            ("b", "Paul Stone", "person", "Sen. Paul Stone"),
        )
    )
    assert are_one(
        cast(
            ("a", "Joe Reed", "person", "Sen. Joe Reed"),
            ("b", "Joseph Reed", "person", "Senator Joseph Reed"),
        )
    )


def test_surname_of_two_people_stays_apart() -> None:
    entries = cast(
        ("a", "Stone", "person", "Senator Stone"),
        ("b", "Paul Stone", "person", "Sen. Paul Stone"),
        ("c", "Anna Stone", "person"),
    )
    assert len(link(entries, {}).speakers) == 3


def test_bare_acronym_joins_its_only_expansion() -> None:
    introduced = ("a", SpeakerMention("Coastal Forces (CF)", "CF", "body", "CF"))
    bare = cast(("b", "CF", "body"))
    links = link([introduced, *bare], {})
    assert [speaker.name for speaker in links.speakers] == ["Coastal Forces (CF)"]
    assert links.speakers[0].aliases == ("CF",)
    other = ("c", SpeakerMention("Civic Front (CF)", "CF", "body", "CF"))
    assert len(link([introduced, *bare, other], {}).speakers) == 3


def test_manual_alias_wins_and_follows_aliases() -> None:
    entries = cast(
        ("a", "Iron Anna", "person"), ("b", "Anna Brook", "person"), ("c", "Boss", "person")
    )
    manual = {"iron anna": "Anna Brook", "The Boss": "Iron Anna"}
    links = link(entries, manual)
    assert [(one.name, one.aliases) for one in links.speakers] == [
        ("Anna Brook", ("Boss", "Iron Anna"))
    ]
    split = link(cast(("a", "Kremlin", "body"), ("b", "Moscow", "place")), {"Moscow": "City"})
    assert len(split.speakers) == 2


def test_manual_aliases_in_a_circle_end() -> None:
    entries = cast(("a", "Ann", "person"), ("b", "Bea", "person"))
    assert link(entries, {"Ann": "Bea", "Bea": "Ann"}).speakers


def test_display_name_is_a_form_the_articles_used() -> None:
    only = link(cast(("a", "Damascus", "place")), {})
    assert [one.name for one in only.speakers] == ["Damascus"]
    both = cast(("a", "Kremlin", "body"), ("b", "Moscow", "place"), ("c", "Moscow", "place"))
    speaker = link(both, {}).speakers[0]
    assert (speaker.name, speaker.aliases) == ("Moscow", ("Kremlin",))


def test_ids_keep_when_articles_are_added() -> None:
    before = cast(("a", "Damascus", "place"), ("a", "Peter Stone", "person"))
    after = [*before, *cast(("b", "Syrian government", "body"), ("b", "Peter J. Stone", "person"))]
    old, new = link(before, {}), link(after, {})
    assert {place: new.of[place] for place in old.of} == dict(old.of)


def test_order_of_casts_does_not_matter() -> None:
    entries = cast(
        ("a", "Damascus", "place"), ("b", "Syria", "place"), ("c", "Peter Stone", "person"),
        ("d", "Peter J. Stone", "person"), ("e", "Stone", "person", "Gov. Stone"),
        ("d", "source", "anonymous"), ("e", "source", "anonymous"),
    )  # fmt: skip
    expected = link(entries, {"syria": "Damascus"})
    for start in range(len(entries)):
        turned = [*entries[start:], *entries[:start]][::-1]
        assert link(turned, {"syria": "Damascus"}) == expected
    assert sum(map(len, groups(expected))) == len(entries)


def test_nothing_gives_nothing() -> None:
    assert link([], {"a": "b"}) == SpeakerLinks((), {})


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Mr. Obama", "obama"), ("the U.S.", "us"), ("SDF", "sdf"), ("damascus", "damascus"),
        ("Coastal Forces (CF)", "coastal forces"), ("Kobané", "kobane"), ("", ""),
        ("Department of Labour", "labour department"), ("...", "..."),
    ],
)  # fmt: skip
def test_normal_form(written: str, normal: str) -> None:
    assert normalise_name(written) == normal
    assert normalise_name(normal) == normal


OFFICE = [
    ManualAlias("prime minister", "Ann Holm", end="2024-05-01"),
    ManualAlias("prime minister", "Bo Lind", start="2024-05-01"),
]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2024-04-30", "Ann Holm"),
        ("2024-05-01", "Bo Lind"),
        ("2030-01-01", "Bo Lind"),
        (None, "prime minister"),
    ],
)
def test_an_office_changes_hands(day: str | None, name: str) -> None:
    entries = cast(("a", "prime minister", "anonymous"))
    links = link_speakers(entries, OFFICE, {"a": day})
    assert [speaker.name for speaker in links.speakers] == [name]


def test_the_holder_of_an_office_is_the_person_of_that_name() -> None:
    entries = cast(("a", "prime minister", "anonymous"), ("b", "Bo Lind", "person"))
    links = link_speakers(entries, OFFICE, {"a": "2024-06-01", "b": "2020-01-01"})
    assert [(one.name, one.aliases) for one in links.speakers] == [("Bo Lind", ("prime minister",))]


def test_a_dated_alias_goes_before_one_that_holds_always() -> None:
    manual = [*OFFICE, ManualAlias("prime minister", "Cem Arat")]
    entries = cast(("a", "prime minister", "anonymous"), ("b", "prime minister", "anonymous"))
    links = link_speakers(entries, manual, {"a": "2024-01-01", "b": None})
    assert {speaker.name for speaker in links.speakers} == {"Ann Holm", "Cem Arat"}
