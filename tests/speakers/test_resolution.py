"""Speakers within one article, on short invented texts."""

from __future__ import annotations

import re
import time

import pytest

from claimtrack.records import Attribution, Form, Span, SpeakerMention
from claimtrack.speakers import Resolution, resolve_speakers


def sentences_of(text: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\n.?!]+[.?!]?[”\"]?", text)]


def at(text: str, words: str, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def said(
    text: str, who: str, what: str, occurrence: int = 0, form: Form = "indirect"
) -> Attribution:
    return Attribution((at(text, what),), (at(text, who, occurrence),), form=form)


def resolve(text: str, *attributions: Attribution) -> Resolution:
    return resolve_speakers(text, sentences_of(text), attributions)


def speaker(text: str, *attributions: Attribution) -> SpeakerMention:
    """Return the speaker of the last attribution."""
    found = resolve(text, *attributions).speakers[-1]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("Sen. Martha Quill, R-Ohio,", "Martha Quill", "person"),
        ("President Karim al-Hadidi", "Karim al-Hadidi", "person"),
        ("Deputy Prime Minister Olga Brandt", "Olga Brandt", "person"),
        ("former spokesman Henry Ford Walsh", "Henry Ford Walsh", "person"),
        ("Henry Walsh, a lawyer for Sally Moss", "Henry Walsh", "person"),
        ("A spokesman for the mayor, Henry Walsh", "Henry Walsh", "person"),
        ("the Harbour Workers Union", "Harbour Workers Union", "body"),
        ("The Dockers' Union", "Dockers' Union", "body"),
        ("The ferry's owner, Skagen Line,", "Skagen Line", "body"),
        ("The New Harbour Times", "New Harbour Times", "body"),
        ("Norway’s Supreme Audit Council", "Norway’s Supreme Audit Council", "body"),
        ("Damascus", "Damascus", "place"),
        ("the White House", "White House", "body"),
        ("the Kremlin", "Kremlin", "place"),
        ("a senior official at the port", "senior official at the port", "anonymous"),
        ("two people familiar with the talks", "two people familiar with the talks", "anonymous"),
        ("An Omani security source", "Omani security source", "anonymous"),
        ("Critics", "Critics", "anonymous"),
        ("The Norwegian government", "Norwegian government", "body"),
    ],
)
def test_names_lose_what_is_not_name(written: str, name: str, kind: str) -> None:
    text = f"{written} said the bridge was safe. The critics had doubts."
    found = speaker(text, said(text, written, "the bridge was safe"))
    assert (found.name, found.kind, found.mention) == (name, kind, written)


def test_surname_finds_full_name_that_stands_outside_attributions() -> None:
    text = "Rosa Lindqvist opened the dam on Monday. “It will hold,” Lindqvist said."
    assert speaker(text, said(text, "Lindqvist", "It will hold", 1)).name == "Rosa Lindqvist"


def test_surname_with_title_tells_two_bearers_apart() -> None:
    text = (
        "Robert Vane and his wife, Sylvia Vane, came. Mrs. Vane said it was late. "
        "Mr. Vane said it was early."
    )
    first = said(text, "Mrs. Vane", "it was late")
    second = said(text, "Mr. Vane", "it was early")
    names = [found and found.name for found in resolve(text, first, second).speakers]
    assert names == ["Sylvia Vane", "Robert Vane"]


def test_spelling_variants_are_one_person() -> None:
    text = "Dara Soréne, the plant’s chief, spoke. Sorene said it was over."
    assert speaker(text, said(text, "Sorene", "it was over")).name == "Dara Soréne"
    text = "President Omar al-Sabbagh spoke. President Sabbagh said it was over."
    assert speaker(text, said(text, "President Sabbagh", "it was over")).name == "Omar al-Sabbagh"


