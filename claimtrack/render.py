"""What people read in a terminal: disputes, articles and tables that fit its width.

Stored text is other people's: every character that could steer a terminal is taken out
before anything is shown.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from claimtrack.records import Article, Claim, Dispute, Opinion, Review, Side

__all__ = [
    "article_lines",
    "claim_lines",
    "dispute_lines",
    "full_dispute_lines",
    "printable",
    "table_lines",
]

# Control, format (bidirectional overrides, zero-width), surrogate and private characters.
_UNSAFE_CATEGORIES = ("Cc", "Cf", "Cs", "Co")
_WHITE_SPACE = re.compile(r"\s+")
# How much of a position and of a claim a list shows; `show` has it all.
_POSITION_CHARACTERS = 300
_CLAIM_CHARACTERS = 600
_SHORT_ID = 8
_QUOTATION_MARKS = '“”"'
# Lines are never broken below this many characters, however narrow the terminal.
_NARROWEST = 20


def printable(text: str | None) -> str:
    """Return ``text`` on one line, without any character that a terminal would obey."""
    flat = _WHITE_SPACE.sub(" ", text or "")
    if flat.isascii() and flat.isprintable():
        return flat.strip()
    return "".join(c for c in flat if unicodedata.category(c) not in _UNSAFE_CATEGORIES).strip()


def dispute_lines(dispute: Dispute, number: int, width: int) -> Iterator[str]:
    """Yield one dispute as the list shows it: question, facts, each side's position and holders."""
    yield from _wrap(dispute.question, width, f"{number}. ", " " * (len(str(number)) + 2))
    facts = [dispute.kind, f"score {dispute.score:.2f}", f"id {dispute.id[:_SHORT_ID]}"]
    if dispute.topic_label:
        facts.append(f"topic {dispute.topic_label}")
    facts += [dispute.review] if dispute.review else []
    yield from _wrap(" · ".join(facts), width, "   ", "   ")
    for side in dispute.sides:
        position = textwrap.shorten(
            printable(side.position), _POSITION_CHARACTERS, placeholder=" …"
        )
        yield from _wrap(_quoted(position), width, "   ▪ ", "     ")
        for holder in _holders(side):
            yield from _wrap(holder, width, "       ", "         ")
    if dispute.reasons:
        yield from _wrap("because: " + "; ".join(dispute.reasons), width, "   ", "     ")
    if dispute.opinion:
        yield from _wrap(_in_words(dispute.opinion), width, "   ", "     ")


def full_dispute_lines(dispute: Dispute, reviews: Sequence[Review], width: int) -> Iterator[str]:
    """Yield one dispute in full: every claim with its sentence, its place and its offsets."""
    yield from _wrap(dispute.question, width, "", "")
    yield from _wrap(
        f"{dispute.kind} · score {dispute.score:.2f} · id {dispute.id}"
        + (f" · topic {dispute.topic_label}" if dispute.topic_label else ""),
        width, "", "",
    )  # fmt: skip
    for reason in dispute.reasons:
        yield from _wrap(reason, width, "because: ", "  ")
    if dispute.opinion:
        yield from _wrap(_in_words(dispute.opinion), width, "", "  ")
    for number, side in enumerate(dispute.sides, 1):
        yield ""
        yield from _wrap(f"Side {number}: {printable(side.position)}", width, "", "  ")
        for claim in side.claims:
            yield from _claim_lines(claim, width, claim.id in dispute.headline)
    for review in reviews:
        yield ""
        by = f" by {printable(review.reviewer)}" if review.reviewer else ""
        note = f": {printable(review.note)}" if review.note else ""
        yield from _wrap(f"{review.decision}{by} on {review.created[:10]}{note}", width, "", "  ")


def claim_lines(claim: Claim, width: int) -> Iterator[str]:
    """Yield one claim as a list shows it: who, how and where, then the exact words."""
    how = f"{claim.form}, {claim.cue}" if claim.cue else claim.form
    facts = (_who(claim), how, _where(claim), f"article {claim.article[:_SHORT_ID]}")
    yield from _wrap(" · ".join(facts), width, "", "    ")
    words = textwrap.shorten(printable(claim.text), _CLAIM_CHARACTERS, placeholder=" …")
    yield from _wrap(words, width, "  ", "  ")


