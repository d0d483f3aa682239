"""Attributions that what is said holds by the way: in a relative clause, or as a noun.

"… pressed by farmers who warned that the dam would burst", "the mayor's plan to close the port",
"calls from both unions to strike". The training texts annotate none inside what somebody else
says, and read as a text of its own the content seldom shows them to the network.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from claimtrack.attribution.lexicon import load_lexicon
from claimtrack.attribution.modality import modality_of
from claimtrack.records import Attribution, CueClass, Span, merge_spans

__all__ = ["embedded_attributions"]

# "who have already | expressed …", "who were | critical …"; the words after a verb may be its tail.
_RELATIVE = re.compile(
    r"\b(who|which)((?: (?:\w+ly|has|have|had|also|already|once|long|now|still|then|later|often"
    r"|are|is|was|were|been|will|would|did|do|does|not|first))*) (\w+)(?=((?: \w+){0,2}))"
)
_BEING = re.compile(r"\b(?:are|is|was|were|been)\b")
# "the mayor's long-awaited | plan | to …", "their | claim | that …".
_OWNED = re.compile(
    r"(?:\b(his|her|their|its)|(?<=\w)(?:['’]s|(?<=s)['’]))(?: [\w-]+){0,2}? ([a-z]+)"
    r" (?=(?:to|that|of|over|for|on|about|against)\b)",
    re.IGNORECASE,
)
# "calls | from | both unions | to strike".
_FROM = re.compile(
    r"\b([a-z]+) (?:from|by|among) ((?:[\w’'.&-]+ ){0,5}?[\w’'.&-]+)"
    r" (?=(?:that|to|over|about|for|of|who)\b)"
)
# "Labour | criticism | that …".
_MODIFIED = re.compile(
    r"\b([A-Z][\w.&-]{0,40}(?: [A-Z][\w.&-]{0,40}){0,4}) ([a-z]+) (?=(?:that|to)\b)"
)
# "Senator Lee | has long | argued | that …", "most voters | believe | the …".
_CLAUSE = re.compile(
    r"(?:(?<=[\s“\"(—–])|(?<=\A))((?:[A-Z][\w.&-]{0,40} ){0,4}[A-Z][\w.&-]{0,40}"
    r"|(?:[Tt]he|[Tt]hose|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Ss]ome|[Mm]any|[Mm]ost)"
    r" (?:[\w-]{1,40} ){0,2}?\w{2,40}|[Hh]e|[Ss]he|[Tt]hey)"
    r"((?: (?:\w+ly|has|have|had|also|already|once|long|now|still|then|later|often"
    r"|is|are|was|were|been|did|does|not|first))*) ([a-z]+)(?=((?: \w+){0,2}))"
)
# What a verb that reports goes on with; without it the verb may be a noun.
_COMPLEMENT = re.compile(
    r" (?:that|he|she|it|they|the|this|these|those|his|her|its|their|an?|no|there|to)\b"
    r"|:? ?[“\"‘]| [A-Z]"
)
# "They want to", "she vows to", but no "they continue to".
_WISHES: frozenset[CueClass] = frozenset(("think", "demand", "promise", "claim", "reject"))
_NOBODY = frozenset(
    ("i", "we", "you", "who", "it", "and", "but", "if", "so", "that", "this", "there")
)
_CONTENT_END = re.compile(r"[,;:)”\"]|\s[—–-]+\s|[.?!]*\Z")
# Content goes on at least so far, whatever stands between: "that the dam, …".
_SHORTEST, _LONGEST = 20, 500
# A word right before an owner's, and what no owner's words go on before.
_WORD_BEFORE = re.compile(r"([\w.’'&-]+) \Z")
_LAST_WORD = re.compile(r"[\w.’'&-]+\Z")
_LONGEST_OWNER, _LONGEST_WORD = 5, 40
_DETERMINERS = frozenset(("the", "a", "an", "this", "his", "her", "their", "its"))
_STOPS = frozenset(
    ("of", "for", "from", "in", "on", "at", "by", "with", "to", "and", "or", "but", "that", "over",
     "about", "as", "into", "after", "before", "despite", "against")
)  # fmt: skip


def embedded_attributions(
    text: str, sentences: Sequence[Span], known: Sequence[Attribution]
) -> list[Attribution]:
    """Return such attributions inside the contents of ``known`` that have no cue there yet."""
    cues = merge_spans(cue for one in known for cue in one.cue)
    said = merge_spans(span for one in known for span in one.content)
    return [
        one
        for sentence in sentences
        if _touches(sentence, said)
        for one in (*_relatives(text, sentence), *_clauses(text, sentence), *_nouns(text, sentence))
        if _touches(one.cue[0], said) and not _touches(one.cue[0], cues)
    ]


def _touches(span: Span, taken: Sequence[Span]) -> bool:
    """Tell whether a span shares characters with one of ``taken``, disjoint and in order."""
    after = bisect_right(taken, span.start, key=lambda other: other.end)
    return after < len(taken) and taken[after].start < span.end


def _relatives(text: str, sentence: Span) -> Iterator[Attribution]:
    """Yield "who warned that …" and "who are critical of …", no passives ("who was accused")."""
    lexicon = load_lexicon()
    for clause in _RELATIVE.finditer(text, *sentence):
        word, stop = clause[3].lower(), clause.end(3)
        if _BEING.search(clause[2]):
            cue_class = lexicon.adjectives.get(word)
        else:
            after = tuple(clause[4].split())
            cues = lexicon.verbs.get(word, ())
            cue = next((cue for cue in cues if after[: len(cue.tail)] == cue.tail), None)
            cue_class = cue.cue_class if cue else None
            stop += sum(len(part) + 1 for part in cue.tail) if cue else 0
        if cue_class is not None:
            cue_span = Span(clause.start(3), stop)
            yield from _attribution(text, (cue_class, cue_span), Span(*clause.span(1)), sentence)


def _clauses(text: str, sentence: Span) -> Iterator[Attribution]:
    """Yield "the gun lobby insists that …", no passives."""
    lexicon = load_lexicon()
    for clause in _CLAUSE.finditer(text, *sentence):
        word, stop = clause[3], clause.end(3)
        first = clause[1].split(" ", 1)[0].lower()
        noun = word in lexicon.nouns and clause[1][0].islower()
        if first in _NOBODY or noun or bool(_BEING.search(clause[2])) != word.endswith("ing"):
            continue
        after = tuple(clause[4].split())
        cues = lexicon.verbs.get(word, ())
        cue = next((cue for cue in cues if after[: len(cue.tail)] == cue.tail), None)
        if cue is None:
            continue
        stop += sum(len(part) + 1 for part in cue.tail)
        complement = _COMPLEMENT.match(text, stop, sentence.end)
        if complement is None or (complement[0] == " to" and cue.cue_class not in _WISHES):
            continue
        yield from _attribution(
            text, (cue.cue_class, Span(clause.start(3), stop)), Span(*clause.span(1)), sentence
        )


def _nouns(text: str, sentence: Span) -> Iterator[Attribution]:
    """Yield "the mayor's plan to …", "calls from both unions to …", "Labour criticism that …"."""
    for found in _OWNED.finditer(text, *sentence):
        cue_class = _noun_class(found[2])
        if cue_class is not None:
            owner = Span(*found.span(1)) if found[1] else _owner(text, sentence, found.start())
            cue = Span(*found.span(2))
            yield from _attribution(text, (cue_class, cue), owner, sentence)
    for found in _FROM.finditer(text, *sentence):
        cue_class = _noun_class(found[1])
        if cue_class is not None:
            cue, owner = Span(*found.span(1)), Span(*found.span(2))
            yield from _attribution(text, (cue_class, cue), owner, sentence)
    for found in _MODIFIED.finditer(text, *sentence):
        cue_class = _noun_class(found[2])
        if cue_class is not None:
            owner, cue = Span(*found.span(1)), Span(*found.span(2))
            yield from _attribution(text, (cue_class, cue), owner, sentence)


def _noun_class(word: str) -> CueClass | None:
    lexicon = load_lexicon()
    return lexicon.nouns.get(word) or lexicon.deeds.get(word)


def _owner(text: str, sentence: Span, end: int) -> Span:
    """Return the noun phrase that ends at ``end``: "the Obama administration" | 's."""
    last = _LAST_WORD.search(text, max(sentence.start, end - _LONGEST_WORD), end)
    start = last.start() if last else end
    for _ in range(_LONGEST_OWNER - 1):
        word = _WORD_BEFORE.search(text, max(sentence.start, start - _LONGEST_WORD), start)
        if word is None or word[1].lower() in _STOPS or word[1].endswith(("ed", "ing")):
            break
        start = word.start(1)
        if word[1].lower() in _DETERMINERS:
            break
    return Span(start, end)


def _attribution(
    text: str, cue: tuple[CueClass, Span], speaker: Span, sentence: Span
) -> Iterator[Attribution]:
    """Yield the attribution, unless little follows the cue and its speaker."""
    cue_class, span = cue
    start = max(span.end, speaker.end)
    while start < sentence.end and text[start].isspace():
        start += 1
    latest = min(start + _LONGEST, sentence.end)
    end = _CONTENT_END.search(text, min(start + _SHORTEST, latest), latest)
    content = (Span(start, end.start() if end else latest),)
    if content[0].end - start >= _SHORTEST:
        modality = modality_of(text, cue_class, content)
        yield Attribution(content, (speaker,), (span,), cue_class=cue_class, modality=modality)
