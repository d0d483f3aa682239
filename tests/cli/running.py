"""What the command line's tests share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from click.testing import Result

GATE = """Gate opened

The army accused the guards of opening the gate, while the guards accused the army \
of opening the gate.

"The gate was open at noon," Karl Berg said.
"""

Run = Callable[..., Result]


def loaded(result: Result) -> Any:
    """Return the JSON that a command printed."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
