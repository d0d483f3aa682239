"""Names as they are written: capitalised runs of a text, their titles, and normal forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from claimtrack.speakers.words import fold, is_body_noun, load_words, singular

__all__ = [
    "Name",
    "Run",
    "find_runs",
    "gender_of",
    "is_given_name",
    "name_key",
    "normalise_name",
    "read_name",
    "surname_key",
]

_UPPER = "".join(char for char in map(chr, range(0x41, 0x530)) if char.isupper())
# A capitalised word with what may hang on to it: initials, hyphens, apostrophes, ampersands.
_CAPITAL = re.compile(
    rf"(?<![\w’'])(?:(?:(?:al|el|an|as|ash|ad|ar|at|az)[-‑])?[{_UPPER}][\w.&’'‑-]*"
    r"|\d{1,2}(?:st|nd|rd|th)(?= [A-Z]))",
    re.UNICODE,
)
_POSSESSIVE = ("'s", "’s")
_GAPS = frozenset((" ", "\u00a0", "\u202f"))
_PARTICLES = frozenset(
    ("de", "del", "della", "di", "da", "dos", "van", "von", "der", "den", "bin", "ibn", "al", "el",
     "le", "la", "van der", "van den", "von der", "de la", "bint", "ul", "ur")
)  # fmt: skip
_OF = frozenset(("of", "of the", "for", "for the", "on", "on the", "against", "to", "&"))
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"))
# Words that make a title a lesser one: a vice president is not the president.
_UNDER = frozenset(("vice", "deputy", "assistant"))
# "Ariz. Gov. Jan Brewer": states that newspapers abbreviate in front of a title.
_STATES = frozenset(
    ("ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky",
     "la", "mass", "md", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa",
     "tenn", "tex", "va", "vt", "wash", "wis", "wyo")
)  # fmt: skip
_LONGEST_RUN = 12
# Longer "words" are noise; as keys they would only fill the memory.
_LONGEST_WORD = 60
# Function words that are given names, too.
_GIVEN_TOO = frozenset(("jan", "will"))
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.)+\Z")
_ARABIC = re.compile(r"\A(?:al|el|an|as|ash|ad|ar|at|az)[-‑ ](?=\w{3})")
_ARTICLE_INSIDE = re.compile(r"(?<=\w )[ae]l[- ](?=\w{3})")
_REPEATED = re.compile(r"([a-z])\1+")
_DEPARTMENT = re.compile(r"\A(.*?)\b(department|ministry|university) (?:of|for) (?:the )?(.+)\Z")
_NOT_LETTERS = re.compile(r"[^\w&]+", re.UNICODE)

NameKind = Literal["person", "body", "place", "unknown"]


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row: ``words`` as written, offsets of the whole run.

    ``possessive`` says that 's follows it.
    """

    start: int
    end: int
    words: tuple[str, ...]
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A run taken apart: roles its titles stand for, the name itself, what it names.

    ``gender`` is m or f where title or given name tell it; ``skip`` is the number of
    leading words that belong to neither title nor name ("But").
    """

    title: tuple[str, ...]
    words: tuple[str, ...]
    kind: NameKind
    skip: int = 0
    gender: str | None = None

    @property
    def text(self) -> str:
        """The name as written, without titles."""
        return " ".join(self.words)


def find_runs(text: str, start: int = 0, end: int | None = None) -> Iterator[Run]:
    """Yield the capitalised runs of ``text[start:end]`` in order, joined over "of" and the like."""
    words: list[str] = []
    first = last = 0
    stop = len(text) if end is None else end
    for match in _CAPITAL.finditer(text, start, stop):
        if match.end() - match.start() > _LONGEST_WORD:
            continue
        word, possessive, closed = _trim(match.group())
        if closed and _precedes_title(text, match):
            word, closed = match.group(), False
        if possessive and _owns_body(text, match):
            word, possessive = match.group(), False
        begin, finish = match.start(), match.start() + len(word)
        if words:
            joint = _joint(text[last:begin], words, word) if begin - last <= 12 else None
            if joint is None or len(words) >= _LONGEST_RUN:
                yield Run(first, last, tuple(words))
                words = []
            else:
                words += joint
        if not words:
            first = begin
        words.append(word)
        last = finish
        if possessive or closed:
            yield Run(first, last, tuple(words), possessive)
            words = []
    if words:
        yield Run(first, last, tuple(words))


def _owns_body(text: str, owner: re.Match[str]) -> bool:
    """Tell whether many own what follows ("Seafarers' Union"): then it is one body's name."""
    if not owner.group().endswith(("s'", "s’")):
        return False
    following = _CAPITAL.match(text, owner.end() + 1)
    return following is not None and is_body_noun(fold(following.group()))


