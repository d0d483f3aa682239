"""What the grammar finds before it becomes an ``Attribution``: still tied to its unit."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimtrack.attribution.occurrences import Occurrence
from claimtrack.attribution.phrases import Range
from claimtrack.records import CueClass

__all__ = ["Draft", "start_draft"]


@dataclass(slots=True)
class Draft:
    """One attribution in the making, in token indices of its unit.

    ``clause`` is where its clause begins (its subject, or its cue when the subject stands
    elsewhere), ``begin`` the first token of content to the right of the cue, ``left`` the
    content to its left. ``joined`` says that it shares its subject with an earlier cue,
    ``past`` that the cue is in a past tense.
    """

    cue: Range
    cue_class: CueClass
    clause: int
    speaker: Range | None = None
    begin: int | None = None
    stop: int | None = None
    left: Range | None = None
    further: list[Range] = field(default_factory=list)
    target: Range | None = None
    negated: bool = False
    modal: str | None = None
    past: bool = False
    thing: bool = False
    joined: bool = False
    relative: bool = False
    outer: bool = False
    noun: bool = False
    weak: bool = False
    subordinate: bool = False
    pending: bool = False
    parent: int | None = None

    def ranges(self) -> list[Range]:
        """Return the content as token ranges in text order."""
        found = [self.left] if self.left else []
        if self.begin is not None and self.stop is not None and self.begin < self.stop:
            found.append((self.begin, self.stop))
        return found + self.further


def start_draft(occurrence: Occurrence, clause: int) -> Draft:
    """Return a draft that knows of its verb alone."""
    return Draft(
        cue=(occurrence.first, occurrence.stop),
        cue_class=occurrence.cue.cue_class,
        clause=clause,
        negated=occurrence.negated != occurrence.cue.negates,
        modal=occurrence.modal,
        past=occurrence.tense in ("past", "participle"),
    )