def article_lines(
    article: Article, claims: Sequence[Claim], disputed: frozenset[str], width: int
) -> Iterator[str]:
    """Yield an article with its claims numbered in brackets, then who makes each of them."""
    yield from _wrap(article.title or "(untitled)", width, "", "")
    facts = [fact for fact in (article.source, article.published, article.url) if fact]
    yield from _wrap(" · ".join([*facts, f"id {article.id}"]), width, "", "")
    attributed = [claim for claim in claims if claim.speaker or claim.form != "narrated"]
    yield ""
    for paragraph in _marked(article.text, attributed).splitlines():
        if paragraph.strip():
            yield from _wrap(paragraph, width, "", "")
            yield ""
    for number, claim in enumerate(attributed, 1):
        mark = " · disputed" if claim.id in disputed else ""
        cue = f" · {claim.cue}" if claim.cue else ""
        yield from _wrap(f"{_who(claim)} · {claim.form}{cue}{mark}", width, f"[{number}] ", "    ")


def table_lines(rows: Iterable[Sequence[object]], headers: Sequence[str], width: int) -> list[str]:
    """Return a table no wider than ``width``: long cells wrap, the last column takes the rest."""
    from tabulate import tabulate

    cells = [[printable(str(value)) for value in row] for row in rows]
    if not cells:
        return []
    # Columns stand two apart, and tabulate gives every header two characters of air.
    aired = [f"{header}  " for header in headers]
    sizes = [max(map(len, column)) for column in zip(aired, *cells, strict=True)]
    if sum(sizes) + 2 * (len(sizes) - 1) > width:
        # Then no column but the last may take more than a third of the line.
        sizes = [min(width // 3, size) for size in sizes]
    sizes.pop()
    rest = max(_NARROWEST, width - sum(sizes) - 2 * len(sizes))
    table = tabulate(cells, headers, maxcolwidths=[*sizes, rest], disable_numparse=True)
    return [line.rstrip() for line in table.splitlines()]


def _in_words(opinion: Opinion) -> str:
    """Return what a language model says of a dispute, and which one says it."""
    words = f"opposed ({opinion.kind})" if opinion.opposes else "not opposed"
    return f"opinion of {opinion.model}, a language model, on {opinion.created[:10]}: {words}"


def _claim_lines(claim: Claim, width: int, headline: bool) -> Iterator[str]:
    mark = "▸" if headline else "▪"
    yield from _wrap(f"{_who(claim)} ({_where(claim)})", width, f"  {mark} ", "    ")
    yield from _wrap(_quoted(claim.text), width, "    ", "    ")
    if claim.sentence.strip() != claim.text.strip():
        yield from _wrap(f"in: {claim.sentence}", width, "    ", "        ")
    place = claim.url or f"article {claim.article}"
    yield from _wrap(f"{place}, characters {claim.start}-{claim.end}", width, "    ", "    ")


def _holders(side: Side) -> Iterator[str]:
    """Yield each speaker of a side once, with every place that carried the claim."""
    keyed = [(_who(claim), _where(claim)) for claim in side.claims]
    order = {who: number for number, (who, _) in reversed(list(enumerate(keyed)))}
    for who, group in groupby(sorted(keyed, key=lambda key: order[key[0]]), lambda key: key[0]):
        places = dict.fromkeys(where for _, where in group)
        yield f"{who} ({'; '.join(places)})"


def _who(claim: Claim) -> str:
    if claim.speaker:
        reported = f", reported by {printable(claim.reported_by)}" if claim.reported_by else ""
        return printable(claim.speaker) + reported
    return "the article itself" if claim.form == "narrated" else "no speaker named"


def _where(claim: Claim) -> str:
    source = printable(claim.source) or printable(claim.title) or "source unknown"
    return f"{source}, {claim.published[:10]}" if claim.published else f"{source}, undated"


def _marked(text: str, claims: Sequence[Claim]) -> str:
    """Return ``text`` with ``[n:`` before and ``]`` after every claim."""
    marks = [(claim.start, 1, f"[{number}: ") for number, claim in enumerate(claims, 1)]
    marks += [(claim.end, 0, "]") for claim in claims]
    parts, reached = [], 0
    for offset, _, mark in sorted(marks):
        parts += [text[reached:offset], mark]
        reached = offset
    return "".join([*parts, text[reached:]])


def _quoted(text: str) -> str:
    """Return ``text`` in one pair of quotation marks, whatever it brought along."""
    return f"“{printable(text).strip(_QUOTATION_MARKS)}”"


def _wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        printable(text), max(_NARROWEST, width), initial_indent=first, subsequent_indent=rest
    )
