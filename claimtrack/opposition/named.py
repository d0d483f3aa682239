"""Any cross-encoder trained for natural language inference, in the built-in reader's place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from claimtrack.errors import ModelError
from claimtrack.hub import first_line, load_named, shown, telling_name
from claimtrack.inference import quiet
from claimtrack.opposition.reading import OUTCOMES, probabilities
from claimtrack.records import Claim
from claimtrack.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

__all__ = ["NamedReader"]

# What such models call their labels; which kind of conflict it is they don't tell.
_LABELS = {
    "entailment": "agree", "supports": "agree", "neutral": "neither", "not_entailment": "neither",
    "contradiction": "fact", "refutes": "fact",
}  # fmt: skip


class NamedReader:
    """A cross-encoder of the Hugging Face hub, or in a folder, trained for inference (NLI).

    Which of its labels means contradiction and which entailment is read from its configuration.
    It reads the claims' own words, in both orders, as such models were trained. Nothing is loaded
    before the first pair is read; then ModelError is raised where the model cannot be had, or has
    no such labels.
    """

    def __init__(self, name: str, settings: Settings | None = None) -> None:
        self._wanted = name
        self._settings = settings or Settings()

    def read(self, pairs: Sequence[tuple[Claim, Claim]]) -> NDArray[np.float32]:
        """Return the probability of each of ``OUTCOMES``, a row a pair."""
        import numpy as np

        read = np.zeros((len(pairs), len(OUTCOMES)), np.float32)
        if not pairs:
            return read
        texts = [(one.text, other.text) for one, other in pairs]
        turned = [(other, one) for one, other in texts]
        unique = sorted({*texts, *turned})
        rows = {text: row for row, text in enumerate(unique)}
        columns = self._columns
        made = probabilities(self.model, unique, self._settings)
        for order in (texts, turned):
            half = made[[rows[text] for text in order]] / 2
            for label, column in enumerate(columns):
                read[:, column] += half[:, label]
        return read

    @cached_property
    def name(self) -> str:
        """Model name, with 12 hex digits of its files' digest where it is a folder."""
        return telling_name("relation model", self._wanted)

    @cached_property
    def model(self) -> CrossEncoder:
        """The cross-encoder itself, loaded when it is first asked for."""
        return load_named("relation model", self._wanted, "cross-encoder", self._load)

    def _load(self, local_files_only: bool) -> CrossEncoder:
        with quiet():
            try:
                from sentence_transformers import CrossEncoder

                model: CrossEncoder = CrossEncoder(
                    self._wanted, device="cpu", local_files_only=local_files_only
                )
            except Exception as error:  # the libraries raise every kind
                raise ModelError(
                    f"cannot load the relation model {shown(self._wanted)}: {first_line(error)}"
                ) from error
        network: Any = model
        network.eval()
        return model

    @cached_property
    def _columns(self) -> list[int]:
        network: Any = self.model.model
        labels = network.config.id2label
        names = [str(labels[index]).lower() for index in range(len(labels))]
        meant = [_LABELS.get(name) for name in names]
        if None in meant or "fact" not in meant:
            raise ModelError(
                f"the relation model {shown(self._wanted)} has the labels {', '.join(names)}; "
                "contradiction, entailment and neutral are needed"
            )
        return [OUTCOMES.index(str(outcome)) for outcome in meant]