def test_acronym_takes_the_full_name_it_was_introduced_with() -> None:
    text = "The Rebel-led Coastal Defence Forces (CDF) fell back. The CDF said it was calm."
    found = speaker(text, said(text, "The CDF", "it was calm"))
    assert found.name == "Coastal Defence Forces (CDF)"
    assert (found.acronym, found.kind) == ("CDF", "body")


def test_acronym_nobody_introduced_stays_as_it_is() -> None:
    text = "The CDF said it was calm."
    found = speaker(text, said(text, "The CDF", "it was calm"))
    assert (found.name, found.acronym, found.kind) == ("CDF", None, "body")


def test_party_tag_is_no_acronym() -> None:
    text = "Sen. Martha Quill (R-OH) spoke. Quill said it was calm."
    found = speaker(text, said(text, "Quill", "it was calm", 1))
    assert (found.name, found.acronym) == ("Martha Quill", None)


@pytest.mark.parametrize("label", ["Q", "A"])
def test_a_letter_is_the_name_of_nobody_known_elsewhere(label: str) -> None:
    text = f"{label}: The door was open."
    found = speaker(text, said(text, label, "The door was open.", form="direct"))
    assert (found.name, found.kind) == (label, "anonymous")


def test_pronouns_follow_gender_and_the_running_speaker() -> None:
    text = (
        "Anna Brook met Peter Stone at noon. “We agree,” she said. "
        "Stone left early. “I had to go,” he said. “It was a good talk,” she added."
    )
    found = resolve(
        text,
        said(text, "she", "We agree", form="direct"),
        said(text, "he", "I had to go", 1, "direct"),
        said(text, "she", "It was a good talk", 1, "direct"),
    ).speakers
    assert [one and one.mention for one in found] == ["she", "he", "she"]
    assert [one and one.name for one in found] == ["Anna Brook", "Peter Stone", "Anna Brook"]


def test_people_named_in_a_quotation_are_not_its_speaker() -> None:
    text = "Peter Stone spoke on Monday. “Paul Reed is wrong,” he said."
    content = said(text, "he said", "“Paul Reed is wrong,”", form="direct").content
    start = text.index("he said")
    attribution = Attribution(content, (Span(start, start + 2),), form="direct")
    assert speaker(text, attribution).name == "Peter Stone"


def test_who_goes_back_to_the_name_before_it() -> None:
    text = "They met Anna Brook, who said the road was open."
    assert speaker(text, said(text, "who", "the road was open")).name == "Anna Brook"


def test_i_is_whoever_is_quoted() -> None:
    text = "“I think the road is open,” Anna Brook said."
    outer = said(text, "Anna Brook", "I think the road is open", form="direct")
    inner = said(text, "I", "the road is open")
    found = resolve(text, outer, inner).speakers
    assert found[1] is not None
    assert found[1].name == "Anna Brook"
    assert resolve(text, inner).speakers == (None,)


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Dara Sorene, Northgate security chief, wrote. {} said it was over.",
         "The security chief", "Dara Sorene"),
        ("Sen. Martha Quill met Peter Stone. {} said it was over.", "The senator", "Martha Quill"),
        ("Peter Stone met his lawyer, Anna Brook. {} said it was over.",
         "Stone’s lawyer", "Anna Brook"),
        ("Iraq’s High Water Council met. {} said it was over.",
         "The council", "Iraq’s High Water Council"),
        ("The fund paid Blue Harbour Holdings. {} said it was over.",
         "The company", "Blue Harbour Holdings"),
        ("Hilda Moss won. Peter Stone, aide to {}, said it was over.", "Moss’s campaign",
         "Hilda Moss's campaign"),
        ("President Hilda Moss won. {} said it was over.", "Her office", "Hilda Moss's office"),
        ("President Hilda Moss won. {} said it was over.", "The Moss administration",
         "Moss administration"),
    ],
)  # fmt: skip
def test_descriptions_find_whom_they_mean(text: str, mention: str, name: str) -> None:
    full = text.format(mention)
    assert speaker(full, said(full, mention, "it was over")).name == name


