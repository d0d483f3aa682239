"""The words at one attribution, read as a pronoun, a name or a description of somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from claimtrack.records import Span
from claimtrack.speakers.names import Name, Run, find_runs, read_name
from claimtrack.speakers.words import fold, load_words, singular

__all__ = ["DETERMINERS", "Phrase", "read_phrase"]

DETERMINERS = frozenset(("the", "this", "that", "these", "those", "his", "her", "their", "its"))

_LONGEST_PHRASE = 300
_LONGEST_DESCRIPTION = 120
_TOKEN = re.compile(r"[^\W_](?:[\w'’&./-]*[^\W_])?")
_EDGES = " \t\r\n\u00a0,;:.—–-\"“”‘'’*_[]"
_PRONOUNS = {
    "he": "m", "him": "m", "himself": "m",
    "she": "f", "her": "f", "herself": "f",
    "they": "p", "them": "p", "themselves": "p", "both": "p",
    "it": "n", "itself": "n", "his": "m", "hers": "f", "their": "p", "its": "n",
    "who": "w", "whom": "w", "which": "w", "that": "w",
    "i": "s", "me": "s", "we": "s", "us": "s", "myself": "s", "ourselves": "s", "you": "s",
}  # fmt: skip
_POSSESSIVES = {"his": "m", "her": "f", "their": "p", "its": "n", "my": "s", "our": "s"}
_PREPOSITIONS = frozenset(
    ("of", "for", "from", "in", "inside", "within", "with", "to", "at", "by", "on", "about",
     "against", "under", "over", "near", "across", "behind", "familiar", "close", "opposed",
     "involved", "who", "whose", "which", "that", "including", "like", "among", "speaking", "and",
     "or", "as", "when", "where")
)  # fmt: skip
_WRITINGS = frozenset(("letter", "statement", "memo", "email", "e-mail", "message", "petition"))
# "Republican claims": those of the party's members.
_PARTIES = {"republican": "Republicans", "gop": "Republicans", "democratic": "Democrats"}
# "R-Ohio" alone stands for the name in front of it.
_PARTY_TAG = re.compile(r"[RD]|[RDI][-–‑][A-Z][A-Za-z.]{1,8}")
# Between a description and the name set beside it: ", ", ", ex-", ", former ".
_LEAD = re.compile(
    r"[ ,—–]*(?:ex-|then-|by |[Ff]ormer |[Tt]he late |[Tt]he )?(?:[A-Z][\w.-]+['’]s )?"
)
_MEMBERS = re.compile(
    r"(?:,| [—–-]+)? (?:including|such as|like) (?:[\w.,’'-]+ ){0,6}?[A-Z][^;]*\Z"
)
_ADJECTIVES = re.compile(r"(?:[Tt]he|[Aa]n?) [a-z]+(?:ed|al|ful|ous|ive|ing), [a-z0-9-]+ [a-z]+")
# "A number | of candidates" are many.
_COUNTS = frozenset(("number", "few", "group", "handful", "couple", "majority", "dozen"))
# "a report by | the environmental group | Clean Bay", "a spokesman for | the | Port Board".
_BEFORE_OWNER = re.compile(r"\b(of|for|from|by) (?:the )?(?:(?<=the )(?:[a-z]+ ){0,3})?\Z")
_ALL_OF_THEM = re.compile(r"(?:[Bb]oth|[Aa]ll|[Ee]ach|[Nn]either|[Nn]one|[Tt]he two) of them")
_OF_WHOM = re.compile(r"\b(?:of|from) (?:whom|which)\Z")
_STOPS = re.compile(r",| who | whose | which | that | —| –|;|\(| including | when ")

# "The mayor | himself".
_HIMSELF = re.compile(r" (?:him|her|it|them)sel(?:f|ves)\Z")

Sort = Literal["pronoun", "named", "nominal"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention taken apart.

    ``pronoun`` is m, f, p (they), n (it), w (who) or s (I, we). ``name`` is the name in it
    and ``run`` where that stands; ``owner`` the words in front of 's or the possessive's
    letter in ``owner_pronoun``; ``head`` the lower-case singular noun of a description.
    """

    sort: Sort
    start: int
    text: str
    pronoun: str = ""
    name: Name | None = None
    run: Run | None = None
    head: str = ""
    words: tuple[str, ...] = ()
    definite: bool = False
    plural: bool = False
    description: str = ""
    owner: Run | None = None
    owner_pronoun: str = ""
    apposed: tuple[Name, Run] | None = None

    @property
    def modifiers(self) -> set[str]:
        """The words that say more of a description's noun."""
        return set(self.words[:-1]) - DETERMINERS


