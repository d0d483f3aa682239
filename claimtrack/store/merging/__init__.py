"""Bringing what other databases hold into one, the same whatever the order and repetition.

Claims are copied, not found anew: they are a function of an article's text and of the
claimtrack that read it, and databases of another schema are refused. Everything that is
computed across articles (speakers, topics, disputes) is left to the next link.
"""

from claimtrack.store.merging.merger import Merged, merge, open_parts

__all__ = ["Merged", "merge", "open_parts"]
