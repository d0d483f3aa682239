"""The built-in attributor: a rule grammar over a cue lexicon."""

from __future__ import annotations

from collections.abc import Sequence

from claimtrack.attribution.drafts import Draft
from claimtrack.attribution.grammar import Grammar
from claimtrack.attribution.lexicon import load_lexicon
from claimtrack.attribution.modality import form_of, modality_of
from claimtrack.attribution.turns import Turns
from claimtrack.attribution.units import Unit, build_paragraphs
from claimtrack.records import Attribution, Span
from claimtrack.settings import Settings

__all__ = ["RuleAttributor"]

_DEFAULTS = Settings()


class RuleAttributor:
    """Attributions by rules: no model, no training data, linear time."""

    name = "rules"

    def __init__(self, settings: Settings = _DEFAULTS) -> None:
        self._grammar = Grammar(load_lexicon(), settings.cue_limit)

    def attribute(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[list[Attribution]]:
        """Return the attributions of every text, in the order of their cues."""
        return [self._attribute(text, spans) for text, spans in zip(texts, sentences, strict=True)]

    def _attribute(self, text: str, sentences: Sequence[Span]) -> list[Attribution]:
        found: list[Attribution] = []
        turns = Turns()
        for paragraph in build_paragraphs(text, sentences):
            turns.start_paragraph()
            for unit in paragraph.units:
                self._unit(text, unit, found, turns)
        return found

    def _unit(self, text: str, unit: Unit, found: list[Attribution], turns: Turns) -> None:
        drafts = self._grammar.drafts(unit)
        if not drafts:
            turns.continue_in(unit, found)
            return
        offset = len(found)
        if drafts[0].pending:
            turns.report(unit, _attribution(text, unit, drafts[0], offset), found)
            return
        found.extend(_attribution(text, unit, draft, offset) for draft in drafts)
        turns.note(unit, found, offset)


def _attribution(text: str, unit: Unit, draft: Draft, offset: int) -> Attribution:
    content = tuple(unit.span(*part) for part in draft.ranges())
    return Attribution(
        content=content,
        speaker=(unit.span(*draft.speaker),) if draft.speaker else (),
        cue=(unit.span(*draft.cue),),
        cue_class=draft.cue_class,
        form=form_of(unit, content) if content else "direct",
        target=unit.span(*draft.target) if draft.target else None,
        negated=draft.negated,
        modality=modality_of(text, unit, draft, content) if content else "asserted",
        parent=None if draft.parent is None else offset + draft.parent,
    )