def test_described_source_is_one_party_throughout() -> None:
    text = (
        "A Gulf port source said it was calm. The source said ships had left. "
        "The Gulf source said more would follow. A diplomatic source said otherwise."
    )
    found = resolve(
        text,
        said(text, "A Gulf port source", "it was calm"),
        said(text, "The source", "ships had left"),
        said(text, "The Gulf source", "more would follow"),
        said(text, "A diplomatic source", "otherwise"),
    ).speakers
    names = [one and one.name for one in found]
    assert names == ["Gulf port source"] * 3 + ["diplomatic source"]
    assert {one and one.kind for one in found} == {"anonymous"}


def test_vice_president_is_not_the_president() -> None:
    text = (
        "President Hilda Moss came with Vice President Peter Stone. "
        "Stone smiled. The president said it was over."
    )
    assert speaker(text, said(text, "The president", "it was over")).name == "Hilda Moss"


def test_agentless_has_no_speaker_and_a_bare_quotation_the_running_one() -> None:
    text = "Anna Brook said it was calm. “Ships left.” The port reportedly closed."
    first = said(text, "Anna Brook", "it was calm")
    turn = Attribution((at(text, "Ships left"),), form="direct")
    agentless = Attribution((at(text, "The port"),), cue=(at(text, "reportedly"),))
    found = resolve(text, first, turn, agentless).speakers
    assert [one and one.name for one in found] == ["Anna Brook", "Anna Brook", None]


def test_target_is_resolved_and_never_the_speaker() -> None:
    text = "Peter Stone met Paul Reed. Stone accused him of theft."
    attribution = Attribution(
        (at(text, "theft"),),
        (at(text, "Stone", 1),),
        cue_class="accuse",
        target=at(text, "him"),
    )
    found = resolve(text, attribution)
    assert found.targets[0] is not None
    assert found.targets[0].name == "Paul Reed"


def test_result_does_not_depend_on_the_order_of_attributions() -> None:
    text = "Anna Brook spoke. She said it was calm. The official said ships left."
    first = said(text, "She", "it was calm")
    second = said(text, "The official", "ships left")
    forward, backward = resolve(text, first, second), resolve(text, second, first)
    assert forward.speakers == backward.speakers[::-1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "“" * 300,
        "\u200fقال " * 50,
        "\u200b.\u200b",
        "A" * 5000,
        "Mr. " * 500,
        "(SDF) (SDF)",
    ],
)
def test_messy_text_never_raises(text: str) -> None:
    whole = Span(0, len(text))
    odd = Attribution((whole,), (whole,), target=whole, parent=0)
    found = resolve_speakers(text, [whole], [odd, odd])
    assert len(found.speakers) == len(found.targets) == 2


def test_time_grows_with_the_length_of_hostile_text() -> None:
    def seconds(names: int) -> float:
        text = " ".join(f"Sen. Ab{chr(97 + i % 26)}c{i} Smith said it." for i in range(names))
        marks = [m.start() for m in re.finditer("Sen", text)]
        found = [Attribution((Span(m, m + 3),), (Span(m, m + 12),)) for m in marks]
        start = time.process_time()
        resolve_speakers(text, sentences_of(text), found)
        return time.process_time() - start

    assert seconds(4000) < 16 * seconds(500) + 0.5


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("A statement from the Blue Harbour Company", "Blue Harbour Company"),
        ("Brook and other Socialists", "Brook"),
        ("Harbour Secretary Anna Brook declined", "Anna Brook"),
        ("The chairman of the Harbour Committee Rep. Anna Brook", "Anna Brook"),
        ("U.S. Attorney’s Office", "U.S. Attorney’s Office"),
        ("Another holdout — the Harbour Workers Union —", "Harbour Workers Union"),
        ("The Gay and Lesbian Alliance of Lenn", "Gay and Lesbian Alliance of Lenn"),
        ("Close to three dozen dockers", "Close to three dozen dockers"),
        ("Lenn Rep. Anna Brook’s lawyer", "Anna Brook’s lawyer"),
        ("some – including bakers such as Anna Brook, a Liberal from Lenn –",
         "some – including bakers such as Anna Brook"),
        ("Liberals led by Senator Anna Brook", "Liberals led by Senator Anna Brook"),
        ("a report for Lenn Council on tolls by the green group Clean Bay", "Clean Bay"),
        ("Anna Bloomberg", "Anna Bloomberg"),
    ],
)  # fmt: skip
def test_longer_mentions_come_down_to_who_speaks(written: str, name: str) -> None:
    text = f"{written} said it was late."
    assert speaker(text, said(text, written, "it was late")).name == name