def read_phrase(text: str, span: Span) -> Phrase | None:
    """Return what the characters of ``span`` say about a speaker, None if they say nothing."""
    start, end = span.start, min(span.end, span.start + _LONGEST_PHRASE)
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES[:-3]:
        end -= 1
    himself = _HIMSELF.search(text, start, end)
    if himself and himself.start() > start:
        end = himself.start()
    tokens = [(match.start(), fold(match.group())) for match in _TOKEN.finditer(text, start, end)]
    if not tokens:
        return None
    # "he'd" and "I'll" are their pronouns.
    first = tokens[0][1].split("'")[0]
    written = text[start:end]
    party = _PARTIES.get(tokens[0][1]) if len(tokens) == 1 else None
    if party is not None and written[0].isupper():
        name = Name((), (party,), "body")
        return Phrase("named", start, written, name=name, run=Run(start, end, (party,)))
    if _PARTY_TAG.fullmatch(written) or _OF_WHOM.search(written):
        return Phrase("pronoun", start, written, pronoun="w")
    if _ALL_OF_THEM.fullmatch(written) or (first in _PRONOUNS and _is_alone(tokens, written)):
        return Phrase("pronoun", start, written, pronoun=_PRONOUNS.get(first, "p"))
    segment = _segment_end(text, start, end)
    runs = [run for run in find_runs(text, start, end) if not _is_function(run)]
    named = _read_named(text, (start, segment), runs, tokens)
    if named is not None:
        name, run = named
        return Phrase("named", start, written, name=name, run=run)
    return _read_nominal(text, (start, segment, end), runs, tokens)


def _is_alone(tokens: Sequence[tuple[int, str]], written: str) -> bool:
    """Tell whether a pronoun is the whole mention ("he", "he also", "they both")."""
    if len(tokens) == 1:
        return True
    if tokens[0][1] in ("that", "both", "us", "it") or tokens[0][1] in _POSSESSIVES:
        return False
    return not any(char.isupper() for char in written[1:]) or tokens[1][1] in ("himself", "herself")


def _segment_end(text: str, start: int, end: int) -> int:
    """Return where the first part of a mention ends: at a comma or an opening bracket."""
    for mark in re.finditer(r",(?! (?:Jr|Sr)\b)|\(|;| — | – ", text[start:end]):
        if mark.start() > 1:
            return start + mark.start()
    return end


def _is_function(run: Run) -> bool:
    words = load_words()
    return all(
        fold(word).split("'")[0] in words.function | words.quantifiers | _POSSESSIVES.keys()
        for word in run.words
    ) and not (len(run.words) == 1 and run.words[0].isupper() and len(run.words[0]) > 1)


def _read_named(
    text: str, segment: tuple[int, int], runs: Sequence[Run], tokens: Sequence[tuple[int, str]]
) -> tuple[Name, Run] | None:
    """Return the name that the first part of a mention amounts to, if it does."""
    end = segment[1]
    for index, run in enumerate(runs):
        before = [word for offset, word in tokens if offset < run.start]
        if run.start >= end or (index == 0 and any(word in _PREPOSITIONS for word in before)):
            return None
        owned = _owned_body(text, run, runs[index + 1 :])
        if owned is not None:
            return owned
        if not _only_modifies(text, run, end):
            name = read_name(run.words)
            return None if _is_description(name, run, before, index) else (name, run)
        if index + 1 == len(runs) or not _continues_to_name(text, run, runs[index + 1], end):
            return None
    return None


