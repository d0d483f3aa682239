"""Every tunable in one frozen record; each says where its value was calibrated."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers the stages work with.

    Sections follow the flow: ingest, sentences, embedding, topics, opposition, disputes.
    """

    # ingest

    # sentences and attribution

    # embedding

    # topics

    # opposition

    # disputes
