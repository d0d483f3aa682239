"""From article to claims: composes sentences, attribution and speakers.

One claim is one sentence's worth of one attribution's content, or a sentence that the
article says in its own voice; either way an exact span of the article's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from claimtrack.attribution import Attributor
from claimtrack.language.identification import ENGLISH
from claimtrack.records import (
    Article,
    Attribution,
    Claim,
    Extraction,
    Span,
    SpeakerMention,
    make_id,
    merge_spans,
)
from claimtrack.sentences import split_sentences
from claimtrack.speakers import Resolution, resolve_speakers
from claimtrack.speakers.releases import issuing_body

__all__ = ["extract"]

# Lines of a press release without one of these (its heading, its contacts) claim nothing.
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "…")
# What may hang on to either end of a span without belonging to what was claimed.
_DANGLING = " \t\r\n\u00a0\u200b\ufeff,;:—–-"
_OPENING_WORDS = ("that ", "That ")
# Shorter pieces ("Yes.", "he added", a dateline) assert nothing that could be opposed; two
# words are kept for attributed content because "total nonsense" is a position.
_MIN_ATTRIBUTED_LETTERS = 6
_MIN_NARRATED_WORDS = 4
# A sentence more than half of which is no part of any attribution also speaks in the
# article's own voice. Calibrated on the gold claims of disputes_polnear (narrated form).
_OWN_VOICE_SHARE = 0.5
# What one says of oneself within what one says: "he said he hoped X" is said, not hoped.
_INNER = frozenset(("think", "demand", "predict", "promise", "confirm"))


def extract(articles: Sequence[Article], attributor: Attributor) -> list[Extraction]:
    """Return the claims and the cast of every article, in the order of ``articles``.

    Claims come in text order; each ``claim.text`` equals ``article.text[start:end]``.
    Speakers and targets carry the names they have within their article. An article that is
    known to be in another language than English, the only one the stages read, yields nothing.
    """
    read = [article for article in articles if article.language in (None, ENGLISH)]
    texts = [article.text for article in read]
    sentences = [split_sentences(text) for text in texts]
    found = attributor.attribute(texts, sentences)
    extracted = iter(
        _extract_one(article, spans, attributions)
        for article, spans, attributions in zip(read, sentences, found, strict=True)
    )
    return [
        next(extracted) if article.language in (None, ENGLISH) else Extraction(article, (), ())
        for article in articles
    ]


def _extract_one(
    article: Article, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> Extraction:
    resolution = resolve_speakers(article.text, sentences, attributions)
    claims: dict[Span, Claim] = {}
    echoes = _echoes(attributions, resolution)
    for index, attribution in enumerate(attributions):
        if index in echoes:
            continue
        for sentence, piece in _pieces(article.text, sentences, attribution):
            claim = _attributed(article, sentence, piece, (attributions, resolution, index))
            claims.setdefault(piece, claim)
    mentions = [*resolution.speakers, *resolution.targets]
    issuer = resolution.author or _issuer(article, mentions)
    for sentence in _narrated_sentences(article.text, sentences, attributions):
        claim = _narrated(article, sentence)
        if issuer and claim.text.endswith(_SENTENCE_ENDS):
            claim = replace(claim, speaker=issuer.name, mention=issuer.mention)
            mentions.append(issuer)
        claims.setdefault(sentence, claim)
    ordered = tuple(claims[span] for span in sorted(claims))
    return Extraction(article, ordered, _cast(mentions))


def _issuer(article: Article, mentions: Sequence[SpeakerMention | None]) -> SpeakerMention | None:
    """Return who speaks in the own voice of a press release, by the name it has there."""
    name = issuing_body(article.text, article.source)
    if name is None:
        return None
    known = (mention for mention in mentions if mention is not None)
    same = next((mention for mention in known if mention.name.lower() == name.lower()), None)
    return same or SpeakerMention(name, name, "body")


def _echoes(attributions: Sequence[Attribution], resolution: Resolution) -> frozenset[int]:
    """Return the attributions that only say how their reporter means his own words."""
    return frozenset(
        index
        for index, attribution in enumerate(attributions)
        if attribution.parent is not None
        and attribution.cue_class in _INNER
        and _same_name(resolution.speakers[index], resolution.speakers[attribution.parent])
    )


def _same_name(one: SpeakerMention | None, other: SpeakerMention | None) -> bool:
    return one is not None and other is not None and one.name == other.name


def _pieces(
    text: str, sentences: Sequence[Span], attribution: Attribution
) -> Iterable[tuple[Span, Span]]:
    """Yield (sentence, piece) for every sentence that the attribution's content touches.

    "A says that B claims X": that B claims it is what A says, and X is B's.
    """
    for content in attribution.content:
        for sentence in _touching(sentences, content):
            piece = _trim(text, max(content.start, sentence.start), min(content.end, sentence.end))
            if attribution.form != "direct":
                piece = _without_that(text, piece)
            if sum(map(str.isalnum, piece.of(text))) >= _MIN_ATTRIBUTED_LETTERS:
                yield sentence, piece


def _touching(ordered: Sequence[Span], span: Span) -> Iterable[Span]:
    """Yield those of the disjoint, ``ordered`` spans that share characters with ``span``."""
    first = bisect_right(ordered, span.start, key=lambda other: other.end)
    for index in range(first, len(ordered)):
        if ordered[index].start >= span.end:
            return
        yield ordered[index]


def _trim(text: str, start: int, end: int) -> Span:
    """Return the span without the separators around the content."""
    while start < end and text[start] in _DANGLING:
        start += 1
    while end > start and text[end - 1] in _DANGLING:
        end -= 1
    return Span(start, end)


def _without_that(text: str, span: Span) -> Span:
    """Return the span without the "that" which introduces reported speech."""
    if text.startswith(_OPENING_WORDS, *span):
        return Span(span.start + len(_OPENING_WORDS[0]), span.end)
    return span


def _covered(span: Span, disjoint: Iterable[Span]) -> float:
    """Return the share of ``span`` that the ``disjoint`` spans cover."""
    shared = sum(
        max(0, min(span.end, other.end) - max(span.start, other.start)) for other in disjoint
    )
    return shared / max(1, span.end - span.start)


def _narrated_sentences(
    text: str, sentences: Sequence[Span], attributions: Sequence[Attribution]
) -> Iterable[Span]:
    """Yield the sentences that the article says in its own voice."""
    attributed = merge_spans(
        span
        for attribution in attributions
        for span in (*attribution.speaker, *attribution.cue, *attribution.content)
    )
    for sentence in sentences:
        if _covered(sentence, _touching(attributed, sentence)) >= _OWN_VOICE_SHARE:
            continue
        words = sentence.of(text).split(maxsplit=_MIN_NARRATED_WORDS)
        if len(words) >= _MIN_NARRATED_WORDS:
            yield sentence


def _attributed(
    article: Article,
    sentence: Span,
    piece: Span,
    found: tuple[Sequence[Attribution], Resolution, int],
) -> Claim:
    attributions, resolution, index = found
    attribution = attributions[index]
    speaker, target = resolution.speakers[index], resolution.targets[index]
    reporter = None if attribution.parent is None else resolution.speakers[attribution.parent]
    return Claim(
        id=make_id("claim", article.id, *piece),
        article=article.id,
        start=piece.start,
        end=piece.end,
        text=piece.of(article.text),
        form=attribution.form,
        url=article.url,
        source=article.source,
        title=article.title,
        published=article.published,
        speaker=speaker.name if speaker else None,
        mention=speaker.mention if speaker else None,
        cue=" ".join(span.of(article.text) for span in attribution.cue) or None,
        cue_class=attribution.cue_class,
        target=target.name if target else None,
        negated=attribution.negated,
        modality=attribution.modality,
        reported_by=reporter.name if reporter else None,
        sentence=sentence.of(article.text),
        sentence_start=sentence.start,
    )


def _narrated(article: Article, sentence: Span) -> Claim:
    text = sentence.of(article.text)
    return Claim(
        id=make_id("claim", article.id, *sentence),
        article=article.id,
        start=sentence.start,
        end=sentence.end,
        text=text,
        form="narrated",
        url=article.url,
        source=article.source,
        title=article.title,
        published=article.published,
        sentence=text,
        sentence_start=sentence.start,
    )


def _cast(mentions: Iterable[SpeakerMention | None]) -> tuple[SpeakerMention, ...]:
    """Return every speaker and target once by name, an acronym kept wherever one was given."""
    cast: dict[str, SpeakerMention] = {}
    for mention in mentions:
        if mention is None:
            continue
        known = cast.get(mention.name)
        if known is None or (known.acronym is None and mention.acronym is not None):
            cast[mention.name] = mention
    return tuple(cast[name] for name in sorted(cast))
