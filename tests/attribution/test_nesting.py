"""What is said is read again for attributions inside it."""

from __future__ import annotations

from claimtrack.attribution.encoding import Found, encode_text
from claimtrack.attribution.nesting import reported_windows, with_reported
from claimtrack.attribution.weights import load_tokenizer
from claimtrack.sentences import split_sentences

OUTER = Found((4, 5), [(0, 1)], [(5, 12)])


def test_contents_with_a_reporting_verb_are_read_again() -> None:
    text = "Kim said that Lee denied the whole story. Kim said that it rained all day long."
    pieces = encode_text(text, split_sentences(text), load_tokenizer())
    first = [pieces.range(split_sentences(text)[0])]
    second = [pieces.range(split_sentences(text)[1])]
    told = [Found((1, 2), [(0, 1)], [(2, first[0][1])]), Found((10, 11), [], second)]
    found = reported_windows([text], [pieces], [told])
    assert (found[0][0], found[0][1].core[0]) == (0, 2)
    short = [Found((1, 2), [(0, 1)], [(2, 5)])]
    assert reported_windows([text], [pieces], [short]) == []


def test_only_whole_and_new_attributions_are_added() -> None:
    inner = Found((7, 8), [(6, 7)], [(8, 12)])
    assert with_reported([OUTER], [inner]) == [OUTER, inner]
    for other in (
        Found((7, 8), [], [(8, 12)]),
        Found((7, 8), [(6, 7)], []),
        Found((4, 6), [(6, 7)], [(8, 12)]),
    ):
        assert with_reported([OUTER], [other]) == [OUTER]
