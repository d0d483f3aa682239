"""The built-in attributor: a rule grammar over a cue lexicon."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.attribution.drafts import Draft
from claimtrack.attribution.grammar import Grammar
from claimtrack.attribution.lexicon import load_lexicon
from claimtrack.attribution.modality import form_of, modality_of
from claimtrack.attribution.turns import Turns
from claimtrack.attribution.units import Paragraph, Unit, build_paragraphs
from claimtrack.records import Attribution, Span

__all__ = ["RuleAttributor"]


class RuleAttributor:
    """Attributions by rules: no model, no training data, linear time."""

    name = "rules"

    def __init__(self) -> None:
        self._grammar = Grammar(load_lexicon())

    def attribute(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[list[Attribution]]:
        """Return the attributions of every text, in the order of their cues."""
        return [self._attribute(text, spans) for text, spans in zip(texts, sentences, strict=True)]

    def _attribute(self, text: str, sentences: Sequence[Span]) -> list[Attribution]:
        found: list[Attribution] = []
        turns = Turns(text)
        for paragraph in build_paragraphs(text, sentences):
            self._paragraph(text, paragraph, found, turns)
        return found

    def _paragraph(
        self, text: str, paragraph: Paragraph, found: list[Attribution], turns: Turns
    ) -> None:
        turns.start_paragraph()
        for unit in paragraph.units:
            drafts = self._grammar.drafts(unit)
            if not drafts:
                turns.continue_in(unit, found)
                continue
            offset = len(found)
            found.extend(_attribution(text, unit, draft, offset) for draft in drafts)
            turns.note(unit, found, offset)


def _attribution(text: str, unit: Unit, draft: Draft, offset: int) -> Attribution:
    content = tuple(unit.span(*part) for part in draft.ranges())
    return Attribution(
        content=content,
        speaker=(unit.span(*draft.speaker),) if draft.speaker else (),
        cue=(unit.span(*draft.cue),),
        cue_class=draft.cue_class,
        form=form_of(unit, content),
        target=unit.span(*draft.target) if draft.target else None,
        negated=draft.negated,
        modality=modality_of(text, unit, draft, content),
        parent=None if draft.parent is None else offset + draft.parent,
    )