def test_party_tag_alone_is_the_person_before_it() -> None:
    text = "Rep. Anna Brook, R-Ohio, said it was late."
    assert speaker(text, said(text, "R-Ohio", "it was late")).name == "Anna Brook"


def test_later_words_for_a_description_mean_the_name_beside_it() -> None:
    text = "The ferry's operator, Norline, was fined. It rained. The operator said it would pay."
    first = said(text, "The ferry's operator, Norline,", "was fined")
    later = said(text, "The operator", "it would pay")
    assert speaker(text, first, later).name == "Norline"


def test_union_alone_means_the_union_of_many_owners() -> None:
    text = "The Dockers' Union met on Friday. The union said the gate was shut."
    assert speaker(text, said(text, "The union", "the gate was shut")).name == "Dockers' Union"


def test_they_mean_the_plural_subject_of_their_own_sentence() -> None:
    text = (
        "The Harbour Council met. Their old landlords are slow to pay, because they fear the flood."
    )
    found = speaker(text, said(text, "they", "the flood"))
    assert (found.name, found.kind) == ("old landlords", "anonymous")


def test_each_side_and_the_other_name_no_accused() -> None:
    text = "Each side accuses the other of breaking the truce."
    attribution = Attribution(
        (at(text, "the other of breaking the truce"),),
        (at(text, "Each side"),),
        cue_class="accuse",
        target=at(text, "the other"),
    )
    assert resolve(text, attribution).targets == (None,)


@pytest.mark.parametrize("written", ["“ \u200b (SDF)", "(", "’", "the, of"])
def test_odd_mentions_never_raise(written: str) -> None:
    text = f"Anna Holm according to {written} the gate was shut"
    resolve(text, said(text, written, "the gate was shut"))


@pytest.mark.parametrize(
    ("text", "written", "name"),
    [
        # Whose voice a text has: its author's, here and where it is mentioned again.
        (
            "Norline News's late report said it was shut.",
            "Norline News's late report",
            "Norline News",
        ),
        ("A Norline News report said it was shut.", "A Norline News report", "Norline News"),
        ("A poll by Norline News said it was shut.", "A poll by Norline News", "Norline News"),
        ("Harbour Watch said it was shut.", "Harbour Watch", "Harbour Watch"),
        ("The 9th Circuit said it was shut.", "The 9th Circuit", "9th Circuit"),
        ("Jan Brewster said it was shut.", "Jan Brewster", "Jan Brewster"),
        ("Michelle Fields said it was shut.", "Michelle Fields", "Michelle Fields"),
        (
            "One baker who lives near Nome, Tex., said it was shut.",
            "One baker who lives near Nome, Tex.,",
            "One baker",
        ),
        # An office of two nouns is no mere general, and a clause no apposition.
        (
            "Ida Moe, the inspector general, left. Gen. Jon Dorn slept. "
            "The inspector general said it was shut.",
            "The inspector general",
            "Ida Moe",
        ),
        (
            "Gov. Ida Moe left. In talks with Mr. Dorn, the governor argued for it. It rained. "
            "The governor said it was shut.",
            "The governor",
            "Ida Moe",
        ),
    ],
)
def test_whose_voice_it_is(text: str, written: str, name: str) -> None:
    occurrence = text.count(written) - 1
    assert speaker(text, said(text, written, "it was shut", occurrence)).name == name


