"""The built-in attributor: the trained network, and what is told of its findings in plain code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from claimtrack.records import Attribution, Span
from claimtrack.settings import Settings

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from claimtrack.attribution.weights import Model

__all__ = ["ModelAttributor"]

_DEFAULTS = Settings()


class ModelAttributor:
    """Attributions by the trained network: the one that ships, or another ``model``.

    The one that ships is loaded with the first text; then ModelError is raised where it is
    damaged.
    """

    def __init__(self, model: Model | None = None, settings: Settings = _DEFAULTS) -> None:
        self._given = model
        self._settings = settings

    @classmethod
    def from_folder(cls, folder: Path | None, settings: Settings = _DEFAULTS) -> Self:
        """Return one with the model in ``folder``, the one that ships if that is None.

        Raises ModelError if it cannot be loaded.
        """
        if folder is None:
            return cls(settings=settings)
        from claimtrack.attribution.weights import load_model

        return cls(load_model(folder), settings)

    @property
    def name(self) -> str:
        """The name of the model's weights."""
        return self.model.name

    @cached_property
    def model(self) -> Model:
        """The network and what belongs to it."""
        from claimtrack.attribution.weights import load_shipped_model

        return self._given or load_shipped_model()

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The encoder's own tokenizer, of texts of any length."""
        from claimtrack.attribution.weights import load_tokenizer

        return load_tokenizer()

    def attribute(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[list[Attribution]]:
        """Return the attributions of every text, in the order of their cues."""
        from claimtrack.attribution.composing import compose
        from claimtrack.attribution.encoding import encode_text
        from claimtrack.attribution.nesting import reported_windows, with_reported
        from claimtrack.attribution.passes import Pass, find
        from claimtrack.attribution.windows import cut_windows

        settings = self._settings
        items = list(zip(texts, sentences, strict=True))
        pieces = [encode_text(text, spans, self.tokenizer) for text, spans in items]
        windows = [
            (index, window)
            for index, (text, spans) in enumerate(items)
            for window in cut_windows(
                text, pieces[index], spans, settings.packed_pieces, settings.longest_window
            )
        ]
        how = Pass(
            settings.batch_tokens, settings.window_step, settings.cue_step, self.model.cue_bias
        )
        found = find(self.model.network, pieces, windows, how)
        inner = find(self.model.network, pieces, reported_windows(texts, pieces, found), how)
        found = [with_reported(*each) for each in zip(found, inner, strict=True)]
        return [
            compose(text, spans, read, one)
            for (text, spans), read, one in zip(items, pieces, found, strict=True)
        ]
