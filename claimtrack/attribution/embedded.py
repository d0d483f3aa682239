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

__all__ = ["WRITTEN", "embedded_attributions"]

# "who have already | expressed …", "who were | critical …"; the words after a verb may be its tail.
_RELATIVE = re.compile(
    r"\b(who|which)((?: (?:\w+ly|has|have|had|also|already|once|long|now|still|then|later|often"
    r"|are|is|was|were|been|will|would|did|do|does|not|first|(?:a|last|this|on|in) \w+(?: ago)?))*)"
    r" (\w+)(?=((?: \w+){0,2}))"
)
_BEING = re.compile(r"\b(?:are|is|was|were|been|remains?|remained)\b")
# "the mayor's long-awaited | plan | to …", "their | claim | that …".
_OWNED = re.compile(
    r"(?:\b(his|her|their|its)|(?<=\w)(?:['’]s|(?<=s)['’]))(?: [\w-]+){0,2}? ([a-z]+)"
    r"(?: (?=(?:to|that|of|over|for|on|about|against)\b)"
    r"|(?:, [^,;:“”\"]{3,40},)? (?:is|was) (?=that\b))",
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
# "Senator Lee | has long | argued | that …", "most voters | believe | the …": the subject before
# a verb, and what may stand between.
_INSIDE = (
    r"(?!(?:that|which|who|what|when|if|as|of|and|or|but|in|on|at|to|for|with|by|from|they|he|she"
    r"|it|i|we|you|can|could|may|might|should|must|would|is|are|was|were|has|had|said|says|told)\b)"
)
_SUBJECT = re.compile(
    r"(?:(?<=[\s“\"(—–])|(?<=\A))((?:[A-Z][\w.&-]{0,40} ){0,4}[A-Z][\w.&-]{0,40}"
    r"|(?:[Tt]he|[Tt]hose|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Ss]ome|[Mm]any|[Mm]ost)"
    rf" (?:{_INSIDE}[\w-]{{1,40}} ){{0,3}}{_INSIDE}\w{{2,40}}|[Hh]e|[Ss]he|[Tt]hey)\Z"
)
_BEFORE_VERB = re.compile(
    r"(?: (?:\w+ly|has|have|had|also|already|once|long|now|still|then|later|often"
    r"|is|are|was|were|been|did|does|not|first|remains?|remained))* [“\"‘]?\Z"
)
# "Fia Roe | , the governor of Norland, | says …".
_APPOSED = re.compile(r"(?:, (?:an?|the|one of|who) [^,;:“”\"]{3,60}| \([^()]{1,30}\)),?\Z")
_LONGEST_SUBJECT, _LONGEST_BEFORE_VERB = 160, 60
_SURE = re.compile(
    r"den(?:y|ies|ied)\b|[a-z]+ed that "
    r"|(?:charge|claim|accusation|allegation|assertion|contention|complaint|insistence)s? that "
    r"|(?:calls?|pressure|demands?|requests?|pleas?|appeals?) from [^,;:.]{3,80} (?:to|that) "
)
_TAIL = re.compile(r"(?: \w+){0,2}")
_VERB = re.compile(r"(?<=[ “\"‘])[a-z]+\b")
# What was written, with who wrote it as an adjective or not: "a Herald report".
WRITTEN = (
    r"(?:[Aa]n?|[Tt]he|[Tt]his) (?:(?!an? |the |this |of |from |in |on )[\w’'.&-]+ ){0,4}?"
    r"(?:report|article|story|lawsuit|study|poll|analysis|ruling|column|editorial|complaint|survey)"
)
# "a | report | claiming …": it says so itself.
_WRITTEN = re.compile(rf"\b({WRITTEN}) (claiming|saying|alleging|stating|arguing|suggesting)\b")
# What a verb that reports goes on with; without it the verb may be a noun.
_COMPLEMENT = re.compile(
    r" (?:(?:[—–]|--) [^—–-]{3,60} (?:[—–]|--) )?"
    r"(?:that|he|she|it|they|we|the|this|these|those|his|her|its|their|an?|no|any|there|to)\b"
    r"|[:,]? ?[“\"‘]| [A-Z]"
)
# "They want to", "she vows to", but no "they continue to".
_WISHES: frozenset[CueClass] = frozenset(("think", "demand", "promise", "claim", "reject"))
_NOBODY = frozenset(
    ("i", "we", "you", "who", "it", "and", "but", "if", "so", "that", "this", "there")
)
# "concluded | , after a review, | that …", "decided | -- wrongly, I think -- | that …".
_INSERTED = re.compile(
    r"(?:, [^,;:“”\"]{3,60},|(?: --| [—–])[^—–;:“”\"]{3,60}(?:--|[—–]))(?= that\b)"
)
_CONTENT_END = re.compile(r"[,;:)”\"]|\s[—–-]+\s|[.?!]*\Z")
# Content goes on at least so far, whatever stands between: "that the dam, …".
_SHORTEST, _LONGEST = 15, 500
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
    """Return such attributions inside the contents of ``known`` that have no cue there yet.

    In the article's own voice those clauses are added that can be nothing else, wherever
    ``known`` has none: "the port denies any leak".
    """
    cues = merge_spans(cue for one in known for cue in one.cue)
    said = merge_spans(span for one in known for span in one.content)
    taken = merge_spans([*cues, *said, *(span for one in known for span in one.speaker)])
    within = [
        one
        for sentence in sentences
        if _touches(sentence, said)
        for one in _embedded(text, sentence)
        if _touches(one.cue[0], said) and not _touches(one.cue[0], cues)
    ]
    outside = [
        one
        for sentence in sentences
        for one in (*_clauses(text, sentence), *_nouns(text, sentence))
        if _SURE.match(text, one.cue[0].start)
        and not any(_touches(span, taken) for span in (*one.speaker, *one.cue, *one.content))
    ]
    return within + outside


def _embedded(text: str, sentence: Span) -> Iterator[Attribution]:
    for found in _WRITTEN.finditer(text, *sentence):
        cue = load_lexicon().verbs[found[2].lower()][-1].cue_class
        yield from _attribution(text, (cue, Span(*found.span(2))), Span(*found.span(1)), sentence)
    relatives = list(_relatives(text, sentence))
    yield from relatives
    # "Roe, who has warned that …" was no clause of Roe's but a relative one.
    taken = {one.cue for one in relatives}
    yield from (one for one in _clauses(text, sentence) if one.cue not in taken)
    yield from _nouns(text, sentence)


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
    """Yield "the gun lobby insists that …" and "the mayor is confident that …", no passives."""
    lexicon = load_lexicon()
    for word in _VERB.finditer(text, *sentence):
        if word[0] not in lexicon.verbs and word[0] not in lexicon.adjectives:
            continue
        before = _BEFORE_VERB.search(
            text, max(sentence.start, word.start() - _LONGEST_BEFORE_VERB), word.start()
        )
        subject = before and _subject(text, sentence, before.start())
        if not before or not subject or subject[1].split(" ", 1)[0].lower() in _NOBODY:
            continue
        if word[0] in lexicon.nouns and subject[1][0].islower():
            continue
        being = _BEING.search(before[0]) is not None
        cue = _state(text, word, sentence) if being else None
        if cue is None and being == word[0].endswith("ing"):
            cue = _reporting(text, word, sentence)
        if cue is not None:
            yield from _attribution(text, cue, Span(*subject.span(1)), sentence)


def _subject(text: str, sentence: Span, end: int) -> re.Match[str] | None:
    """Return the subject that ends at an offset, or at what is set beside it there."""
    start = max(sentence.start, end - _LONGEST_SUBJECT)
    apposed = _APPOSED.search(text, start, end)
    return _SUBJECT.search(text, start, apposed.start() if apposed else end)


def _state(text: str, word: re.Match[str], sentence: Span) -> tuple[CueClass, Span] | None:
    """Return "confident" of "is confident that" as a cue."""
    cue_class = load_lexicon().adjectives.get(word[0])
    if cue_class is None or not text.startswith(" that ", word.end(), sentence.end):
        return None
    return cue_class, Span(*word.span())


def _reporting(text: str, word: re.Match[str], sentence: Span) -> tuple[CueClass, Span] | None:
    """Return a verb that reports, with its tail, if it goes on with what is reported."""
    following = _TAIL.match(text, word.end(), sentence.end)
    after = tuple(following[0].split()) if following else ()
    cues = load_lexicon().verbs.get(word[0], ())
    cue = next((cue for cue in cues if after[: len(cue.tail)] == cue.tail), None)
    if cue is None:
        return None
    stop = word.end() + sum(len(part) + 1 for part in cue.tail)
    complement = _COMPLEMENT.match(text, stop, sentence.end)
    if complement is None or (complement[0] == " to" and cue.cue_class not in _WISHES):
        return None
    return cue.cue_class, Span(word.start(), stop)


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
    inserted = _INSERTED.match(text, start, sentence.end)
    start = inserted.end() if inserted else start
    while start < sentence.end and text[start].isspace():
        start += 1
    latest = min(start + _LONGEST, sentence.end)
    end = _CONTENT_END.search(text, min(start + _SHORTEST, latest), latest)
    content = (Span(start, end.start() if end else latest),)
    if content[0].end - start >= _SHORTEST:
        modality = modality_of(text, cue_class, content)
        yield Attribution(content, (speaker,), (span,), cue_class=cue_class, modality=modality)
