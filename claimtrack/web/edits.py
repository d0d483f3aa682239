"""What a person changes in the browser: a review of a dispute, a name of a speaker.

Every function here waits for the disk or for the linking of disputes: it runs in a thread of
its own, on a connection of its own, and readers go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimtrack.errors import InputError, NotFoundError
from claimtrack.store import Store
from claimtrack.store.pages import Pages
from claimtrack.web.dispute_pages import DECISIONS
from claimtrack.web.visits import Visit

__all__ = ["add_alias", "remove_alias", "review"]

_LONGEST_NOTE = 10_000
_LONGEST_NAME = 200


def review(path: str, visit: Visit) -> str:
    """Keep the decision of the form and return the path of the dispute's page.

    Raises InputError for a decision that is none or a text that is too long, NotFoundError for
    a dispute that is not there, StoreError if the database can't be written.
    """
    decision = visit.given("decision")
    if decision not in DECISIONS:
        raise InputError("choose one of confirmed, rejected and unsure")
    note, reviewer = (
        _within(visit.asked, name, limit)
        for name, limit in (("note", _LONGEST_NOTE), ("reviewer", _LONGEST_NAME))
    )
    with Store(path, create=False) as store:
        dispute = store.dispute(visit.key)
        store.add_review(dispute, decision, note=note, reviewer=reviewer or visit.reviewer)
    return visit.links("disputes", dispute.id) + "#reviews"


def add_alias(path: str, visit: Visit) -> str:
    """Let the name of the form stand for the speaker, link again, and return the speaker's page.

    Raises InputError for a name or days that are none, StoreError for a name that means
    somebody else, or if the database can't be written.
    """
    from claimtrack.tracker import Tracker

    name = _within(visit.asked, "name", _LONGEST_NAME)
    if name is None:
        raise InputError("give the other name of the speaker")
    speaker = _speaker(path, visit.key)
    with Tracker(path, create=False) as tracker:
        tracker.add_alias(name, speaker, start=visit.given("from"), end=visit.given("until"))
    return _page_of(path, visit, speaker)


def remove_alias(path: str, visit: Visit) -> str:
    """Undo `add_alias`; NotFoundError if nobody has added the name."""
    from claimtrack.tracker import Tracker

    name = visit.given("remove")
    if name is None:
        raise InputError("give the name to forget")
    speaker = _speaker(path, visit.key)
    with Tracker(path, create=False) as tracker:
        tracker.remove_alias(name)
    return _page_of(path, visit, speaker)


def _within(form: Mapping[str, str], name: str, limit: int) -> str | None:
    text = form.get(name, "").strip()
    if len(text) > limit:
        raise InputError(f"the {name} has {len(text):,} characters; {limit:,} are the most")
    return text or None


def _speaker(path: str, key: str) -> str:
    with Pages(path) as pages:
        return pages.name("speaker", key)


def _page_of(path: str, visit: Visit, speaker: str) -> str:
    """Return the page of a speaker whom linking may have given another id."""
    with Pages(path) as pages:
        try:
            pages.name("speaker", visit.key)
        except NotFoundError:
            [*alike] = (item.id for item in pages.speakers() if item.name == speaker)
            return visit.links("speakers", alike[0]) if len(alike) == 1 else visit.links("speakers")
    return visit.links("speakers", visit.key) + "#names"
