"""The opinion of a language model on disputes, beside the score and never in place of it.

Questions are made of the claims in disputes, a model of the `llm` package answers them, and
what it says of pairs of claims is stored. Only this package knows of `llm`.
"""

from claimtrack.judging.models import Judge
from claimtrack.judging.running import Judging, Outcome, plan

__all__ = ["Judge", "Judging", "Outcome", "plan"]
