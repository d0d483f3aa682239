"""Which speakers may be others under a short name."""

from __future__ import annotations

from claimtrack.records import Speaker, SpeakerKind
from claimtrack.speakers import find_ambiguous


def speaker(name: str, kind: SpeakerKind = "person", *aliases: str) -> Speaker:
    return Speaker(f"id of {name}", name, kind, aliases)


def ambiguous(*speakers: Speaker) -> dict[str, list[str]]:
    names = {one.id: one.name for one in speakers}
    found = find_ambiguous(speakers)
    return {names[key]: [one.name for one in candidates] for key, candidates in found.items()}


def test_a_surname_alone_may_be_any_bearer() -> None:
    found = ambiguous(
        speaker("Holm"), speaker("Ann Holm"), speaker("Bo Holm"), speaker("Holm", "body"),
        speaker("Ann Lind"),
    )  # fmt: skip
    assert found == {"Holm": ["Ann Holm", "Bo Holm"]}


def test_one_bearer_is_a_candidate_too() -> None:
    assert ambiguous(speaker("Holm"), speaker("Ann Holm")) == {"Holm": ["Ann Holm"]}


def test_short_given_names_and_initials() -> None:
    found = ambiguous(speaker("Bob Casey"), speaker("Robert Casey"), speaker("Rita Casey"))
    assert found == {"Bob Casey": ["Robert Casey"], "Robert Casey": ["Bob Casey"]}
    assert ambiguous(speaker("J. Roth"), speaker("Jan Roth"), speaker("Eva Roth"))["J. Roth"] == [
        "Jan Roth"
    ]


def test_an_acronym_with_several_expansions() -> None:
    found = ambiguous(
        speaker("NFA", "body"),
        speaker("National Farmers Association (NFA)", "body", "NFA"),
        speaker("Northern Football Alliance", "body", "NFA"),
        speaker("Norline", "body"),
    )
    assert found == {"NFA": ["National Farmers Association (NFA)", "Northern Football Alliance"]}


def test_different_people_and_described_ones_are_not_ambiguous() -> None:
    assert ambiguous(
        speaker("Ann Holm"), speaker("Bo Holm"), speaker("senior official", "anonymous"),
        speaker("official", "anonymous"), speaker("?"),
    ) == {}  # fmt: skip
    assert ambiguous() == {}


def test_order_does_not_matter() -> None:
    people = [speaker("Holm"), speaker("Bo Holm"), speaker("Ann Holm")]
    assert list(find_ambiguous(people).items()) == list(find_ambiguous(people[::-1]).items())
