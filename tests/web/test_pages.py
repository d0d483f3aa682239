from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimtrack.records import Dispute, Topic
from claimtrack.store import Store
from tests.store.making import (
    SIGNATURE,
    dispute_of,
    extraction,
    fill,
    gate,
    harbour,
    save,
    speakers_of,
    weather,
)
from tests.web.reading import Reader, reading, words

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def every_page(reader: Reader) -> list[str]:
    """Return every page of ours that a walk along the links reaches from the home page."""
    waiting, seen = ["/news/-/claimtrack"], {}
    while waiting:
        page = waiting.pop()
        response = reader.get(page)
        seen[page] = response.status_code
        for link in re.findall(r'(?:href|action)="(/news/-/[^"#]*)', response.text):
            plain = link.replace("&amp;", "&")
            is_form = plain.endswith(("/review", "/names", "/names/remove"))
            if plain not in seen and plain not in waiting and not is_form:
                waiting.append(plain)
    assert set(seen.values()) == {200}, seen
    return list(seen)


def test_every_link_between_the_pages_leads_somewhere(reviewer: Reader) -> None:
    pages = every_page(reviewer)
    for place in ("claimtrack", "disputes", "articles", "speakers", "topics", "sources"):
        assert any(f"/-/{place}" in page for page in pages)
    assert len(pages) > 15


def test_data_is_one_click_away(anybody: Reader, dispute: Dispute) -> None:
    for place in ("claimtrack", "disputes", f"disputes/{dispute.id}", "speakers", "sources"):
        page = anybody.html(f"/news/-/{place}")
        links = re.findall(r'href="(/news/[a-z_]+[.?]?[^"/]*)"', page)
        assert len(links) >= 3
        for link in links:
            assert anybody.get(link.replace("&amp;", "&")).status_code == 200


def test_pages_load_nothing_from_elsewhere_and_run_no_script(anybody: Reader) -> None:
    response = anybody.get("/news/-/claimtrack")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    tree = anybody.tree("/news/-/claimtrack")
    assert not tree.xpath("//script | //img | //iframe | //@style | //@onclick")
    [style] = tree.xpath("//link/@href")
    assert style.startswith("/-/claimtrack/style.css?")
    sheet = anybody.get(style)
    assert sheet.headers["content-type"].startswith("text/css")
    assert "url(" not in sheet.text


def test_stored_markup_and_addresses_do_nothing(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    fields = {
        "title": f"title {HOSTILE}",
        "source": f"source {HOSTILE}",
        "url": "javascript:alert(1)//" + HOSTILE,
        "byline": f"byline {HOSTILE}",
        "published": "2026-03-01",
    }
    given = extraction(
        f"{HOSTILE} One. {HOSTILE} Two. \u202eThree.",
        [(f"{HOSTILE} One", f"A {HOSTILE}"), (f"{HOSTILE} Two", f"B {HOSTILE}")],
        **fields,
    )
    with Store(path) as store:
        store.add_article(given, SIGNATURE)
        claims = tuple(claim.id for claim in given.claims)
        topic = Topic("topic-gate", f"topic {HOSTILE}", ("x",), claims)
        sides = [(f"x {HOSTILE}", [given.claims[0].text]), ("y", [given.claims[1].text])]
        made = dispute_of(
            store,
            sides,
            question=f"question {HOSTILE}",
            reasons=(f"reason {HOSTILE}", f"“{HOSTILE}” against “One”"),
            topic=topic.id,
        )
        linked = speakers_of(given, aliases={f"A {HOSTILE}": (f"alias {HOSTILE}",)})
        assert save(store, [made], linked=linked, topics=[topic])
        store.add_review(made, "unsure", note=HOSTILE, reviewer=HOSTILE)
    with reading(path, "root") as reader:
        for page in every_page(reader):
            text = reader.html(page)
            assert "<script" not in text
            assert "<img" not in text
            assert 'href="javascript' not in text
        query = f"/news/-/disputes?q={HOSTILE}&speaker={HOSTILE}&kind={HOSTILE}"
        assert "<script" not in reader.get(query).text


def test_links_to_originals_give_nothing_away(anybody: Reader, dispute: Dispute) -> None:
    tree = anybody.tree(f"/news/-/disputes/{dispute.id}")
    outside = tree.xpath('//a[starts-with(@href, "http")]')
    assert {link.get("href") for link in outside} == {"https://a.test/gate"}
    assert {link.get("rel") for link in outside} == {"noopener noreferrer"}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1),
        ("q=dawn", 1),
        ("q=opening+dawn", 1),
        ("q=zebra", 0),
        ("q=%22%2A", 0),
        ("speaker=mayor+brandt", 1),
        ("speaker=nobody", 0),
        ("speaker=brandt&against=guards", 1),
        ("speaker=brandt&against=harbour+board", 0),
        ("source=quay+news", 1),
        ("topic=guards", 1),
        ("kind=agent", 1),
        ("kind=denial", 0),
        ("since=2026-03-04", 1),
        ("until=2026-02-28", 0),
        ("status=open", 1),
        ("status=rejected", 0),
        ("min_score=0.8", 0),
        ("page=0", 1),
        ("page=many", 1),
        ("place=x&key=y&self=z", 1),
    ],
)
def test_the_list_is_filtered(anybody: Reader, query: str, count: int) -> None:
    tree = anybody.tree(f"/news/-/disputes?{query}")
    assert len(tree.xpath('//ol[@class="cards"]/li')) == count
    assert words(tree.xpath('//p[@role="status"]')[0]).startswith(f"{count} dispute")