def test_a_pronoun_after_a_long_quotation_is_no_farther_from_its_name() -> None:
    text = (
        "Tom Rusk said it was late. It rained on all of them. Clerk Matt Dorn stood by the gate. "
        "“We saw it. We closed it. We left it open,” he said."
    )
    first = said(text, "Tom Rusk", "it was late")
    he = Span(text.index("he said"), text.index(" said.", text.index("he said")))
    quoted = Attribution((at(text, "“We saw it. We closed it. We left it open,”"),), (he,))
    assert speaker(text, first, quoted).name == "Matt Dorn"


def test_they_mean_the_people_whom_the_sentence_before_was_about() -> None:
    text = "Older members of the Harbour Council have left. They said it was late."
    assert speaker(text, said(text, "They", "it was late")).kind == "anonymous"


def test_he_who_speaks_may_be_the_subject_of_his_own_reported_words() -> None:
    text = "Jon Dorn is close to a deal, he said."
    attribution = Attribution((at(text, "Jon Dorn is close to a deal"),), (at(text, "he"),))
    assert speaker(text, attribution).name == "Jon Dorn"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("A spokesman for Mayor Ida Moe, Rob Dorn,", "Rob Dorn"),
        ("A spokesman for Mr. Pell", "spokesman for Mr. Pell"),
        ("Norline spokesman Jay Lund", "Jay Lund"),
        ("The spokesman", "Jay Lund"),
        ("His office manager", "Jay Lund's office manager"),
    ],
)
def test_spokesmen_are_themselves_by_name_and_whoever_they_serve_without(
    written: str, name: str
) -> None:
    text = f"Norline spokesman Jay Lund sat down. It rained. {written} said it was late."
    occurrence = text.count(written) - 1
    assert speaker(text, said(text, written, "it was late", occurrence)).name == name


def test_titles_and_offices_join_one_person() -> None:
    text = (
        "President Jon Dorn met the council. Mr. Dorn said it was late. Dorn said it was dark. "
        "The president said it was over."
    )
    for written, what in (
        ("Mr. Dorn", "it was late"),
        ("Dorn", "it was dark"),
        ("The president", "it was over"),
    ):
        occurrence = 2 if written == "Dorn" else 0
        assert speaker(text, said(text, written, what, occurrence)).name == "Jon Dorn"


def test_it_may_be_a_company_without_a_name() -> None:
    text = "“It broke,” the company wrote. It added that it was late."
    first = said(text, "the company", "“It broke,”", form="direct")
    assert speaker(text, first, said(text, "It", "it was late", 1)).name == "company"


def test_he_is_nobody_named_in_his_own_quotation() -> None:
    text = "Ron Lund met the press. ''Don Moe is leading us all,'' he said."
    he = Span(text.index(" he said") + 1, text.index(" said."))
    quoted = Attribution((at(text, "''Don Moe is leading us all,''"),), (he,), form="direct")
    assert speaker(text, quoted).name == "Ron Lund"


