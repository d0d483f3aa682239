"""Whom a relative pronoun goes back to: "the union, a body of dockers, which said …"."""

from __future__ import annotations

import re

from claimtrack.records import Span
from claimtrack.speakers.context import Context
from claimtrack.speakers.entities import Entity
from claimtrack.speakers.mentions import Phrase, read_phrase
from claimtrack.speakers.names import find_runs
from claimtrack.speakers.words import is_body_noun, load_words

__all__ = ["bearer_beside", "relative_antecedent"]

_REACH = 200
# "Fia Roe | of Ohio": where a person is from.
_ORIGIN = re.compile(r" (?:of|from) (?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}\Z")
_LONGEST_ORIGIN = 60
_PLACE_OF = re.compile(r"[\w.’'-] (?:of|from) (?:the )?\Z")
_LONGEST_PLACE_OF = 12
# ", | a lawyer": what is set beside a name.
_BESIDE = re.compile(r", an? ")
_LONGEST_BESIDE = 6
# "Among those objecting | was | Fia Roe".
_INVERTED = re.compile(r"\b(?:is|are|was|were) (?=[A-Z])")
_LONGEST_INVERSION = 200
# "Roe was among the many people | who called for a vote": Roe called for it.
_ONE_OF = re.compile(r"\b(?:is|are|was|were|been) (?:among|one of) (?:the )?[^,;:“”\"]{3,60}\Z")
# What stands between an antecedent and its pronoun: ", ", " (D-Me.), ", " — ".
_GAP = re.compile(r"(?: \([^()\n]{1,40}\))?[\s,—–(-]*\Z")
# ", a lawyer for the port, | who": an apposition goes back to the name in front of it.
_APPOSITION = re.compile(
    r"(?: \([^()\n]{1,40}\))?, (?:an?|the|one of|[Rr]epublican|[Dd]emocrat|also)\b"
    r"[^,;:.“”\"\n]{2,150}\Z"
)
_NOUN_BEFORE = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Ss]ome|[Tt]hose|[Oo]ne) [^,.;:“”\"\n]{3,80}?\Z")
# "fellow Republicans, including Fia Roe, | who have …", "bakers and even Democrats | who …": all.
_PLURAL_VERB = re.compile(r"who(?: \w+ly| also)? (?!is\b|was\b|has\b|\w+s\b)\w+")
_PEOPLE_BEFORE = re.compile(
    r"\b((?:[\w’'-]+ ){0,2}[\w-]+s,? (?:including|such as|like) [A-Z][^;:“”\"\n]{2,80}"
    r"|(?:[\w’'-]+ )?[\w-]+s and (?:even |other )?(?:[\w’'-]+ )?[\w-]+s)\Z"
)
_WORD = re.compile(r"[^\W_][\w’'.-]*")
_DETERMINERS = frozenset(
    ("a", "an", "the", "some", "those", "these", "many", "several", "other", "most", "all", "his",
     "her", "their", "its", "two", "three", "few")
)  # fmt: skip
_LONGEST_NOUN = 4


def relative_antecedent(context: Context, place: int) -> Entity | Phrase | None:
    """Return whom "who" or "which" at an offset goes back to: a name, or words that describe."""
    start = max(0, place - _REACH, context.sentence_start(place))
    before = context.text[start:place]
    gap = _GAP.search(before)
    end = start + gap.start() if gap else place
    at = _bearer_at if context.text.startswith("who", place) else _named_at
    if _ONE_OF.search(context.text, start, end):
        subject = _subject(context, context.sentence_start(place), end)
        if subject is not None:
            return subject
    if _PLURAL_VERB.match(context.text, place):
        people = _people_at(context.text, start, end)
        if people is not None:
            return people
    apposition = _APPOSITION.search(context.text[start:end])
    if apposition:
        named = at(context, start + apposition.start())
        if named is not None:
            return named
    named = at(context, end)
    if named is not None:
        return named
    phrase = _name_at(context.text, start, end) or _noun_at(context, start, end)
    return phrase or next(
        (one.entity for one in reversed(context.before(end)) if one.start >= start), None
    )


