from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtrack.embedding import HashingEncoder
from claimtrack.records import Dispute
from claimtrack.store import Store
from claimtrack.tracker import Tracker
from tests.store.making import (
    SIGNATURE,
    gate,
    grown_dispute,
    harbour,
    save,
    speakers_of,
    weather,
)
from tests.web.reading import Reader, reading, words

REVIEW = {"decision": "rejected", "note": "Not the <b>same</b> gate.", "reviewer": "Ines"}


def review_page(dispute: Dispute) -> str:
    return f"/news/-/disputes/{dispute.id}/review"


def test_a_review_is_kept_and_shown_with_the_earlier_ones(
    root: Reader, dispute: Dispute, news: Path
) -> None:
    with Store(news) as store:
        store.add_review(dispute, "unsure", reviewer="Otto")
    response = root.post(review_page(dispute), REVIEW)
    assert response.status_code == 303
    assert response.headers["location"] == f"/news/-/disputes/{dispute.id}#reviews"
    tree = root.tree(f"/news/-/disputes/{dispute.id}")
    shown = [words(item) for item in tree.xpath('//ol[@class="reviews"]/li')]
    assert shown[0].startswith("rejected by Ines")
    assert "(counts)" in shown[0]
    assert shown[0].endswith("Not the <b>same</b> gate.")
    assert shown[1].startswith("unsure by Otto")


def test_a_rejected_dispute_leaves_the_list_and_its_counts(root: Reader, dispute: Dispute) -> None:
    root.post(review_page(dispute), REVIEW)
    assert "No dispute passes" in root.html("/news/-/disputes")
    assert "None yet" in root.html("/news/-/claimtrack")
    assert dispute.id in root.html("/news/-/disputes?status=rejected")


def test_a_dispute_that_grew_in_a_new_run_stays_rejected(
    root: Reader, dispute: Dispute, news: Path
) -> None:
    root.post(review_page(dispute), REVIEW)
    with Store(news) as store:
        assert save(store, [grown_dispute(store)], linked=speakers_of(gate(), harbour(), weather()))
    assert "No dispute passes" in root.html("/news/-/disputes")
    assert "rejected by Ines" in words(root.tree("/news/-/disputes/grown"))


def test_an_empty_reviewer_is_the_one_who_is_signed_in(
    root: Reader, dispute: Dispute, news: Path
) -> None:
    import getpass

    root.post(review_page(dispute), {"decision": "confirmed", "reviewer": " "})
    with Store(news) as store:
        [review] = store.reviews(dispute.id)
    assert (review.decision, review.reviewer, review.note) == ("confirmed", getpass.getuser(), None)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "choose one of confirmed, rejected and unsure"),
        ({"decision": "true"}, "choose one of confirmed, rejected and unsure"),
        ({"decision": "unsure", "note": "x" * 10_001}, "10,000 are the most"),
        ({"decision": "unsure", "reviewer": "x" * 201}, "200 are the most"),
    ],
)
def test_a_form_that_is_not_right_changes_nothing(
    root: Reader, dispute: Dispute, news: Path, form: dict[str, str], said: str
) -> None:
    response = root.post(review_page(dispute), form)
    assert response.status_code == 400
    assert said in response.text
    with Store(news) as store:
        assert store.reviews(dispute.id) == []


@pytest.mark.parametrize("actor", [None, "visitor"])
def test_visitors_see_no_form_and_may_not_send_one(
    news: Path, dispute: Dispute, actor: str | None
) -> None:
    with reading(news, actor) as reader:
        page = reader.html(f"/news/-/disputes/{dispute.id}")
        assert "<textarea" not in page
        [speaker] = reader.tree("/news/-/speakers").xpath('//a[text()="Ilse Brandt"]/@href')
        assert "Add a name" not in reader.html(speaker)
        for place, form in (
            (review_page(dispute), REVIEW),
            (f"{speaker}/names", {"name": "Brandt"}),
            (f"{speaker}/names/remove", {"remove": "Brandt"}),
        ):
            assert reader.post(place, form).status_code == 403
            told = reader.get(place)
            assert told.status_code == 403
            assert "open the login link" in told.text
    with Store(news) as store:
        assert store.reviews(dispute.id) == []
        assert store.manual_aliases() == []