@pytest.mark.parametrize(
    ("text", "written", "name"),
    [
        (
            "Ahlgren Willing to Reopen the Bridge\n\nPrime Minister Ahlgren slept. "
            "Mr. Ahlgren said it was shut.",
            "Mr. Ahlgren",
            "Ahlgren",
        ),
        ("It rained. Ariz. Gov. Fia Roe said it was shut.", "Ariz. Gov. Fia Roe", "Fia Roe"),
        (
            "It rained. Another Moss ally, Harbour Secretary Tom Lind, said it was shut.",
            "Another Moss ally, Harbour Secretary Tom Lind",
            "Tom Lind",
        ),
        (
            "It rained. Another candidate, ex-Ohio Gov. Tom Lind, said it was shut.",
            "Another candidate, ex-Ohio Gov. Tom Lind",
            "Tom Lind",
        ),
        (
            "The report, by Tom Lind, said it was shut.",
            "The report, by Tom Lind",
            "Tom Lind",
        ),
        (
            "It rained. Other candidates, including Fia Roe and Tom Lind, said it was shut.",
            "Other candidates, including Fia Roe and Tom Lind",
            "Other candidates, including Fia Roe and Tom Lind",
        ),
        ("It rained. The retired, grey-haired pilot said it was shut.",
         "The retired, grey-haired pilot", "retired, grey-haired pilot"),
        ("Fia Roe is a nurse. The source said it was shut.", "The", "source"),
        ("Ida Moe regretted Republican claims that it was shut.", "Republican", "Republicans"),
        (
            "Sen. Fia Roe (D-Vt.) met Sen. Tom Lind (R-Utah). The Utah Republican left. "
            "Fia Roe slept. The Vermont Democrat said it was shut.",
            "The Vermont Democrat",
            "Fia Roe",
        ),
        (
            "Five Ohio Republican senators urged Jan Roe to go. They said it was shut.",
            "They",
            "Five Ohio Republican senators",
        ),
    ],
)  # fmt: skip
def test_a_name_is_found_whatever_stands_around_it(text: str, written: str, name: str) -> None:
    occurrence = text.count(written) - 1
    assert speaker(text, said(text, written, "it was shut", occurrence)).name == name


def test_who_only_was_reported_is_not_the_running_speaker() -> None:
    text = (
        "Tom Lind spoke. Tom Lind said that Ole Rask had called the bridge unsafe. "
        "“Nothing is shut.”"
    )
    outer = said(text, "Tom Lind", "that Ole Rask had called the bridge unsafe", 1)
    inner = Attribution((at(text, "the bridge unsafe"),), (at(text, "Ole Rask"),), parent=0)
    turn = Attribution((at(text, "“Nothing is shut.”"),), form="direct")
    assert speaker(text, outer, inner, turn).name == "Tom Lind"


def test_the_letter_of_answers_is_whom_the_introduction_is_about() -> None:
    text = (
        "Fia Roe has moved from Oslo to Lennport, where Ben Lund met her. Roe is a baker.\n\n"
        "Q: Why?\nA: The harbour is quiet."
    )
    answer = said(text, "A", "The harbour is quiet", form="direct")
    assert speaker(text, answer).name == "Fia Roe"
    unsure = text.replace("Roe is a baker.", "It rained.")
    answer = said(unsure, "A", "The harbour is quiet", form="direct")
    assert speaker(unsure, answer).name == "A"