def _precedes_title(text: str, state: re.Match[str]) -> bool:
    """Tell whether a word is a state's abbreviation and a title follows it."""
    if fold(state.group()).rstrip(".") not in _STATES:
        return False
    following = _CAPITAL.match(text, state.end() + 1)
    return following is not None and fold(following.group()).rstrip(".") in load_words().titles


def _trim(word: str) -> tuple[str, bool, bool]:
    """Return a word without its possessive and stop, whether it had one, whether a run ends."""
    closed = False
    if word.endswith("."):
        if _is_abbreviation(word):
            return word, False, False
        word, closed = word.rstrip("."), True
    word = word.rstrip("-‑&")
    if word.endswith(_POSSESSIVE):
        return word[:-2], True, closed
    if word.endswith(("s'", "s’")):
        return word[:-1], True, closed
    stripped = word.rstrip("’'")
    return stripped, False, closed or stripped != word


def _is_abbreviation(word: str) -> bool:
    return bool(_ABBREVIATION.match(word)) or fold(word[:-1]) in (
        load_words().titles.keys() | _SUFFIXES | {"st", "no", "inc", "corp", "co", "ltd"}
    )


def _joint(gap: str, before: Sequence[str], after: str) -> list[str] | None:
    """Return the small words that join two capitalised words into one name, None if none do."""
    if gap in _GAPS:
        return []
    if len(gap) < 3 or gap[0] not in _GAPS or gap[-1] not in _GAPS:
        return [] if gap == ", " and fold(after).rstrip(".") in _SUFFIXES else None
    small = gap[1:-1]
    if small in _PARTICLES:
        return small.split()
    words = load_words()
    previous = fold(before[-1])
    if small in _OF and (is_body_noun(previous) or previous in ("secretary", "bank")):
        return small.split()
    if small == "and" and previous in words.topics:
        return ["and"]
    return None


@lru_cache(maxsize=16384)
def read_name(words: tuple[str, ...]) -> Name:
    """Return the title, the name and the kind of thing that capitalised words stand for."""
    lexicon = load_words()
    folded = [fold(word).rstrip(".") for word in words]
    skip = 0
    while skip < len(words) - 1 and _is_no_start(words[skip:], folded[skip]):
        skip += 1
    if folded[skip].endswith(("-led", "-backed", "-based", "-run", "-controlled", "-born")):
        skip = min(skip + 1, len(words) - 1)
    stop = len(words)
    while stop > skip + 1 and _is_no_end(folded[stop - 1], words[stop - 1]):
        stop -= 1
    words, folded = words[:stop], folded[:stop]
    title_end = _title_end(folded, skip)
    if title_end is None:
        rest = words[skip:]
        kind = _kind(folded[skip:], rest)
        given = gender_of(folded[skip]) if kind == "person" and len(rest) > 1 else None
        return Name((), rest, kind, skip, given)
    titles = tuple(
        role
        for word in folded[skip:title_end]
        if (role := lexicon.titles.get(word, word if word in lexicon.roles else ""))
    )
    if any(word in _UNDER for word in folded[skip:title_end]):
        titles = tuple(f"vice-{role}" for role in titles if role)
    gender = _title_gender(folded[skip:title_end])
    if gender is None and title_end < len(words) - 1:
        gender = gender_of(folded[title_end])
    return Name(titles, words[title_end:], "person", skip, gender)


def _is_no_start(words: Sequence[str], first: str) -> bool:
    """Tell whether a name cannot begin with a word: "But Lee", yet "Jan Brewer" (no "Jan.")."""
    if first not in load_words().function or _is_short(words[0]):
        return False
    given = len(words) == 2 and first in _GIVEN_TOO and not words[0].endswith(".")
    return not given


def _is_no_end(word: str, written: str) -> bool:
    """Tell whether a name cannot end in a word: "Trump Thursday", but "Judicial Watch"."""
    ends = word in ("watch", "first", "now")
    return word in load_words().function and not ends and not _is_short(written)


def _is_no_surname(word: str) -> bool:
    lexicon = load_words()
    if is_body_noun(word):
        return True
    return singular(word) in lexicon.roles or word in ("u.s", "us", "u.k", "uk")


def _title_gender(title: Sequence[str]) -> str | None:
    lexicon = load_words()
    if any(word in lexicon.masculine for word in title):
        return "m"
    return "f" if any(word in lexicon.feminine for word in title) else None


