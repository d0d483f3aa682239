from __future__ import annotations

from claimtrack.records import ManualAlias, Speaker, Topic
from claimtrack.store import ClaimFilter, Links, Store
from tests.store.making import (
    SIGNATURE,
    Linked,
    dispute_of,
    extraction,
    fill,
    gate,
    harbour,
    save,
    side_texts,
    speakers_of,
    weather,
)


def changes(store: Store) -> int:
    return int(store.db.execute("SELECT total_changes()").fetchone()[0])


def test_links_come_back_as_they_were_saved() -> None:
    with Store(None) as store:
        given = fill(store)
        [found] = store.disputes()
        assert (found.id, found.question, found.kind) == (given.id, given.question, given.kind)
        assert (found.score, found.reasons) == (given.score, given.reasons)
        assert found.headline == given.headline
        assert (found.topic, found.topic_label) == ("topic-gate", "gate, guards")
        assert side_texts(found) == side_texts(given)
        assert [side.position for side in found.sides] == ["the guards", "nobody"]
        assert [side.speakers for side in found.sides] == [side.speakers for side in given.sides]
        assert found.review is None
        [topic] = store.topics()
        assert topic.terms == ("gate", "guards")
        assert len(topic.claims) == 3


def test_claims_carry_the_canonical_names_and_ids_of_their_links() -> None:
    with Store(None) as store:
        given = gate()
        store.add_article(given, SIGNATURE)
        names = dict.fromkeys(speakers_of(given).of, "speaker-1")
        save(store, linked=Linked([Speaker("speaker-1", "Mayor of Ostrava", "body")], names))
        assert {(c.speaker, c.speaker_id) for c in store.claims()} == {
            ("Mayor of Ostrava", "speaker-1")
        }
        assert {claim.speaker for claim in store.latest_claims()} == {"Ilse Brandt", "The guards"}


def test_links_of_another_state_are_refused_and_change_nothing() -> None:
    with Store(None) as store:
        fill(store)
        linked_before = store.linked_fingerprint
        stale = store.fingerprint()
        store.add_article(extraction("One more."), SIGNATURE)
        assert store.save_links(Links({}, Linked(), [], []), (stale, "recipe")) is False
        assert len(store.disputes()) == 1
        assert store.linked_fingerprint == linked_before


def test_what_was_linked_is_remembered() -> None:
    with Store(None) as store:
        assert store.linked_fingerprint is None
        fill(store)
        assert store.linked_fingerprint == (store.fingerprint(), "recipe")
        store.add_alias(ManualAlias("the mayor", "Ilse Brandt"))
        assert store.linked_fingerprint != (store.fingerprint(), "recipe")


def test_saving_the_same_links_again_touches_no_row_of_them() -> None:
    with Store(None) as store:
        dispute = fill(store)
        linked = speakers_of(
            gate(), harbour(), weather(), aliases={"Ilse Brandt": ("Mayor Brandt",)}
        )
        before = changes(store)
        save(store, [dispute], linked=linked, topics=store.topics())
        assert changes(store) - before == 1  # what was linked


def test_links_replace_all_that_was_saved_before() -> None:
    with Store(None) as store:
        fill(store)
        assert save(store, topics=[])
        counts = store.counts()
        assert (counts["speakers"], counts["topics"], counts["disputes"]) == (0, 0, 0)
        assert {claim.topic for claim in store.claims()} == {None}
        assert store.check() == []


def test_a_dispute_keeps_the_time_it_was_found_and_its_neighbours_change_rank() -> None:
    with Store(None) as store:
        old = fill(store)
        store.db.execute("UPDATE disputes SET found = '2020-01-01'")
        new = dispute_of(
            store,
            [
                ("dawn", ["the guards opened the gate at dawn"]),
                ("rain", ["rain would reach Ostrava on Monday"]),
            ],
            id="new",
        )
        save(store, [new, old])
        assert [dispute.id for dispute in store.disputes()] == ["new", old.id]
        found = dict(store.db.execute("SELECT id, found FROM disputes").fetchall())
        assert found[old.id] == "2020-01-01" < found["new"]


def test_a_side_may_lose_claims_and_a_dispute_sides() -> None:
    with Store(None) as store:
        dispute = fill(store)
        smaller = dispute_of(
            store,
            [("the guards", ["the guards opened the gate"]), ("nobody", ["nobody opened it"])],
            id=dispute.id,
        )
        save(store, [smaller])
        assert side_texts(store.dispute(dispute.id)) == [
            ["the guards opened the gate"],
            ["nobody opened it"],
        ]
        assert store.check() == []


def test_copies_point_to_their_origin_until_they_no_longer_do() -> None:
    with Store(None) as store:
        store.add_article(gate(), SIGNATURE)
        store.add_article(harbour(), SIGNATURE)
        save(store, copies={harbour().article.id: gate().article.id})
        assert store.counts()["copies"] == 1
        save(store)
        assert store.counts()["copies"] == 0


def test_a_superseded_revision_loses_its_links_with_the_next_ones() -> None:
    with Store(None) as store:
        fill(store)
        newer = extraction("The gate was shut.", url="https://a.test/gate")
        store.add_article(newer, SIGNATURE)
        claims = [claim.id for claim in store.latest_claims()]
        topic = Topic("topic", "rain", ("rain",), tuple(claims))
        save(store, linked=speakers_of(harbour(), weather()), topics=[topic])
        found = store.claims(ClaimFilter(article=gate().article.id))
        assert {(claim.speaker, claim.speaker_id, claim.topic) for claim in found} == {
            ("Ilse Brandt", None, None),
            ("The guards", None, None),
        }
        assert store.check() == []