@pytest.mark.parametrize(
    ("before", "mention", "name"),
    [
        ("Gov. Asa Holm, a former senator, met Gov. Ben Lund. Ann Roe left. ", "Holm", "Asa Holm"),
        ("Mayor Fia Roe spoke late. ", "Roe herself", "Fia Roe"),
        ("Fia Roe spoke late. ", "One councillor, Lennport's Ben Lund,", "Ben Lund"),
        ("In May Ann Roe sat down with Julia Holm, when ", "she", "Julia Holm"),
        ("Fia Roe and Ada Holm left the hall at noon. ", "They", "Fia Roe and Ada Holm"),
        (
            "Governor Ben Lund won. Karl Berg lost. The governor took the bridge over the Lenn. ",
            "He",
            "Ben Lund",
        ),
        ("It rained. ", "A number of bakers, including Fia Roe and Ben Lund,",
         "number of bakers, including Fia Roe and Ben Lund"),
        ("It rained. ", "A woman's", "woman"),
        # Of those called so by name or role, else whoever the article is about.
        ("The Liberal hopeful Fia Roe met Ben Lund, who won. Lund sang. ", "The front-runner",
         "Fia Roe"),
        ("Fia Roe ran. Fia Roe met Ben Lund of Lenn. ", "The contender", "Fia Roe"),
        ("Vice President Fia Roe met President Ben Lund. Roe sang. ", "The president", "Ben Lund"),
        ("In a letter from her lawyer, Fia Roe, to the board, Ada Holm resigned. It rained. ",
         "The letter", "Fia Roe"),
        ("Lenn Bridge Corp met Port Institute. Lenn Bridge Corp sang. ", "The company",
         "Lenn Bridge Corp"),
        ("The Senate Committee sat. Kvalmart Holdings shut. The Ahlgren Institute sat. ",
         "The company", "Kvalmart Holdings"),
        # An article names nobody by surname alone who was not introduced.
        ("Fia Trumble won. Trumble sang. ", "Tumble", "Fia Trumble"),
        ("Fia Trumble won. Ben Trumbel sang. ", "Trumbel", "Ben Trumbel"),
        ("Fia Johnson won. Johnson sang. ", "Jonson", "Fia Johnson"),
        ("Fia Holm won. Holm sang. ", "Hulm", "Hulm"),
        # No dateline is anybody, and what has no name may be meant as well.
        ("LENNPORT, May 3 (Wire) — Fia Roe blamed the city council for the flood. ", "It",
         "city council"),
        # Both of two, and none of those by whom they are pressed.
        ("On Chirper, the councillors, Fia Roe and Ben Lund, were cross, with ", "both of them",
         "Fia Roe and Ben Lund"),
        ("Liberals were firm. Pressed by Fia Roe and Ben Lund, the new mayor, ", "they",
         "Liberals"),
        ("Liberals were firm, another official found. ", "They", "Liberals"),
        # A place is no "he", and a name that men and women bear may be either's.
        ("Ben Lund left. Arizona voted. ", "He", "Ben Lund"),
        ("Lindsey Holm left. ", "He", "Lindsey Holm"),
        ("Ben Lund left. I'm told it rained. ", "He", "Ben Lund"),
        ("Fia Roe left, and O'Brien said no. ", "He", "O'Brien"),
    ],
)  # fmt: skip
def test_whom_words_mean(before: str, mention: str, name: str) -> None:
    text = f"{before}{mention} said it was calm."
    found = speaker(text, said(text, mention, "it was calm"))
    assert found.name == name


def test_the_report_is_the_latest_one() -> None:
    text = (
        "The latest annual survey said it was warm. A port report said it was late. "
        "The report said it was calm. "
    )
    found = resolve(
        text,
        said(text, "The latest annual survey", "it was warm"),
        said(text, "A port report", "it was late"),
        said(text, "The report", "it was calm"),
    ).speakers
    assert [one and one.name for one in found][1:] == ["port report", "port report"]


def test_what_nobody_else_says_in_a_column_is_its_authors() -> None:
    text = "It rained.\n\nNobody came.\n\nI think it was calm.\n\nFia Roe is a baker in Lennport."
    found = resolve(text, said(text, "I", "it was calm", 1))
    assert found.author is not None
    assert [one and one.name for one in (*found.speakers, found.author)] == ["Fia Roe"] * 2


def test_what_goes_on_around_he_said_is_no_answer() -> None:
    text = "Ben Lund spoke late. Calling Karl Berg, he said, was a mistake."
    found = resolve(
        text,
        said(text, "Ben Lund", "spoke late"),
        Attribution(
            (at(text, "was a mistake"),), (at(text, "he"),), (at(text, "said"),), form="indirect"
        ),
    ).speakers[-1]
    assert found is not None
    assert found.name == "Ben Lund"


def test_in_quotation_marks_nobody_is_he_to_himself() -> None:
    text = "“Karl Berg slept,” said Ben Lund. “He criticized the port for its debts,” Lund added."
    found = resolve(
        text,
        said(text, "Ben Lund", "“Karl Berg slept,”", form="direct"),
        said(text, "Lund", "“He criticized the port for its debts,”", 1, form="direct"),
        Attribution(
            (at(text, "the port for its debts"),), (at(text, "He"),), (at(text, "criticized"),),
            parent=1,
        ),
    ).speakers  # fmt: skip
    assert [one and one.name for one in found] == ["Ben Lund", "Ben Lund", "Karl Berg"]