def _title_end(folded: Sequence[str], skip: int) -> int | None:
    """Return where the name begins after its titles, None if no title comes before a name."""
    lexicon = load_words()
    last = None
    for index in range(skip, len(folded) - 1):
        word = folded[index]
        if word in lexicon.titles or word in lexicon.roles:
            last = index
    if last is None:
        return None
    rest = folded[last + 1 :]
    if rest[0] in _OF:
        given = [index for index, word in enumerate(rest[:-1]) if index > 1 and is_given_name(word)]
        return last + 1 + given[0] if given else None
    if rest[0] in _SUFFIXES or any(map(is_body_noun, rest[1:])):
        return None
    if len(rest) == 1 and _is_no_surname(rest[0]):
        return None
    if is_given_name(folded[last]) and last == skip and len(rest) == 1:
        return None
    return last + 1


def is_given_name(word: str) -> bool:
    """Tell whether a folded word is a given name of the lists."""
    lexicon = load_words()
    return word in lexicon.male_names or word in lexicon.female_names


def gender_of(word: str) -> str | None:
    """Return m or f for a folded given name that tells a gender, None for any other word."""
    lexicon = load_words()
    if word in lexicon.either_names:
        return None
    if word in lexicon.male_names:
        return "m"
    return "f" if word in lexicon.female_names else None


def _kind(folded: Sequence[str], words: Sequence[str]) -> NameKind:
    lexicon = load_words()
    joined = " ".join(folded)
    if joined in lexicon.places:
        return "place"
    is_body = any(map(is_body_noun, folded)) or folded[-1] in lexicon.peoples
    if joined in lexicon.metonyms:
        return "body"
    if len(folded) > 1 and is_given_name(folded[0]) and not any(map(_is_no_name, folded[1:])):
        return "person"
    if is_body or (len(words) == 1 and _is_short(words[0])):
        return "body"
    return "person" if len(words) > 1 and _may_be_person(folded, words) else "unknown"


def _is_no_name(word: str) -> bool:
    words = load_words()
    return (is_body_noun(word) or word in words.things) and word not in words.surnames


def _may_be_person(folded: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether two to four words without a known given name can be somebody's name."""
    lexicon = load_words()
    if len(words) > 4 or folded[0] in lexicon.adjectives or all(map(str.isupper, words)):
        return False
    given = folded[0] in _GIVEN_TOO
    return not any(
        word in lexicon.things or word in lexicon.places or word in _OF or word in lexicon.function
        for word in folded[given:]
    ) and (singular(folded[-1]) not in lexicon.roles)


def _is_short(word: str) -> bool:
    """Tell whether a word is written like an acronym (SDF, U.S., CENTCOM, DoD)."""
    letters = [char for char in word if char.isalpha()]
    return len(letters) > 1 and sum(char.isupper() for char in letters) * 2 > len(letters)


@lru_cache(maxsize=16384)
def surname_key(words: tuple[str, ...]) -> str:
    """Return the form under which a surname is looked up: no suffix, article or double letter."""
    kept = [word for word in words if fold(word).rstrip(".") not in _SUFFIXES] or list(words)
    return name_key(kept[-1])


@lru_cache(maxsize=16384)
def name_key(word: str) -> str:
    """Return one word of a name folded, without its Arabic article and doubled letters."""
    plain = _ARABIC.sub("", fold(word))
    return _REPEATED.sub(r"\1", _NOT_LETTERS.sub("", plain))


@lru_cache(maxsize=16384)
def normalise_name(name: str) -> str:
    """Return the form of a name that is compared and looked up.

    Case, diacritics, full stops, determiners, titles, a final possessive and a bracketed
    acronym do not count: "Mr. Obama" gives "obama", "the U.S." gives "us". Two normal forms
    are equal only if the names certainly read the same; an empty text gives "".
    """
    bare = re.sub(r"\s*\([^()]{0,40}\)\s*\Z", "", name.strip()[:300])
    words = [_trim(word)[0].replace(".", "") for word in bare.split()]
    words = [word for word in words if word.strip("’'\",;:")]
    while len(words) > 1 and fold(words[0]) in ("the", "a", "an"):
        words = words[1:]
    if not words:
        return fold(bare)
    if words[0][:1].isupper():
        read = read_name(tuple(words))
        if read.kind == "person" and read.words and read.words[0][:1].isupper():
            words = list(read.words)
    folded = " ".join(fold(word).strip("'\",;:") for word in words).replace("united states", "us")
    folded = _ARTICLE_INSIDE.sub("al-", folded.replace("‑", "-"))
    department = _DEPARTMENT.match(folded)
    if department:
        before, kind, about = department.groups()
        folded = f"{before}{about} {kind}"
    return folded
