"""Who is asked: any model that the user has set up in the `llm` package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from claimtrack.errors import ModelError
from claimtrack.judging.answers import SCHEMA

if TYPE_CHECKING:
    import llm

__all__ = ["Judge", "LlmJudge"]


class Judge(Protocol):
    """Whatever answers a question; ``name`` tells its answers from those of others."""

    name: str

    def ask(self, prompt: str) -> str:
        """Return the answer; ModelError if there is none."""
        ...


class LlmJudge:
    """A model by the name or alias that `llm models` lists.

    Raises ModelError if the `llm` package is missing or knows no such model.
    """

    def __init__(self, name: str) -> None:
        self._model = _load(name)
        self.name = self._model.model_id

    def ask(self, prompt: str) -> str:
        """Return the model's answer; ModelError for whatever goes wrong meanwhile."""
        schema = SCHEMA if self._model.supports_schema else None
        try:
            return self._model.prompt(prompt, stream=False, schema=schema).text()
        except Exception as error:  # the model is another's code, often behind a network
            raise ModelError(f"the model failed ({_words(error)})") from error


def _load(name: str) -> llm.Model:
    try:
        import llm
    except ImportError as error:
        raise ModelError(
            "language models are asked through the llm package; "
            "`pip install 'claimtrack[llm]'` adds it"
        ) from error
    unknown = f"llm knows no model {name!r}; `llm models` lists those it knows"
    if not name.strip():  # llm would take its default model, which may cost money
        raise ModelError(unknown)
    try:
        return llm.get_model(name)
    except llm.UnknownModelError as error:
        raise ModelError(unknown) from error
    except Exception as error:  # a plugin of llm that cannot be loaded
        raise ModelError(f"llm cannot load its models ({_words(error)})") from error


def _words(error: Exception) -> str:
    """Return an error of somebody else's code on one line."""
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