def test_a_form_of_another_site_is_refused(news: Path, dispute: Dispute) -> None:
    with reading(news, "root") as reader:
        cookies = {"ds_actor": reader.datasette.sign({"a": {"id": "root"}}, "actor")}
        cookies |= {"ds_csrftoken": "made up"}
        response = reader._runner.run(
            reader.datasette.client.post(
                review_page(dispute), data=REVIEW, cookies=cookies,
                headers={"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
            )
        )  # fmt: skip
        assert response.status_code == 403
    with Store(news) as store:
        assert store.reviews(dispute.id) == []


def test_pages_take_no_form_and_forms_are_no_pages(root: Reader, dispute: Dispute) -> None:
    assert root.get(review_page(dispute)).status_code == 405
    assert root.post(f"/news/-/disputes/{dispute.id}", {}).status_code == 405


def test_a_dispute_that_is_gone_is_told(root: Reader, dispute: Dispute, news: Path) -> None:
    with Store(news) as store:
        grown = grown_dispute(store)
    shown = root.get(f"/news/-/disputes/{dispute.id}")
    with Store(news) as store:
        assert save(store, [grown])
    response = root.post(review_page(dispute), REVIEW, shown=shown)
    assert response.status_code == 404
    assert "there is no dispute" in response.text


@pytest.fixture
def linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """Yield a reader of a database whose disputes can be linked again without a model."""
    monkeypatch.setattr("claimtrack.choices.SentenceEncoder", lambda name=None: HashingEncoder())
    path = tmp_path / "news.db"
    with Store(path) as store:
        for item in (gate(), harbour()):
            store.add_article(item, SIGNATURE)
    with Tracker(path) as tracker:
        tracker.link()
    with reading(path, "root") as reader:
        yield reader


def speaker_page(reader: Reader, name: str) -> str:
    [page] = reader.tree("/news/-/speakers").xpath("//a[text()=$name]/@href", name=name)
    return str(page)


def test_a_name_is_given_and_taken_back(linked: Reader) -> None:
    page = speaker_page(linked, "Ilse Brandt")
    response = linked.post(f"{page}/names", {"name": "Harbour Board"})
    assert response.status_code == 303
    page = response.headers["location"].partition("#")[0]
    text = words(linked.tree(page))
    assert "Harbour Board, added by a person" in text
    assert "opened the gate at dawn" in text
    assert "Harbour Board" not in linked.tree("/news/-/speakers").xpath("//td/a/text()")
    response = linked.post(f"{page}/names/remove", {"remove": "Harbour Board"})
    assert response.status_code == 303
    assert "Harbour Board" in linked.tree("/news/-/speakers").xpath("//td/a/text()")


def test_a_name_for_a_time_shows_its_days(linked: Reader) -> None:
    page = speaker_page(linked, "Ilse Brandt")
    form = {"name": "The mayor", "from": "2026-01-01", "until": "2026-06-01"}
    response = linked.post(f"{page}/names", form)
    text = words(linked.tree(response.headers["location"].partition("#")[0]))
    assert "The mayor, added by a person from 2026-01-01 until 2026-06-01" in text


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"name": " "}, 400, "give the other name"),
        ({"name": "Ilse Brandt"}, 409, "would stand for itself"),
        ({"name": "Mayor", "from": "soon"}, 400, "soon"),
        ({"name": "x" * 201}, 400, "200 are the most"),
    ],
)
def test_a_name_that_is_none_is_told(
    linked: Reader, form: dict[str, str], status: int, said: str
) -> None:
    response = linked.post(f"{speaker_page(linked, 'Ilse Brandt')}/names", form)
    assert response.status_code == status
    assert said in response.text


def test_taking_back_a_name_that_nobody_gave_is_told(linked: Reader) -> None:
    page = speaker_page(linked, "Ilse Brandt")
    response = linked.post(f"{page}/names/remove", {"remove": "Nobody"})
    assert response.status_code == 404
    assert "nobody has added Nobody" in response.text


def test_readers_go_on_while_a_writer_waits(
    root: Reader, news: Path, dispute: Dispute, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio
    import sqlite3

    other = sqlite3.connect(news, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page = f"/news/-/disputes/{dispute.id}"

    async def both() -> tuple[int, int, int]:
        client, cookies = root.datasette.client, root._cookies
        shown = await client.get(page, cookies=cookies)
        token = shown.text.partition('name="csrftoken" value="')[2].partition('"')[0]
        writing = asyncio.create_task(
            client.post(
                f"{page}/review",
                data=REVIEW | {"csrftoken": token},
                cookies=cookies | dict(shown.cookies),
            )
        )
        await asyncio.sleep(0.2)
        read = await client.get("/news/-/disputes")
        waiting = not writing.done()
        other.execute("COMMIT")
        return read.status_code, int(waiting), (await writing).status_code

    assert root._runner.run(both()) == (200, 1, 303)
    other.close()
