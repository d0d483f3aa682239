from __future__ import annotations

import pytest


@pytest.fixture
def plain_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands embed with the plain encoder: what they do does not depend on the model."""
    from claimtrack.embedding import HashingEncoder

    monkeypatch.setattr("claimtrack.choices.SentenceEncoder", lambda name=None: HashingEncoder())