def test_a_filter_by_an_id_shows_the_name_behind_it(anybody: Reader) -> None:
    [mayor] = anybody.tree("/news/-/speakers").xpath('//a[text()="Ilse Brandt"]/@href')
    key = mayor.rpartition("/")[2]
    tree = anybody.tree(f"/news/-/disputes?topic=topic-gate&speaker={key}&source=nobody")
    shown = {
        name: tree.xpath(f'//input[@id="{name}"]/@value') for name in ("topic", "speaker", "source")
    }
    assert shown == {"topic": ["gate, guards"], "speaker": ["Ilse Brandt"], "source": ["nobody"]}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=war", "no kind of dispute"),
        ("status=done", "no review status"),
        ("since=yesterday", "yesterday"),
        ("min_score=high", "give a number from 0 to 1"),
        ("min_score=nan", "give a number from 0 to 1"),
        ("min_score=7", "give a number from 0 to 1"),
    ],
)
def test_a_filter_that_is_none_is_told_in_one_line(anybody: Reader, query: str, said: str) -> None:
    response = anybody.get(f"/news/-/disputes?{query}")
    assert response.status_code == 400
    assert said in response.text


def many(path: Path, count: int, score: float) -> None:
    """Store ``count`` disputes over the claims of one article."""
    parts = [f"claim {number:03}" for number in range(2 * count)]
    given = extraction(". ".join(parts), [(part, "Ada") for part in parts])
    with Store(path) as store:
        store.add_article(given, SIGNATURE)
        made = [
            dispute_of(
                store,
                [("one", [parts[2 * number]]), ("other", [parts[2 * number + 1]])],
                id=f"{number:016x}",
                question=f"Question {number}?",
                score=score,
            )
            for number in range(count)
        ]
        assert save(store, made, linked=speakers_of(given))


def test_a_long_list_comes_in_pages(tmp_path: Path) -> None:
    many(tmp_path / "news.db", 60, 0.9)
    with reading(tmp_path / "news.db") as reader:
        seen: list[str] = []
        page, pages = "/news/-/disputes?kind=agent", 0
        while page:
            tree = reader.tree(page)
            pages += 1
            seen += tree.xpath('//ol[@class="cards"]//h2/a/text()')
            page = (tree.xpath('//a[@rel="next"]/@href') or [""])[0]
        assert pages == 3
        assert seen == [f"Question {number}?" for number in range(60)]
        beyond = reader.html("/news/-/disputes?page=99999999")
        assert "There is no page 99999999" in beyond


def test_weak_candidates_are_folded_behind_a_link_that_counts_them(tmp_path: Path) -> None:
    many(tmp_path / "news.db", 3, 0.1)
    with reading(tmp_path / "news.db") as reader:
        tree = reader.tree("/news/-/disputes")
        assert not tree.xpath('//ol[@class="cards"]')
        [link] = tree.xpath('//a[starts-with(text(), "Show 3 weaker candidates")]/@href')
        assert len(reader.tree(link).xpath('//ol[@class="cards"]/li')) == 3