def _only_modifies(text: str, run: Run, end: int) -> bool:
    """Tell whether a noun follows a run: "Trump campaign", "White House aides", "Syria's army"."""
    if run.possessive:
        return text[run.end : end].strip(" '’s") != ""
    follows = [fold(word) for word in text[run.end : end].split()[:2]]
    noun = follows and follows[0] in load_words().roles
    if len(follows) == 1 and follows[0].endswith(("ed", "ly")) and not noun:
        return False
    if not follows or not text[run.end : end].lstrip()[0].islower():
        return False
    if follows[0] in ("and", "or") and len(run.words) == 1 and len(follows) > 1:
        words = load_words()
        return follows[1] not in words.function | words.quantifiers and "other" not in follows[1]
    return follows[0] not in _PREPOSITIONS


def _owned_body(text: str, run: Run, later: Sequence[Run]) -> tuple[Name, Run] | None:
    """Return "U.S. Attorney's Office" as one name; a country before 's is no part of it."""
    if not run.possessive or not later or later[0].start - run.end > len("'s "):
        return None
    owner, body = read_name(run.words), read_name(later[0].words)
    if body.kind != "body" or owner.kind in ("place", "person") or body.skip:
        return None
    last = owner.words[-1] + text[run.end : later[0].start].rstrip()
    words = (*owner.words[:-1], last, *body.words)
    return Name((), words, "body"), Run(run.start, later[0].end, words)


def _continues_to_name(text: str, run: Run, after: Run, end: int) -> bool:
    """Tell whether role nouns alone lie between two runs ("FBI director James Comey")."""
    if after.start >= end:
        return False
    between = [fold(word) for word in _TOKEN.findall(text[run.end : after.start])]
    between = [word for word in between if word != "s"]
    name = read_name(after.words)
    if not between:
        return name.kind in ("body", "person") and len(after.words) > 1
    words = load_words()
    if any(word in _PREPOSITIONS for word in between):
        return False
    return between[-1] in words.roles and name.kind in ("person", "unknown")


def _is_description(name: Name, run: Run, before: Sequence[str], index: int) -> bool:
    """Tell whether a run is a role or an adjective rather than a name ("the President")."""
    words = load_words()
    last = fold(name.words[-1])
    determined = bool(before) or name.skip > 0
    if name.kind == "person" and len(name.words) > 1 and last not in words.roles:
        return False
    noun = singular(last)
    if last != noun and noun in words.roles and last not in words.peoples:
        return True
    if noun in words.roles and not name.title:
        return determined or (len(name.words) == 1 and index == 0 and last in words.titles)
    if name.kind == "unknown" and len(name.words) == 1:
        return (last in words.adjectives and determined) or noun in words.generic_bodies
    return False


def _read_nominal(
    text: str,
    bounds: tuple[int, int, int],
    runs: Sequence[Run],
    tokens: Sequence[tuple[int, str]],
) -> Phrase:
    start, segment, end = bounds
    if _ADJECTIVES.match(text, start, end):
        # "the bespectacled, 71-year-old diplomat"
        segment = _segment_end(text, segment + 1, end)
    words = [word for offset, word in tokens if offset < segment] or [word for _, word in tokens]
    stop = next((i for i in range(1, len(words)) if _ends_core(words, i)), len(words))
    core = words[:stop] or words
    head = core[-1].removesuffix("'s")
    first = words[0]
    plural = singular(head) != head or first in ("some", "several", "many")
    plural = plural or (head in _COUNTS and words[stop : stop + 1] == ["of"])
    owner = next((run for run in runs if run.possessive and run.end < segment), None)
    if owner is None:
        owner = _owner_by_of(text, runs, (start, segment))
    return Phrase(
        "nominal",
        start,
        text[start:end],
        head=singular(head),
        words=tuple(core),
        definite=first in ("the", "this", "that", "these", "those") or first in _POSSESSIVES,
        plural=plural,
        description=_describe(text[start:end], plural=plural),
        owner=owner,
        owner_pronoun=_POSSESSIVES.get(first, ""),
        apposed=_apposed(text, bounds, runs, plural=plural),
    )


