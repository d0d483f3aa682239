"""What a cue says of the saying: its class, and whether it negates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimtrack.attribution.lexicon import Cue, Lexicon
from claimtrack.records import CueClass, Span

__all__ = ["CueReading", "read_cue"]

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NEGATION = frozenset(("not", "never", "nor", "neither", "hardly", "no", "cannot"))
# "Neither side would confirm …": a negation right before the cue, or before its speaker.
_NEGATED_BEFORE = re.compile(r"\b(?:not|never|n[o’']t) \Z", re.IGNORECASE)
_REACH = 8


@dataclass(frozen=True, slots=True)
class CueReading:
    """The class of a cue, and whether its speaker holds the content to be wrong."""

    cue_class: CueClass = "say"
    negated: bool = False


def read_cue(text: str, cue: Span, lexicon: Lexicon) -> CueReading:
    """Return what the lexicon says of the words of a cue."""
    words = [found.group().lower() for found in _WORD.finditer(text, cue.start, cue.end)]
    negated = any(word in _NEGATION or word.endswith(("n't", "n’t")) for word in words)
    negated = (
        negated or _NEGATED_BEFORE.search(text, max(0, cue.start - _REACH), cue.start) is not None
    )
    verb = _verb(words, lexicon)
    if verb is not None:
        return CueReading(verb.cue_class, negated != verb.negates)
    return CueReading(_other_class(words, lexicon), negated)


def _verb(words: Sequence[str], lexicon: Lexicon) -> Cue | None:
    """Return the first verb of the cue ("said in a report"), phrasal ones before plain ones."""
    for index in range(len(words)):
        for cue in lexicon.verbs.get(words[index], ()):
            if tuple(words[index + 1 : index + 1 + len(cue.tail)]) == cue.tail:
                return cue
    return None


def _other_class(words: Sequence[str], lexicon: Lexicon) -> CueClass:
    """Return the class of a noun or adjective among the words, else "say"."""
    for word in words:
        for table in (lexicon.nouns, lexicon.adjectives):
            if word in table:
                return table[word]
    return "say"