def test_a_dispute_shows_its_sides_with_exact_words_in_their_article(
    anybody: Reader, dispute: Dispute
) -> None:
    tree = anybody.tree(f"/news/-/disputes/{dispute.id}")
    assert words(tree.xpath("//h1")[0]) == "Who opened the gate?"
    sides = tree.xpath('//section[starts-with(@class, "side ")]')
    quoted = [[quote.text_content() for quote in side.xpath(".//blockquote/p")] for side in sides]
    assert quoted == [[c.text for c in side.claims] for side in dispute.sides]
    around = tree.xpath('//details/p[@class="words"]')
    assert around[0].text_content().startswith("Mayor Ilse Brandt said the guards opened")
    assert around[0].xpath("./mark/text()") == ["the guards opened the gate"]
    text = words(tree)
    assert "each names another agent" in text
    assert "oracle, asked on" in text
    assert "Nobody has reviewed this dispute." in text


def test_copies_are_folded_and_counted_apart(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        made = fill(store)
        copy = harbour(source="Wire Paper", published="2026-03-05", url="https://w.test/copy")
        store.add_article(copy, SIGNATURE)
        linked = speakers_of(gate(), harbour(), weather(), copy)
        copies = {copy.article.id: harbour().article.id}
        assert save(store, [made], linked=linked, copies=copies)
    with reading(path) as reader:
        tree = reader.tree(f"/news/-/disputes/{made.id}")
        origins = [words(item) for item in tree.xpath('//p[@class="origins"]')]
        assert origins == ["2 independent origins, 1 copy not counted", "1 independent origin"]
        [fold] = tree.xpath('//details[summary[starts-with(text(), "1 copy")]]')
        assert "Wire Paper, 2026-03-05" in words(fold)
        page = reader.html(f"/news/-/articles/{copy.article.id}")
        assert "This article repeats" in page


def test_figures_over_time_stand_in_the_timeline(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    tolls = {"2026-03-01": "12 people died", "2026-03-02": "15 people died",
             "2026-03-04": "40 people died"}  # fmt: skip
    given = [
        extraction(
            f"{speaker} said {toll}.", [(toll, speaker)], published=day, url=f"https://t.test/{day}"
        )
        for (day, toll), speaker in zip(tolls.items(), ["Ada", "Ada", "Bo"], strict=True)
    ]
    with Store(path) as store:
        for item in given:
            store.add_article(item, SIGNATURE)
        texts = list(tolls.values())
        made = dispute_of(
            store,
            [("12 or 15", texts[:2]), ("40", texts[2:])],
            kind="quantity",
            reasons=("15 against 40", "12 against 40"),
        )
        assert save(store, [made], linked=speakers_of(*given))
    with reading(path) as reader:
        tree = reader.tree(f"/news/-/disputes/{made.id}")
        [drawing] = tree.xpath('//*[@class="timeline"]')
        assert drawing.xpath('.//*[@class="figure"]/text()') == ["12", "15", "40"]
        lanes = [[float(x) for x in lane.xpath(".//circle/@cx")] for lane in drawing.xpath("./g")]
        assert lanes[0][0] < lanes[0][1] < lanes[1][0]
        table = [words(cell) for cell in tree.xpath("//table/tbody/tr/td")]
        assert table[:8] == ["2026-03-01", "1", "Ada", "12", "2026-03-02", "1", "Ada", "15"]
        assert table[8:] == ["2026-03-04", "2", "Bo", "40"]


def test_an_article_marks_claims_by_form_and_links_disputed_ones(
    anybody: Reader, dispute: Dispute
) -> None:
    claim = dispute.sides[0].claims[0]
    tree = anybody.tree(f"/news/-/articles/{claim.article}")
    marks = tree.xpath('//div[starts-with(@class, "text")]/mark')
    assert [mark.text_content() for mark in marks] == [
        "the guards opened the gate",
        "nobody opened it",
    ]
    assert marks[0].get("class").split() == ["form-indirect", "disputed"]
    assert marks[0].get("title") == "Ilse Brandt, indirect"
    assert marks[0].get("id") == f"c{claim.id}"
    assert marks[0].xpath("./a/@href") == [f"/news/-/disputes/{dispute.id}"]
    text = tree.xpath('//div[starts-with(@class, "text")]')[0]
    for number in text.xpath(".//sup"):
        number.drop_tree()
    assert text.text_content() == gate().article.text


def test_a_superseded_text_says_so_and_leads_to_the_latest(news: Path) -> None:
    later = gate(published="2026-03-02")
    newer = extraction("Another text.", url=later.article.url, published="2026-03-02")
    with Store(news) as store:
        old = store.article("https://a.test/gate").id
        store.add_article(newer, SIGNATURE)
    with reading(news) as reader:
        page = reader.html(f"/news/-/articles/{old}")
        assert "A newer text of this article is stored." in page
        assert f"/news/-/articles/{newer.article.id}" in page


def test_a_speaker_shows_names_opponents_and_claims(anybody: Reader) -> None:
    listed = anybody.tree("/news/-/speakers")
    [link] = listed.xpath('//a[text()="Ilse Brandt"]/@href')
    tree = anybody.tree(link)
    text = words(tree)
    assert "Also Mayor Brandt" in text
    assert "the guards opened the gate" in text
    [count] = tree.xpath('//table/tbody/tr[td/a="The guards"]/td[2]/a/@href')
    assert len(anybody.tree(count).xpath('//ol[@class="cards"]/li')) == 1
    assert "Save" not in text
    assert "Add a name" not in text


def test_own_reversals_are_told_in_the_order_of_time(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    given = [
        extraction(f"Ada said {text}.", [(text, "Ada")], published=day, url=f"https://r.test/{day}")
        for day, text in (("2026-03-09", "it is unsafe"), ("2026-03-01", "it is safe"))
    ]
    with Store(path) as store:
        for item in given:
            store.add_article(item, SIGNATURE)
        sides = [("unsafe", ["it is unsafe"]), ("safe", ["it is safe"])]
        assert save(store, [dispute_of(store, sides, kind="reversal")], linked=speakers_of(*given))
    with reading(path) as reader:
        [link] = reader.tree("/news/-/speakers").xpath('//a[text()="Ada"]/@href')
        text = words(reader.tree(link))
        assert text.index("2026-03-01: safe") < text.index("2026-03-09: unsafe")


def test_the_home_page_maps_who_contradicts_whom(anybody: Reader) -> None:
    tree = anybody.tree("/news/-/claimtrack")
    [drawing] = tree.xpath('//*[@class="map"]')
    names = drawing.xpath(".//a/text/text()")
    assert set(names) == {"Harbour Board", "Ilse Brandt", "The guards"}
    assert len(drawing.xpath(".//path")) == 2
    assert len(tree.xpath("//table/tbody/tr")) == 2


def test_an_empty_database_has_pages_too(tmp_path: Path) -> None:
    Store(tmp_path / "news.db").close()
    with reading(tmp_path / "news.db", "root") as reader:
        assert "None yet." in reader.html("/news/-/claimtrack")
        for place in ("disputes", "speakers", "topics", "sources"):
            reader.html(f"/news/-/{place}")


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("/news/-/disputes/ffffffffffffffff", 404),
        ("/news/-/articles/ffffffffffffffff", 404),
        ("/news/-/speakers/ffffffffffffffff", 404),
        ("/news/-/sources/~2F~2E~2E", 404),
        ("/news/-/topics/%00", 404),
        ("/other/-/claimtrack", 404),
        ("/_memory/-/claimtrack", 404),
    ],
)
def test_what_is_not_there_is_told_in_one_line(
    anybody: Reader, page: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    response = anybody.get(page)
    assert response.status_code == status
    assert "there is no" in response.text.lower()
    assert "Traceback" not in response.text + "".join(capsys.readouterr())


def test_a_database_of_another_program_has_no_pages(tmp_path: Path, news: Path) -> None:
    from sqlite_utils import Database

    shop = Database(tmp_path / "shop.db")
    shop.table("articles").insert({"id": 1})
    shop.close()
    with reading(tmp_path / "shop.db") as reader:
        assert reader.get("/shop/-/claimtrack").status_code == 404
        assert "/-/claimtrack" not in reader.html("/shop")


def test_datasette_leads_to_the_pages(anybody: Reader) -> None:
    assert '"/news/-/claimtrack"' in anybody.html("/")
    assert "/news/-/claimtrack" in anybody.html("/news")


def test_who_may_not_see_the_database_does_not_see_the_pages(news: Path, dispute: Dispute) -> None:
    from datasette.app import Datasette

    hidden = {"databases": {"news": {"allow": {"id": "editor"}}}}
    for actor, status in ((None, 403), ("editor", 200)):
        datasette = Datasette([str(news)], metadata=hidden)
        with reading(news, actor, datasette=datasette) as reader:
            assert reader.get("/news/-/claimtrack").status_code == status
            assert reader.get(f"/news/-/disputes/{dispute.id}").status_code == status
