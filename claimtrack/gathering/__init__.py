"""Sources of all kinds (files, directories, stdin, addresses, feeds, sitemaps) → articles."""

from claimtrack.gathering.gathering import Gathering

__all__ = ["Gathering"]