def bearer_beside(context: Context, span: Span) -> Entity | None:
    """Return the person of whose name a mention is only the tail: of "Fia Roe | of Ohio | said".

    So is "Fia Roe, | a lawyer | said"; "Among | those | who objected was Fia Roe" means her. None
    if the mention stands for itself.
    """
    text = context.text
    if _PLACE_OF.search(text, max(0, span.start - _LONGEST_PLACE_OF), span.start):
        bearer = _bearer_at(context, span.end)
        return bearer if bearer and bearer.kind == "person" else None
    if text.endswith("Among ", 0, span.start):
        named = _INVERTED.search(text, span.end, span.end + _LONGEST_INVERSION)
        return _named_from(context, named.end()) if named else None
    lead = _BESIDE.search(text, max(0, span.start - len(", ")), span.start + _LONGEST_BESIDE)
    bearer = _named_at(context, lead.start()) if lead else None
    return bearer if bearer and bearer.kind == "person" else None


def _people_at(text: str, start: int, end: int) -> Phrase | None:
    """Return the people in the plural whose enumeration ends at an offset."""
    whole = _PEOPLE_BEFORE.search(text[start:end])
    if whole is None:
        return None
    nouns = (word.start() for word in _WORD.finditer(whole[1]) if _begins_noun(word.group()))
    first = next(nouns, 0)
    return read_phrase(text, Span(start + whole.start(1) + first, end))


def _begins_noun(word: str) -> bool:
    """Tell whether a noun phrase can begin with a word: with no preposition and no verb."""
    words = load_words()
    low = word.lower()
    return low in words.quantifiers or not (low in words.function or low.endswith("ed"))


def _name_at(text: str, start: int, end: int) -> Phrase | None:
    """Return the name that ends at an offset, one that the article has nowhere else."""
    run = next(reversed(list(find_runs(text, start, end))), None)
    if run is None or run.end != end:
        return None
    phrase = read_phrase(text, Span(run.start, run.end))
    if phrase is None or phrase.name is None or phrase.name.kind == "place":
        return None
    return phrase


def _subject(context: Context, start: int, end: int) -> Entity | None:
    """Return who is the subject of the sentence that begins at an offset."""
    named = (one for one in context.before(end) if one.start >= start)
    return next((one.entity for one in named if context.is_subject(one)), None)


def _bearer_at(context: Context, end: int) -> Entity | None:
    """Return who is named by the words that end at an offset: "Senator Fia Roe of Ohio"."""
    origin = _ORIGIN.search(context.text, max(0, end - _LONGEST_ORIGIN), end)
    bearer = origin and _named_at(context, origin.start())
    return bearer if bearer and bearer.kind == "person" else _named_at(context, end)


def _named_at(context: Context, end: int) -> Entity | None:
    """Return who is named by the words that end at an offset."""
    last = next(reversed(context.before(end)), None)
    return last.entity if last is not None and last.end == end else None


def _named_from(context: Context, start: int) -> Entity | None:
    """Return who is named by the words that begin at an offset."""
    following = context.before(start + 1)
    last = following[-1] if following else None
    return last.entity if last is not None and last.start == start else None


def _noun_at(context: Context, start: int, end: int) -> Phrase | None:
    """Return the description that ends at an offset: "gun owners", "the chief of the port"."""
    words = list(_WORD.finditer(context.text, start, end))
    if not words or words[-1].end() != end:
        return None
    first = len(words) - 1
    function = load_words().function
    while first > 0 and len(words) - first < _LONGEST_NOUN:
        word = words[first - 1].group().lower()
        between = context.text[words[first - 1].end() : words[first].start()]
        stops = word in function and word not in _DETERMINERS
        if between != " " or stops or word.endswith("ed"):
            break
        first -= 1
        if word in _DETERMINERS:
            break
    phrase = read_phrase(context.text, Span(words[first].start(), end))
    if phrase is not None and phrase.sort == "nominal" and _is_party(phrase):
        return phrase
    noun = _NOUN_BEFORE.search(context.text[start:end])
    phrase = noun and read_phrase(context.text, Span(start + noun.start(), end))
    return phrase if phrase and phrase.sort == "nominal" else None


def _is_party(phrase: Phrase) -> bool:
    return phrase.plural or phrase.head in load_words().roles or is_body_noun(phrase.head)
