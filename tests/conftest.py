from __future__ import annotations

import os

import pytest

if "PYTEST_XDIST_WORKER" in os.environ:
    # Processes that share the cores are slower with all their threads at once.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture
def plain_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands embed with the plain encoder: what they do does not depend on the model."""
    from claimtrack.embedding import HashingEncoder

    monkeypatch.setattr("claimtrack.choices.SentenceEncoder", lambda name=None: HashingEncoder())
