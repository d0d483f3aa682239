"""The models that a database was told to use, and goes on using."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.embedding import DEFAULT_MODEL, Encoder, SentenceEncoder
from claimtrack.errors import ModelError
from claimtrack.records import Claim
from claimtrack.settings import Settings
from claimtrack.store import Store

if TYPE_CHECKING:
    from claimtrack.opposition import RelationModel

__all__ = ["BUILT_IN", "choose_encoder", "choose_relation_model"]

BUILT_IN = "built-in"
"""The name that brings the relation model back that comes with claimtrack."""

_TRIED = Claim(id="", article="", start=0, end=6, text="a test", form="narrated")


def choose_encoder(store: Store, name: str | None) -> Encoder:
    """Return the encoder named, else that which the database remembers.

    A new name is remembered once its model has been loaded: no later run could either. Raises
    ModelError if it cannot be.
    """
    remembered = store.recall("encoder") or ""
    if name is None:
        return SentenceEncoder(remembered)
    if not name.strip():
        raise ModelError(f"an encoder needs a name; the embedded one is {DEFAULT_MODEL}")
    if name in {DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"}:
        name = ""  # the embedded one, whatever came before
    encoder = SentenceEncoder(name := _lasting(name))
    if name != remembered:
        encoder.encode(["a test"])
        store.remember("encoder", name)
    return encoder


def choose_relation_model(store: Store, name: str | None, settings: Settings) -> RelationModel:
    """Return the built-in relation model, its reader the one named or remembered, if any.

    ``BUILT_IN`` forgets another. Raises ModelError if a new name's model cannot be loaded.
    """
    from claimtrack.opposition import NamedReader, WeighedModel

    remembered = store.recall("relation_model") or ""
    wanted = remembered if name is None else name
    if name is not None and not name.strip():
        raise ModelError(f"a relation model needs a name; {BUILT_IN!r} brings the usual one back")
    wanted = "" if wanted == BUILT_IN else _lasting(wanted)
    reader = NamedReader(wanted, settings) if wanted else None
    if wanted != remembered:
        if reader:
            reader.read([(_TRIED, _TRIED)])
        store.remember("relation_model", wanted)
    return WeighedModel(settings, reader=reader)


def _lasting(name: str) -> str:
    """Return a folder's path as later runs, which start in other folders, find it."""
    return str(Path(name).resolve()) if name and Path(name).is_dir() else name