def _ends_core(words: Sequence[str], index: int) -> bool:
    """Tell whether a word follows the noun described: "the senator | vying for …"."""
    word, before = words[index], singular(words[index - 1])
    if word in _PREPOSITIONS:
        return True
    known = load_words()
    noun = before in known.roles or before in known.reports or before in _WRITINGS
    return noun and word.endswith(("ing", "ed")) and word not in known.roles


def _apposed(
    text: str, bounds: tuple[int, int, int], runs: Sequence[Run], *, plural: bool
) -> tuple[Name, Run] | None:
    """Return the name that a description is set beside ("the ferry's operator, Norline")."""
    _, segment, end = bounds
    for run in runs:
        name = read_name(run.words)
        is_person = name.kind == "person" and len(name.words) > 1
        modified = len(run.words) > len(name.title) + len(name.words)
        if run.end == segment and name.title and is_person and modified:
            # "the chairman of the Intelligence Committee Rep. Jane Doe"
            return name, run
        if run.start < segment or run.possessive:
            continue
        alone = not plural and not name.skip and text[run.end : end].strip(_EDGES) == ""
        follows = _LEAD.fullmatch(text, segment, run.start) is not None
        if not follows or not (is_person or (alone and _is_own_name(name))):
            return None
        return name, run
    return None


def _is_own_name(name: Name) -> bool:
    """Tell whether a name is a body's or an unknown party's own, no people and no role."""
    words = load_words()
    last = fold(name.words[-1])
    common = last in words.peoples or last in words.adjectives or singular(last) in words.roles
    # "One baker from Nome, Tex.": a place, no name for him.
    common = common or (len(name.words) == 1 and last in words.things)
    return name.kind in ("body", "unknown") and not common


def _owner_by_of(text: str, runs: Sequence[Run], segment: tuple[int, int]) -> Run | None:
    """Return the run after "of" or "for" ("a spokesman for Mr. Hunter", "a letter from …").

    Who made a thing goes before whom it is for: "a report for Parliament by the Port Group".
    """
    owners: dict[str, Run] = {}
    for run in runs:
        if segment[0] < run.start < segment[1]:
            before = _BEFORE_OWNER.search(text, max(segment[0], run.start - 40), run.start)
            if before is not None:
                owners.setdefault("by" if before[1] == "by" else "of", run)
    return owners.get("by", owners.get("of"))


def _describe(written: str, *, plural: bool) -> str:
    """Return a description without its article, its relative clause and what follows a comma.

    Those of many who are named stay: "other candidates, including Fia Roe and Ben Lund".
    """
    bare = re.sub(r"\A(?:the|a|an|this|that|these)\s+", "", written, flags=re.IGNORECASE)
    cut = _STOPS.search(bare, bare.index(",") + 1 if _ADJECTIVES.match(written) else 3)
    if cut and not (plural and _MEMBERS.match(bare, cut.start())):
        bare = bare[: cut.start()]
    bare = " ".join(bare.split()).strip(_EDGES).removesuffix("'s").removesuffix("’s")
    bare = re.split(r"(?<=[a-z]), an? ", bare, maxsplit=1)[0] if plural else bare
    if len(bare) > _LONGEST_DESCRIPTION:
        bare = bare[:_LONGEST_DESCRIPTION].rsplit(" ", 1)[0]
    return bare or written.strip(_EDGES) or written
