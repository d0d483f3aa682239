from __future__ import annotations

from claimtrack.novelty import new_disputes
from tests.builders import deny, make_dispute, say

OPENED = say("Army", "the guards opened the gate")
DENIED = deny("Guards", "they opened the gate")
AGREED = say("Board", "the guards opened the gate at dawn")
OTHER = make_dispute(("no", [say("Jan Kol", "rain came")]), ("yes", [say("Eva Rys", "it did not")]))
KNOWN = make_dispute(("opened", [OPENED]), ("not", [DENIED]))


def test_what_was_not_there_is_new_in_the_order_given() -> None:
    assert new_disputes([], [OTHER, KNOWN]) == [OTHER, KNOWN]
    assert new_disputes([KNOWN], [OTHER, KNOWN]) == [OTHER]


def test_a_dispute_that_grew_is_not_new_though_another_pair_heads_it() -> None:
    grown = make_dispute(("opened", [AGREED, OPENED]), ("not", [DENIED]))
    assert grown.id != KNOWN.id
    assert new_disputes([KNOWN], [grown]) == []


def test_a_dispute_in_which_the_old_pair_agrees_is_another_one() -> None:
    turned = make_dispute(("opened", [AGREED]), ("not", [DENIED, OPENED]))
    assert new_disputes([KNOWN], [turned]) == [turned]
